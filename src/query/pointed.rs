//! Errors in a query, with a mark at the position where SQLite stopped, and what may be meant.

use cchc::store::StoreError;
use cchc::text::Lang;

use super::near;
use super::schema::Schema;
use crate::failure::{Reported, describe};

/// The error with the query's line, a mark below the position of the error, and the names that may
/// be meant. An error that is not about the words of the query is returned as it is.
pub fn pointed(lang: Lang, query: &str, error: StoreError, schema: &Schema) -> anyhow::Error {
    let StoreError::Query { message, offset } = &error else { return error.into() };
    let hint = near::meant(lang, query, message, schema);
    let place = offset.map(|offset| place(query, offset));
    if hint.is_none() && place.is_none() {
        return error.into();
    }
    let message = describe(lang, &error.into()).0;
    Reported::named(
        "query",
        [Some(message), place, hint].into_iter().flatten().collect::<Vec<_>>().join("\n"),
    )
}

/// The line of the query that an offset lies in, with a mark below it.
fn place(query: &str, offset: usize) -> String {
    let offset =
        (0..=offset.min(query.len())).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);
    let start = query[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = query[start..].lines().next().unwrap_or_default();
    let indent: String =
        query[start..offset].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!("  {line}\n  {indent}^")
}
