//! A document → raw tables of text cells, each cell with its position. One file per format.
//!
//! Nothing here knows what an index is; the text of a cell is kept verbatim. The kind of a file is
//! detected from its content, never from its name. Every document is treated as hostile: all
//! readers work under [`Limits`].

// Parser events and workbook cells are enums of other crates.
#![allow(clippy::wildcard_enum_match_arm)]

mod archive;
mod blank_lines;
mod book;
mod bundle;
mod cell_lines;
mod csv;
mod encoding;
mod error;
mod excel;
mod excel97;
mod filled;
mod grid;
mod letterhead;
mod html;
mod in_process;
mod isolated;
mod kind;
mod limit;
mod mark;
mod opendocument;
mod other_kind;
mod pdf;
mod pipe;
mod sink;
mod style_sheet;
mod text;
mod wire;
mod word;
mod word_style;
mod xml;

use std::fs::File;
use std::io::Read;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use bundle::{BundledFile, bundled, unbundled};
pub use encoding::Charset;
pub use error::{ReadError, SourceError};
pub use filled::{BLANK_TAG_PREFIX, FilledBlank, filled_blanks, is_edited};
pub use in_process::InProcess;
pub use isolated::{Isolated, serve};
pub use letterhead::{Field, LetterheadPiece, Reference, ReferenceError};
pub use limit::{CellRange, Limits, READER_THREAD, ReadOptions, stop_if_abandoned};

use crate::model::coded;

use grid::Piece;
use kind::Kind;
pub use other_kind::{OtherKind, Remedy};
use sink::{Beginning, Sink, pour};

coded! {
    /// How a document is laid out.
    pub enum Format {
        /// Text with one table cell per line, as copied from the pages of legal portals.
        CellLines = "cell-lines",
        /// Text with one table cell per line and a blank line between any two cells.
        BlankLines = "blank-lines",
        /// Markdown tables, with `|` between cells.
        Pipe = "markdown",
        /// Values separated by commas, semicolons or tabs.
        Csv = "csv",
        /// Word (.docx).
        Word = "docx",
        /// Excel (.xlsx).
        Excel = "xlsx",
        /// Excel 97 (.xls).
        Excel97 = "xls",
        /// OpenDocument spreadsheet (.ods).
        OpenDocument = "ods",
        /// A web page.
        Html = "html",
        /// PDF with a text layer.
        Pdf = "pdf",
        /// A ZIP archive of documents, such as the forms of all units.
        Bundle = "zip",
    }
}

/// A document as published: its bytes, its prose and its tables.
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
    /// The options with which it was read.
    pub reading: ReadOptions,
    /// How long reading took.
    pub took: Duration,
    /// The tables in the order of the document; at least one.
    pub tables: Vec<RawTable>,
    /// What was detected in the file, and what was left out.
    pub remarks: Vec<Remark>,
}

/// A decision of the reader that should be reported to the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// The text is in this encoding, which is not UTF-8.
    Encoding(Charset),
    /// The separator of the values.
    Separator(char),
    /// The decimal marks of the figures.
    DecimalMarks {
        /// Figures with a decimal comma.
        commas: usize,
        /// Figures with a decimal point.
        points: usize,
    },
    /// A hidden sheet was not read.
    HiddenSheet(String),
    /// A sheet was not read because it was not asked for or is empty.
    SkippedSheet(String),
    /// Hidden rows of a sheet were read.
    HiddenRows {
        /// The sheet.
        sheet: String,
        /// Their numbers.
        rows: Vec<usize>,
    },
    /// Hidden columns of a sheet were read.
    HiddenColumns {
        /// The sheet.
        sheet: String,
        /// Their numbers.
        columns: Vec<usize>,
    },
    /// This many rows that a web page does not show were left out.
    SkippedHiddenRows(usize),
    /// A web page lacks its end tag and may be cut off.
    UnclosedPage,
    /// A page of a PDF, numbered from 1, shows nothing and may be damaged.
    EmptyPage(usize),
    /// Letters of a PDF that run up or down the page were not read.
    TurnedLetters {
        /// The page, from 1.
        page: usize,
        /// The number of such letters.
        letters: usize,
    },
    /// This many tracked deletions, or struck-out or hidden texts, were left out.
    LeftOutText(usize),
    /// This many numbers of a workbook have more decimals than points can have, and were read as the
    /// workbook shows them.
    ReadAsShown(usize),
    /// This many numbers of a workbook have more decimals than it shows, and were read with all of them.
    HiddenDecimals(usize),
    /// A file of an archive is no document, and was left out.
    SkippedFile(String),
    /// What was noticed in a file of an archive.
    InFile(String, Box<Remark>),
}

