//! Completes what stands before the cursor: after FROM the views, after a dot the columns of what
//! stands before it, in a text the values of its column.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use rustyline::completion::{Completer, Pair};
use rustyline::{Context, Helper, Highlighter, Hinter, Validator};
use unicode_normalization::UnicodeNormalization as _;

use cchc::render::table::Format;

use super::Session;
use super::command::NAMES;
use crate::query::near::values;
use crate::query::schema::{KEYWORDS, Schema, is_keyword};
use crate::query::token::{Token, TokenKind, tokens};

/// The columns whose values are offered, with the view that lists them.
const OFFERED: [(&str, &str); 9] = [
    ("block", "rankings"),
    ("unit", "rankings"),
    ("grade", "rankings"),
    ("coverage", "rankings"),
    ("criterion", "criteria"),
    ("series", "criteria"),
    ("rule", "findings"),
    ("severity", "findings"),
    ("number", "documents"),
];

/// Functions that analysts use.
const FUNCTIONS: [&str; 24] = [
    "abs(",
    "avg(",
    "coalesce(",
    "corr(",
    "count(",
    "dense_rank()",
    "group_concat(",
    "lag(",
    "lead(",
    "lower(",
    "max(",
    "median(",
    "min(",
    "mode(",
    "quantile(",
    "rank()",
    "round(",
    "row_number()",
    "search(",
    "sqrt(",
    "stddev(",
    "sum(",
    "unaccent(",
    "upper(",
];

/// What completion knows of a database.
#[derive(Helper, Highlighter, Hinter, Validator)]
pub struct Completion {
    schema: Schema,
    /// The values of each column whose values are offered.
    values: BTreeMap<&'static str, Vec<String>>,
    /// The lines of the statement that were entered before the present one.
    pub above: String,
}

/// What may stand where the cursor is.
#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    /// A command of the prompt.
    Command,
    /// A file that a command reads or writes.
    File,
    /// A way in which answers are shown.
    Mode,
    /// A table or view.
    Source,
    /// A column of a table or view, or of what stands for it.
    ColumnOf(&'a str),
    /// A value of a column; of any column if none is named.
    Value(Option<&'a str>),
    /// Anything else.
    Any,
}

impl Completion {
    /// Reads the names and values of a database.
    pub fn load(session: &mut Session<'_>) -> Result<Self> {
        let store = &mut session.store;
        let schema = Schema::load(store)?;
        let values = OFFERED.map(|(column, source)| (column, values(store, source, column)));
        Ok(Self { schema, values: values.into(), above: String::new() })
    }

    /// Where the text to complete begins, and what may stand there.
    fn completions(&self, line: &str, at: usize) -> (usize, Vec<String>) {
        let (start, place) = place(&line[..at]);
        let begun: String = line[start..at].nfc().collect::<String>().to_lowercase();
        let fits = |name: &str| name.to_lowercase().starts_with(&begun);
        let columns = |named: &mut dyn Iterator<Item = &crate::query::schema::Source>| {
            let mut columns: Vec<String> = Vec::new();
            for column in named.flat_map(|source| &source.columns) {
                if fits(column) && !columns.contains(column) {
                    columns.push(column.clone());
                }
            }
            columns
        };
        let schema = self.schema.with_tables_of(line);
        let sources = || schema.sources.iter().map(|source| source.name.clone());
        let named = schema.named_in(line);

        let found: Vec<String> = match place {
            Place::Command => {
                NAMES.iter().map(ToString::to_string).filter(|name| fits(name)).collect()
            }
            Place::File => files(&line[start..at]),
            Place::Mode => Format::ALL
                .iter()
                .map(|mode| mode.code().to_owned())
                .filter(|name| fits(name))
                .collect(),
            Place::Source => sources().filter(|name| fits(name)).collect(),
            Place::ColumnOf(owner) => {
                let is_owner = |name: &str| name.eq_ignore_ascii_case(owner);
                let mut of_owner = named
                    .iter()
                    .filter(|(source, alias)| is_owner(alias) || is_owner(&source.name))
                    .map(|(source, _)| *source);
                columns(&mut of_owner)
            }
            Place::Value(column) => {
                let of_column =
                    |(name, _): &(&&str, _)| column.is_none_or(|column| column == **name);
                let all = self.values.iter().filter(of_column).flat_map(|(_, values)| values);
                all.filter(|value| fits(value))
                    .map(|value| value.replace('\'', "''") + "'")
                    .collect()
            }
            Place::Any if begun.is_empty() => Vec::new(),
            Place::Any => {
                let mut found = columns(&mut named.iter().map(|(source, _)| *source));
                let rest =
                    KEYWORDS.iter().chain(&FUNCTIONS).map(ToString::to_string).chain(sources());
                found.extend(rest.filter(|name| fits(name)));
                found
            }
        };
        (start, found)
    }
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let above = self.above.len();
        let (start, found) = self.completions(&format!("{}{line}", self.above), above + at);
        let start = start.saturating_sub(above);
        let pair = |name: String| Pair {
            display: name.trim_end_matches('\'').to_owned(),
            replacement: name,
        };
        Ok((start, found.into_iter().map(pair).collect()))
    }
}

