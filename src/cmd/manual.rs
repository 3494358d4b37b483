//! `cchc manual`: writes the reference of the command line, from its declarations: manual pages,
//! completions for shells, and the pages on the verbs and on the saved questions. Packages call it,
//! and so does the test that holds these pages in `docs/` up to date.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Arg, Command, CommandFactory, ValueEnum};
use clap_complete::Shell;

use cchc::text::Lang;

use super::Context;
use super::datasette::metadata;
use super::output_schema::output_schema;
use crate::ask::{self, SavedQuestion};
use crate::cli::{Cli, Manual};
use crate::localise::localised;
use crate::words::example::examples;
use crate::words::reference as words;

pub fn run(context: &Context, options: &Manual) -> Result<ExitCode> {
    let mut command = localised(Cli::command(), context.lang);
    command.build();
    let [pages, completions] = ["man", "completions"].map(|folder| options.dir.join(folder));

    for folder in [&pages, &completions] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    for command in std::iter::once(&command).chain(verbs(&command)) {
        write_page(&pages, command)?;
    }
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command, "cchc", &completions)?;
    }
    let (questions, _) = ask::questions(context.lang, Path::new(""))?;
    let schema = serde_json::to_string_pretty(&output_schema())? + "\n";
    for (name, page) in [
        ("output.schema.json", schema),
        ("metadata.yaml", metadata()),
        ("verbs.md", verbs_page(context.lang, &command)),
        ("questions.md", questions_page(context.lang, &questions)),
    ] {
        let path = options.dir.join(name);
        fs::write(&path, page).with_context(|| path.display().to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The page on the saved questions, in Markdown.
fn questions_page(lang: Lang, questions: &[SavedQuestion]) -> String {
    let mut page = words::head_of_questions(lang).to_owned();
    let mut theme = "";
    for (question, number) in questions.iter().zip(1..) {
        if question.theme != theme {
            theme = &question.theme;
            page.push_str(&format!("\n## {}\n", words::theme(lang, theme)));
        }
        page.push_str(&format!("\n### {number}. {}\n\n", question.title(lang)));
        let runs_in = words::runs_in(lang, question.is_portable);
        page.push_str(&format!("`cchc ask {}`; {runs_in}.\n\n", question.name));
        for parameter in &question.parameters {
            page.push_str(&format!("- `--{}`: {}\n", parameter.name, parameter.meaning(lang)));
        }
        page.push_str(&format!("\n```sql\n{};\n```\n", question.sql));
    }
    page
}

/// The verbs that people use.
fn verbs(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|verb| !verb.is_hide_set())
}

fn write_page(folder: &Path, command: &Command) -> Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    fs::write(&path, page).with_context(|| path.display().to_string())
}

/// The page on all verbs, in Markdown.
fn verbs_page(lang: Lang, command: &Command) -> String {
    let mut page = words::head(lang);

    page.push_str(&format!("\n## {}\n\n", words::global_options(lang)));
    page.push_str(&table(lang, command.get_arguments()));
    for verb in verbs(command) {
        let usage = verb.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").trim();
        page.push_str(&format!("\n## {}\n\n", verb.get_name()));
        page.push_str(&format!("{}.\n\n```text\n{usage}\n```\n\n", about(verb)));

        let arguments = verb.get_arguments().filter(|arg| !is_everywhere(arg));
        page.push_str(&table(lang, arguments));

        page.push_str("\n```sh\n");
        for example in examples(verb.get_name()) {
            page.push_str(&format!("# {}\n{}\n", example.purpose(lang), example.command));
        }
        page.push_str("```\n");
    }
    page
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// Whether every verb has the argument.
fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || arg.get_id() == "help"
}

/// The arguments and options of a command as a table.
fn table<'a>(lang: Lang, args: impl Iterator<Item = &'a Arg>) -> String {
    let rows: Vec<String> =
        args.filter(|arg| !arg.is_hide_set()).map(|arg| row(lang, arg)).collect();
    if rows.is_empty() {
        return words::no_options(lang).to_owned() + "\n";
    }
    let [option, meaning] = words::columns(lang);
    format!("| {option} | {meaning} |\n|---|---|\n{}", rows.concat())
}

fn row(lang: Lang, arg: &Arg) -> String {
    let names: Vec<&str> = arg.get_value_names().into_iter().flatten().map(AsRef::as_ref).collect();
    let takes_value = arg.get_action().takes_values();
    let value = if takes_value { names.join(" ") } else { String::new() };
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    let mut cell = flags.join(", ");
    if !value.is_empty() {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&value);
    }

    let mut meaning = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg
        .get_possible_values()
        .into_iter()
        .filter(|_| takes_value)
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if values.len() > 1 {
        meaning.push_str(&words::one_of(lang, &values.join(", ")));
    }
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        meaning.push_str(&words::default(lang, &defaults.join(" ")));
    }
    if let Some(variable) = arg.get_env() {
        meaning.push_str(&words::variable(lang, &variable.to_string_lossy()));
    }
    format!("| `{}` | {} |\n", cell.replace('|', "\\|"), meaning.replace('|', "\\|"))
}
