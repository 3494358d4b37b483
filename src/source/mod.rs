//! A document → raw tables of text cells, each cell with its position. One file per format.
//!
//! Nothing here knows what an index is; whatever a cell says is kept to the letter.

mod cell_lines;
mod csv;
mod encoding;
mod error;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use error::{SourceError, Unreadable};

/// The largest document that is read, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// How a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with one table cell a line, as legal portals give when a page is copied.
    CellLines,
    /// Comma-, semicolon- or tab-separated values.
    Csv,
}

impl Format {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CellLines => "cell-lines",
            Self::Csv => "csv",
        }
    }
}

/// A document as it stands: its bytes, its prose and its tables.
#[derive(Debug, Clone)]
pub struct RawDocument {
    /// Where it was read from.
    pub path: PathBuf,
    /// How it is laid out.
    pub format: Format,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// The tables in the order of the document; at least one.
    pub tables: Vec<RawTable>,
}

/// A table with the prose that stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawTable {
    /// 1 for the first table of the document.
    pub number: usize,
    /// The lines of prose since the table before, nearest last.
    pub caption: Vec<String>,
    /// The rows, header rows among them.
    pub rows: Vec<RawRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// 1 for the first row of the table, header rows counted.
    pub number: usize,
    /// The cells from left to right; the first is column 1.
    pub cells: Vec<RawCell>,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCell {
    /// The line of the file, from 1.
    pub line: usize,
    /// The text to the letter.
    pub text: String,
}

/// Reads a document from a file.
pub fn read(path: &Path) -> Result<RawDocument, SourceError> {
    read_bytes(path, read_file(path)?)
}

/// Reads a table of separated values from a file.
pub fn read_csv(path: &Path) -> Result<RawDocument, SourceError> {
    let bytes = read_file(path)?;
    let at = |what| SourceError::new(path, what);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(at(Unreadable::TooLarge));
    }
    let text = encoding::decode(&bytes).map_err(at)?;
    let table = csv::read_table(text).map_err(at)?;
    Ok(raw_document(path, Format::Csv, bytes, vec![table]))
}

fn read_file(path: &Path) -> Result<Vec<u8>, SourceError> {
    let at = |what| SourceError::new(path, what);
    let file = File::open(path).map_err(|error| at(Unreadable::Io(error)))?;
    let mut bytes = Vec::new();
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| at(Unreadable::Io(error)))?;
    Ok(bytes)
}

/// Reads a document from its bytes; the path only names it.
pub fn read_bytes(path: &Path, bytes: Vec<u8>) -> Result<RawDocument, SourceError> {
    let at = |what| SourceError::new(path, what);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(at(Unreadable::TooLarge));
    }
    let text = encoding::decode(&bytes).map_err(at)?;
    let tables = cell_lines::read_tables(text);
    if tables.is_empty() {
        return Err(at(Unreadable::NoTable));
    }
    Ok(raw_document(path, Format::CellLines, bytes, tables))
}

fn raw_document(path: &Path, format: Format, bytes: Vec<u8>, tables: Vec<RawTable>) -> RawDocument {
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    RawDocument { path: path.to_owned(), format, bytes, sha256, tables }
}
