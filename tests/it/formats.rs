//! Output formats, languages and help.

use calamine::{Data, Reader as _, Xlsx};

use crate::project::{Project, SMALL};

#[test]
fn people_read_their_language_and_programs_read_points() {
    let project = Project::with_small();
    let rank = |arguments: &[&str]| project.run(&[&["rank"], arguments].concat()).succeeded().out;
    assert!(rank(&[]).contains("88,50") && rank(&[]).contains("Phân loại"));
    assert!(rank(&["--lang", "en"]).contains("88.50") && rank(&["--lang", "en"]).contains("Good"));
    insta::assert_snapshot!("rank_table_vi", rank(&[]));
    insta::assert_snapshot!("rank_markdown_en", rank(&["--lang", "en", "--format", "markdown"]));
    insta::assert_snapshot!("rank_csv", rank(&["--format", "csv"]));
    assert_eq!(rank(&["--format", "csv"]), rank(&["--format", "csv", "--lang", "en"]));
    let lines = rank(&["--format", "jsonl"]);
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows, project.json(&["rank"]));
}

#[test]
fn excel_gets_a_byte_order_mark_and_no_formulas() {
    let project = Project::with_small();
    let run = project.run(&[
        "sql",
        "SELECT '=1+1' AS a, '-x' AS b, 'Sở' AS c, -5 AS d",
        "--format",
        "csv",
        "--bom",
    ]);
    assert_eq!(run.succeeded().out, "\u{feff}a,b,c,d\n'=1+1,'-x,Sở,-5\n");
}

#[test]
fn csv_has_the_marks_that_are_asked_for() {
    let project = Project::with_small();
    let answer = |options: &[&str]| {
        let query = ["sql", "SELECT 88.5 AS a, 'x;y' AS b, 0.0000001 AS c, 1.5e300 > 1 AS d"];
        project.run(&[&query, options].concat()).succeeded().out
    };
    let comma = ["--format", "csv", "--decimal-mark", "comma"];
    assert_eq!(answer(&comma), "a;b;c;d\n88,5;\"x;y\";0,0000001;1\n");
    let tabs = ["--format", "csv", "--separator", "tab"];
    assert_eq!(answer(&tabs), "a\tb\tc\td\n88.5\tx;y\t0.0000001\t1\n");
    let rank = project.run(&[&["rank"][..], &comma].concat()).succeeded().out;
    assert!(rank.contains(";88,50;") && rank.contains(";100,00;"), "{rank}");
    // An option that would do nothing is refused.
    for option in [&["--bom"][..], &["--decimal-mark", "comma"], &["--separator", "|"]] {
        project.run(&[&["rank"][..], option].concat()).failed(2).says(&["--format csv"]);
    }
}

#[test]
fn the_ending_of_the_file_names_the_format() {
    let project = Project::with_small();
    let written = |arguments: &[&str], file: &str| {
        project.run(&[&["rank", "-o", file], arguments].concat()).succeeded();
        std::fs::read(project.path(file)).expect("the file")
    };
    for (file, format) in
        [("a.csv", "csv"), ("a.JSON", "json"), ("a.jsonl", "jsonl"), ("a.md", "markdown")]
    {
        let expected = project.run(&["rank", "--format", format]).succeeded().out;
        assert_eq!(written(&[], file), expected.as_bytes(), "{file}");
    }
    assert!(written(&[], "a.xlsx").starts_with(b"PK"));
    // A format that is asked for comes first.
    assert!(written(&["--format", "csv"], "b.json").starts_with(b"year,block"));
}

