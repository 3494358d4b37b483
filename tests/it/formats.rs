//! Output formats, languages and help.

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
