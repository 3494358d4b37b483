//! Why an export was not done.

use std::io;
use std::path::PathBuf;

use crate::store::StoreError;

/// The error of an export.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder holds other files, and is no lake.
    #[error("{0} is not a lake")]
    NotALake(PathBuf),
    /// The lake is of another version of the schema.
    #[error("{folder} has version {found}")]
    OtherVersion {
        /// The folder.
        folder: PathBuf,
        /// The version that it names.
        found: String,
    },
    /// Another authority of the lake has the same prefix of its identifiers.
    #[error("{authority} and {other} have the same prefix")]
    SamePrefix {
        /// The authority to export.
        authority: String,
        /// The one in the lake.
        other: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A value does not fit into its column: an identifier is too large, or a value is of another
    /// kind than its column.
    #[error("{table}.{column} has a value that does not fit")]
    Value {
        /// The table or relation.
        table: String,
        /// The column.
        column: String,
    },
    /// The file format does not take the values.
    #[error("{0}")]
    Format(String),
}
