//! Machine formats: exact numbers with a decimal point, and column names as in the views.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::relation::{Cell, Kind};
use crate::text::{is_steering, printable};

use super::{Header, Table};

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CsvStyle {
    /// Whether it begins with a byte order mark, which Excel needs to recognise UTF-8.
    pub bom: bool,
    /// The mark before decimals.
    pub decimal_mark: char,
    /// The ASCII character between fields.
    pub separator: char,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { bom: false, decimal_mark: '.', separator: ',' }
    }
}

pub(super) fn write_csv(table: &Table, style: CsvStyle) -> Vec<u8> {
    let mut csv = Csv::new(Vec::new(), &table.columns, style);
    // Writing to memory does not fail.
    let _ = csv.as_mut().map(|csv| table.rows.iter().try_for_each(|row| csv.row(row)));
    csv.and_then(Csv::end).unwrap_or_default()
}

/// Writes comma-separated values row by row.
pub(super) struct Csv<W: Write> {
    writer: csv::Writer<W>,
    decimal_mark: char,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(mut to: W, columns: &[Header], style: CsvStyle) -> io::Result<Self> {
        if style.bom {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let separator = u8::try_from(style.separator).unwrap_or(b',');
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(to);
        writer.write_record(columns.iter().map(|column| neutral(&printable(&column.name))))?;
        Ok(Self { writer, decimal_mark: style.decimal_mark })
    }

    /// Writes a row, which must be as long as the heading.
    #[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    pub(super) fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        let texts = row.iter().map(|cell| match value(cell) {
            Value::Null => String::new(),
            Value::String(text) => neutral(&printable(&text)),
            Value::Array(texts) if texts.iter().all(Value::is_string) => neutral(&printable(
                &texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
            )),
            Value::Number(number) => with_mark(&number.to_string(), self.decimal_mark),
            other => escaped(&other.to_string()),
        });
        Ok(self.writer.write_record(texts)?)
    }

    pub(super) fn end(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A number of JSON with a decimal mark. A tiny one is written out, since few programs read its
/// power of ten beside a decimal comma.
fn with_mark(number: &str, mark: char) -> String {
    let tiny = number.contains("e-").then(|| number.parse::<f64>().ok()).flatten();
    let text = tiny.map_or_else(|| number.to_owned(), |value| value.to_string());
    text.replace('.', &mark.to_string())
}

/// The JSON value of a cell. Points are exact decimals.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Year(year) => year.number().into(),
        Cell::Name(text) | Cell::Text(text) => text.as_str().into(),
        Cell::Id(number) | Cell::RankChange(number) | Cell::Integer(number) => (*number).into(),
        Cell::Points(points) | Cell::SignedPoints(points) => {
            serde_json::to_value(points).unwrap_or_default()
        }
        Cell::Share(number)
        | Cell::ShareChange(number)
        | Cell::PercentPoints(number)
        | Cell::Statistic(number)
        | Cell::Real(number) => (*number).into(),
        Cell::Count(count) => (*count).into(),
        Cell::Level(number) | Cell::Rank(number) => (*number).into(),
        Cell::Block(block) => block.to_string().into(),
        Cell::Grade(grade) => grade.name().into(),
        Cell::Coverage(code) => code.code().into(),
        Cell::Stage(code) => code.code().into(),
        Cell::Severity(code) => code.code().into(),
        Cell::Rule(code) => code.code().into(),
        Cell::Event(code) => code.code().into(),
        Cell::Figure(code) => code.code().into(),
        Cell::UnitChange(code) => code.code().into(),
        Cell::Traced(figure) => figure.to_string().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::Texts(texts) => texts.as_slice().into(),
        Cell::Nested(value) => value.clone(),
    }
}

/// The JSON Schema of the values of a kind, as they are written.
#[must_use]
pub fn schema_of_kind(kind: Kind) -> Value {
    let text = || match kind.codes() {
        // Further blocks and grades are declared.
        Some(codes) if kind != Kind::Block && kind != Kind::Grade => {
            json!({ "type": "string", "enum": codes })
        }
        Some(_) | None => json!({ "type": "string" }),
    };
    match kind {
        Kind::Year
        | Kind::Id
        | Kind::Level
        | Kind::Count
        | Kind::Rank
        | Kind::RankChange
        | Kind::Integer => json!({ "type": "integer" }),
        Kind::Points
        | Kind::SignedPoints
        | Kind::Share
        | Kind::ShareChange
        | Kind::PercentPoints
        | Kind::Statistic
        | Kind::Real => json!({ "type": "number" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Nested => json!({ "type": ["array", "object"] }),
        Kind::Block
        | Kind::Name
        | Kind::Text
        | Kind::Grade
        | Kind::Coverage
        | Kind::Stage
        | Kind::Severity
        | Kind::Rule
        | Kind::Event
        | Kind::Figure
        | Kind::Traced
        | Kind::UnitChange => text(),
    }
}

/// Puts an apostrophe before a text that a spreadsheet would take for a formula. The spreadsheet
/// hides the apostrophe.
fn neutral(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let is_formula = begins || text.starts_with(['\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn write_json(table: &Table) -> Vec<u8> {
    let mut json = JsonArray::new(Vec::new());
    // Writing to memory does not fail.
    let _ = table.rows.iter().try_for_each(|row| json.row(&table.columns, row));
    json.end().unwrap_or_default()
}

/// Writes an array of objects row by row, with one object per line.
pub(super) struct JsonArray<W> {
    to: W,
    is_begun: bool,
}

impl<W: Write> JsonArray<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, is_begun: false }
    }

    pub(super) fn row(&mut self, columns: &[Header], row: &[Cell]) -> io::Result<()> {
        let before = if std::mem::replace(&mut self.is_begun, true) { ",\n  " } else { "[\n  " };
        write!(self.to, "{before}{}", object(columns, row))
    }

    pub(super) fn end(mut self) -> io::Result<W> {
        self.to.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })?;
        Ok(self.to)
    }
}

pub(super) fn write_jsonl(table: &Table) -> String {
    table.rows.iter().map(|row| format!("{}\n", object(&table.columns, row))).collect()
}

/// A row as a JSON object on one line.
pub(super) fn object(columns: &[Header], row: &[Cell]) -> String {
    let fields = columns.iter().map(|column| column.name.clone()).zip(row.iter().map(value));
    escaped(&Value::Object(fields.collect::<Map<_, _>>()).to_string())
}

/// Escapes the characters in JSON that would control a terminal, as JSON itself does for those
/// below the space.
#[must_use]
pub fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        // In valid JSON, ASCII white space other than the space occurs only between values.
        if is_steering(c) && !c.is_ascii_whitespace() {
            text += &format!("\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}
