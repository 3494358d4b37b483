//! The functions that queries have beyond those of SQLite. They are registered for queries alone: no
//! table and no view needs one, so that any client reads the database.
//!
//! All of them are deterministic, and NULL gives NULL unless it says otherwise.

mod math;
mod statistics;
mod text;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
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

/// An argument as a number; `None` for NULL.
///
/// # Errors
/// Returns an error for a text or a blob, which SQLite itself would take for 0.
fn number(context: &Context<'_>, index: usize, function: &str) -> Result<Option<f64>> {
    match context.get_raw(index) {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(integer) => Ok(Some(integer as f64)),
        ValueRef::Real(real) => Ok(Some(real)),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            Err(failed(format!("{function}() takes numbers, not '{text}'")))
        }
        ValueRef::Blob(_) => Err(failed(format!("{function}() takes numbers, not a blob"))),
    }
}

/// An error that a person reads.
fn failed(message: String) -> Error {
    Error::UserFunctionError(message.into())
}
