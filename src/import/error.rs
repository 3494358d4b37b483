//! Why a document was not imported.

use std::io;
use std::path::PathBuf;

use crate::assessment::CheckError;
use crate::frame::FrameError;
use crate::source::SourceError;
use crate::store::StoreError;

/// Why a document was not imported, or what is stored was not read again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Its file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It did not pass. The findings that keep it out stand in [`CheckError::Rejected`].
    #[error(transparent)]
    Check(#[from] CheckError),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its statistics could not be computed.
    #[error(transparent)]
    Compute(FrameError),
    /// A stored document did not pass when it was read again, so that nothing was changed.
    #[error("{number} no longer passes: {why}")]
    NoLongerPasses {
        /// Number of its decision.
        number: String,
        /// Its file.
        file_name: PathBuf,
        /// Why it did not pass.
        why: Box<ImportError>,
    },
    /// A folder cannot be read.
    #[error("{}: {error}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is no document in a folder.
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
