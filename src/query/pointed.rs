//! Errors in a query, with a mark at the position where SQLite stopped.

use cchc::relation::views;
use cchc::store::StoreError;
use cchc::text::Lang;

use crate::failure::{Reported, describe};
use crate::words::terminal;

/// The error with the query's line and a mark below the position of the error. An error without a
/// position is returned as it is.
pub fn pointed(lang: Lang, query: &str, error: StoreError) -> anyhow::Error {
    let StoreError::Query { offset: Some(offset), .. } = &error else { return error.into() };
    let offset =
        (0..=(*offset).min(query.len())).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);

    let start = query[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = query[start..].lines().next().unwrap_or_default();
    let indent: String =
        query[start..offset].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();

    let hint = if let StoreError::Query { message, .. } = &error {
        message.strip_prefix("no such column: ").and_then(|name| detail_of(query, name))
    } else {
        None
    };
    let hint =
        hint.map(|(name, view)| format!("\n{}", terminal::column_in_detail(lang, name, &view)));
    let message = describe(lang, &error.into()).0;
    Reported::failed(format!("{message}\n  {line}\n  {indent}^{}", hint.unwrap_or_default()))
}

/// The column of this name and the detail view that has it, if the query names the short view,
/// which lacks the column.
fn detail_of(query: &str, name: &str) -> Option<(&'static str, String)> {
    let name = name.rsplit('.').next().unwrap_or(name);
    let is_word = |view: &str| {
        query.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == view)
    };
    let view = views().into_iter().find(|view| {
        is_word(view.name)
            && view.has_detail()
            && view.columns.iter().any(|column| column.name == name)
    })?;
    let column = view.columns.iter().find(|column| column.name == name)?;
    Some((column.name, format!("{}_detail", view.name)))
}
