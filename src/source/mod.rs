//! A document → raw tables of text cells, each cell with its position. One file per format.
//!
//! Nothing here knows what an index is; whatever a cell says is kept to the letter. The kind of a
//! file is told by its content. Documents are hostile until they are read: every reader works under
//! [`Limits`].

// Events of parsers and cells of workbooks are enums of other crates.
#![allow(clippy::wildcard_enum_match_arm)]

mod archive;
mod blank_lines;
mod book;
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
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use encoding::Charset;
pub use error::{SourceError, Unreadable};
pub use filled::{FilledBlank, TAG, filled_blanks, is_worked_on};
pub use in_process::InProcess;
pub use isolated::{Isolated, serve};
pub use letterhead::{Field, LetterheadPiece, Reference, ReferenceError};
pub use limit::{CellRange, Limits, READER_THREAD, Reading, go_on};

use crate::model::coded;

use grid::Piece;
use kind::Kind;
use sink::{Beginning, Sink, pour};

coded! {
    /// How a document is laid out.
    pub enum Format {
        /// Text with one table cell a line, as legal portals give when a page is copied.
        CellLines = "cell-lines",
        /// Text with one table cell a line and a blank line between any two.
        BlankLines = "blank-lines",
        /// Tables of Markdown, with `|` between cells.
        Pipe = "markdown",
        /// Values separated by commas, semicolons or tabs.
        Csv = "csv",
        /// Word (.docx).
        Word = "docx",
        /// Excel (.xlsx).
        Excel = "xlsx",
        /// Excel 97 (.xls).
        Excel97 = "xls",
        /// A spreadsheet of OpenDocument (.ods).
        OpenDocument = "ods",
        /// A web page.
        Html = "html",
        /// PDF with a text layer.
        Pdf = "pdf",
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
    /// How it was read.
    pub reading: Reading,
    /// How long that took.
    pub took: Duration,
    /// The tables in the order of the document; at least one.
    pub tables: Vec<RawTable>,
    /// What was found out about the file, and what was passed over.
    pub remarks: Vec<Remark>,
}

/// Something that the reader of a file decided, which a person should hear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// The text is in this encoding, which is not UTF-8.
    Encoding(Charset),
    /// The separator of the values.
    Separator(char),
    /// Decimal marks: figures with a comma, and figures with a point.
    DecimalMarks {
        /// Figures with a decimal comma.
        commas: usize,
        /// Figures with a decimal point.
        points: usize,
    },
    /// A sheet that is hidden was not read.
    HiddenSheet(String),
    /// A sheet that was not asked for, or is empty, was not read.
    OtherSheet(String),
    /// Rows of a sheet that are hidden were read.
    HiddenRows {
        /// The sheet.
        sheet: String,
        /// Their numbers.
        rows: Vec<usize>,
    },
    /// ColumnVectors of a sheet that are hidden were read.
    HiddenColumns {
        /// The sheet.
        sheet: String,
        /// Their numbers.
        columns: Vec<usize>,
    },
    /// Rows of a web page that it does not show were left out.
    UnseenRows(usize),
    /// A web page without its end: it may be cut off.
    OpenPage,
    /// A page of a PDF that shows nothing: it may be damaged.
    EmptyPage(usize),
    /// Letters on a page of a PDF that stand upright or upside down were not read.
    TurnedLetters {
        /// The page, from 1.
        page: usize,
        /// How many there are.
        letters: usize,
    },
    /// Deletions that are tracked were left out.
    TrackedDeletions(usize),
}

/// A table with the prose that stands before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawTable {
    /// 1 for the first table of the document.
    pub number: usize,
    /// The lines of prose since the table before, nearest last.
    pub caption: Vec<String>,
    /// The rows, header rows among them.
    pub rows: Vec<RawRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// 1 for the first row of the table, header rows counted; in a spreadsheet the number of the
    /// sheet's row.
    pub number: usize,
    /// Whether a spreadsheet hides it.
    pub hidden: bool,
    /// The cells from left to right; the first is column 1, in a spreadsheet column A.
    pub cells: Vec<RawCell>,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCell {
    /// The row of its table: the number of its [`RawRow`], wherever the cell is moved to.
    pub row: u32,
    /// The column of its table.
    pub column: u32,
    /// Where else a person finds it.
    pub location: Location,
    /// The text to the letter; of a spreadsheet's number, its digits.
    pub text: CompactString,
    /// A spreadsheet's number without a format of decimals: its digits are those typed, not those
    /// shown.
    pub unformatted: bool,
    /// Whether it repeats a merged cell that stands to its left or above it.
    pub copied: bool,
    /// What stands in it and was not read: it is not as empty as its text.
    pub unread: Option<Unread>,
}