/// Where the word before the cursor begins, and what may stand there.
fn place(before: &str) -> (usize, Place<'_>) {
    if before.trim_start().starts_with('.') && !before.trim_start().contains(char::is_whitespace) {
        return (before.len() - before.trim_start().len(), Place::Command);
    }
    if let Some((command, rest)) = before.trim_start().split_once(char::is_whitespace)
        && command.starts_with('.')
    {
        let start = before.len() - rest.trim_start().len();
        let place = match command {
            ".read" | ".output" => Place::File,
            ".mode" => Place::Mode,
            _ => Place::Source,
        };
        return (start, place);
    }
    let all = tokens(before);
    let statement = all.rsplit(|token| token.is_mark(";")).next().unwrap_or_default();
    let tokens: Vec<&Token<'_>> =
        statement.iter().filter(|token| token.kind != TokenKind::Comment).collect();

    if let Some(last) = tokens.last()
        && last.is_open
        && last.kind == TokenKind::Literal
    {
        return (last.start + 1, Place::Value(compared_column(&tokens[..tokens.len() - 1])));
    }
    // A word that ends where the cursor is goes on there.
    let (start, done) = match tokens.split_last() {
        Some((last, done)) if last.is_name() && last.end == before.len() => (last.start, done),
        _ => (before.len(), &tokens[..]),
    };
    let place = match done {
        [.., owner, dot] if dot.is_mark(".") && owner.is_name() => Place::ColumnOf(owner.text),
        [.., last] if last.is_word("from") || last.is_word("join") => Place::Source,
        [.., last] if last.is_mark(",") && is_in_from(done) => Place::Source,
        _ => Place::Any,
    };
    (start, place)
}

/// The files and folders whose path begins so, folders with a slash behind them.
fn files(begun: &str) -> Vec<String> {
    /// A folder with more is not read to its end.
    const MOST: usize = 1_000;
    let split = begun.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    let (folder, name) = begun.split_at(split);
    let path = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .take(MOST)
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let file = entry.file_name().into_string().ok()?;
            let fits = file.starts_with(name) && (!file.starts_with('.') || name.starts_with('.'));
            let slash = if entry.path().is_dir() { "/" } else { "" };
            fits.then(|| format!("{folder}{file}{slash}"))
        })
        .collect();
    found.sort();
    found
}

/// Whether the last clause that begins in these tokens is FROM.
fn is_in_from(tokens: &[&Token<'_>]) -> bool {
    let is_clause = |token: &&&Token<'_>| {
        ["select", "from", "where", "group", "order", "having", "on", "using", "limit", "over"]
            .iter()
            .any(|word| token.is_word(word))
    };
    tokens.iter().rev().find(is_clause).is_some_and(|token| token.is_word("from"))
}

