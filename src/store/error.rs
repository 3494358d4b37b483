//! Errors of the database.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::model::{Block, EventKind, Index, Year};

use super::row::StoredIndex;

/// A declaration that a stored document needs and that a new registry lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// A unit, or the spelling of its name that a document prints.
    Unit(String),
    /// A change of units: its kind, and the ids of the units before it.
    Event(EventKind, Vec<String>),
    /// A framework, or its grade bounds.
    Framework(String),
    /// A series of criteria.
    Series(String),
}

/// An error of the database. The database is left as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not exist, or is empty.
    #[error("{}: no such database", .0.display())]
    NotFound(PathBuf),
    /// The file cannot be opened or created.
    #[error("{}: cannot be opened", .0.display())]
    CannotOpen(PathBuf),
    /// The file is not an SQLite database.
    #[error("{}: not an SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// The file is an SQLite database that is damaged or truncated.
    #[error("{}: damaged", .0.display())]
    Damaged(PathBuf),
    /// The file is an SQLite database of another program.
    #[error("{}: a database, but not one of cchc", .0.display())]
    NotOurs(PathBuf),
    /// The database has another version of the schema.
    #[error("{}: schema version {found}", path.display())]
    OtherVersion {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: i32,
    },
    /// The stored bytes or instructions of a document are not those of its import.
    #[error("{}: {file_name} was altered", path.display())]
    Altered {
        /// The database.
        path: PathBuf,
        /// The document's file.
        file_name: String,
    },
    /// The stored registry cannot be read.
    #[error("{}: the stored registry cannot be read", .0.display())]
    RegistryUnread(PathBuf),
    /// A copy of the database cannot be written to the file.
    #[error("{}: cannot be written", .0.display())]
    CannotWrite(PathBuf),
    /// A file that should be new already exists.
    #[error("{}: already exists", .0.display())]
    Exists(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{}: read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full, or the file may not grow.
    #[error("{}: no space left", .0.display())]
    Full(PathBuf),
    /// Files cannot be locked where the database is, as on some network shares.
    #[error("{}: cannot be locked", .0.display())]
    NoLocks(PathBuf),
    /// Another program is writing the database.
    #[error("{}: in use", .0.display())]
    Busy(PathBuf),
    /// The year and block are already stored from another document.
    #[error("{}: {year} {block} is already stored from {file_name} ({number})", path.display())]
    AlreadyStored {
        /// The file that was to be stored.
        path: PathBuf,
        /// The year.
        year: Year,
        /// The block.
        block: Block,
        /// The stored decision.
        number: String,
        /// The stored file.
        file_name: Box<str>,
        /// How many units are stored, and how many of them the file has, if it lacks some.
        lacking: Option<Box<[usize; 2]>>,
    },
    /// The results of the year and block are already published, so self scores for them come too
    /// late.
    #[error("{}: {year} {block} is already published, from {file_name} ({number})", path.display())]
    Published {
        /// The file that was to be stored.
        path: PathBuf,
        /// The year.
        year: Year,
        /// The block.
        block: Block,
        /// The stored decision.
        number: String,
        /// The stored file.
        file_name: String,
    },
    /// The same file is already stored, for another year or block.
    #[error("{}: already stored as {file_name} ({number})", path.display())]
    StoredForOtherYear {
        /// The file that was to be stored.
        path: PathBuf,
        /// The stored decision.
        number: String,
        /// The stored file.
        file_name: String,
    },
    /// Simulated figures for a database of real ones, or real figures for a database of simulated
    /// ones.
    #[error("{}: simulated and real figures do not mix", path.display())]
    Mixed {
        /// The file that was to be stored.
        path: PathBuf,
        /// Whether the figures of the file are simulated; otherwise those in the database are.
        is_simulated: bool,
    },
    /// No authority of that name has others below it, or several have.
    #[error("no authority above others: {authority:?}")]
    NoChildren {
        /// The authority that was asked for.
        authority: Option<String>,
        /// The authorities that have others below them.
        parents: Vec<String>,
    },
    /// The database holds nothing of this authority or index.
    #[error("nothing of {authority:?}, {index:?}")]
    NoSuchIndex {
        /// The authority that was asked for.
        authority: Option<String>,
        /// The index that was asked for.
        index: Option<Index>,
        /// What the database holds.
        known: Vec<StoredIndex>,
    },
    /// The database holds several authorities, and none was chosen.
    #[error("several authorities")]
    SeveralAuthorities(Vec<StoredIndex>),
    /// The document is of another authority than the registry or the stored documents.
    #[error("{}: of {issuer}, not of {stored}", path.display())]
    OtherIssuer {
        /// The file that was to be stored.
        path: PathBuf,
        /// Who issued the document.
        issuer: String,
        /// The authority of the registry or of the stored documents.
        stored: String,
        /// The folder of the registry that declares that authority; none when the database alone
        /// tells.
        folder: Option<PathBuf>,
    },
    /// The registry lacks declarations that stored documents need.
    #[error("{}: {} declarations are missing", folder.display(), lost.len())]
    RegistryLacks {
        /// The folder of the registry.
        folder: PathBuf,
        /// The missing declarations.
        lost: Vec<Lost>,
    },
    /// The registry turns two units of one table into the same unit.
    #[error("the registry turns two units of one table into one")]
    UnitsJoined,
    /// The query is wrong.
    #[error("{message}")]
    Query {
        /// SQLite's message.
        message: String,
        /// The byte offset in the query at which SQLite stopped, from 0; none when SQLite gives
        /// none.
        offset: Option<usize>,
    },
    /// The query does something other than reading.
    #[error("only reading is allowed")]
    NotAuthorized,
    /// The query holds more than one statement.
    #[error("more than one statement")]
    SeveralStatements,
    /// The query holds no statement.
    #[error("no statement")]
    EmptyQuery,
    /// The answer takes more memory than allowed.
    #[error("the answer is too large")]
    AnswerTooLarge,
    /// The query took longer than allowed.
    #[error("timed out")]
    TimedOut,
    /// Any other error of SQLite.
    #[error("{}: {message}", path.display())]
    Sqlite {
        /// The database.
        path: PathBuf,
        /// SQLite's message.
        message: String,
    },
}