/// A table with the prose before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawTable {
    /// 1 for the first table of the document.
    pub number: usize,
    /// The lines of prose since the previous table, the nearest one last.
    pub caption: Vec<String>,
    /// The rows, including header rows.
    pub rows: Vec<RawRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// The number of the row, counting from 1 and including header rows; in a spreadsheet, the
    /// number of the sheet's row.
    pub number: usize,
    /// Whether the row is hidden in a spreadsheet.
    pub hidden: bool,
    /// The cells from left to right; the first is column 1, or column A in a spreadsheet.
    pub cells: Vec<RawCell>,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCell {
    /// The number of the table from which it was moved to another one.
    pub table: Option<NonZeroU32>,
    /// The row of its table: the number of its [`RawRow`], even if the cell is moved later.
    pub row: u32,
    /// The column of its table, from 1.
    pub column: u32,
    /// Its position in the file, for a person to find it.
    pub location: Location,
    /// The text, verbatim; for a number of a spreadsheet, its digits.
    pub text: CompactString,
    /// Whether it is a spreadsheet number whose format sets no decimals: the digits are those that
    /// were typed, not those that are shown.
    pub unformatted: bool,
    /// Whether it repeats a merged cell to its left or above it.
    pub copied: bool,
    /// Content that was not read, so that the cell is not as empty as its text.
    pub unread: Option<Unread>,
}

/// Content of a cell that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unread {
    /// A table within the cell.
    Table,
    /// A formula that was saved without its value.
    Formula,
    /// A form field.
    Field,
    /// A picture or another object.
    Picture,
}

impl RawCell {
    /// A cell of text. Its row and column are set by the table that takes it.
    #[must_use]
    pub fn new(location: Location, text: impl Into<CompactString>) -> Self {
        Self {
            table: None,
            row: 0,
            column: 0,
            location,
            text: text.into(),
            unformatted: false,
            copied: false,
            unread: None,
        }
    }

    /// The cell as one that is moved from a table of this number to another one.
    #[must_use]
    pub fn of_table(mut self, number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.table = self.table.or(NonZeroU32::new(number));
        self
    }
}

impl RawRow {
    /// Sets the number of the row, and the row and column of each cell.
    pub fn set_number(&mut self, number: usize) {
        self.number = number;
        for (cell, column) in self.cells.iter_mut().zip(1..) {
            (cell.row, cell.column) = (u32::try_from(number).unwrap_or(u32::MAX), column);
        }
    }
}

/// Where a person finds a cell in its file, besides its table, row and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Location {
    /// A line of a text, from 1.
    Line(usize),
    /// A page, from 1.
    Page(usize),
    /// A sheet of a workbook, by its name.
    #[serde(with = "shared_text")]
    Sheet(Arc<str>),
    /// Nothing more than table, row and column.
    Table,
    /// A file of an archive, and where the cell is in it.
    File(#[serde(with = "shared_text")] Arc<str>, Box<Location>),
}

impl Location {
    /// Where the cell is in its own file.
    #[must_use]
    pub fn inside(&self) -> &Self {
        match self {
            Self::File(_, inside) => inside.inside(),
            Self::Line(_) | Self::Page(_) | Self::Sheet(_) | Self::Table => self,
        }
    }

    /// The file of an archive in which the cell is.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File(name, _) => Some(name),
            Self::Line(_) | Self::Page(_) | Self::Sheet(_) | Self::Table => None,
        }
    }
}

/// Serializes a shared text as a plain string.
mod shared_text {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}

/// A reader that turns a document into raw tables.
pub trait DocumentReader: std::fmt::Debug {
    /// Reads a document from a file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read as a document.
    fn read(&self, path: &Path, reading: &ReadOptions) -> Result<RawDocument, SourceError>;

