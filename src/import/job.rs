//! How documents are to be imported.

use crate::assessment::Instructions;
use crate::registry::Registry;
use crate::store::Admission;

/// How documents are to be imported; by default as they say themselves, into a database that
/// nothing contradicts.
///
/// Without a day of today in the options of `instructions`, decisions of days to come are taken as
/// well.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// How the files are read and understood.
    pub instructions: Instructions,
    /// What they may do to what is stored.
    pub admission: Admission,
    /// The registry that documents are checked with and that is stored; none where the stored one
    /// holds. That of `instructions` is kept with a document that has another one than its
    /// database, and is not set by who imports.
    pub registry: Option<Registry>,
}
