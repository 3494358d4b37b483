//! The errors of reading a file as a document.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::other_kind::OtherKind;

/// A file that could not be read as a document.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct SourceError {
    /// The file.
    pub path: PathBuf,
    /// Why it could not be read.
    pub what: ReadError,
}

impl SourceError {
    pub(super) fn new(path: &Path, what: ReadError) -> Self {
        Self { path: path.to_owned(), what }
    }
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// The operating system reported an error.
    #[error("{0}")]
    Io(#[serde(with = "io_error_text")] io::Error),
    /// The process that reads documents could not be started.
    #[error("cannot start the reader: {0}")]
    NoReader(#[serde(with = "io_error_text")] io::Error),
    /// It is not a regular file but a folder, or a pipe or device, which may never end.
    #[error("not a regular file")]
    NoFile,
    /// It has no bytes, or only white space.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than the limit.
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    /// It expands to more bytes than the limit.
    #[error("the file expands to too many bytes")]
    TooExpanded,
    /// Its tables have more cells than the limit.
    #[error("more than {0} cells")]
    TooManyCells(usize),
    /// A table has a cell in a column beyond the limit.
    #[error("a cell in column {0}, which is beyond the limit")]
    TooManyColumns(usize),
    /// A cell has more letters than the limit; the first ones.
    #[error("the cell that begins with {0:?} has too many letters")]
    LongCell(String),
    /// Reading it takes longer than this many seconds.
    #[error("reading takes longer than {0} s")]
    TooSlow(u64),
    /// Reading it takes more than this many bytes of memory.
    #[error("reading takes more than {0} bytes of memory")]
    TooMuchMemory(u64),
    /// It is of a kind that is not supported, such as `JPEG`.
    #[error("the file is {0}")]
    OtherKind(OtherKind),
    /// It is a Word 97 document (.doc).
    #[error("the file is a Word 97 document")]
    OldWord,
    /// It is encrypted, with or without a password.
    #[error("the file is encrypted")]
    Locked,
    /// It is cut off or damaged; the text is the message of the parser, or empty.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A file of an archive cannot be read.
    #[error("{0}: {1}")]
    InFile(String, Box<ReadError>),
    /// A text in an old Vietnamese encoding, such as `TCVN3 (ABC)`.
    #[error("the text is in {name}")]
    OldEncoding {
        /// The encoding.
        name: Cow<'static, str>,
        /// A few words of the text, as they look without the right font.
        sample: String,
    },
    /// A text that is not valid in its encoding.
    #[error("the text is not {name}: line {line}")]
    NotInEncoding {
        /// The encoding.
        name: Cow<'static, str>,
        /// The line of the first invalid byte, from 1.
        line: usize,
    },
    /// A figure in separated values has another decimal mark than the one given.
    #[error("line {line}: {text:?} has another decimal mark")]
    DecimalMark {
        /// The line, from 1.
        line: usize,
        /// The figure.
        text: String,
    },
    /// Separated values have an odd number of quotation marks, so that one of them is not closed.
    #[error("line {line}: a quotation mark is not closed")]
    OpenQuote {
        /// The line of the last quotation mark, from 1.
        line: usize,
    },
    /// The workbook has no sheet of that name.
    #[error("no sheet {name:?}")]
    NoSheet {
        /// The name.
        name: String,
        /// The sheets of the workbook.
        sheets: Vec<String>,
    },
    /// A sheet or a range was requested of a file that has no sheets.
    #[error("the file has no sheets")]
    Sheetless,
    /// A PDF whose pages are pictures.
    #[error("the pages are pictures")]
    Scanned,
    /// A PDF whose fonts do not map their glyphs to letters.
    #[error("{unknown} of {letters} letters are unknown")]
    UnknownLetters {
        /// The letters that could not be identified.
        unknown: usize,
        /// All letters.
        letters: usize,
    },
    /// A web page with a style that may or may not hide an element of a table.
    #[error("<{0}>: a style may hide it")]
    UnclearStyle(String),
    /// A PDF that states more pages than can be found in it.
    #[error("only {found} of {counted} pages were found")]
    LostPages {
        /// The pages that were found.
        found: usize,
        /// The pages that the PDF states.
        counted: usize,
    },
    /// A workbook with more sheets than it lists, so that not all of them can be reached.
    #[error("only {found} of {counted} sheets are listed")]
    LostSheets {
        /// The sheets that the workbook lists.
        found: usize,
        /// The sheets that the file holds.
        counted: usize,
    },
    /// A page of a PDF that refers to something that is missing.
    #[error("page {page}: {what} is missing")]
    MissingPart {
        /// The page, from 1.
        page: usize,
        /// What is missing, as the PDF names it.
        what: String,
    },
    /// A form field of a PDF, whose value the page does not draw.
    #[error("page {page}: a form field is not drawn")]
    FormField {
        /// The page, from 1.
        page: usize,
    },
    /// A word of a PDF with some letters printed twice and others once.
    #[error("page {page}: some letters of a word are printed twice")]
    PartlyDoubledWord {
        /// The page, from 1.
        page: usize,
    },
    /// A PDF whose pages have no table.
    #[error("no table in the PDF")]
    NoTableInPdf,
    /// A page of a PDF with a table without ruled lines, whose words do not clearly line up.
    #[error("page {page}: unclear columns")]
    UnclearColumns {
        /// The page, from 1.
        page: usize,
    },
    /// It has no table.
    #[error("the file has no table")]
    NoTable,
}

/// Serializes an I/O error as its message.
mod io_error_text {
    use std::io;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(error: &io::Error, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(error)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<io::Error, D::Error> {
        String::deserialize(deserializer).map(io::Error::other)
    }
}

impl ReadError {
    /// The error of a format's parser, or [`ReadError::TooExpanded`] if a limit caused it.
    pub(super) fn damaged(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            // The XML parser wraps its I/O errors in an `Arc`.
            let shared = error.downcast_ref::<Arc<io::Error>>().map(|shared| &**shared);
            let io = error.downcast_ref::<io::Error>().or(shared).and_then(io::Error::get_ref);
            if error.is::<TooExpanded>()
                || io.is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooExpanded>)
            {
                return Self::TooExpanded;
            }
            cause = error.source();
        }
        Self::Damaged(error.to_string())
    }
}

/// The error of a stream that reached its limit.
#[derive(Debug, thiserror::Error)]
#[error("expands to too many bytes")]
pub(super) struct TooExpanded;
