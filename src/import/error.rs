//! The errors of imports and of reading stored documents again.

use std::io;
use std::path::PathBuf;

use crate::assessment::CheckError;
use crate::frame::FrameError;
use crate::source::SourceError;
use crate::store::StoreError;

/// Why a document was not imported, or why stored documents could not be read again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The document did not pass. [`CheckError::Rejected`] holds the findings that keep it out.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// The database did not accept the document.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The statistics could not be computed.
    #[error(transparent)]
    Compute(FrameError),
    /// A stored document did not pass when it was read again. Nothing was changed.
    #[error("{number} no longer passes: {why}")]
    NoLongerPasses {
        /// The number of its decision.
        number: String,
        /// Its file.
        file_name: PathBuf,
        /// Why it did not pass.
        why: Box<ImportError>,
    },
    /// Two forms of one unit that are imported together have different figures.
    #[error("{}: two forms of {unit}", path.display())]
    DoubledForms {
        /// The file or folder.
        path: PathBuf,
        /// The unit.
        unit: String,
        /// Both forms.
        files: [String; 2],
    },
    /// A folder cannot be read.
    #[error("{}: {error}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// A folder has no documents.
    #[error("{}: no documents", .0.display())]
    NoDocuments(PathBuf),
}

impl From<FrameError> for ImportError {
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::Store(error) => Self::Store(error),
            FrameError::Polars(_) => Self::Compute(error),
        }
    }
}