impl StoreError {
    /// Classifies an error of SQLite, so that people learn about the ones they can do something
    /// about.
    pub(super) fn of(error: &rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => Self::CannotOpen(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(path),
            Some(ErrorCode::NotADatabase) if has_sqlite_header(&path) => Self::Damaged(path),
            Some(ErrorCode::NotADatabase) => Self::NotADatabase(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::FileLockingProtocolFailed | ErrorCode::NoLargeFileSupport) => {
                Self::NoLocks(path)
            }
            Some(ErrorCode::SystemIoFailure) if is_lock(error) => Self::NoLocks(path),
            // A write that the system cuts short, for example because of a quota, arrives as an I/O
            // error.
            Some(ErrorCode::SystemIoFailure) if is_write(error) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            // A value that the program cannot have stored.
            None if is_of_a_value(error) => Self::Damaged(path),
            _ => Self::Sqlite { path, message: error.to_string() },
        }
    }
}

/// Whether an error is that a stored value is not what its column holds.
#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn is_of_a_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::InvalidQuery
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
    )
}

/// Whether an I/O error is one of writing, syncing or growing a file.
fn is_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    let code = error.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| {
        [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE].contains(&code)
    })
}

/// Whether an I/O error is one of locking.
fn is_lock(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{
        SQLITE_IOERR_CHECKRESERVEDLOCK, SQLITE_IOERR_LOCK, SQLITE_IOERR_RDLOCK, SQLITE_IOERR_UNLOCK,
    };
    let code = error.sqlite_error().map(|error| error.extended_code);
    let locks = [
        SQLITE_IOERR_CHECKRESERVEDLOCK,
        SQLITE_IOERR_LOCK,
        SQLITE_IOERR_RDLOCK,
        SQLITE_IOERR_UNLOCK,
    ];
    code.is_some_and(|code| locks.contains(&code))
}

fn has_sqlite_header(path: &Path) -> bool {
    let mut header = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header == *b"SQLite format 3\0"
}
