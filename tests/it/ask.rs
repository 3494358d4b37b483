//! The saved questions: those that are shipped, and those of an office.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use cchc::relation::Kind;

use crate::project::Project;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn files() -> BTreeSet<String> {
    let folder = std::fs::read_dir(Path::new(ROOT).join("src/questions")).expect("a folder");
    folder.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect()
}

#[test]
fn every_file_is_a_question() {
    let project = Project::with_decision();
    let rows = project.json(&["ask"]);
    let listed: BTreeSet<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{:02}-{}.sql",
                row["number"].as_u64().expect("a number"),
                row["name"].as_str().expect("a name")
            )
        })
        .collect();
    assert_eq!(listed, files());
    let portable = rows.iter().filter(|row| row["portable"] == true).count();
    assert!(rows.len() >= 40 && portable >= 30, "{portable} of {}", rows.len());
    for (lang, title) in [("vi", "Kết quả xếp hạng"), ("en", "How do the units")] {
        assert!(project.run(&["ask", "--lang", lang]).succeeded().out.contains(title));
    }
}

#[test]
fn people_read_headings_and_words_in_their_language() {
    let project = Project::simulated("2019-2024", "7");
    let ask = |arguments: &[&str]| project.run(&[&["ask"], arguments].concat()).succeeded().out;
    for question in project.json(&["ask"]) {
        let number = question["number"].to_string();
        let rows = project.json(&["ask", &number]);
        for name in rows.first().into_iter().flat_map(|row| row.as_object().expect("a row").keys())
        {
            let heading = cchc::relation::answer_heading(name);
            assert!(heading.is_some(), "question {number}: {name} has no heading");
        }
    }
    let first = ask(&["first-and-last", "--year", "2024"]);
    for words in ["Sở, ban, ngành", "Vị trí", "đầu bảng", "Tổng cộng"] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("department") && !first.contains("first"), "{first}");
    // Programs read names and codes in both languages.
    let csv = ask(&["first-and-last", "--year", "2024", "--format", "csv"]);
    assert!(
        csv.starts_with("block,place,rank,units,unit,total,grade\ndepartment,first,1,"),
        "{csv}"
    );
}

/// Each answer is worked out again from the base tables, in Python and without the views.
#[test]
fn answers_are_those_that_another_program_works_out() {
    let project = Project::with_decision();
    let data = Path::new(ROOT).join("data");
    let data = data.to_str().expect("a path");
    project.run(&["build", data, "--db", "shipped.db", "--reports", "reports"]).succeeded();
    project.run(&["simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim"]).succeeded();
    project.run(&["import", "sim", "--db", "sim.db"]).succeeded();

    let script = Path::new(ROOT).join("tests/questions/answers.py");
    let questions = Path::new(ROOT).join("src/questions");
    let mut command = Command::new("python3");
    command.args([&script, &questions, &project.path("shipped.db"), &project.path("sim.db")]);
    let output = command.arg(env!("CARGO_BIN_EXE_cchc")).output().expect("python3");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let right = text.lines().filter(|line| line.contains(" ok ")).count();
    assert!(right >= files().len(), "{text}");
}

