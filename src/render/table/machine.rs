//! Formats for programs: exact numbers with a decimal point, column names as in the views.

use serde_json::{Map, Value};

use crate::relation::Cell;
use crate::text::{is_steering, printable};

use super::Table;

#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn write_csv(table: &Table, bom: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    // Writing to memory does not fail, and every row is as long as the heading.
    let _ = writer.write_record(table.columns.iter().map(|column| neutral(&printable(&column.name))));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(|cell| match value(cell) {
            Value::Null => String::new(),
            Value::String(text) => neutral(&printable(&text)),
            Value::Array(texts) if texts.iter().all(Value::is_string) => {
                neutral(&printable(&texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")))
            }
            other => escaped(&other.to_string()),
        }));
    }
    writer.into_inner().unwrap_or_default()
}

/// A value as JSON holds it: points are exact decimals.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Year(year) => year.number().into(),
        Cell::Name(text) | Cell::Text(text) => text.as_str().into(),
        Cell::Id(number) | Cell::RankChange(number) | Cell::Integer(number) => (*number).into(),
        Cell::Points(points) | Cell::SignedPoints(points) => serde_json::to_value(points).unwrap_or_default(),
        Cell::Share(number)
        | Cell::ShareChange(number)
        | Cell::PercentPoints(number)
        | Cell::Statistic(number)
        | Cell::Real(number) => (*number).into(),
        Cell::Count(count) => (*count).into(),
        Cell::Level(number) | Cell::Rank(number) => (*number).into(),
        Cell::Block(code) => code.code().into(),
        Cell::Grade(code) => code.code().into(),
        Cell::Coverage(code) => code.code().into(),
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

/// A text that a spreadsheet would take for a formula gets an apostrophe, which the spreadsheet hides.
fn neutral(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn write_json(table: &Table) -> String {
    let rows: Vec<_> = objects(table).map(|row| escaped(&format!("  {row}"))).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

pub(super) fn write_jsonl(table: &Table) -> String {
    objects(table).map(|row| format!("{}\n", escaped(&row.to_string()))).collect()
}

/// JSON in which characters that would steer a terminal are written by their numbers, as those below a space are.
#[must_use]
pub fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        // Line breaks and such stand only between values.
        if is_steering(c) && !c.is_ascii_whitespace() {
            text += &format!("\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

fn objects(table: &Table) -> impl Iterator<Item = Value> {
    table.rows.iter().map(|row| {
        let fields = table.columns.iter().map(|column| column.name.clone()).zip(row.iter().map(value));
        Value::Object(fields.collect::<Map<_, _>>())
    })
}
