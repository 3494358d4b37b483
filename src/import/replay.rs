//! Reads stored documents again: their bytes, with the instructions of their import.

use std::path::Path;

use crate::analysis::keep;
use crate::assessment::{CheckedDocument, Instructions, check};
use crate::model::Rule;
use crate::registry::Registry;
use crate::source::{DocumentReader, RawDocument, within};
use crate::store::{DocumentName, Rebuilt, Steps, Store, StoredDocument, Touched};

use super::error::ImportError;

/// How to rebuild a database from its documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rebuild<'a> {
    /// The registry. None for the stored one.
    pub registry: Option<&'a Registry>,
    /// Whether the registry may lack what stored documents need.
    pub may_lose: bool,
    /// Rules whose errors are accepted in documents that would not pass otherwise.
    pub accept: &'a [Rule],
    /// The documents to leave out.
    pub without: &'a [DocumentName],
}

/// Rebuilds a database by reading every stored document again. Documents that do not pass keep
/// their bytes, but have no results.
///
/// # Errors
/// Returns an error if the registry lacks what stored documents need, or if the database fails.
/// Nothing is changed then.
pub fn rebuild(
    store: &mut Store,
    Rebuild { registry, may_lose, accept, without }: Rebuild<'_>,
    reader: &dyn DocumentReader,
) -> Result<Vec<Rebuilt<ImportError>>, ImportError> {
    store.rebuild(registry, may_lose, without, &Replay { reader, accept, is_strict: false })
}

/// Removes a document from the database. Whatever it replaced is restored.
///
/// # Errors
/// Returns an error if another document with results no longer passes. Nothing is changed then.
pub fn remove(
    store: &mut Store,
    document: &DocumentName,
    reader: &dyn DocumentReader,
) -> Result<(), ImportError> {
    store.remove(document, &Replay::strict(reader))
}

/// Reads and checks a document within its limits, and saves nothing. The path is only its name.
///
/// # Errors
/// Returns an error if the bytes cannot be read or the document does not pass.
pub fn understand(
    path: &Path,
    bytes: Vec<u8>,
    instructions: &Instructions,
    known: &Registry,
    reader: &dyn DocumentReader,
) -> Result<CheckedDocument, ImportError> {
    let raw = reader.read_bytes(path, bytes, &instructions.reading)?;
    check_in_time(raw, instructions, known)
}

/// Checks a document in the time that reading it has left.
///
/// # Errors
/// Returns an error if the time is up or the document does not pass.
pub(super) fn check_in_time(
    raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, ImportError> {
    let (path, limits, took) = (raw.path.clone(), instructions.reading.limits, raw.took);
    let (instructions, known) = (instructions.clone(), known.clone());
    Ok(within(&path, &limits, took, move || check(raw, &instructions, &known))??)
}

/// The steps of an import that the store calls while it saves.
pub(super) struct Replay<'a> {
    reader: &'a dyn DocumentReader,
    /// Rules whose errors are accepted in stored documents that would not pass otherwise.
    accept: &'a [Rule],
    /// Whether a stored document that does not pass stops everything.
    is_strict: bool,
}

impl<'a> Replay<'a> {
    /// Steps that stop at a stored document that does not pass, so that nothing is changed.
    pub(super) fn strict(reader: &'a dyn DocumentReader) -> Self {
        Self { reader, accept: &[], is_strict: true }
    }

    /// Reads and checks a stored document within the limits of its import.
    fn check_stored(
        &self,
        stored: &StoredDocument,
        known: &Registry,
    ) -> Result<CheckedDocument, ImportError> {
        let StoredDocument { file_name, bytes, instructions, .. } = stored;
        understand(file_name, bytes.clone(), instructions, known, self.reader)
    }
}

impl Steps for Replay<'_> {
    type Error = ImportError;

    fn check(
        &self,
        mut document: StoredDocument,
        known: &Registry,
    ) -> Result<CheckedDocument, ImportError> {
        let checked = self.check_stored(&document, known);
        let Err(error) = checked else { return checked };
        if self.is_strict {
            let StoredDocument { number, file_name, .. } = document;
            return Err(ImportError::NoLongerPasses { number, file_name, why: Box::new(error) });
        }
        if self.accept.is_empty() {
            return Err(error);
        }
        document.instructions.options.accept.extend(self.accept);
        self.check_stored(&document, known)
    }

    fn compute(&self, store: &Store, touched: &[Touched]) -> Result<(), ImportError> {
        Ok(keep(store, touched)?)
    }
}
