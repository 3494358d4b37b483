//! The documentation is true: its examples run, its references are those that are declared, and its
//! links lead somewhere.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use cchc::model::Rule;
use cchc::relation::views;
use cchc::text::{ChartKind, rules_page};

use crate::project::{Project, Run, holds};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const README: &str = include_str!("../../README.md");
const VERBS: &str = "docs/verbs.md";

/// The pages whose examples start from the shipped data.
const PAGES: [&str; 8] = [
    "README.md",
    "README.vi.md",
    "docs/verbs.md",
    "docs/verbs.vi.md",
    "docs/import.md",
    "docs/registry.md",
    "docs/own-index.md",
    "docs/sql.md",
];

/// What of an example's answer may rightly be empty: it writes files, or nothing shipped has rows.
const SILENT: [&str; 10] = [
    "export",
    " -o ",
    "report",
    "simulate",
    "import",
    "--backup",
    "rebuild",
    "remove",
    "FROM restatements",
    "serve",
];

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(name)).expect(name)
}

/// The blocks of a page in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let rest = page.split("\n```").skip(1);
    let opened = format!("{language}\n");
    rest.filter_map(|block| block.strip_prefix(&opened[..])).collect()
}

/// The `cchc` commands in the `sh` blocks of a page.
fn examples(page: &str) -> Vec<&str> {
    let lines = blocks(page, "sh").into_iter().flat_map(str::lines);
    lines.filter(|line| line.starts_with("cchc ")).collect()
}

/// A folder with the shipped data and an index of one's own, built.
fn shipped() -> Project {
    let project = Project::new();
    for file in [
        "data/2018/309-QD-UBND.txt",
        "data/2022/501-QD-UBND.txt",
        "data/units.toml",
        "data/frameworks.toml",
        "tests/fixtures/own-index/mapping.toml",
        "tests/fixtures/own-index/names.csv",
        "tests/fixtures/own-index/2022.csv",
        "tests/fixtures/own-index/2023.csv",
        "tests/trial/forms/so-noi-vu.csv",
        "tests/trial/forms/so-tu-phap.csv",
        "tests/fixtures/own-index/weights/mapping.toml",
        "tests/fixtures/own-index/weights/index.csv",
    ] {
        project.write(file, std::fs::read(Path::new(ROOT).join(file)).expect("a shipped file"));
    }

    project.run(&["build"]).succeeded();
    project
}

/// A command of a page, with the program on the path.
fn command(project: &Project, program: &str, arguments: &[&str]) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_cchc")).parent().expect("a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(project.folder.path()).env("PATH", &path);
    command.env_remove("CCHC_DB").env_remove("CCHC_LANG");
    command
}

/// What a page prints as the answer to its commands: the block that follows a block of one command
/// in English, by that command. A line `…` stands for any number of lines.
fn answers(page: &str) -> HashMap<&str, &str> {
    let fences: Vec<&str> = page.split("\n```").collect();
    let after_code = |index: usize| {
        let (text, answer) = (fences.get(index + 1)?, fences.get(index + 2)?);
        text.trim().is_empty().then_some(())?;
        let (language, answer) = answer.split_once('\n')?;
        ["", "text"].contains(&language).then_some(answer)
    };

    let codes = fences.iter().enumerate().filter_map(|(index, fence)| {
        let commands: Vec<&str> = fence.strip_prefix("sh\n")?.lines().collect();
        let command = commands.iter().find(|line| line.starts_with("cchc "))?;
        let is_alone = commands.iter().filter(|line| line.starts_with("cchc ")).count() == 1;
        (is_alone && command.contains("--lang en")).then_some((*command, after_code(index)?))
    });
    codes.collect()
}