/// Something in a cell that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unread {
    /// A table within the cell.
    Table,
    /// A formula that was saved without its value.
    Formula,
    /// A field of a form.
    Field,
    /// A picture or another object.
    Picture,
}

impl RawCell {
    /// A cell of text; its row and column are those of the table that takes it.
    #[must_use]
    pub fn new(location: Location, text: impl Into<CompactString>) -> Self {
        Self {
            row: 0,
            column: 0,
            location,
            text: text.into(),
            unformatted: false,
            copied: false,
            unread: None,
        }
    }
}

impl RawRow {
    /// Gives the row its number, and its cells their rows and columns.
    pub fn set_number(&mut self, number: usize) {
        self.number = number;
        for (cell, column) in self.cells.iter_mut().zip(1..) {
            (cell.row, cell.column) = (u32::try_from(number).unwrap_or(u32::MAX), column);
        }
    }
}

/// Where in its file a person finds a cell, besides table, row and column.
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
}

/// A shared text is written as a text.
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

/// What makes raw tables of a document.
pub trait DocumentReader: std::fmt::Debug {
    /// Reads a document from a file.
    ///
    /// # Errors
    /// What is wrong with the file.
    fn read(&self, path: &Path, reading: &Reading) -> Result<RawDocument, SourceError>;

    /// Reads a document from its bytes; the path only names it.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn read_bytes(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &Reading,
    ) -> Result<RawDocument, SourceError>;

    /// Reads documents from files, in their order. A reader may be ahead of whoever takes them.
    fn read_each<'a>(
        &'a self,
        paths: Vec<PathBuf>,
        reading: &Reading,
    ) -> Box<dyn Iterator<Item = Result<RawDocument, SourceError>> + 'a> {
        let reading = reading.clone();
        Box::new(paths.into_iter().map(move |path| self.read(&path, &reading)))
    }
}

/// The bytes of a file, as many as the limit lets through and one more.
fn file_bytes(path: &Path, reading: &Reading) -> Result<Vec<u8>, SourceError> {
    let at = |what| SourceError::new(path, what);
    // Opening a pipe waits for whoever writes to it.
    if !std::fs::metadata(path).map_err(|error| at(Unreadable::Io(error)))?.is_file() {
        return Err(at(Unreadable::NoFile));
    }
    let file = File::open(path).map_err(|error| at(Unreadable::Io(error)))?;
    let mut bytes = Vec::new();
    let read = file.take(reading.limits.bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| at(Unreadable::Io(error)))?;
    Ok(bytes)
}

fn check_size(bytes: &[u8], reading: &Reading) -> Result<(), Unreadable> {
    let most = reading.limits.bytes;
    if bytes.len() as u64 > most { Err(Unreadable::TooLarge(most)) } else { Ok(()) }
}

impl RawDocument {
    /// What a reader made of bytes; an error where that is no table.
    fn of(
        path: &Path,
        bytes: Vec<u8>,
        sha256: String,
        reading: &Reading,
        Content { format, pieces, remarks }: Content,
        took: Duration,
    ) -> Result<Self, Unreadable> {
        if pieces.is_empty() {
            return Err(Unreadable::NoTable);
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

/// SHA-256 of bytes, 64 hexadecimal digits.
#[must_use]
pub fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Does something with a document that was read, in the time that is left of its limit.
///
/// # Errors
/// Work that takes longer, or breaks down.
pub fn within<T: Send + 'static>(
    path: &Path,
    limits: &Limits,
    spent: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SourceError> {
    limit::within(limits, spent, work).map_err(|what| SourceError::new(path, what))
}

/// What a reader makes of a file.
#[derive(Debug)]
struct Content {
    format: Format,
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
}

/// What there is to say of a file, besides its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    format: Format,
    remarks: Vec<Remark>,
}

impl Content {
    /// Puts the tables into a sink.
    fn pour(self, sink: &mut dyn Sink) -> Result<About, Unreadable> {
        pour(self.pieces, sink)?;
        Ok(About { format: self.format, remarks: self.remarks })
    }
}

/// Reads a file: its tables go into a sink as they are found, and what is refused may be found
/// behind them.
fn read_into(bytes: &[u8], reading: &Reading, sink: &mut dyn Sink) -> Result<About, Unreadable> {
    let mut sink = Beginning::of(sink);
    let about = match kind::of(bytes)? {
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
