//! Why the database does not do what was asked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::model::{Block, EventKind, Year};

/// A declaration that a stored document needs and a new registry lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// A unit, or the spelling of it that a document prints.
    Unit(String),
    /// What became of a unit: what happened, and the ids of the units before.
    Event(EventKind, Vec<String>),
    /// A framework, or its bounds of grades.
    Framework(String),
    /// A series of criteria.
    Series(String),
}

/// Why the database does not do what was asked. The database is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}: no such database", .0.display())]
    NotFound(PathBuf),
    /// The file cannot be opened or created.
    #[error("{}: cannot be opened", .0.display())]
    CannotOpen(PathBuf),
    /// The file is no SQLite database.
    #[error("{}: no SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// An SQLite database that is damaged or cut.
    #[error("{}: damaged", .0.display())]
    Damaged(PathBuf),
    /// An SQLite database of something else.
    #[error("{}: a database, but not of cchc", .0.display())]
    NotOurs(PathBuf),
    /// A database of another version of the schema.
    #[error("{}: schema version {found}", path.display())]
    OtherVersion {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: i32,
    },
    /// The stored bytes of a document, or what was said of it, are not those of its import.
    #[error("{}: {file_name} was altered", path.display())]
    Altered {
        /// The database.
        path: PathBuf,
        /// The document's file.
        file_name: String,
    },
    /// The stored texts of the registry cannot be read.
    #[error("{}: the stored registry cannot be read", .0.display())]
    RegistryUnread(PathBuf),
    /// A copy of the database cannot be written there.
    #[error("{}: cannot be written", .0.display())]
    CannotWrite(PathBuf),
    /// A file that was to be new is there already.
    #[error("{}: exists already", .0.display())]
    Exists(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{}: read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full, or the file may not grow.
    #[error("{}: no space left", .0.display())]
    Full(PathBuf),
    /// Where the file stands, no file can be locked, as on some network shares.
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
        file_name: String,
    },
    /// The results of the year and block are published: self scores come before them.
    #[error("{}: {year} {block} is published already, from {file_name} ({number})", path.display())]
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
    /// The same file is stored for another year or block, or was replaced.
    #[error("{}: already stored as {file_name} ({number})", path.display())]
    OtherwiseStored {
        /// The file that was to be stored.
        path: PathBuf,
        /// The stored decision.
        number: String,
        /// The stored file.
        file_name: String,
    },
    /// Simulated figures for a database of real ones, or the other way round.
    #[error("{}: simulated and real figures do not mix", path.display())]
    Mixed {
        /// The file that was to be stored.
        path: PathBuf,
        /// Whether it is the file whose figures are simulated.
        is_simulated: bool,
    },
    /// A document of another authority than the stored years of its block.
    #[error("{}: {block} of {issuer}, stored are years of {stored}", path.display())]
    OtherIssuer {
        /// The file that was to be stored.
        path: PathBuf,
        /// The block.
        block: Block,
        /// Who issued the document.
        issuer: String,
        /// Who issued what is stored.
        stored: String,
        /// The year of the document, where that authority's results of it are stored: no other's
        /// take their place.
        stored_year: Option<Year>,
    },
    /// The registry lacks what stored documents need.
    #[error("{}: {} declarations are gone", folder.display(), lost.len())]
    RegistryLoses {
        /// The folder of the registry.
        folder: PathBuf,
        /// What it lacks.
        lost: Vec<Lost>,
    },
    /// The registry makes one unit of two that a stored document tells apart.
    #[error("the registry makes one unit of two of one table")]
    UnitsJoined,
    /// The query is wrong: SQLite's message, and the byte of the query at which it stopped.
    #[error("{message}")]
    Query {
        /// SQLite's message.
        message: String,
        /// The byte of the query, from 0.
        offset: Option<usize>,
    },
    /// The query asks for something that is not reading.
    #[error("only reading is allowed")]
    NotAuthorized,
    /// The query holds more than one statement.
    #[error("more than one statement")]
    SeveralStatements,
    /// The query holds no statement.
    #[error("no statement")]
    EmptyQuery,
    /// The answer takes more memory than it may.
    #[error("the answer is too large")]
    AnswerTooLarge,
    /// The query took longer than it may.
    #[error("timed out")]
    TimedOut,
    /// Anything else that SQLite says.
    #[error("{}: {message}", path.display())]
    Sqlite {
        /// The database.
        path: PathBuf,
        /// SQLite's message.
        message: String,
    },
}

impl StoreError {
    /// Tells the errors that people can do something about from the others.
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
            // A write that the system cuts short, as by a quota, comes as an I/O error.
            Some(ErrorCode::SystemIoFailure) if is_write(error) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            _ => Self::Sqlite { path, message: error.to_string() },
        }
    }
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
