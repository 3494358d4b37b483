//! Tables in the formats that people and programs read.

mod columns;
mod machine;
mod people;

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

use crate::store::{QueryRows, SqlValue};
use crate::text::{Lang, printable};

pub use columns::*;
pub use machine::escaped;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns for a terminal, numbers as the language writes them.
    #[default]
    Table,
    /// Comma-separated values with a decimal point.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// A pipe table, numbers as the language writes them.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Table, Self::Csv, Self::Json, Self::Jsonl, Self::Markdown];

    /// The name in `--format`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|format| format.code() == text);
        known.ok_or_else(|| format!("{text:?} is none of table, csv, json, jsonl, markdown"))
    }
}

/// How a table looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// The reader's language; machine formats are the same in both.
    pub lang: Lang,
    /// Characters a line, for [`Format::Table`]; none where nothing wraps.
    pub width: Option<u16>,
    /// Whether CSV begins with a byte order mark, which Excel needs to see UTF-8.
    pub bom: bool,
}

/// Columns and rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns in machine formats.
    pub columns: Vec<String>,
    /// The columns that people see; none means all, with their values as they are.
    shown: Option<&'static [&'static str]>,
    /// One value a column in every row.
    pub rows: Vec<Vec<Value>>,
    /// Lines that people read below the rows.
    pub notes: Vec<String>,
    /// Whether figures among them are generated and not real: people read it above the rows, and machine formats get
    /// a column `simulated`.
    pub simulated: bool,
}

impl Table {
    /// A table of result rows.
    pub fn of_rows<T: Serialize>(columns: &Columns, rows: &[T]) -> Self {
        let row = |row: &T| {
            let mut fields = serde_json::to_value(row).unwrap_or_default();
            columns.all.iter().map(|name| fields.get_mut(*name).map(Value::take).unwrap_or_default()).collect()
        };
        let names = columns.all.iter().map(ToString::to_string).collect();
        let rows = rows.iter().map(row).collect();
        Self { columns: names, shown: Some(columns.shown), rows, notes: Vec::new(), simulated: false }
    }

    /// The same table with lines below it, and marked where figures are simulated.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<String>, simulated: bool) -> Self {
        self.notes.extend(notes);
        self.simulated |= simulated;
        if simulated && self.column("simulated").is_none() {
            self.columns.push("simulated".to_owned());
            for row in &mut self.rows {
                row.push(Value::Bool(true));
            }
        }
        self
    }

    /// A table of a query's answer. A blob becomes its hexadecimal digits; a column whose name stands there already
    /// gets a number behind it.
    #[must_use]
    pub fn of_query(answer: QueryRows) -> Self {
        let value = |value| match value {
            SqlValue::Null => Value::Null,
            SqlValue::Integer(integer) => integer.into(),
            // JSON has no number for it, and null would say that there is none.
            SqlValue::Real(real) if real.is_infinite() => if real > 0.0 { "Infinity" } else { "-Infinity" }.into(),
            SqlValue::Real(real) => real.into(),
            SqlValue::Text(text) => text.into(),
            SqlValue::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        };
        let rows = answer.rows.into_iter().map(|row| row.into_iter().map(value).collect()).collect();
        Self { columns: distinct(answer.columns), shown: None, rows, notes: Vec::new(), simulated: false }
    }

    /// The table in a format; text formats end in a line break.
    #[must_use]
    pub fn write(&self, format: Format, style: Style) -> Vec<u8> {
        match format {
            Format::Table => printable(&people::write_table(self, style)).into_owned().into_bytes(),
            Format::Markdown => printable(&people::write_markdown(self, style.lang)).into_owned().into_bytes(),
            Format::Csv => machine::write_csv(self, style.bom),
            Format::Json => machine::write_json(self).into_bytes(),
            Format::Jsonl => machine::write_jsonl(self).into_bytes(),
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// The names with a number behind those that stand there already: an object has each of its fields once.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    // The number that a name was given last: those below it are taken.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut columns = Vec::new();
    for name in names {
        let mut free = name.clone();
        while taken.contains(&free) {
            let number = numbers.entry(name.clone()).or_insert(1);
            *number += 1;
            free = format!("{name}_{number}");
        }
        taken.insert(free.clone());
        columns.push(free);
    }
    columns
}
