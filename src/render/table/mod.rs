//! Writes tables in formats for people and in machine formats.

mod answer;
mod machine;
mod people;
mod places;
mod translated;
mod workbook;

use std::collections::{HashMap, HashSet};
use std::io;

use crate::model::coded;
use crate::relation::{Cell, Column, Kind, Label, Relation};
use crate::store::{QueryRows, SqlValue};
use crate::text::{Lang, printable};

pub use answer::{AnswerError, AnswerWriter};
pub use machine::{CsvStyle, escaped, schema_of_kind};
pub use people::Section;
pub use workbook::Origin;

coded! {
    /// The format of a table.
    #[derive(Default)]
    pub enum Format {
        /// Aligned columns for a terminal, with numbers in the style of the language.
        #[default]
        Table = "table",
        /// One line per value: the heading and the value. A table that is too wide for its lines is
        /// written so, too.
        Line = "line",
        /// Comma-separated values with a decimal point.
        Csv = "csv",
        /// One array of objects.
        Json = "json",
        /// One object per line.
        Jsonl = "jsonl",
        /// A pipe table, with numbers in the style of the language.
        Markdown = "markdown",
        /// A workbook for Excel: the columns that people see, with typed values, and a sheet that
        /// names the documents.
        Xlsx = "xlsx",
    }
}

/// The options for writing a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// The reader's language. Machine formats are the same in both languages.
    pub lang: Lang,
    /// The width of a line in characters, for [`Format::Table`]; `None` for lines that never wrap.
    pub width: Option<u16>,
    /// How CSV is written.
    pub csv: CsvStyle,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The name in machine formats.
    pub name: String,
    /// The heading that people read; `None` for a column of a query, whose name is its heading.
    pub label: Option<Label>,
    /// The kind of its values; `None` if it follows from the values themselves.
    kind: Option<Kind>,
}

/// A table: columns, rows and notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns of machine formats.
    pub columns: Vec<Header>,
    /// The columns that people see, as indices.
    column_indices: Vec<usize>,
    /// The columns by which formats for people split the table into sections; `None` for an answer
    /// to a query.
    sections: Option<Sections>,
    /// The rows, with one value per column.
    pub rows: Vec<Vec<Cell>>,
    /// Lines that people read below the rows.
    pub notes: Vec<String>,
    /// Whether some of the figures are simulated. Formats for people say so above the rows, and
    /// machine formats have a column `simulated`.
    pub simulated: bool,
    /// Where the figures come from, which workbooks say.
    pub origin: Origin,
}

/// The columns that name a section. People need not see them in every row, because they are the
/// same in all rows below one heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sections {
    authority: Option<usize>,
    block: Option<usize>,
    year: Option<usize>,
    years: Option<[usize; 2]>,
}

impl Table {
    /// A table of the rows of a relation. Formats for people show its default columns.
    #[must_use]
    pub fn of<R: Relation>(rows: &[R]) -> Self {
        Self::showing(R::SHOWN, rows)
    }

    /// The same table, which takes the rows. Of hundreds of thousands, each goes as its cells come.
    #[must_use]
    pub fn taking<R: Relation>(rows: Vec<R>) -> Self {
        let none = Self::of::<R>(&[]);
        Self { rows: rows.into_iter().map(|row| row.cells()).collect(), ..none }
    }

    /// A table of the rows of a relation. Formats for people show the columns `shown`.
    #[must_use]
    pub fn showing<R: Relation>(shown: &[Column<R>], rows: &[R]) -> Self {
        let index_of = |name: &str| R::COLUMNS.iter().position(|column| column.info.name == name);
        let if_hidden = |name: &str| {
            if shown.iter().any(|column| column.info.name == name) { None } else { index_of(name) }
        };

        let columns = R::COLUMNS.iter().map(|Column { info, .. }| Header {
            name: info.name.to_owned(),
            label: Some(info.label),
            kind: Some(info.kind),
        });

        Self {
            columns: columns.collect(),
            column_indices: shown.iter().filter_map(|column| index_of(column.info.name)).collect(),
            sections: Some(Sections {
                authority: if_hidden("authority"),
                block: if_hidden("block"),
                year: if_hidden("year"),
                years: if_hidden("from_year").zip(if_hidden("to_year")).map(<[usize; 2]>::from),
            }),
            rows: rows.iter().map(R::cells).collect(),
            notes: Vec::new(),
            simulated: false,
            origin: Origin::default(),
        }
    }

    /// The same table, with `columns` hidden in formats for people.
    #[must_use]
    pub fn hiding<R: Relation>(mut self, columns: &[Column<R>]) -> Self {
        let is_hidden = |index: usize| {
            columns.iter().any(|column| column.info.name == self.columns[index].name)
        };
        self.column_indices =
            self.column_indices.iter().copied().filter(|index| !is_hidden(*index)).collect();
        self
    }

