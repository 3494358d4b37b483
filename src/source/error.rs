//! Why a file is no document.

use std::io;
use std::path::{Path, PathBuf};

/// A file that could not be read as a document.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct SourceError {
    /// The file.
    pub path: PathBuf,
    /// What is the matter with it.
    pub what: Unreadable,
}

impl SourceError {
    pub(super) fn new(path: &Path, what: Unreadable) -> Self {
        Self { path: path.to_owned(), what }
    }
}

/// What is the matter with a file.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The operating system does not give it.
    #[error("{0}")]
    Io(io::Error),
    /// It has no bytes, or only white space.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`super::MAX_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// It is a file of another kind, such as `Word (.docx)`.
    #[error("the file is no text but {0}")]
    Binary(&'static str),
    /// It is text in another encoding than UTF-8.
    #[error("the text is not UTF-8: line {line}, byte {byte:#04x}")]
    NotUtf8 {
        /// The line of the first byte that is not UTF-8, from 1.
        line: usize,
        /// That byte.
        byte: u8,
    },
    /// Its table has more rows or columns than are read.
    #[error("more than {rows} rows or {columns} columns")]
    TooManyCells {
        /// The most rows.
        rows: usize,
        /// The most columns.
        columns: usize,
    },
    /// It has no table with one cell a line.
    #[error("the text has no table")]
    NoTable,
}
