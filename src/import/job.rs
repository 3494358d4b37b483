//! How to import documents.

use crate::assessment::Instructions;
use crate::registry::Registry;
use crate::store::Admission;

/// How to import documents. By default, all facts come from the documents, and a document that
/// contradicts stored ones is refused.
///
/// If the options of `instructions` have no day of the import, decisions with a future date are
/// accepted.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// How to read and understand the files.
    pub instructions: Instructions,
    /// What the documents may change among the stored ones.
    pub admission: Admission,
    /// The registry with which documents are checked, and which is stored. None if the stored
    /// registry applies. Leave the registry of `instructions` unset: it belongs to stored documents
    /// that have another registry than their database.
    pub registry: Option<Registry>,
}
