//! The functions that queries have beyond those of SQLite. They are registered for queries alone: no
//! table and no view needs one, so that any client reads the database.
//!
//! All of them are deterministic, and NULL gives NULL unless it says otherwise.

mod math;
mod statistics;
mod text;

pub use text::{has_vietnamese_words, sort_by_vietnamese};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Error, Result};

/// Registers all functions and collations.
pub(super) fn register(connection: &Connection) -> Result<()> {
    text::register(connection)?;
    math::register(connection)?;
    statistics::register(connection)
}

/// What SQLite may assume of a function.
const FLAGS: FunctionFlags = FunctionFlags::SQLITE_DETERMINISTIC
    .union(FunctionFlags::SQLITE_UTF8)
    .union(FunctionFlags::SQLITE_INNOCUOUS);

/// An error that a person reads.
fn failed(message: String) -> Error {
    Error::UserFunctionError(message.into())
}

/// The first column of the answer to a query.
#[cfg(test)]
fn column(sql: &str) -> std::result::Result<Vec<super::SqlValue>, String> {
    let limits = super::QueryLimits { timeout: std::time::Duration::from_secs(10), rows: 100 };
    let answer = super::Store::in_memory().expect("a database").query(sql, limits);
    let answer = answer.map_err(|error| error.to_string())?;
    Ok(answer.rows.into_iter().filter_map(|row| row.into_iter().next()).collect())
}
