//! How documents are to be imported.

use std::path::{Path, PathBuf};

use crate::assessment::Instructions;
use crate::registry::{Flaw, Registry, RegistryError, UNITS_FILE};
use crate::store::Admission;

/// How documents are to be imported; by default as they say themselves, into a database that nothing contradicts.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// How the files are read and understood.
    pub instructions: Instructions,
    /// What they may do to what is stored.
    pub admission: Admission,
    /// The registry that stands beside the documents; none where the stored one holds.
    pub registry: Option<Registry>,
}

impl Job {
    /// The registry in a folder that was named.
    ///
    /// # Errors
    /// A folder without one, and a registry that cannot be read.
    pub fn named_registry(folder: PathBuf) -> Result<Registry, RegistryError> {
        if Registry::is_in(&folder) {
            Registry::read(&folder)
        } else {
            Err(RegistryError { path: folder, flaw: Flaw::NotThere })
        }
    }

    /// The nearest registry in the folders above a path; none where no folder has one.
    ///
    /// # Errors
    /// A registry that cannot be read.
    pub fn registry_above(path: &Path) -> Result<Option<Registry>, RegistryError> {
        let start = path.canonicalize().ok();
        let above = start.iter().flat_map(|path| path.ancestors()).find(|folder| folder.join(UNITS_FILE).is_file());
        above.map(Registry::read).transpose()
    }
}
