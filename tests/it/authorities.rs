//! A database with everything that authorities do differently: two authorities and two indices,
//! blocks of one's own, groups, bonus and penalty points, dense ranks, letter grades and a scale of
//! 1,000.

use std::sync::LazyLock;

use calamine::Reader as _;
use serde_json::Value;

use crate::project::{Project, bytes};
use crate::views::compare_parts_with_oracle;

/// The folders of two simulated authorities with all extras.
const FOLDERS: [(&str, &str); 2] = [("7", "first"), ("8", "second")];

fn simulate(project: &Project) {
    for (seed, folder) in FOLDERS {
        let simulate = ["simulate", "--years", "2022-2024", "--seed", seed, "--all-extras"];
        project.run(&[&simulate[..], &["--out", folder]].concat()).succeeded();
    }
}

/// Both authorities with both indices in one database.
static ALL: LazyLock<Project> = LazyLock::new(|| {
    let project = Project::new();
    simulate(&project);
    for (_, folder) in FOLDERS {
        project.run(&["import", folder]).succeeded();
    }
    project
});

/// One index of one authority in a database of its own.
fn alone(folder: &str, suffix: &str) -> Project {
    let project = Project::new();
    simulate(&project);
    for year in ["2022", "2023", "2024"] {
        let path = format!("{folder}/{year}/{year}-QD-MP{suffix}.txt");
        project.run(&["import", &path]).succeeded();
    }
    project
}

/// The rows without what identifies units within their database.
fn without_ids(mut rows: Vec<Value>) -> Vec<Value> {
    for row in &mut rows {
        if let Some(row) = row.as_object_mut() {
            row.remove("unit_id");
            row.remove("authority");
            row.remove("index_code");
        }
    }
    rows
}

#[test]
fn no_relation_mixes_authorities_indices_or_groups() {
    // Departments, two groups of districts and three blocks of one's own; SIPAS of departments.
    assert_eq!(compare_parts_with_oracle(&ALL), 2 * (6 + 1));
}

#[test]
fn verbs_show_what_a_database_of_their_own_would_show() {
    let own = ["--block", "benh-vien"];
    let verbs: &[&[&str]] = &[
        &["rank", "--year", "2024"],
        &["rank", "--year", "2024", "--recomputed"],
        &["rank", "--year", "2024", "--intervals"],
        &["rank", "--year", "2024", "--next-grade"],
        &["gap", "--year", "2024"],
        &["gap", "--year", "2024", "--by", "criterion"],
        &["gap", "--persistent"],
        &["leniency", "--year", "2024"],
        &["leniency", "--lasting"],
        &["weakness", "--year", "2024"],
        &["weakness", "--persistent"],
        &["delta"],
        &["delta", "--by", "cause"],
        &["delta", "--by", "criterion"],
        &["delta", "--by", "grade"],
        &["delta", "--by", "set"],
        &["trend"],
        &["trend", "--by", "block"],
        &["review", "--year", "2024"],
        &["unit", "Sở Nội vụ"],
    ];
    for (folder, suffix, authority, index) in
        [("first", "", "số 7", "cchc"), ("second", "-SIPAS", "số 8", "sipas")]
    {
        let alone = alone(folder, suffix);
        let mut shown = 0;
        for verb in verbs {
            let of_one = [*verb, &["--index", index]].concat();
            let of_all = [*verb, &["--index", index, "--authority", authority]].concat();
            let expected = without_ids(alone.json(&of_one));
            assert_eq!(without_ids(ALL.json(&of_all)), expected, "{of_all:?}");
            shown += usize::from(!expected.is_empty());
        }
        assert!(shown >= 13, "{index}: only {shown} verbs have rows");
    }
    let rows = ALL.json(&[&["rank", "--year", "2024", "--authority", "số 7"][..], &own].concat());
    assert_eq!(rows.len(), 7);
    // Which authority is meant has to be said.
    ALL.run(&["rank", "--year", "2024"]).failed(2).says(&["--authority", "số 7", "số 8"]);
    ALL.run(&["rank", "--authority", "số 9"]).failed(1).says(&["số 9", "số 7"]);
}

