//! Writes the answer to a query while it arrives. Machine formats hold at most one row in memory.

use std::io::{self, Write};

use crate::relation::Cell;
use crate::store::{Answer, QueryRows, SqlValue, StoreError};

use super::machine::{Csv, JsonArray, object};
use super::{Format, Header, Origin, Style, Table, headers};

/// Writes an answer in a format. Formats for people are laid out once all rows have arrived.
pub struct AnswerWriter<W: Write> {
    format: Format,
    style: Style,
    columns: Vec<Header>,
    origin: Origin,
    simulated: bool,
    translated: bool,
    /// How many rows have arrived.
    rows: u64,
    sink: Sink<W>,
}

/// Where the rows go.
enum Sink<W: Write> {
    /// The answer has not begun.
    Waiting(W),
    /// Each row is written as CSV when it arrives.
    Csv(Box<Csv<W>>),
    /// Each row is written as an element of a JSON array when it arrives.
    Json(JsonArray<W>),
    /// Each row is written as a line of JSON when it arrives.
    Lines(W),
    /// Rows are collected until the last one has arrived.
    Collected(W, QueryRows),
    /// Writing has failed, and nothing more can be written.
    Failed,
}

/// The reason why an answer could not be written.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The query failed.
    #[error(transparent)]
    Query(#[from] StoreError),
    /// The answer could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl<W: Write> AnswerWriter<W> {
    /// Creates a writer of an answer to `to`.
    pub fn new(to: W, format: Format, style: Style) -> Self {
        let (origin, sink) = (Origin::default(), Sink::Waiting(to));
        Self {
            format,
            style,
            columns: Vec::new(),
            origin,
            simulated: false,
            translated: false,
            rows: 0,
            sink,
        }
    }

    /// Says in a workbook where the figures come from, and whether some may be simulated.
    #[must_use]
    pub fn from(self, origin: Origin, simulated: bool) -> Self {
        Self { origin, simulated, ..self }
    }

    /// Gives the answer to a saved question the headings and words that people read.
    #[must_use]
    pub fn translated(self, translated: bool) -> Self {
        Self { translated, ..self }
    }

    /// How many rows have arrived.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Finishes the answer after the last row.
    ///
    /// # Errors
    /// Returns an error if the rest cannot be written.
    pub fn end(self) -> io::Result<W> {
        match self.sink {
            Sink::Waiting(to) | Sink::Lines(to) => Ok(to),
            Sink::Csv(csv) => csv.end(),
            Sink::Json(json) => json.end(),
            Sink::Collected(mut to, rows) => {
                let simulated = self.simulated && self.format == Format::Xlsx;
                let table = Table { origin: self.origin, simulated, ..Table::of_query(rows) };
                let table = if self.translated { table.translated(self.style.lang) } else { table };
                to.write_all(&table.write(self.format, self.style)?)?;
                Ok(to)
            }
            Sink::Failed => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl<W: Write> Answer for AnswerWriter<W> {
    type Error = AnswerError;

    fn columns(&mut self, names: Vec<String>) -> Result<(), AnswerError> {
        let Sink::Waiting(to) = std::mem::replace(&mut self.sink, Sink::Failed) else {
            return Ok(());
        };
        self.columns = headers(names.clone());
        self.sink = match self.format {
            Format::Csv => Sink::Csv(Box::new(Csv::new(to, &self.columns, self.style.csv)?)),
            Format::Json => Sink::Json(JsonArray::new(to)),
            Format::Jsonl => Sink::Lines(to),
            Format::Table | Format::Line | Format::Markdown | Format::Xlsx => {
                Sink::Collected(to, QueryRows { columns: names, ..QueryRows::default() })
            }
        };
        Ok(())
    }

    fn row(&mut self, values: Vec<SqlValue>) -> Result<(), AnswerError> {
        self.rows += 1;
        let cells = |values: Vec<SqlValue>| values.into_iter().map(Cell::from).collect::<Vec<_>>();
        match &mut self.sink {
            Sink::Csv(csv) => csv.row(&cells(values))?,
            Sink::Json(json) => json.row(&self.columns, &cells(values))?,
            Sink::Lines(to) => writeln!(to, "{}", object(&self.columns, &cells(values)))?,
            Sink::Collected(_, rows) => rows.rows.push(values),
            Sink::Waiting(_) | Sink::Failed => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(format: Format, rows: &[[SqlValue; 2]]) -> Vec<u8> {
        let mut writer = AnswerWriter::new(Vec::new(), format, Style::default());
        writer.columns(vec!["a".to_owned(), "a".to_owned()]).expect("names");
        for row in rows {
            writer.row(row.to_vec()).expect("a row");
        }
        writer.end().expect("an end")
    }

    fn text_of(format: Format, rows: &[[SqlValue; 2]]) -> String {
        String::from_utf8(rendered(format, rows)).expect("UTF-8")
    }

    #[test]
    fn writing_row_by_row_gives_the_same_as_writing_at_once() {
        let text = |text: &str| SqlValue::Text(text.to_owned());
        let rows = [
            [SqlValue::Integer(1), text("=x,\"y\"")],
            [SqlValue::Null, SqlValue::Real(f64::INFINITY)],
        ];

        assert_eq!(text_of(Format::Csv, &rows), "a,a_2\n1,\"'=x,\"\"y\"\"\"\n,Infinity\n");
        assert_eq!(
            text_of(Format::Json, &rows),
            "[\n  {\"a\":1,\"a_2\":\"=x,\\\"y\\\"\"},\n  {\"a\":null,\"a_2\":\"Infinity\"}\n]\n"
        );
        assert_eq!(text_of(Format::Json, &[]), "[]\n");

        for format in Format::ALL {
            let columns = vec!["a".to_owned(), "a".to_owned()];
            let query_rows = QueryRows {
                columns,
                rows: rows.iter().map(|row| row.to_vec()).collect(),
                cut: false,
            };
            let at_once = Table::of_query(query_rows).write(format, Style::default());
            let at_once = at_once.expect("a table");
            assert_eq!(rendered(format, &rows), at_once, "{format}");
        }
    }
}
