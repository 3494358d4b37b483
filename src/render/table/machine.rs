//! Formats for programs: exact numbers with a decimal point, column names as in the views.

use serde_json::{Map, Value};

use crate::text::{is_steering, printable};

use super::Table;

pub(super) fn write_csv(table: &Table, bom: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    // Writing to memory does not fail, and every row is as long as the heading.
    let _ = writer.write_record(table.columns.iter().map(|name| neutral(&printable(name))));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(|value| match value {
            Value::Null => String::new(),
            Value::String(text) => neutral(&printable(text)),
            Value::Array(texts) if texts.iter().all(Value::is_string) => {
                neutral(&printable(&texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")))
            }
            other => escaped(&other.to_string()),
        }));
    }
    writer.into_inner().unwrap_or_default()
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
        let fields = table.columns.iter().cloned().zip(row.iter().cloned());
        Value::Object(fields.collect::<Map<_, _>>())
    })
}