#[test]
fn a_question_takes_its_parameters_and_no_others() {
    let project = Project::with_decision();
    let ask = |arguments: &[&str]| project.run(&[&["ask"], arguments].concat());
    let all = ask(&["ranking", "--format", "csv"]).succeeded();
    assert_eq!(all.out.lines().count(), 1 + 19 + 8);
    all.says(&["Kết quả xếp hạng"]);
    let options = ["1", "--year", "2022", "--block", "district", "--format", "csv"];
    let districts = ask(&options).succeeded().out;
    assert_eq!(districts.lines().count(), 1 + 8);
    assert!(districts.contains("district,1,Huyện Bạch Thông,88.21"), "{districts}");

    ask(&["1", "--share", "0.5"]).failed(2).says(&["--share", "--year, --block"]);
    ask(&["0"]).failed(2).says(&["“0”"]);
    ask(&["99"]).failed(2).says(&["từ 1 đến"]);
    ask(&["rankin"]).failed(2).says(&["“ranking”"]);
    ask(&["--sql"]).failed(2);
    assert!(ask(&["1", "--sql"]).succeeded().out.starts_with("SELECT block, rank"));
    ask(&["1", "--authority", "x"]).failed(2).says(&["--authority", "--sql"]);
    ask(&["1", "--block", "district/Nhóm I"]).failed(2).says(&["Nhóm I", "--sql"]);
    ask(&["1", "--year", "1999"]).failed(1).says(&["năm 1999", "Cơ sở dữ liệu có"]);
    ask(&["1", "--block", "ministry"]).failed(1).says(&["ministry", "Cơ sở dữ liệu có"]);
    ask(&["find-a-unit", "--words", "xyz"]).succeeded().says(&["Không có dòng nào"]);
    ask(&["1", "--unit", "X"]).failed(2).says(&["--unit", "--year, --block"]);
    assert!(ask(&["find-a-unit", "--words", "cho don"]).succeeded().out.contains("Huyện Chợ Đồn"));
    // A criterion is found by its words in any spelling.
    let found =
        ask(&["one-criterion", "--criterion", "thể chế", "--format", "csv"]).succeeded().out;
    assert!(found.lines().count() > 2, "{found}");
    for words in ["Thể chế", "THỂ CHẾ", "the che", "the\u{302}\u{309} che\u{302}\u{301}"] {
        let other =
            ask(&["one-criterion", "--criterion", words, "--format", "csv"]).succeeded().out;
        assert_eq!(other, found, "{words}");
    }
    ask(&["one-criterion", "--criterion", "trồng rừng"]).failed(2).says(&["“trồng rừng”"]);
    // A unit is found by another spelling, too.
    let unit = ask(&["score-sheet", "--unit", "SỞ TƯ PHÁP", "--format", "csv"]).succeeded().out;
    assert!(unit.lines().count() > 3, "{unit}");
}

#[test]
fn questions_of_an_office_follow_the_shipped_ones() {
    let project = Project::with_decision();
    let head = "-- vi: Có bao nhiêu đơn vị?\n-- en: How many units?\n-- theme: own\n";
    project.write("questions/how-many.sql", format!("{head}SELECT count(*) AS n FROM rankings;"));
    let shipped = files().len();
    let own = (shipped + 1).to_string();
    let answer = project.run(&["ask", &own, "--format", "csv"]).succeeded().out;
    assert_eq!(project.run(&["ask", "how-many", "--format", "csv"]).succeeded().out, answer);
    assert_eq!(answer, "n\n27\n");

    project.write("other/a.sql", "SELECT 1;");
    // A file that is no question is named and does not stop the others.
    let run = project.run(&["ask", "1", "--questions", "other", "--lang", "en"]);
    run.succeeded().says(&["a.sql, line 1", "-- vi", "How do the units"]);
    project.run(&["ask", "--questions", "nowhere"]).failed(2).says(&["nowhere"]);
    // A question only reads, whoever wrote it.
    project.write("other/a.sql", format!("{head}DELETE FROM result;"));
    project.run(&["ask", "a", "--questions", "other"]).failed(1).says(&["Chỉ được đọc"]);
}

#[test]
fn an_answer_borrows_no_heading_of_another_view() {
    // A name such as `points` or `change` means something in one view only.
    let project = Project::simulated("2019-2024", "7");
    let general = [Kind::Year, Kind::Block, Kind::Name, Kind::Count];
    for question in project.json(&["ask"]) {
        let (number, sql) = (question["number"].to_string(), question["sql"].to_string());
        let reads = |view: &str| {
            sql.split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == view || word.strip_suffix("_detail") == Some(view))
        };
        let rows = project.json(&["ask", &number]);
        for name in rows.first().into_iter().flat_map(|row| row.as_object().expect("a row").keys())
        {
            let views = cchc::relation::views();
            let mut homes = views.iter().filter_map(|view| {
                let column = view.columns.iter().find(|column| column.name == name)?;
                Some((view.name, column.kind))
            });
            let is_special = homes.clone().any(|(_, kind)| !general.contains(&kind));
            let is_at_home = !is_special || homes.any(|(view, _)| reads(view));
            assert!(
                is_at_home,
                "question {number} has a column {name} of a view that it does not read"
            );
        }
    }
}
