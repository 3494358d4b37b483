//! Why a file is no document.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

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
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    /// The operating system does not give it.
    #[error("{0}")]
    Io(#[serde(with = "io_error_text")] io::Error),
    /// The process that would read it cannot be started.
    #[error("no reader: {0}")]
    NoReader(#[serde(with = "io_error_text")] io::Error),
    /// It is no file: a pipe or a device, which may never end, or a folder.
    #[error("no ordinary file")]
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
    #[error("a cell in column {0}")]
    TooManyColumns(usize),
    /// Reading it takes longer than so many seconds.
    #[error("reading takes longer than {0} s")]
    TooSlow(u64),
    /// Reading it takes more than so many bytes of memory.
    #[error("reading takes more than {0} bytes of memory")]
    TooMuchMemory(u64),
    /// It is of a kind that is not read, such as `JPEG`.
    #[error("the file is {0}")]
    OtherKind(Cow<'static, str>),
    /// It is a document of the old Word (.doc).
    #[error("the file is a Word 97 document")]
    OldWord,
    /// It is encrypted, with or without a password.
    #[error("the file is encrypted")]
    Locked,
    /// It is cut off or damaged: what its reader says.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A text in an old Vietnamese encoding, such as `TCVN3 (ABC)`: `sample` shows it as it looks.
    #[error("the text is in {name}")]
    OldEncoding {
        /// The encoding.
        name: Cow<'static, str>,
        /// A few words as they stand.
        sample: String,
    },
    /// A text that is not in the encoding that was given.
    #[error("the text is not {name}: line {line}")]
    NotInEncoding {
        /// The encoding.
        name: Cow<'static, str>,
        /// The line of the first byte that is not of it, from 1.
        line: usize,
    },
    /// A figure of a text of separated values has another decimal mark than the one given.
    #[error("line {line}: {text:?}")]
    DecimalMark {
        /// The line, from 1.
        line: usize,
        /// The figure.
        text: String,
    },
    /// A text of separated values has an odd number of quotation marks: one of them is not closed.
    #[error("line {line}: a quotation mark is not closed")]
    OpenQuote {
        /// The line of the last one, from 1.
        line: usize,
    },
    /// The workbook has no sheet of that name.
    #[error("no sheet {name:?}")]
    NoSheet {
        /// The name.
        name: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A sheet or a range was asked for, of a file that has no sheets.
    #[error("the file has no sheets")]
    Sheetless,
    /// A PDF whose pages are pictures.
    #[error("the pages are pictures")]
    Scanned,
    /// A PDF whose fonts do not say which letters they draw.
    #[error("{unknown} of {letters} letters are unknown")]
    UnknownLetters {
        /// Letters that are not known.
        unknown: usize,
        /// All letters.
        letters: usize,
    },
    /// A web page with a style that may hide an element of a table or not.
    #[error("<{0}>: a style that may hide it")]
    UnclearStyle(String),
    /// A PDF that counts more pages than can be found in it.
    #[error("{found} of {counted} pages are there")]
    LostPages {
        /// The pages that are there.
        found: usize,
        /// The pages that it counts.
        counted: usize,
    },
    /// A page of a PDF that refers to something that is not there.
    #[error("page {page}: {what} is not there")]
    LostPart {
        /// The page, from 1.
        page: usize,
        /// What is not there, as the PDF calls it.
        what: String,
    },
    /// A field of a form, whose value the page does not draw.
    #[error("page {page}: a field of a form")]
    FormField {
        /// The page, from 1.
        page: usize,
    },
    /// A word of a PDF, some letters of which are printed twice and others once.
    #[error("page {page}: letters printed twice")]
    HalfDoubled {
        /// The page, from 1.
        page: usize,
    },
    /// A PDF whose pages have no table.
    #[error("no table in the PDF")]
    NoTableInPdf,
    /// A page of a PDF with a table without ruled lines, whose words do not stand clearly below
    /// each other.
    #[error("page {page}: unclear columns")]
    Unaligned {
        /// The page, from 1.
        page: usize,
    },
    /// It has no table.
    #[error("the file has no table")]
    NoTable,
}

/// An error of the system is written as what it says.
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

impl Unreadable {
    /// What a reader of one of the formats says.
    pub(super) fn damaged(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            // The reader of XML shares its error.
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

/// What a reader says that reached its limit.
#[derive(Debug, thiserror::Error)]
#[error("expands to too many bytes")]
pub(super) struct TooExpanded;
