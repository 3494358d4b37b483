//! Stored documents: their bytes, with what was said of them; taking one out; copying all.

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::assessment::Instructions;
use crate::source::sha256_of;

use super::packed::unpacked;
use super::save::{Touched, in_force};
use super::sync::match_again;
use super::writer::stored_registry;
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

/// A stored document by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentName {
    /// The same for the document in the database.
    pub id: i64,
    /// Number of the decision.
    pub number: String,
    /// The file's name, without folders.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

impl Store {
    /// The names of all documents, in the order of their import; also of an older version of the database.
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

    /// Takes a document out, with its results and findings. What it had replaced comes back, and `compute` computes
    /// anew what is kept; all of it, or nothing.
    pub fn remove_document<E: From<StoreError>>(
        &mut self,
        id: i64,
        compute: impl Fn(&Self, &[Touched]) -> Result<(), E>,
    ) -> Result<(), E> {
        let error = |error: rusqlite::Error| self.error(&error);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(error)?;
        let touched = in_force(&transaction).map_err(error)?;
        for (year, block) in &touched {
            self.forget_year(*year, *block)?;
            self.forget_courses(*block, *year)?;
        }
        delete(&transaction, id).map_err(error)?;
        let registry = stored_registry(&transaction).map_err(error)?;
        match_again(&transaction, &registry).map_err(error)?;
        compute(self, &in_force(&transaction).map_err(error)?)?;
        transaction.commit().map_err(error)?;
        Ok(())
    }

    /// Writes a copy of the database as it is now into a new file, also while another program writes it.
    pub fn back_up(&self, file: &Path) -> Result<(), StoreError> {
        // A copy that is begun is thrown away unless it becomes whole.
        let beside = super::file_beside(file).map_err(|_| StoreError::CannotOpen(file.to_owned()))?;
        let of = |error: rusqlite::Error| StoreError::of(&error, beside.path());
        let mut copy = rusqlite::Connection::open(beside.path()).map_err(of)?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy).map_err(of)?;
        let pause = std::time::Duration::from_millis(10);
        backup.run_to_completion(PAGES_A_STEP, pause, None).map_err(of)?;
        drop(backup);
        copy.close().map_err(|(_, error)| of(error))?;
        beside.persist_noclobber(file).map(drop).map_err(|_| StoreError::Exists(file.to_owned()))
    }
}

/// Pages that are copied before others may write again.
const PAGES_A_STEP: std::ffi::c_int = 4096;

/// Deletes what is stored of a document, children first.
fn delete(transaction: &Transaction<'_>, id: i64) -> rusqlite::Result<()> {
    let assessments = "SELECT id FROM assessment WHERE document_id = ?1";
    let results = &format!("SELECT id FROM result WHERE assessment_id IN ({assessments})");
    let frameworks = {
        let mut statement = transaction.prepare("SELECT framework_id FROM assessment WHERE document_id = ?")?;
        statement.query_map([id], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?
    };
    for (table, column, ids) in [
        ("placement_exception", "result_id", &results[..]),
        ("placement", "assessment_id", assessments),
        ("result_source", "result_id", results),
        ("score", "result_id", results),
        ("finding", "assessment_id", assessments),
        ("restated", "assessment_id", assessments),
        ("grade_count", "assessment_id", assessments),
        ("result", "assessment_id", assessments),
    ] {
        transaction.execute(&format!("DELETE FROM {table} WHERE {column} IN ({ids})"), [id])?;
    }
    // What one of its assessments had replaced comes back, or is replaced by what replaced that one.
    let sql = "UPDATE assessment SET replaced_by = (SELECT later.replaced_by FROM assessment AS later
                                                     WHERE later.id = assessment.replaced_by)
                WHERE replaced_by IN (SELECT id FROM assessment WHERE document_id = ?1) AND document_id <> ?1";
    // It steps back first: only one assessment of a year and block is in force.
    let sql_of_own = "UPDATE assessment SET replaced_by = id WHERE document_id = ?1 AND replaced_by IS NULL";
    let own_in_force = transaction
        .prepare("SELECT id FROM assessment WHERE document_id = ? AND replaced_by IS NULL")?
        .query_map([id], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    transaction.execute(sql_of_own, [id])?;
    for own in own_in_force {
        let last = "SELECT max(id) FROM assessment WHERE replaced_by = ?1 AND id <> ?1";
        let last: Option<i64> = transaction.query_row(last, [own], |row| row.get(0))?;
        let sql = "UPDATE assessment SET replaced_by = CASE WHEN id = ?2 THEN NULL ELSE ?2 END
                    WHERE replaced_by = ?1 AND id <> ?1";
        transaction.execute(sql, params![own, last])?;
    }
    transaction.execute(sql, [id])?;
    transaction.execute("DELETE FROM assessment WHERE document_id = ?", [id])?;
    for framework in frameworks {
        for table in ["grade_band", "criterion"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE framework_id = ?"), [framework])?;
        }
        transaction.execute("DELETE FROM framework WHERE id = ?", [framework])?;
    }
    transaction.execute("DELETE FROM document WHERE id = ?", [id]).map(drop)
}
