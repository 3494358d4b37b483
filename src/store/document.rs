//! Stored documents: their bytes, with what was said of them.

use std::path::PathBuf;

use rusqlite::OptionalExtension as _;

use crate::assessment::Instructions;
use crate::source::sha256_of;

use super::packed::unpacked;
use super::{Store, StoreError};

/// A document as it was imported.
#[derive(Debug, Clone)]
pub struct StoredDocument {
    /// The same for the document in the database.
    pub id: i64,
    /// Number of the decision.
    pub number: String,
    /// The file's name, without folders.
    pub file_name: PathBuf,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How it is read and understood.
    pub instructions: Instructions,
}

impl Store {
    /// A stored document; an error where its bytes are no longer those that were imported.
    pub fn load_document(&self, id: i64) -> Result<StoredDocument, StoreError> {
        let sql = "SELECT number, file_name, sha256, content, bytes, instructions FROM document WHERE id = ?";
        let row = self.connection.query_row(sql, [id], |row| {
            let texts: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            Ok((texts, row.get::<_, Vec<u8>>(3)?, row.get::<_, i64>(4)?, row.get::<_, String>(5)?))
        });
        let row = row.optional().map_err(|error| self.error(&error))?;
        let damaged = || StoreError::Damaged(self.path.clone());
        let ([number, file_name, sha256], content, bytes, instructions) = row.ok_or_else(damaged)?;
        let bytes = usize::try_from(bytes).ok().and_then(|bytes| unpacked(content, bytes));
        let bytes = bytes.filter(|bytes| sha256_of(bytes) == sha256).ok_or_else(damaged)?;
        let instructions = Instructions::from_json(&instructions).map_err(|_| damaged())?;
        Ok(StoredDocument { id, number, file_name: file_name.into(), bytes, instructions })
    }
}