#[test]
fn reports_and_charts_are_those_of_a_database_of_their_own() {
    for (folder, suffix, authority, index, slug) in [
        ("first", "", "số 7", "cchc", "chuong-trinh-mo-phong-so-7"),
        ("second", "-SIPAS", "số 8", "sipas", "chuong-trinh-mo-phong-so-8"),
    ] {
        let alone = alone(folder, suffix);
        let both = |arguments: &[&str], file: &str, of_all: &str| {
            let given = [arguments, &["--index", index]].concat();
            alone.run(&given).succeeded();
            ALL.run(&[&given[..], &["--authority", authority]].concat()).succeeded();
            let [expected, found] = [alone.path(file), ALL.path(of_all)].map(|path| bytes(&path));
            assert!(expected.is_some(), "{file}");
            assert!(expected == found, "{file} and {of_all} differ");
            String::from_utf8(expected.unwrap_or_default()).expect("a text")
        };
        let reports = format!("reports-{index}");
        for (kind, file) in
            [("year", "2024/{}-2024"), ("trend", "{}-trend"), ("sheets", "2024/{}-sheets-2024")]
        {
            let file = format!("{}-mo-phong.vi.html", file.replace("{}", index));
            let written = both(
                &["report", kind, "--reports", &reports],
                &format!("{reports}/{file}"),
                &format!("{reports}/{slug}/{file}"),
            );
            assert_eq!(written.contains("SIPAS"), index == "sipas", "{file} names its index");
            let is_named = written.to_lowercase().contains("chỉ số cải cách hành chính");
            assert_eq!(is_named, index == "cchc", "{file}");
        }
        for kind in ["ranking", "gap", "heatmap", "lost"] {
            let file = format!("{kind}-{index}.svg");
            let chart = both(
                &["chart", kind, "--year", "2024", "--block", "department", "-o", &file],
                &file,
                &file,
            );
            assert_eq!(chart.contains("SIPAS"), index == "sipas", "{file}");
        }
    }
}

#[test]
fn points_beside_the_criteria_are_shown_and_explain_a_change() {
    // Of one hospital: the total is the appraised and survey points with the bonus.
    let sql = "SELECT unit, total, appraised_total, survey_total, bonus, penalty, attainment
                 FROM rankings_detail WHERE authority LIKE '%số 7' AND index_code = 'cchc' AND bonus > 0";
    let rows = ALL.query(sql);
    assert!(rows.len() > 5);
    let number = |row: &Value, name: &str| row[name].as_f64().unwrap_or(0.0);
    for row in &rows {
        let sum = number(row, "appraised_total") + number(row, "survey_total");
        let total = sum + number(row, "bonus") - number(row, "penalty");
        assert!((total - number(row, "total")).abs() < 1e-9, "{row}");
    }

    let table =
        ALL.run(&["rank", "--authority", "số 7", "--year", "2024", "--lang", "en"]).succeeded();
    assert!(table.out.contains("Bonus") && table.out.contains("Penalty"), "{table:#?}");

    let changes = ALL.json(&["delta", "--by", "cause", "--authority", "số 7"]);
    let points = |row: &Value, name: &str| {
        row[name].as_str().and_then(|text| text.parse::<f64>().ok()).or_else(|| row[name].as_f64())
    };
    let mut explained = 0;
    for row in changes.iter().filter(|row| !row["performance"].is_null()) {
        let part = |name| points(row, name).expect("a part");
        let parts = part("performance") + part("weight") + part("beside") + part("rounding");
        assert!((parts - part("delta")).abs() < 1e-9, "{row}");
        assert!(part("rounding").abs() < 0.05, "half points are exact: {row}");
        explained += usize::from(part("beside") != 0.0);
    }
    assert!(explained > 5, "{explained}");
}

#[test]
fn places_in_all_indices_stand_beside_each_other() {
    let arguments = ["rank", "--all-indices", "--authority", "số 7", "--year", "2024"];
    let rows = ALL.json(&arguments);
    let of_unit = |unit: &str| -> Vec<(String, u64, u64)> {
        let rows = rows.iter().filter(|row| row["unit"] == unit);
        let place = |row: &Value| {
            let number = |name: &str| row[name].as_u64().expect("a number");
            (
                row["index_code"].as_str().expect("a code").to_owned(),
                number("rank"),
                number("units"),
            )
        };
        rows.map(place).collect()
    };
    let sql = "SELECT index_code, rank, units FROM rankings_detail WHERE authority LIKE '%số 7'
                AND year = 2024 AND unit = 'Sở Tư pháp' ORDER BY index_code";
    let expected: Vec<_> = ALL
        .query(sql)
        .iter()
        .map(|row| {
            let number = |name: &str| row[name].as_u64().expect("a number");
            (
                row["index_code"].as_str().expect("a code").to_owned(),
                number("rank"),
                number("units"),
            )
        })
        .collect();
    assert_eq!(expected.len(), 2);
    assert_eq!(of_unit("Sở Tư pháp"), expected);
    assert_eq!(of_unit("Bệnh viện Mô phỏng 1").len(), 1);

    let table = ALL.run(&[&arguments[..], &["--lang", "en"]].concat()).succeeded();
    let line = table.out.lines().find(|line| line.contains("Sở Tư pháp")).expect("a line");
    let shown: Vec<_> = line.split_whitespace().filter(|word| word.contains('/')).collect();
    let places: Vec<_> =
        expected.iter().map(|(_, rank, units)| format!("{rank}/{units}")).collect();
    assert_eq!(shown, places);
    ALL.run(&["rank", "--all-indices", "--recomputed"]).failed(2);
}

