//! The documentation is true: its examples run, and every verb, option, view and rule is in it.

use std::path::Path;
use std::process::Command;

use cchc::model::Rule;
use cchc::relation::views;
use cchc::text::{ChartKind, rules_page};

use crate::project::{Project, Run, holds};

const README: &str = include_str!("../../README.md");
const README_VI: &str = include_str!("../../README.vi.md");

/// The commands of a page's `sh` blocks.
fn examples(page: &str) -> Vec<&str> {
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).filter(|line| line.starts_with("cchc ")).collect()
}

fn run_examples(page: &str) {
    let project = Project::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in [
        "data/2018/309-QD-UBND.txt",
        "data/2022/501-QD-UBND.txt",
        "data/units.toml",
        "data/frameworks.toml",
        "tests/fixtures/own-index/mapping.toml",
        "tests/fixtures/own-index/names.csv",
        "tests/fixtures/own-index/2022.csv",
        "tests/fixtures/own-index/2023.csv",
    ] {
        project.write(file, std::fs::read(root.join(file)).expect("a shipped file"));
    }
    project.run(&["build"]).succeeded();
    let bin = Path::new(env!("CARGO_BIN_EXE_cchc")).parent().expect("a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let examples = examples(page);
    assert!(examples.len() > 6, "{examples:?}");
    for example in examples {
        let mut command = Command::new("sh");
        command.args(["-c", example]).current_dir(project.folder.path()).env("PATH", &path);
        command.env_remove("CCHC_DB").env_remove("CCHC_LANG");
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{example}: {run:#?}");
        assert!(
            // Nothing that is shipped was restated, so that question has no rows.
            run.out.lines().count() > 2
                || example.contains("FROM restatements")
                || [" -o ", "report", "simulate", "import", "--backup", "rebuild", "remove"]
                    .iter()
                    .any(|word| example.contains(word)),
            "{example}: {run:#?}"
        );
    }
}

#[test]
fn the_examples_of_the_readme_run() {
    run_examples(README);
}

#[test]
fn the_examples_of_the_vietnamese_readme_run() {
    run_examples(README_VI);
}

#[test]
fn the_examples_of_the_pages_on_methods_run() {
    let project = Project::new();
    project.run(&["simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim"]).succeeded();
    project.run(&["import", "sim"]).succeeded();
    let bin = Path::new(env!("CARGO_BIN_EXE_cchc")).parent().expect("a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/methods");
    let mut count = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let page = std::fs::read_to_string(file.expect("a file").path()).expect("a page");
        for example in examples(&page) {
            let mut command = Command::new("sh");
            command.args(["-c", example]).current_dir(project.folder.path()).env("PATH", &path);
            command.env("CCHC_DB", project.db()).env_remove("CCHC_LANG");
            let run = Run::of(command);
            assert!(run.code == 0 && run.out.lines().count() > 2, "{example}: {run:#?}");
            count += 1;
        }
    }
    assert!(count >= 4, "{count}");
}

#[test]
fn every_verb_and_option_is_documented() {
    let project = Project::new();
    let help = |arguments: &[&str]| {
        project.run(&[arguments, &["--help", "--lang", "en"]].concat()).succeeded().out
    };
    let all = help(&[]);
    let commands = all
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .expect("commands");
    let verbs: Vec<_> =
        commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for verb in verbs {
        assert!(
            examples(README).iter().any(|line| line.starts_with(&format!("cchc {verb}"))),
            "{verb} has no example"
        );
        let help = help(&[verb]);
        let options = help
            .split_whitespace()
            .filter(|word| word.starts_with("--"))
            .map(|word| word.trim_end_matches(','));
        for option in options {
            assert!(README.contains(option), "{verb} {option} is not in the README");
        }
    }
}

#[test]
fn every_view_is_documented() {
    for view in views().into_iter().map(|declaration| declaration.name) {
        assert!(README.contains(&format!("| `{view}` |")), "{view} is not in the README's table");
        let is_queried = examples(README)
            .iter()
            .any(|line| line.starts_with("cchc sql") && line.contains(&format!("FROM {view}")));
        assert!(is_queried, "{view} has no question");
    }
}

#[test]
fn the_reference_of_checks_is_that_which_is_declared() {
    let committed = include_str!("../../docs/checks.md");
    holds("docs/checks.md", committed, &rules_page());
}

#[test]
fn every_check_is_explained_in_both_languages() {
    let project = Project::new();
    for lang in ["vi", "en"] {
        let all = project.run(&["explain", "--lang", lang]).succeeded().out;
        for rule in Rule::ALL {
            assert!(all.contains(rule.code()), "{rule} is not listed");
            let text = cchc::text::rule(lang.parse().expect("a language"), rule);
            assert!(text.lines().filter(|line| line.len() > 12).count() >= 4, "{text}");
        }
    }
    let message = project.run(&["explain", "rank-order", "--lang", "en"]).succeeded().out;
    assert!(
        message.starts_with("rank-order\n") && message.contains("--accept rank-order"),
        "{message}"
    );
    assert!(!project.run(&["explain", "below-zer"]).failed(2).err.is_empty());
}

#[test]
fn every_kind_of_chart_is_said_where_one_is_asked_for() {
    let project = Project::new();
    let help = |lang: &str| project.run(&["chart", "--help", "--lang", lang]).succeeded().out;
    let wrong = project.run(&["chart", "nothing", "-o", "x.svg"]).failed(2).err;
    for kind in ChartKind::ALL {
        for message in [help("vi"), help("en"), wrong.clone(), README.to_owned()] {
            assert!(message.contains(kind.code()), "{kind} is not in {message}");
        }
    }
}

#[test]
fn the_picture_of_the_readme_is_what_the_program_draws() {
    let project = Project::with_decision();
    project
        .run(&["chart", "ranking", "--year", "2022", "--block", "department", "-o", "ranking.png"])
        .succeeded();
    let committed =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/2022/ranking-department.png");
    assert!(
        std::fs::read(committed).ok() == std::fs::read(project.path("ranking.png")).ok(),
        "the picture is stale"
    );
}
