//! What the store asks of whoever saves, and what it says of what it did.

use crate::assessment::CheckedDocument;
use crate::model::{Block, Year};
use crate::registry::Registry;

use super::Store;
use super::document::StoredDocument;
use super::error::StoreError;

/// What to do where a year and block are stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// Refuse the document.
    #[default]
    Refuse,
    /// Replace what is stored; it stays in the history. A document that was replaced itself stays
    /// replaced.
    Replace,
    /// Replace what is stored, also by a document that was replaced itself.
    Reinstate,
}

/// What a document may do to what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Admission {
    /// What to do where its year and block are stored already.
    pub conflict: Conflict,
    /// Whether simulated and real figures may stand in one database.
    pub mix: bool,
    /// Whether a document may be of another authority than the stored years of its block. It is
    /// compared with no other year then.
    pub other_issuer: bool,
    /// Whether a registry may lack what stored documents need.
    pub replace_registry: bool,
}

/// A block in a year whose results changed.
pub type Touched = (Year, Block);

/// What saving a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The document is new in the database, or in force again.
    New,
    /// The database already holds it.
    Unchanged,
    /// The database holds it as one that another document replaced.
    Replaced,
}

/// The steps of an import that modules above the store do, within its transaction.
pub trait Steps {
    /// Why a step fails.
    type Error: From<StoreError>;

    /// Reads and checks a stored document again, with what is known of units and frameworks.
    fn check(
        &self,
        document: StoredDocument,
        known: &Registry,
    ) -> Result<CheckedDocument, Self::Error>;

    /// Computes and keeps the statistics of what was touched.
    fn compute(&self, store: &Store, touched: &[Touched]) -> Result<(), Self::Error>;
}

/// What became of a stored document.
#[derive(Debug)]
pub struct Rebuilt<R> {
    /// Number of the decision.
    pub number: String,
    /// The file's name.
    pub file_name: String,
    /// Units with results, of all its tables.
    pub units: usize,
    /// Whether it had results before.
    pub had_results: bool,
    /// Why it was not taken; none where it was. Its bytes stay in the database.
    pub refused: Option<R>,
}

impl<R> Rebuilt<R> {
    /// Why a document that had results has none any more.
    pub(super) fn lost(self) -> Option<R> {
        self.refused.filter(|_| self.had_results)
    }
}