#[test]
fn an_authority_looks_at_those_below_it() {
    let children = ["rank", "--children", "--year", "2024", "--block", "district"];
    let rows = ALL.json(&children);
    let authorities: Vec<_> =
        rows.iter().map(|row| row["authority"].as_str().expect("a name")).collect();
    assert_eq!(rows.len(), 16);
    assert_eq!(authorities.iter().filter(|name| name.ends_with('7')).count(), 8);
    // Each is ranked for itself, in groups of four.
    assert!(rows.iter().all(|row| row["rank"].as_u64() <= Some(4)));
    assert!(rows.iter().all(|row| row["index_code"] == "cchc"));

    let table = ALL.run(&children).succeeded().out;
    assert!(table.contains("chương trình mô phỏng số 8 – Huyện, thành phố – Nhóm II"), "{table}");
    ALL.run(&[&children[..], &["--authority", "số 7"]].concat())
        .failed(1)
        .says(&["số 7", "chương trình mô phỏng"]);
    let small = Project::with_small();
    small.run(&["rank", "--children"]).failed(1).says(&["parent", "[authority]"]);
}

#[test]
fn a_draft_decision_leads_back_to_the_same_figures() {
    let sql = "SELECT block, group_name, unit, rank, total, grade, bonus, penalty, self_total
                 FROM rankings_detail WHERE year = 2024 AND index_code = 'cchc' AND authority LIKE '%số 7'
                ORDER BY block, group_name, unit";
    let expected = ALL.query(sql);
    for format in ["docx", "xlsx"] {
        ALL.run(&[
            "report",
            "annex",
            "--year",
            "2024",
            "--format",
            format,
            "--authority",
            "số 7",
            "--reports",
            "drafts",
        ])
        .succeeded();
        let draft = format!("chuong-trinh-mo-phong-so-7/2024/cchc-annex-2024-mo-phong.vi.{format}");
        let project = Project::new();
        simulate(&project);
        let path = project.write(
            &format!("first/draft.{format}"),
            bytes(&ALL.path(&format!("drafts/{draft}"))).expect("a draft"),
        );
        project
            .run(&[
                "import",
                &path,
                "--number",
                "9/QĐ-MP",
                "--date",
                "2025-03-29",
                "--issuer",
                "chương trình mô phỏng số 7",
            ])
            .succeeded();
        assert_eq!(project.query(sql), expected, "{format}");
    }
}

#[test]
fn a_template_knows_the_blocks_groups_and_further_points() {
    let template = |block: &str, file: &str| {
        ALL.run(&[
            "template",
            "--year",
            "2025",
            "--block",
            block,
            "--authority",
            "số 7",
            "-o",
            file,
        ])
    };
    template("district", "t.xlsx").failed(2).says(&["district/Nhóm I", "district/Nhóm II"]);
    template("district/Nhóm I", "group.xlsx").succeeded();
    template("benh-vien", "own.xlsx").succeeded();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(ALL.path("own.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a range");
    let texts: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    for words in
        ["CHỈ SỐ CCHC CÁC BỆNH VIỆN CÔNG LẬP NĂM 2025", "Điểm thưởng", "Bệnh viện Mô phỏng 7"]
    {
        assert!(texts.iter().any(|text| text.contains(words)), "{words}");
    }
}

#[test]
fn questions_and_charts_that_need_a_choice_say_so() {
    ALL.run(&["sql", "SELECT 1", "--index", "sipas"]).failed(2).says(&["--index", "index_code"]);
    ALL.run(&["sql", "SELECT 1", "--authority", "số 7"]).failed(2).says(&["--authority"]);
    let chart = [
        "chart",
        "ranking",
        "--year",
        "2024",
        "--block",
        "district",
        "--authority",
        "số 7",
        "-o",
        "x.svg",
    ];
    ALL.run(&chart).failed(2).says(&["district/Nhóm I", "district/Nhóm II"]);

    // Of each authority, the plain views show the main index.
    let project = Project::new();
    simulate(&project);
    project.run(&["import", "first/2024/2024-QD-MP.txt"]).succeeded();
    project.run(&["import", "second/2024/2024-QD-MP-SIPAS.txt"]).succeeded();
    let rows = project.query(
        "SELECT authority, count(*) AS units FROM rankings WHERE block = 'department' GROUP BY 1",
    );
    assert_eq!(rows.len(), 2, "{rows:?}");
}
