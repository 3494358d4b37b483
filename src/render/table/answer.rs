//! An answer to a query, written while it comes: formats of programs hold no more than a row of it.

use std::io::{self, Write};

use crate::relation::Cell;
use crate::store::{Answer, QueryRows, SqlValue, StoreError};

use super::machine::{Csv, JsonArray, object};
use super::{Format, Header, Style, Table, headers};

/// Writes an answer in a format. What people read is laid out once all of it is there.
pub struct AnswerWriter<W: Write> {
    format: Format,
    style: Style,
    columns: Vec<Header>,
    to: To<W>,
}

/// Where the rows go.
enum To<W: Write> {
    /// The answer has not begun.
    Nowhere(W),
    Csv(Box<Csv<W>>),
    Json(JsonArray<W>),
    Lines(W),
    /// They wait for the last one.
    Kept(W, QueryRows),
    /// Nothing more can be written.
    Failed,
}

/// Why an answer is not written: the query, or the writing.
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
    /// Writes to something.
    pub fn new(to: W, format: Format, style: Style) -> Self {
        Self { format, style, columns: Vec::new(), to: To::Nowhere(to) }
    }

    /// Writes what is left once the last row was given.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn end(self) -> io::Result<W> {
        match self.to {
            To::Nowhere(to) | To::Lines(to) => Ok(to),
            To::Csv(csv) => csv.end(),
            To::Json(json) => json.end(),
            To::Kept(mut to, rows) => {
                to.write_all(&Table::of_query(rows).write(self.format, self.style))?;
                Ok(to)
            }
            To::Failed => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl<W: Write> Answer for AnswerWriter<W> {
    type Error = AnswerError;

    fn columns(&mut self, names: Vec<String>) -> Result<(), AnswerError> {
        let To::Nowhere(to) = std::mem::replace(&mut self.to, To::Failed) else { return Ok(()) };
        self.columns = headers(names.clone());
        self.to = match self.format {
            Format::Csv => To::Csv(Box::new(Csv::new(to, &self.columns, self.style.bom)?)),
            Format::Json => To::Json(JsonArray::new(to)),
            Format::Jsonl => To::Lines(to),
            Format::Table | Format::Markdown => {
                To::Kept(to, QueryRows { columns: names, ..QueryRows::default() })
            }
        };
        Ok(())
    }

    fn row(&mut self, values: Vec<SqlValue>) -> Result<(), AnswerError> {
        let cells = |values: Vec<SqlValue>| values.into_iter().map(Cell::from).collect::<Vec<_>>();
        match &mut self.to {
            To::Csv(csv) => csv.row(&cells(values))?,
            To::Json(json) => json.row(&self.columns, &cells(values))?,
            To::Lines(to) => writeln!(to, "{}", object(&self.columns, &cells(values)))?,
            To::Kept(_, rows) => rows.rows.push(values),
            To::Nowhere(_) | To::Failed => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(format: Format, rows: &[[SqlValue; 2]]) -> String {
        let style = Style { bom: false, ..Style::default() };
        let mut writer = AnswerWriter::new(Vec::new(), format, style);
        writer.columns(vec!["a".to_owned(), "a".to_owned()]).expect("names");
        for row in rows {
            writer.row(row.to_vec()).expect("a row");
        }
        String::from_utf8(writer.end().expect("an end")).expect("UTF-8")
    }

    #[test]
    fn row_by_row_or_at_once_says_the_same() {
        let text = |text: &str| SqlValue::Text(text.to_owned());
        let rows = [
            [SqlValue::Integer(1), text("=x,\"y\"")],
            [SqlValue::Null, SqlValue::Real(f64::INFINITY)],
        ];
        assert_eq!(rendered(Format::Csv, &rows), "a,a_2\n1,\"'=x,\"\"y\"\"\"\n,Infinity\n");
        assert_eq!(
            rendered(Format::Json, &rows),
            "[\n  {\"a\":1,\"a_2\":\"=x,\\\"y\\\"\"},\n  {\"a\":null,\"a_2\":\"Infinity\"}\n]\n"
        );
        assert_eq!(rendered(Format::Json, &[]), "[]\n");
        for format in Format::ALL {
            let columns = vec!["a".to_owned(), "a".to_owned()];
            let query_rows = QueryRows {
                columns,
                rows: rows.iter().map(|row| row.to_vec()).collect(),
                cut: false,
            };
            let at_once = Table::of_query(query_rows).write(format, Style::default());
            assert_eq!(rendered(format, &rows).into_bytes(), at_once, "{format}");
        }
    }
}
