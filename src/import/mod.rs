//! The one way from a path to a database: gather the documents of folders, read, check, save,
//! compute; and back: what is stored is read again, and a figure leads to its cell.
//!
//! Nothing here speaks to a person. An [`Importer`] gives an [`Outcome`] per document, a [`DryRun`]
//! says what would be read, and [`trace`] gives rows; words and ink come below. How bytes become
//! tables is up to a [`DocumentReader`](crate::source::Reader): within this process, or in one of its own.

mod dry_run;
mod error;
mod gather;
mod importer;
mod job;
mod replay;
mod trace;

pub use dry_run::{DryRun, PlannedTable, PlannedUnit, ReadAs, Verdict, dry_run};
pub use error::ImportError;
pub use gather::{Document, PassedOver, gather};
pub use importer::{Contents, Imported, Importer, Outcome, Refused};
pub use job::Job;
pub use replay::{Rebuild, rebuild, remove, understand};
pub use trace::trace;