#[test]
fn a_workbook_shows_what_people_see_and_where_it_comes_from() {
    let project = Project::with_decision();
    project.run(&["rank", "--year", "2022", "-o", "rank.xlsx"]).succeeded();
    let bytes = std::fs::read(project.path("rank.xlsx")).expect("the file");
    let mut book = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Số liệu", "Nguồn"]);

    let data = book.worksheet_range("Số liệu").expect("a sheet");
    let heads: Vec<String> =
        data.rows().next().expect("a row").iter().map(Data::to_string).collect();
    assert_eq!(heads[..5], ["Năm", "Khối", "Hạng", "Đơn vị", "Tổng cộng"]);
    let first: Vec<Data> = data.rows().nth(1).expect("a row").to_vec();
    assert_eq!(first[..2], [Data::Float(2022.0), Data::String("Sở, ban, ngành".to_owned())]);
    assert_eq!(
        first[2..5],
        [Data::Float(1.0), Data::String("Sở Tư pháp".to_owned()), Data::Float(94.28)]
    );
    assert_eq!(data.height(), 1 + 19 + 8);

    let source = book.worksheet_range("Nguồn").expect("a sheet");
    let texts: Vec<String> = source.cells().map(|(_, _, cell)| cell.to_string()).collect();
    let documents = project.query("SELECT number, sha256 FROM documents WHERE year = 2022");
    for field in ["number", "sha256"] {
        let text = documents[0][field].as_str().expect("a text");
        assert!(texts.iter().any(|found| found == text), "{field}");
    }
    // The decision on 2018 is not behind figures of 2022.
    assert_eq!(texts.iter().filter(|text| text.len() == 64).count(), 1);

    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("an archive");
    let mut sheet = String::new();
    let mut file = archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    std::io::Read::read_to_string(&mut file, &mut sheet).expect("XML");
    assert!(sheet.contains("<pane") && sheet.contains("<autoFilter"), "frozen and filtered");

    // The same again, and none of it is a formula.
    project.run(&["rank", "--year", "2022", "-o", "again.xlsx"]).succeeded();
    assert_eq!(std::fs::read(project.path("again.xlsx")).expect("the file"), bytes);
    project.run(&["sql", "SELECT '=1+1' AS a, NULL AS b, -5 AS c", "-o", "sql.xlsx"]).succeeded();
    let mut book: Xlsx<_> = calamine::open_workbook(project.path("sql.xlsx")).expect("a workbook");
    let data = book.worksheet_range("Số liệu").expect("a sheet");
    let row: Vec<_> = data.rows().nth(1).expect("a row").to_vec();
    assert_eq!(row, [Data::String("=1+1".to_owned()), Data::Empty, Data::Float(-5.0)]);
    let source = book.worksheet_range("Nguồn").expect("a sheet");
    assert!(source.cells().any(|(_, _, cell)| cell.to_string().contains("SELECT '=1+1' AS a")));
}

#[test]
fn missing_values_and_minus_signs_look_alike_everywhere() {
    let project = Project::with_small();
    let out = project.run(&["sql", "SELECT NULL AS a, -5 AS b, -5.5 AS c, 0.1 + 0.2 - 0.3 AS d"]);
    let out = out.succeeded().out;
    let last = out.lines().last().expect("a row").split_whitespace().collect::<Vec<_>>();
    assert_eq!(last, ["–", "\u{2212}5", "\u{2212}5,5", "0"]);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let project = Project::new();
    let path = project.write("odd.txt", SMALL.replace("Ví dụ Hai", "Ví dụ \u{1b}[31mHai"));
    project.import(&path);
    assert!(!project.run(&["rank"]).succeeded().out.contains('\u{1b}'));
}

#[test]
fn output_goes_to_a_file_and_narration_to_stderr() {
    let project = Project::with_small();
    let run = project
        .run(&["rank", "--format", "csv", "-o", "out/rank.csv"])
        .succeeded()
        .says(&["out/rank.csv"]);
    assert_eq!(run.out, "");
    let table = std::fs::read_to_string(project.path("out/rank.csv")).expect("the file");
    assert_eq!(table, project.run(&["rank", "--format", "csv"]).succeeded().out);
    assert_eq!(project.run(&["-q", "rank", "-o", "rank.txt"]).succeeded().err, "");
}

#[test]
fn every_command_and_option_has_help_in_both_languages() {
    let project = Project::new();
    for (lang, heading) in [("vi", "Lệnh:\n"), ("en", "Commands:\n")] {
        let all = project.run(&["--help", "--lang", lang]).succeeded().out;
        let listed =
            all.split(heading).nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
        for line in listed.lines() {
            let (verb, about) =
                line.trim().split_once(' ').unwrap_or_else(|| panic!("{line:?} has no help"));
            assert!(!about.trim().is_empty(), "{verb} {lang}: no help");

            let help = project.run(&[verb, "--help", "--lang", lang]).succeeded().out;
            let lines: Vec<_> = help.lines().collect();
            for (at, line) in lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.trim_start().starts_with(['-', '<', '[']))
            {
                let words =
                    line.trim_start().split("  ").filter(|part| !part.trim().is_empty()).count();
                // After a long name the help begins on the next line.
                let goes_on = lines.get(at + 1).is_some_and(|next| {
                    next.starts_with("          ")
                        && !next.trim_start().starts_with(['-', '<', '['])
                });
                assert!(words > 1 || goes_on, "{verb} {lang}: no help in {line:?}");
            }
        }
    }

    assert!(project.run(&["--help"]).out.contains("Cách dùng"));
    assert!(project.run(&["--version"]).succeeded().out.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_environment_sets_language_and_database() {
    let project = Project::with_small();
    std::fs::rename(project.db(), project.path("other.db")).expect("to move it");
    let mut command = project.command(&["rank"]);
    command.env("CCHC_DB", "other.db").env("CCHC_LANG", "en");
    assert!(crate::project::Run::of(command).succeeded().out.contains("Communes, 2021"));
}
