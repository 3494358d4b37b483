//! SQLite: open a database, save a checked document, load column vectors, answer ad-hoc queries.
//!
//! This is the only module that names `rusqlite`. Saving is one transaction a document; everything else opens the
//! database read-only.

mod error;
mod load;
mod open;
mod query;
mod save;
mod trace;

pub use error::StoreError;
pub use load::{AssessmentRow, CriterionRow, FindingRow, ResultColumns, ScoreColumns, Selection, UnitName};
pub use query::{QueryLimits, QueryRows, SqlValue};
pub use save::{Message, Saved};
pub use trace::TraceRow;

/// The whole schema, documented table by table.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The schema's version, kept in `user_version`. Another version is met by building the database anew.
pub const SCHEMA_VERSION: i32 = 1;

/// A database of cchc.
pub struct Store {
    connection: rusqlite::Connection,
    path: std::path::PathBuf,
    created: bool,
}
