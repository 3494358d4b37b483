//! The interface between the store and the modules that save through it: what they may ask for, the
//! steps that they must provide, and what the store reports back.

use crate::assessment::CheckedDocument;
use crate::model::{Block, Year};
use crate::registry::Registry;

use super::Store;
use super::document::StoredDocument;
use super::error::StoreError;
use super::row::Scope;

/// What to do when a year and block are already stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// Reject the document.
    #[default]
    Refuse,
    /// Replace the stored assessment, which stays in the history. A document that was itself
    /// replaced stays replaced.
    Replace,
    /// Replace the stored assessment, even by a document that was itself replaced.
    Reinstate,
}

/// What a document may change in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Admission {
    /// What to do when its year and block are already stored.
    pub conflict: Conflict,
    /// Whether simulated and real figures may share one database.
    pub mix: bool,
    /// Whether a registry may lack declarations that stored documents need.
    pub replace_registry: bool,
}

/// A block in a year whose results changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// Authority and index.
    pub scope: Scope,
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
}

/// What saving a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The document is new in the database, or in force again.
    New,
    /// The database already holds it.
    Unchanged,
    /// The database already holds it, replaced by another document.
    Replaced,
    /// It is new, and holds forms beside published results, which stay in force.
    Beside,
}

impl Saved {
    /// Whether the database did not hold the document before.
    #[must_use]
    pub fn is_new(self) -> bool {
        match self {
            Self::New | Self::Beside => true,
            Self::Unchanged | Self::Replaced => false,
        }
    }
}

/// The steps of an import that modules above the store carry out within its transaction.
pub trait Steps {
    /// The error of a step.
    type Error: From<StoreError>;

    /// Reads and checks a stored document again, with the known units and frameworks.
    fn check(
        &self,
        document: StoredDocument,
        known: &Registry,
    ) -> Result<CheckedDocument, Self::Error>;

    /// Computes and stores the statistics of the touched years and blocks.
    fn compute(&self, store: &Store, touched: &[Touched]) -> Result<(), Self::Error>;
}

/// What a rebuild did with a stored document.
#[derive(Debug)]
pub struct Rebuilt<R> {
    /// Number of the decision.
    pub number: String,
    /// The file's name.
    pub file_name: String,
    /// Number of units with results, over all its tables.
    pub units: usize,
    /// Whether it had results before.
    pub had_results: bool,
    /// Why it was rejected; none when it was accepted. Its bytes stay in the database in either
    /// case.
    pub refused: Option<R>,
}

impl<R> Rebuilt<R> {
    /// The error because of which a document lost its results; none when it did not lose any.
    pub(super) fn lost(self) -> Option<R> {
        self.refused.filter(|_| self.had_results)
    }
}