    /// Reads a document from its bytes. The path only names the document.
    ///
    /// # Errors
    /// Returns an error if the bytes cannot be read as a document.
    fn read_bytes(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &ReadOptions,
    ) -> Result<RawDocument, SourceError>;

    /// Reads documents from files, in the order of the paths. A reader may read ahead of the
    /// caller.
    fn read_each<'a>(
        &'a self,
        paths: Vec<PathBuf>,
        reading: &ReadOptions,
    ) -> Box<dyn Iterator<Item = Result<RawDocument, SourceError>> + 'a> {
        let reading = reading.clone();
        Box::new(paths.into_iter().map(move |path| self.read(&path, &reading)))
    }
}

/// Reads the bytes of a file, up to one byte more than the limit.
fn file_bytes(path: &Path, reading: &ReadOptions) -> Result<Vec<u8>, SourceError> {
    let at = |what| SourceError::new(path, what);

    // Opening a pipe would wait for a writer.
    if !std::fs::metadata(path).map_err(|error| at(ReadError::Io(error)))?.is_file() {
        return Err(at(ReadError::NoFile));
    }

    let file = File::open(path).map_err(|error| at(ReadError::Io(error)))?;
    let mut bytes = Vec::new();
    let read = file.take(reading.limits.bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| at(ReadError::Io(error)))?;
    Ok(bytes)
}

fn check_size(bytes: &[u8], reading: &ReadOptions) -> Result<(), ReadError> {
    let most = reading.limits.bytes;
    if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(()) }
}

impl RawDocument {
    /// Makes a document of what a reader found. Returns an error if it found no table.
    fn of(
        path: &Path,
        bytes: Vec<u8>,
        sha256: String,
        reading: &ReadOptions,
        Content { format, pieces, remarks }: Content,
        took: Duration,
    ) -> Result<Self, ReadError> {
        if pieces.is_empty() {
            return Err(ReadError::NoTable);
        }

        let table = |(Piece { caption, mut rows }, number)| {
            for row in &mut rows {
                row.set_number(row.number);
            }
            RawTable { number, caption, rows }
        };
        let tables = pieces.into_iter().zip(1..).map(table).collect();

        Ok(Self {
            path: path.to_owned(),
            format,
            bytes,
            sha256,
            reading: reading.clone(),
            took,
            tables,
            remarks,
        })
    }
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
#[must_use]
pub fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs work on a document that was read, within what is left of its time limit. `spent` is the
/// time that the document has taken so far.
///
/// # Errors
/// Returns an error if the work takes longer or panics.
pub fn within<T: Send + 'static>(
    path: &Path,
    limits: &Limits,
    spent: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SourceError> {
    limit::within(limits, spent, work).map_err(|what| SourceError::new(path, what))
}

/// What a reader found in a file.
#[derive(Debug)]
struct Content {
    format: Format,
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
}

/// What a reader found out about a file, besides its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    format: Format,
    remarks: Vec<Remark>,
}

impl Content {
    /// Passes the tables on to a sink.
    fn pour(self, sink: &mut dyn Sink) -> Result<About, ReadError> {
        pour(self.pieces, sink)?;
        Ok(About { format: self.format, remarks: self.remarks })
    }
}

/// Reads a file and passes its tables on to a sink as they are found. An error may follow after
/// some tables have been passed on.
fn read_into(bytes: &[u8], reading: &ReadOptions, sink: &mut dyn Sink) -> Result<About, ReadError> {
    let mut sink = Beginning::of(sink);
    let about = match kind::of(bytes)? {
        Kind::Bundle => bundle::read(bytes, reading)?.pour(&mut sink),
        Kind::Word => word::read(bytes, reading)?.pour(&mut sink),
        Kind::Excel => excel::read(bytes, reading)?.pour(&mut sink),
        Kind::Excel97 => excel97::read(bytes, reading)?.pour(&mut sink),
        Kind::OpenDocument => opendocument::read(bytes, reading)?.pour(&mut sink),
        Kind::Pdf => pdf::read(bytes, reading)?.pour(&mut sink),
        Kind::Text => text::read(bytes, reading, &mut sink),
    }?;
    sink.check()?;
    Ok(about)
}