/// Whether lines are those of an answer, but for those that `…` stands for.
fn is_answer(found: &str, answer: &str) -> bool {
    let mut found = found.lines().map(str::trim_end);
    let mut may_skip = false;
    for line in answer.lines().map(str::trim_end) {
        if line.trim() == "…" {
            may_skip = true;
            continue;
        }
        let is_there =
            if may_skip { found.any(|found| found == line) } else { found.next() == Some(line) };
        if !is_there {
            return false;
        }
        may_skip = false;
    }
    may_skip || found.all(str::is_empty)
}

/// Runs the examples of a page in their order; each has to succeed and to answer as the page says.
fn run_examples(name: &str) {
    let project = shipped();
    let page = page(name);
    let (examples, answers) = (examples(&page), answers(&page));
    assert!(examples.len() > 4, "{name}: {examples:?}");
    for example in examples {
        // A site ends when it is told to, and no test opens a browser.
        let line = match example.strip_prefix("cchc serve") {
            Some(options) => {
                format!("timeout --preserve-status -s INT 2 cchc serve{options} --no-open --port 0")
            }
            None => example.to_owned(),
        };
        let run = Run::of(command(&project, "sh", &["-c", &line]));
        assert_eq!(run.code, 0, "{name}: {example}: {run:#?}");
        let may_be_silent = SILENT.iter().any(|word| example.contains(word));
        assert!(may_be_silent || run.out.lines().count() > 2, "{name}: {example}: {run:#?}");
        if let Some(answer) = answers.get(example) {
            let found = if run.out.is_empty() { &run.err } else { &run.out };
            assert!(
                is_answer(found, answer),
                "{name}: {example} answers\n{found}\nand not\n{answer}"
            );
        }
    }
}

#[test]
fn the_examples_of_the_front_pages_run() {
    PAGES[..2].iter().for_each(|page| run_examples(page));
}

#[test]
fn the_examples_of_the_verbs_run() {
    // The pages of both languages show the same commands.
    assert_eq!(examples(&page(PAGES[2])), examples(&page(PAGES[3])));
    run_examples(PAGES[2]);
}

#[test]
fn the_examples_of_the_guides_run() {
    PAGES[4..7].iter().for_each(|page| run_examples(page));
}

#[test]
fn the_examples_of_the_cookbook_run() {
    run_examples(PAGES[7]);
}

#[test]
fn the_examples_of_the_method_pages_run() {
    let project = Project::new();
    project.run(&["simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim"]).succeeded();
    project.run(&["import", "sim"]).succeeded();
    let mut count = 0;
    for file in std::fs::read_dir(Path::new(ROOT).join("docs/methods")).expect("a folder") {
        let page = std::fs::read_to_string(file.expect("a file").path()).expect("a page");
        for example in examples(&page) {
            let run = Run::of(command(&project, "sh", &["-c", example]));
            assert!(run.code == 0 && run.out.lines().count() > 2, "{example}: {run:#?}");
            count += 1;
        }
    }

    assert!(count >= 4, "{count}");
}

/// What other clients are shown to do, as far as Python alone can do it.
#[test]
fn the_examples_in_python_run() {
    let project = shipped();
    let page = page("docs/clients.md");
    let scripts: Vec<&str> = blocks(&page, "python")
        .into_iter()
        .filter(|script| !script.contains("import pandas") && !script.contains("import polars"))
        .collect();
    assert!(!scripts.is_empty(), "the page has no script for Python alone");
    for script in scripts {
        let run = Run::of(command(&project, "python3", &["-c", script]));
        assert!(run.code == 0 && !run.out.is_empty(), "{script}: {run:#?}");
    }
}

#[test]
fn the_front_page_is_one_screen() {
    assert!(README.lines().count() <= 150, "{} lines", README.lines().count());
}