/// The column that a text behind these tokens is compared with: `block = '`, `unit IN ('a', '`.
fn compared_column<'a>(tokens: &[&Token<'a>]) -> Option<&'a str> {
    let mut rest = tokens.iter().rev().skip_while(|token| {
        token.kind == TokenKind::Literal
            || ["=", "<", ">", "!", "(", ","].iter().any(|mark| token.is_mark(mark))
            || ["is", "in", "not", "like"].iter().any(|word| token.is_word(word))
    });
    rest.next().filter(|token| token.is_name() && !is_keyword(token.text)).map(|token| token.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::schema::Source;

    fn completion() -> Completion {
        let source = |name: &str, columns: &[&str], is_for_people| Source {
            name: name.to_owned(),
            columns: columns.iter().map(ToString::to_string).collect(),
            is_for_people,
        };
        Completion {
            schema: Schema {
                sources: vec![
                    source("rankings", &["unit", "unit_id", "total"], true),
                    source("gaps", &["unit", "gap"], true),
                    source("result", &["unit_id"], false),
                ],
            },
            values: [
                ("block", vec!["department".to_owned(), "district".to_owned()]),
                ("unit", vec!["Sở Tư pháp".to_owned(), "O'Hara".to_owned()]),
            ]
            .into(),
            above: String::new(),
        }
    }

    fn offered(line: &str) -> Vec<String> {
        completion().completions(line, line.len()).1
    }

    #[test]
    fn the_place_decides_what_is_offered() {
        assert_eq!(offered("SELECT * FROM "), ["rankings", "gaps", "result"]);
        assert_eq!(offered("SELECT * FROM gaps, r"), ["rankings", "result"]);
        assert_eq!(offered("SELECT r. FROM rankings AS r WHERE r.un"), ["unit", "unit_id"]);
        assert_eq!(offered("SELECT g. FROM gaps g WHERE g.g"), ["gap"]);
        assert_eq!(offered("SELECT * FROM gaps WHERE block = 'D"), ["department'", "district'"]);
        assert_eq!(offered("SELECT * FROM gaps WHERE unit IN ('x', 'o"), ["O''Hara'"]);
        assert_eq!(offered("SELECT * FROM gaps WHERE ga"), ["gap", "gaps"]);
        assert_eq!(offered("SELECT 1; SELECT * FROM g"), ["gaps"]);
        assert_eq!(offered("-- FROM\nSELECT med"), ["median("]);
        assert_eq!(offered(".o"), [".output"]);
        assert_eq!(offered(".read Cargo.t"), ["Cargo.toml"]);
        assert_eq!(offered(".output src/pro"), ["src/prompt/"]);
        assert_eq!(offered(".mode m"), ["markdown"]);
        assert_eq!(offered(".schema ga"), ["gaps"]);
        let with = "WITH best AS (SELECT unit, max(total) AS top FROM rankings GROUP BY unit), all_of AS \
                    (SELECT * FROM gaps), named(a, b) AS (SELECT 1, 2) SELECT ";
        assert_eq!(offered(&format!("{with}b.t FROM best AS b WHERE b.t")), ["top"]);
        assert_eq!(offered(&format!("{with}* FROM all_of WHERE all_of.g")), ["gap"]);
        assert_eq!(offered(&format!("{with}* FROM named WHERE named.")), ["a", "b"]);
        assert_eq!(offered(&format!("{with}* FROM be")), ["best"]);
        assert_eq!(offered("SELECT "), Vec::<String>::new());
    }

    #[test]
    fn the_lines_above_decide_too() {
        let mut completion = completion();
        completion.above = "SELECT r.unit\nFROM rankings r\n".to_owned();
        let history = rustyline::history::DefaultHistory::new();
        let offered = |line: &str| {
            let (start, found) = completion
                .complete(line, line.len(), &Context::new(&history))
                .expect("completions");
            (start, found.into_iter().map(|pair| pair.replacement).collect::<Vec<_>>())
        };
        let columns = || vec!["unit".to_owned(), "unit_id".to_owned()];
        let (start, found) = offered("WHERE un");
        assert_eq!((start, &found[..2]), (6, &columns()[..]));
        assert_eq!(offered("WHERE r.un"), (8, columns()));
    }
}
