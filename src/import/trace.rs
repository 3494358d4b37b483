//! Traces stored figures to their cells, which are read from the documents again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::assessment::Reread;
use crate::model::Year;
use crate::relation::TraceRow;
use crate::source::{DocumentReader, Location};
use crate::store::{PlacedFigure, Store, StoredDocument};

use super::error::ImportError;

/// Documents that were read again, for those who trace several figures of one document.
#[derive(Debug, Default)]
pub struct Rereads {
    /// By the SHA-256 and the number of the document.
    read: Mutex<HashMap<(String, String), Arc<Reread>>>,
}

impl Rereads {
    /// The most documents that are kept.
    const MOST: usize = 8;

    /// A document as it reads now.
    ///
    /// # Errors
    /// Returns an error if it can no longer be read or the database fails.
    fn of(
        &self,
        store: &Store,
        (document, row): (i64, &TraceRow),
        reader: &dyn DocumentReader,
    ) -> Result<Arc<Reread>, ImportError> {
        let key = (row.sha256.clone(), row.number.clone());
        if let Some(reread) = self.kept(&key) {
            return Ok(reread);
        }
        let StoredDocument { file_name, bytes, instructions, .. } =
            store.load_document(document)?;
        let raw = reader.read_bytes(&file_name, bytes, &instructions.reading)?;
        let reread = Arc::new(Reread::new(raw, &instructions, &store.load_known()?));
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= Self::MOST {
            read.clear();
        }
        read.insert(key, Arc::clone(&reread));
        Ok(reread)
    }

    /// The document of a traced figure, if it is kept.
    #[must_use]
    pub fn document_of(&self, row: &TraceRow) -> Option<Arc<Reread>> {
        self.kept(&(row.sha256.clone(), row.number.clone()))
    }

    fn kept(&self, key: &(String, String)) -> Option<Arc<Reread>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).get(key).map(Arc::clone)
    }

    /// Forgets all documents, because the database has changed.
    pub fn clear(&self) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The cells behind the figures of a unit, or only those of one year or one criterion. The
/// documents are read again, and the text of each cell is compared with the stored figure.
///
/// # Errors
/// Returns an error if a document can no longer be read or the database fails.
pub fn trace(
    store: &Store,
    unit_id: i64,
    year: Option<Year>,
    criterion: Option<&str>,
    reader: &dyn DocumentReader,
    documents: &Rereads,
) -> Result<Vec<TraceRow>, ImportError> {
    let mut rows = Vec::new();

    for PlacedFigure { mut row, document, blank } in store.load_placed(unit_id, year, criterion)? {
        let reread = documents.of(store, (document, &row), reader)?;

        let cell = reread.cell([row.table, row.row, row.column]);
        if let Some(cell) = cell {
            if let Some(file) = cell.location.file() {
                file.clone_into(&mut row.file_name);
            }
            match cell.location.inside() {
                Location::Line(line) => row.line = Some(*line),
                Location::Page(page) => row.page = Some(*page),
                Location::Sheet(sheet) => row.sheet = Some(sheet.to_string()),
                Location::Table | Location::File(..) => {}
            }
            if !blank {
                row.text = cell.text.to_string();
            }
        }

        row.agrees = cell.is_some_and(|cell| {
            let cell = (row.text.as_str(), cell.location.clone(), row.column);
            reread.says(cell, row.figure, row.value)
        });
        rows.push(row);
    }
    Ok(rows)
}
