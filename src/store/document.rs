//! Stored documents, with their bytes and the instructions of their import; and a copy of the whole
//! database.

use std::path::{Path, PathBuf};

use rusqlite::OptionalExtension as _;

use crate::assessment::Instructions;
use crate::source::sha256_of;

use super::beside::sync_folder;
use super::packed::unpacked;
use super::{Store, StoreError};

/// A stored document with its bytes, as it was imported.
#[derive(Debug, Clone)]
pub struct StoredDocument {
    /// Identifies the document in the database.
    pub id: i64,
    /// Number of the decision.
    pub number: String,
    /// The file's name, without folders.
    pub file_name: PathBuf,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How to read and interpret it.
    pub instructions: Instructions,
}

/// What identifies a stored document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentName {
    /// Identifies the document in the database.
    pub id: i64,
    /// Number of the decision.
    pub number: String,
    /// The file's name, without folders.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

impl Store {
    /// Whether the database does not exist yet: the first document creates it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// The names of all documents, in the order of their import. Works on databases of older
    /// versions too.
    pub fn load_document_names(&self) -> Result<Vec<DocumentName>, StoreError> {
        let mut names = Vec::new();
        let sql = "SELECT id, number, file_name, sha256 FROM document ORDER BY id";
        self.each_of(sql, std::iter::empty::<i64>(), |row| {
            let (number, file_name, sha256) = (row.get(1)?, row.get(2)?, row.get(3)?);
            names.push(DocumentName { id: row.get(0)?, number, file_name, sha256 });
            Ok(())
        })?;
        Ok(names)
    }

    /// Loads a stored document.
    ///
    /// # Errors
    /// Returns an error if its bytes are no longer those that were imported, or if its instructions
    /// cannot be read.
    pub fn load_document(&self, id: i64) -> Result<StoredDocument, StoreError> {
        let (mut document, instructions) = self.load_bytes(id)?;
        let file_name = document.file_name.to_string_lossy().into_owned();
        let altered = |_| StoreError::Altered { path: self.path.clone(), file_name };
        document.instructions = Instructions::from_json(&instructions).map_err(altered)?;
        Ok(document)
    }

    /// Loads a stored document without its instructions, so that it works even when those cannot be
    /// read.
    pub fn load_original(&self, id: i64) -> Result<StoredDocument, StoreError> {
        self.load_bytes(id).map(|(document, _)| document)
    }

    /// A stored document with default instructions, and its own instructions as JSON.
    fn load_bytes(&self, id: i64) -> Result<(StoredDocument, String), StoreError> {
        let sql = "SELECT number, file_name, sha256, content, bytes, instructions FROM document \
            WHERE id = ? AND length(content) <= bytes";
        let row = self.connection.query_row(sql, [id], |row| {
            let texts: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            Ok((texts, row.get::<_, Vec<u8>>(3)?, row.get::<_, i64>(4)?, row.get::<_, String>(5)?))
        });
        let row = row.optional().map_err(|error| self.error(&error))?;

        let altered = |file_name: &str| StoreError::Altered {
            path: self.path.clone(),
            file_name: file_name.to_owned(),
        };
        let ([number, file_name, sha256], content, bytes, instructions) =
            row.ok_or_else(|| altered(&id.to_string()))?;

        let bytes = usize::try_from(bytes).ok().and_then(|bytes| unpacked(content, bytes));
        let bytes =
            bytes.filter(|bytes| sha256_of(bytes) == sha256).ok_or_else(|| altered(&file_name))?;

        let file_name = file_name.into();
        Ok((
            StoredDocument { id, number, file_name, bytes, instructions: Instructions::default() },
            instructions,
        ))
    }

    /// Runs `work` on one state of the database, unaffected by what other programs write meanwhile.
    pub fn within_snapshot<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let snapshot =
            self.connection.unchecked_transaction().map_err(|error| self.error(&error))?;
        let result = work(self);
        drop(snapshot);
        result
    }

    /// Writes a copy of the database in its current state to a new file, even while another program
    /// writes to the database.
    ///
    /// # Errors
    /// Returns an error if the file already exists or cannot be written, or if the database is
    /// busy.
    pub fn back_up(&self, file: &Path) -> Result<(), StoreError> {
        if file.exists() {
            return Err(StoreError::Exists(file.to_owned()));
        }

        let cannot = || StoreError::CannotWrite(file.to_owned());
        // An incomplete copy is deleted.
        let beside = super::file_beside(file).map_err(|_| cannot())?;
        let mut copy = rusqlite::Connection::open(beside.path()).map_err(|_| cannot())?;

        let backup_error = |error: rusqlite::Error| {
            let error = StoreError::of(&error, &self.path);
            if let StoreError::Busy(_) = error { error } else { cannot() }
        };
        let backup =
            rusqlite::backup::Backup::new(&self.connection, &mut copy).map_err(backup_error)?;
        let pause = std::time::Duration::from_millis(10);
        backup.run_to_completion(PAGES_PER_STEP, pause, None).map_err(backup_error)?;
        drop(backup);

        copy.close().map_err(|_| cannot())?;
        beside.as_file().sync_all().map_err(|_| cannot())?;
        beside.persist_noclobber(file).map_err(|_| StoreError::Exists(file.to_owned()))?;
        sync_folder(file).map_err(|_| cannot())
    }
}

/// Pages that are copied before other programs may write again.
const PAGES_PER_STEP: std::ffi::c_int = 4096;
