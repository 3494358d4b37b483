//! What is stored, read again: the bytes of documents with the instructions of their import.

use std::path::Path;

use crate::analysis::keep;
use crate::assessment::{CheckedDocument, Instructions, check};
use crate::model::Rule;
use crate::registry::Registry;
use crate::source::{DocumentReader, RawDocument, within};
use crate::store::{DocumentName, Rebuilt, Steps, Store, StoredDocument, Touched};

use super::error::ImportError;

/// How a database is made anew of its documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rebuild<'a> {
    /// The registry; none for the one that was used last.
    pub registry: Option<&'a Registry>,
    /// Whether the registry may lack what stored documents need.
    pub may_lose: bool,
    /// Rules whose errors are accepted of documents that do not pass without it.
    pub accept: &'a [Rule],
    /// The documents that are left out.
    pub without: &'a [DocumentName],
}

/// Reads every stored document again and makes the database anew of them. Those that do not pass
/// keep their bytes and have no results.
///
/// # Errors
/// What keeps everything as it was: a registry that lacks what stored documents need, and a
/// database that does not answer.
pub fn rebuild(
    store: &mut Store,
    Rebuild { registry, may_lose, accept, without }: Rebuild<'_>,
    reader: &dyn DocumentReader,
) -> Result<Vec<Rebuilt<ImportError>>, ImportError> {
    store.rebuild(registry, may_lose, without, &Replay { reader, accept, is_strict: false })
}

/// Takes a document out of the database; what it replaced comes back.
///
/// # Errors
/// Another document that no longer passes, where it has results; nothing is changed then.
pub fn remove(
    store: &mut Store,
    document: &DocumentName,
    reader: &dyn DocumentReader,
) -> Result<(), ImportError> {
    store.remove(document, &Replay::strict(reader))
}

/// Reads and checks a document under its limits, and saves nothing; the path only names it.
///
/// # Errors
/// Bytes that cannot be read, and a document that does not pass.
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

/// Checks a document that was read, in the time that is left since reading it began.
pub(super) fn check_in_time(
    raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, ImportError> {
    let (path, limits, took) = (raw.path.clone(), instructions.reading.limits, raw.took);
    let (instructions, known) = (instructions.clone(), known.clone());
    Ok(within(&path, &limits, took, move || check(raw, &instructions, &known))??)
}

/// The steps of an import that the store asks for while it saves.
pub(super) struct Replay<'a> {
    reader: &'a dyn DocumentReader,
    /// Rules whose errors are accepted of stored documents that do not pass without it.
    accept: &'a [Rule],
    /// Whether a stored document that does not pass is why nothing is done.
    is_strict: bool,
}

impl<'a> Replay<'a> {
    /// The steps of what leaves everything as it was where a stored document does not pass.
    pub(super) fn strict(reader: &'a dyn DocumentReader) -> Self {
        Self { reader, accept: &[], is_strict: true }
    }

    /// Reads a stored document and checks it, within the limits that it was imported with.
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
