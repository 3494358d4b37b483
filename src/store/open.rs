//! Opens databases. A file that is not a database of this version is rejected before anything is
//! read or written.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{SCHEMA, SCHEMA_VERSION, Store, StoreError};

/// How long a reader waits while another program writes.
const READER_WAIT: Duration = Duration::from_secs(5);

/// How long a writer waits for others: an import of many years takes some seconds.
const WRITER_WAIT: Duration = Duration::from_secs(15);

/// The `application_id` of a database of cchc: "CCHC" as a number.
const APPLICATION_ID: i32 = 0x4343_4843;

/// The ends of the names of files that SQLite keeps beside a database, and reads back into it.
pub const JOURNALS: [&str; 3] = ["-journal", "-wal", "-shm"];

impl Store {
    /// Opens a database for reading.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // An import that was killed before it wrote anything leaves an empty file.
        if !path.exists()
            || std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0)
        {
            return Err(StoreError::NotFound(path.to_owned()));
        }

        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let mut store = Self::connect(path, flags)?;
        let checked = match store.check_version() {
            // A killed import left a journal, which only a writer can roll back.
            Err(StoreError::ReadOnly(_)) => {
                Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.check_version()?;
                store = Self::connect(path, flags)?;
                store.check_version()
            }
            checked => checked,
        };
        checked?;

        let read_only = store.connection.pragma_update(None, "query_only", true);
        read_only.map_err(|error| StoreError::of(&error, path))?;
        Ok(store)
    }

    /// Opens a database for importing. If there is none, saving the first document creates it.
    pub fn open_for_import(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Ok(Self { path: path.to_owned(), is_new: true, ..Self::in_memory()? });
        }
        Self::open_for_writing(path)
    }

    /// Opens an existing database for writing.
    pub fn open_for_change(path: &Path) -> Result<Self, StoreError> {
        let exists = std::fs::metadata(path).is_ok_and(|file| !file.is_file() || file.len() > 0);
        if exists {
            Self::open_for_writing(path)
        } else {
            Err(StoreError::NotFound(path.to_owned()))
        }
    }

    /// Opens a database for writing; the file is created if there is none.
    pub(super) fn open_for_writing(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let store = Self::connect_for_writing(path, flags)?;
        if !is_empty(&store.connection).map_err(|error| store.error(&error))? {
            store.check_version()?;
        }
        Ok(store)
    }

    /// Opens a new database in the temporary file `file`; its errors name the final path. No other
    /// program sees it yet, and it is either completed or thrown away, so it needs no journal on
    /// disk.
    pub(super) fn open_beside(&self, file: &Path) -> Result<Self, StoreError> {
        let store = Self { path: self.path.clone(), ..Self::open_for_writing(file)? };
        let error = |error: rusqlite::Error| store.error(&error);
        store
            .connection
            .pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))
            .map_err(error)?;
        store.connection.pragma_update(None, "synchronous", "OFF").map_err(error)?;
        Ok(store)
    }

    /// A database in memory. Saving the first document creates its schema.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = Path::new(":memory:");
        let connection =
            Connection::open_in_memory().map_err(|error| StoreError::of(&error, path))?;
        Ok(Self { connection, path: path.to_owned(), is_new: false, scope: Cell::default() })
    }

    /// Connects for writing. A document is one transaction, which may be large: up to 64 MB of
    /// pages stay in memory before SQLite writes any of them early.
    pub(super) fn connect_for_writing(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let store = Self::connect(path, flags)?;
        let updated = store.connection.pragma_update(None, "cache_size", -65_536);
        let updated = updated.and_then(|()| store.connection.busy_timeout(WRITER_WAIT));
        // The end of a transaction is that its journal is gone. Unless the folder is synchronised, the
        // journal may be back after a loss of power, and undo what was said to be imported.
        let updated =
            updated.and_then(|()| store.connection.pragma_update(None, "synchronous", "EXTRA"));
        updated.map_err(|error| store.error(&error))?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        // Opening a pipe would wait for its writer, and a device never ends. SQLite opens its journals, too.
        for beside in std::iter::once("").chain(JOURNALS) {
            let mut name = path.as_os_str().to_owned();
            name.push(beside);
            let file = PathBuf::from(name);
            if std::fs::metadata(&file).is_ok_and(|found| !found.is_file()) {
                return Err(StoreError::CannotOpen(file));
            }
        }

        let error = |error: rusqlite::Error| StoreError::of(&error, path);
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(error)?;
        let store =
            Self { connection, path: path.to_owned(), is_new: false, scope: Cell::default() };

        store.connection.busy_timeout(READER_WAIT).map_err(error)?;
        // Enough for all statements that save a document and its statistics.
        store.connection.set_prepared_statement_cache_capacity(128);
        // Plans each statement once. Planning it again for each bound value takes longer than
        // running it.
        store
            .connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(error)?;
        store.connection.pragma_update(None, "foreign_keys", true).map_err(error)?;
        store.connection.pragma_update(None, "trusted_schema", false).map_err(error)?;
        Ok(store)
    }

    pub(super) fn check_version(&self) -> Result<(), StoreError> {
        let pragma =
            |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let application = pragma("application_id").map_err(|error| self.error(&error))?;
        let found = pragma("user_version").map_err(|error| self.error(&error))?;
        if application != APPLICATION_ID {
            return Err(StoreError::NotOurs(self.path.clone()));
        }
        if found != SCHEMA_VERSION {
            return Err(StoreError::OtherVersion { path: self.path.clone(), found });
        }
        Ok(())
    }

    pub(super) fn error(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::of(error, &self.path)
    }
}

/// Whether nothing has been saved yet.
pub(super) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// Creates the schema, within the transaction of the first document.
pub(super) fn create_schema(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SCHEMA)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)
}
