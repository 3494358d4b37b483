//! `cchc sql`: read-only SQL from an argument, a file, stdin or a prompt.

use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Editor, Helper, Highlighter, Hinter, Validator};

use cchc::registry::read_text;
use cchc::relation::views;
use cchc::store::{QueryLimits, SqlValue, Store, schema_of};
use cchc::text::cannot_read;
use cchc::text::report::{Word, word};

use super::Context;
use crate::cli::{Output, Sql};
use crate::console;
use crate::failure::{Reported, describe};
use crate::query::{QueryClient, Question};
use crate::words::terminal;

pub fn run(context: &Context, options: &Sql) -> Result<ExitCode> {
    let given =
        [("--authority", context.authority.is_some()), ("--index", context.index.is_some())];
    if let Some((option, _)) = given.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Reported::usage(terminal::sql_filters(context.lang, option)));
    }
    let mut store = Store::open(&context.db)?;
    let mut answering = QueryClient::default();
    let query = match (&options.query, &options.file) {
        (Some(query), _) => Some(query.clone()),
        (None, Some(path)) => {
            #[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
            let text = read_text(path, MAX_QUERY_BYTES).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => {
                    Reported::failed(terminal::not_utf8(context.lang, path))
                }
                _ => Reported::failed(cannot_read(context.lang, path, &error)),
            });
            Some(text?)
        }
        (None, None) if io::stdin().is_terminal() => None,
        (None, None) => {
            let mut text = String::new();
            let read = io::stdin().take(MAX_QUERY_BYTES).read_to_string(&mut text);
            read.map_err(|_| {
                Reported::failed(terminal::not_utf8(context.lang, Path::new("stdin")))
            })?;
            Some(text)
        }
    };

    match query {
        // A byte order mark written by an editor is not part of the query.
        Some(query) => {
            answer(context, &store, &mut answering, query.trim_start_matches('\u{feff}'), options)?;
        }
        None => prompt(context, &mut store, &mut answering, options)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The longest text of a query that is read, in bytes.
const MAX_QUERY_BYTES: u64 = 16 << 20;

/// Answers one query. The message for an error in the query shows where SQLite stopped.
fn answer(
    context: &Context,
    store: &Store,
    answering: &mut QueryClient,
    query: &str,
    options: &Sql,
) -> Result<()> {
    let Output { file, .. } = &options.output;
    let question = Question {
        db: context.db.clone(),
        sql: query.to_owned(),
        timeout: Some(options.timeout).filter(|seconds| *seconds > 0).map(Duration::from_secs),
        rows: Some(options.limit as u64).filter(|rows| *rows > 0),
        lang: context.lang,
        format: context.format(&options.output)?,
        width: Context::width(&options.output),
        csv: options.output.csv(),
    };
    if store.holds_simulated()? {
        context.warn(word(context.lang, Word::Simulated));
    }

    let cut = match file {
        Some(path) => context.write_pieces(path, |file| answering.answer(&question, file))?,
        None => answering.answer(&question, console::Stdout)?,
    };
    if cut {
        context.warn(&terminal::rows_cut(context.lang, options.limit));
    }
    Ok(())
}

/// Completes the names of tables and columns.
#[derive(Helper, Highlighter, Hinter, Validator)]
struct Names {
    names: Vec<String>,
}

impl Completer for Names {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let is_break = |c: char| !(c.is_alphanumeric() || c == '_');
        let start = line[..at].rfind(is_break).map_or(0, |index| index + 1);
        let begun = line[start..at].to_lowercase();
        let fitting = self
            .names
            .iter()
            .filter(|name| !begun.is_empty() && name.to_lowercase().starts_with(&begun));
        let pair = |name: &String| Pair { display: name.clone(), replacement: name.clone() };
        Ok((start, fitting.map(pair).collect()))
    }
}

const NAMES_SQL: &str =
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
    UNION SELECT columns.name FROM sqlite_schema, pragma_table_info(sqlite_schema.name) AS columns
    WHERE sqlite_schema.type IN ('table', 'view') ORDER BY 1";

/// A query for the views meant for people and the tables, without the views that other views are
/// built on.
fn tables_sql() -> String {
    let names = views()
        .into_iter()
        .flat_map(|view| [view.name.to_owned(), format!("{}_detail", view.name)]);
    let names: Vec<_> = names.map(|name| format!("'{name}'")).collect();
    format!(
        "SELECT type, name FROM sqlite_schema
          WHERE name IN ({}) OR (type = 'table' AND name NOT LIKE 'sqlite_%') ORDER BY type DESC, \
        name",
        names.join(", ")
    )
}

/// Reads queries and commands until the end of input; a query may take several lines and ends with
/// a semicolon.
fn prompt(
    context: &Context,
    store: &mut Store,
    answering: &mut QueryClient,
    options: &Sql,
) -> Result<()> {
    let limits = QueryLimits { timeout: Duration::MAX, rows: usize::MAX };
    let names = store.query(NAMES_SQL, limits)?;
    let names = names.rows.into_iter().filter_map(|row| match row.into_iter().next() {
        Some(SqlValue::Text(name)) => Some(name),
        _ => None,
    });

    let mut editor: Editor<Names, DefaultHistory> = Editor::new()?;
    editor.set_helper(Some(Names { names: names.collect() }));
    let history = std::env::home_dir().map(|home| home.join(".cchc_history"));
    if let Some(history) = &history {
        // A missing history file is normal at the first start.
        let _ = editor.load_history(history);
    }

    context.narrate(terminal::prompt_help(context.lang));
    let mut query = String::new();
    loop {
        let line = match editor.readline(if query.is_empty() { "cchc> " } else { "  ... " }) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => {
                query.clear();
                continue;
            }
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        };

        let is_command = query.is_empty() && line.trim_start().starts_with('.');
        query.push_str(&line);
        if !is_command && !query.trim_end().ends_with(';') {
            if !query.trim().is_empty() {
                query.push('\n');
            }
            continue;
        }

        let entered = std::mem::take(&mut query);
        let entered = entered.trim();
        let _ = editor.add_history_entry(entered);
        if matches!(entered, ".quit" | ".exit") {
            break;
        }

        let done = if is_command {
            run_command(context, store, answering, entered, options)
        } else {
            answer(context, store, answering, entered, options)
        };
        if let Err(error) = done {
            context.warn(&describe(context.lang, &error).0);
        }
    }

    if let Some(history) = &history {
        let _ = editor.save_history(history);
    }
    Ok(())
}

/// Runs a command of the prompt.
fn run_command(
    context: &Context,
    store: &Store,
    answering: &mut QueryClient,
    command: &str,
    options: &Sql,
) -> Result<()> {
    let (verb, name) =
        command.split_once(' ').map_or((command, ""), |(verb, name)| (verb, name.trim()));
    match verb {
        ".tables" => answer(context, store, answering, &tables_sql(), options),
        ".schema" => {
            let statements: Vec<_> = schema_of(name).collect();
            if statements.is_empty() {
                return Err(Reported::failed(terminal::unknown_table(context.lang, name)));
            }
            console::print(&format!("{}\n", statements.join("\n\n")))
        }
        ".help" => console::print(&format!("{}\n", terminal::prompt_help(context.lang))),
        _ => Err(Reported::failed(terminal::unknown_command(context.lang, command))),
    }
}
