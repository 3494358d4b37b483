//! SQLite: opens a database, saves checked documents, loads column vectors, answers ad-hoc queries.
//!
//! This is the only module that names `rusqlite`. Each document is saved in one transaction,
//! together with the statistics that it affects. Removing a document and rebuilding are one
//! transaction each. Everything else opens the database read-only, after SQLite has rolled back
//! what a killed import may have left.

mod authority;
mod beside;
mod carry;
mod document;
mod error;
mod functions;
mod load;
mod open;
mod packed;
mod placement;
mod query;
mod rebuild;
mod registry;
mod relation;
mod row;
mod save;
mod scope;
mod score;
mod steps;
mod sync;
mod tables;
mod trace;
mod writer;

pub use authority::Owner;
pub use beside::{clear_left_over, file_beside, take_name};
pub use carry::Kept;
pub use document::{DocumentName, StoredDocument};
pub use error::{Lost, StoreError};
pub use functions::{has_vietnamese_words, sort_by_vietnamese};
pub use open::JOURNALS;
pub use query::{Answer, MAX_HEAP_BYTES, QueryLimits, QueryRows, SqlValue};
pub use relation::Conditions;
pub use row::{AssessmentRow, FrameworkRow, Scope, Selection, StoredIndex, UnitName};
pub use steps::{Admission, Conflict, Rebuilt, Saved, Steps, Touched};
pub use tables::{
    ColumnStorage, StoredAuthority, StoredColumn, StoredPlace, StoredTable, StoredValue,
};
pub use trace::PlacedFigure;

/// The whole schema, with comments on every table and view.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The statements of the schema with the comments above them: those that create one table or view,
/// or all of them when `name` is empty.
pub fn schema_of(name: &str) -> impl Iterator<Item = &'static str> {
    let is_all = name.is_empty();
    let creates = [format!("CREATE TABLE {name} "), format!("CREATE VIEW {name} ")];
    let paragraphs =
        SCHEMA.split("\n\n").map(str::trim).filter(|paragraph| paragraph.contains("CREATE "));
    paragraphs
        .filter(move |paragraph| is_all || creates.iter().any(|create| paragraph.contains(create)))
}

/// The schema's version, stored in `user_version`. A database of an older version is rebuilt from
/// its documents.
pub const SCHEMA_VERSION: i32 = 22;

/// A database of cchc.
#[derive(Debug)]
pub struct Store {
    connection: rusqlite::Connection,
    path: std::path::PathBuf,
    /// Whether the file does not exist yet. Saving the first document creates it.
    is_new: bool,
    /// What the store looks at.
    scope: std::cell::Cell<Option<Scope>>,
}

/// A number of things as SQLite holds it.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