/// Every page, with where it stands.
fn pages() -> Vec<(PathBuf, String)> {
    let folders = ["", "docs", "docs/methods"].map(|folder| Path::new(ROOT).join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = files.map(|file| file.expect("a file").path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.map(|path| (path.clone(), std::fs::read_to_string(path).expect("a page"))).collect()
}

/// How a heading is named in an address: letters and digits, and hyphens for spaces.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let letters = heading.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    letters.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_lead_to_files_and_headings_that_are_there() {
    for (path, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") || link.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                _ => path.parent().expect("a folder").join(file),
            };
            assert!(target.exists(), "{}: {link} leads nowhere", path.display());
            if !heading.is_empty() {
                let page = std::fs::read_to_string(&target).expect("a page");
                let is_there = page
                    .lines()
                    .any(|line| line.starts_with('#') && anchor(line) == heading.to_lowercase());
                assert!(is_there, "{}: {link} has no such heading", path.display());
            }
        }
    }
}

#[test]
fn the_reference_of_verbs_is_that_which_is_declared() {
    let project = Project::new();
    for (lang, ending) in [("en", "md"), ("vi", "vi.md")] {
        project.run(&["manual", lang, "--lang", lang]).succeeded();
        for file in ["output.schema.json", "metadata.yaml"] {
            let name = format!("docs/{file}");
            let committed =
                std::fs::read_to_string(Path::new(ROOT).join(&name)).unwrap_or_default();
            let written = project.path(lang).join(file);
            holds(&name, &committed, &std::fs::read_to_string(written).expect("a file"));
        }
        for page in ["verbs", "questions"] {
            let name = format!("docs/{page}.{ending}");
            let committed =
                std::fs::read_to_string(Path::new(ROOT).join(&name)).unwrap_or_default();
            let written = project.path(lang).join(format!("{page}.md"));
            holds(&name, &committed, &std::fs::read_to_string(written).expect("a page"));
        }
    }
}

#[test]
fn a_package_has_a_page_of_the_manual_for_each_verb_and_completions() {
    let project = Project::new();
    project.run(&["manual", "out", "--lang", "en"]).succeeded();
    let page = page(VERBS);
    let verbs: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).skip(1).collect();
    assert!(verbs.contains(&"rank") && !verbs.contains(&"worker"), "{verbs:?}");
    for verb in verbs {
        let path = project.path("out/man").join(format!("cchc-{verb}.1"));
        let manual = std::fs::read_to_string(&path).expect("a page of the manual");
        assert!(manual.contains(&format!("cchc {verb}")), "{}: {manual}", path.display());
    }
    for file in ["cchc.bash", "_cchc", "cchc.fish", "_cchc.ps1"] {
        let script = std::fs::read_to_string(project.path("out/completions").join(file));
        assert!(script.expect(file).contains("weakness"), "{file} does not know the verbs");
    }
}

#[test]
fn every_verb_has_an_example() {
    let page = page(VERBS);
    let verbs = page.lines().filter_map(|line| line.strip_prefix("## ")).skip(1);
    for verb in verbs {
        let of_verb = format!("cchc {verb}");
        assert!(
            examples(&page).iter().any(|line| line.starts_with(&of_verb)),
            "{verb} has no example"
        );
    }
}

#[test]
fn every_view_is_queried_in_the_cookbook() {
    let page = page("docs/sql.md");
    for view in views().into_iter().map(|declaration| declaration.name) {
        let is_queried = examples(&page)
            .iter()
            .any(|line| line.starts_with("cchc sql") && line.contains(&format!("FROM {view}")));
        assert!(is_queried, "{view} has no question");
    }
}

#[test]
fn the_page_on_checks_has_the_declared_rules() {
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
fn every_kind_of_chart_is_listed_in_the_help_and_in_errors() {
    let project = Project::new();
    let help = |lang: &str| project.run(&["chart", "--help", "--lang", lang]).succeeded().out;
    let wrong = project.run(&["chart", "nothing", "-o", "x.svg"]).failed(2).err;
    for kind in ChartKind::ALL {
        for message in [help("vi"), help("en"), wrong.clone(), page(VERBS)] {
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
