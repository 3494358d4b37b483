//! The only way from a path to a database: gather the documents of folders, read, check and save
//! them, and compute statistics. Also the way back: read stored documents again, and trace a figure
//! to its cell.
//!
//! Nothing here writes messages. An [`Importer`] gives an [`Outcome`] per document, a [`DryRun`]
//! previews an import, and [`trace`] gives rows. Other modules turn them into words. A
//! [`DocumentReader`](crate::source::DocumentReader) turns bytes into tables, in this process or in
//! a worker.

mod dry_run;
mod error;
mod form_set;
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
pub use trace::{Rereads, trace};