    /// The same table with a further column in machine formats; `values` has one value per row.
    #[must_use]
    pub fn with_column(mut self, name: &str, values: impl IntoIterator<Item = Cell>) -> Self {
        self.columns.push(Header { name: name.to_owned(), label: None, kind: None });
        for (row, value) in self.rows.iter_mut().zip(values) {
            row.push(value);
        }
        self
    }

    /// The same table with a further column that people see; `values` has one value per row.
    #[must_use]
    pub fn with_shown<R: Relation>(
        mut self,
        column: Column<R>,
        values: impl IntoIterator<Item = Cell>,
    ) -> Self {
        let Column { info, .. } = column;
        self.column_indices.push(self.columns.len());
        self.columns.push(Header {
            name: info.name.to_owned(),
            label: Some(info.label),
            kind: Some(info.kind),
        });
        for (row, value) in self.rows.iter_mut().zip(values) {
            row.push(value);
        }
        self
    }

    /// The place of the column with a name in machine formats. None if there is none.
    #[must_use]
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The columns that people see, in their order.
    pub fn shown(&self) -> impl Iterator<Item = &Header> {
        self.column_indices.iter().map(|index| &self.columns[*index])
    }

    /// The table as people read it: one section per block and year, if the table has such columns.
    #[must_use]
    pub fn sections(&self, lang: Lang) -> Vec<Section> {
        people::sections(self, lang)
    }

    /// The same table with lines below it, and marked as simulated if `simulated`.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<String>, simulated: bool) -> Self {
        self.notes.extend(notes);
        self.simulated |= simulated;
        if simulated && !self.columns.iter().any(|column| column.name == "simulated") {
            return self.with_column("simulated", std::iter::repeat(Cell::Flag(true)));
        }
        self
    }

    /// The same table, with where its figures come from.
    #[must_use]
    pub fn from(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// A table of the answer to a query. A blob becomes its hexadecimal digits. A column with the
    /// name of an earlier column gets a number after its name.
    #[must_use]
    pub fn of_query(answer: QueryRows) -> Self {
        let cells = |row: Vec<SqlValue>| row.into_iter().map(Cell::from).collect();
        Self {
            column_indices: (0..answer.columns.len()).collect(),
            columns: headers(answer.columns),
            sections: None,
            rows: answer.rows.into_iter().map(cells).collect(),
            notes: Vec::new(),
            simulated: false,
            origin: Origin::default(),
        }
    }

    /// Writes the table in a format. Text formats end with a line break.
    ///
    /// # Errors
    /// Returns an error if the table does not fit into the format.
    pub fn write(&self, format: Format, style: Style) -> io::Result<Vec<u8>> {
        Ok(match format {
            Format::Table => printable(&people::write_table(self, style)).into_owned().into_bytes(),
            Format::Line => printable(&people::write_lines(self, style)).into_owned().into_bytes(),
            Format::Markdown => {
                printable(&people::write_markdown(self, style.lang)).into_owned().into_bytes()
            }
            Format::Csv => machine::write_csv(self, style.csv),
            Format::Json => machine::write_json(self),
            Format::Jsonl => machine::write_jsonl(self).into_bytes(),
            Format::Xlsx => workbook::write_xlsx(self, style)?,
        })
    }
}

/// The headings of an answer to a query.
fn headers(names: Vec<String>) -> Vec<Header> {
    distinct(names).into_iter().map(|name| Header { name, label: None, kind: None }).collect()
}

impl From<SqlValue> for Cell {
    fn from(value: SqlValue) -> Self {
        match value {
            SqlValue::Null => Self::Empty,
            SqlValue::Integer(integer) => Self::Integer(integer),
            // JSON has no number for infinity, and null would mean that there is no value.
            SqlValue::Real(real) if real.is_infinite() => {
                Self::Text(if real > 0.0 { "Infinity" } else { "-Infinity" }.to_owned())
            }
            SqlValue::Real(real) => Self::Real(real),
            SqlValue::Text(text) => Self::Text(text),
            SqlValue::Blob(bytes) => {
                Self::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
        }
    }
}

/// Appends a number to every name that repeats an earlier one, because a JSON object has each field
/// only once.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut used: HashSet<String> = HashSet::new();
    // The last number that each name received. All lower numbers are taken.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut columns = Vec::new();

    for name in names {
        let mut free = name.clone();
        while used.contains(&free) {
            let number = numbers.entry(name.clone()).or_insert(1);
            *number += 1;
            free = format!("{name}_{number}");
        }
        used.insert(free.clone());
        columns.push(free);
    }
    columns
}
