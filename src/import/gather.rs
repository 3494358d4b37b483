//! Which files are documents: those that are named, and in folders every file but those that
//! plainly are none, which are named with the reason.

use std::path::{Path, PathBuf};

use crate::assessment::CheckError;
use crate::model::Year;
use crate::registry::{FRAMEWORKS_FILE, UNITS_FILE};
use crate::source::{SourceError, Unreadable};

use super::error::ImportError;
use super::job::Job;

/// A file that is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub path: PathBuf,
    /// Whether it was found in a folder, where other files may stand.
    is_found: bool,
}

/// Which files of a folder are documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Decisions.
    Decisions,
    /// Tables that a mapping explains.
    Tables,
    /// The same, with the year in the file's name.
    DatedTables,
}

impl Wanted {
    fn by(job: &Job) -> Self {
        match (&job.instructions.mapping, job.instructions.options.year) {
            (None, _) => Self::Decisions,
            (Some(_), Some(_)) => Self::Tables,
            (Some(_), None) => Self::DatedTables,
        }
    }
}

/// Why a file of a folder was not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// Its name has no year, which a mapped table needs.
    NoYear,
    /// A text without a table.
    NoTable,
    /// A database.
    Database,
    /// A hidden file, or one that an editor left behind.
    Hidden,
    /// A pipe, a device or a link to a folder.
    NoFile,
}

/// Whether a job reads a file for another end than as a document: a registry, a mapping.
fn is_read_otherwise(path: &Path, job: &Job) -> bool {
    let registry = job
        .registry
        .iter()
        .flat_map(|registry| [UNITS_FILE, FRAMEWORKS_FILE].map(|file| registry.folder.join(file)));
    let mapping = job.instructions.mapping.iter().flat_map(|mapping| mapping.files.iter().cloned());
    registry.chain(mapping).any(|file| same_file(path, &file))
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

/// The files under some paths that a job imports: those that are named, and every file of a folder
/// but those that plainly are none, which `passed_over` hears of with the reason. They come in the
/// order of the paths and, within a folder, of the names.
///
/// # Errors
/// A folder that cannot be read, or has no documents.
pub fn gather(
    paths: &[PathBuf],
    job: &Job,
    mut passed_over: impl FnMut(&Path, PassedOver),
) -> Result<Vec<Document>, ImportError> {
    let wanted = Wanted::by(job);
    let mut documents = Vec::new();
    for path in paths {
        if !path.is_dir() {
            documents.push(Document { path: path.clone(), is_found: false });
            continue;
        }
        let mut files = Vec::new();
        collect(path, &mut files)
            .map_err(|error| ImportError::Folder { path: path.clone(), error })?;
        let before = documents.len();
        for file in files.into_iter().filter(|file| !is_read_otherwise(file, job)) {
            match reason_to_pass_over(&file, wanted) {
                Some(reason) => passed_over(&file, reason),
                None => documents.push(Document { path: file, is_found: true }),
            }
        }
        if documents.len() == before {
            return Err(ImportError::NoDocuments(path.clone()));
        }
    }
    Ok(documents)
}

/// Why a file of a folder is not tried at all; none where it is.
fn reason_to_pass_over(path: &Path, wanted: Wanted) -> Option<PassedOver> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_of_system = ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str());
    if is_of_system || name.starts_with(['.', '~']) || name.ends_with('~') {
        return Some(PassedOver::Hidden);
    }
    // A link that leads nowhere is tried, and its error is told.
    if std::fs::metadata(path).is_ok_and(|file| !file.is_file()) {
        return Some(PassedOver::NoFile);
    }
    // Any text has columns where a mapping says so.
    if wanted != Wanted::Decisions && is_other_text(path) {
        return Some(PassedOver::NoTable);
    }
    if wanted == Wanted::DatedTables && !is_dated(path) {
        return Some(PassedOver::NoYear);
    }
    None
}

fn is_other_text(path: &Path) -> bool {
    ["toml", "md", "json", "yml", "yaml"].contains(&ending(path).as_str())
}

/// What stands behind the last point of a file's name, in small letters.
fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn is_dated(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.parse::<Year>().is_ok())
}

/// Every file below a folder. A hidden folder stands for all that it holds; so does a link to a
/// folder, which may lead back.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() && !is_hidden {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

impl Document {
    /// Why a file that was found in a folder is no document, where its content shows that: a text
    /// or a database that stands beside the documents, and not one that cannot be read.
    pub(super) fn is_none(&self, error: &ImportError) -> Option<PassedOver> {
        if !self.is_found {
            return None;
        }
        let is_readme = || {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            name.starts_with("readme") || name.starts_with("đọc trước")
        };
        // Whoever calls a file so means a table.
        let is_called_table = || ["csv", "tsv"].contains(&ending(&self.path).as_str());
        let has_no_table = match error {
            ImportError::Source(SourceError { what: Unreadable::NoTable, .. }) => {
                !is_called_table()
            }
            ImportError::Check(CheckError::NoResults { .. }) => is_readme(),
            ImportError::Source(SourceError { what: Unreadable::OtherKind(kind), .. })
                if kind == "SQLite" =>
            {
                return Some(PassedOver::Database);
            }
            ImportError::Source(_)
            | ImportError::Check(_)
            | ImportError::Store(_)
            | ImportError::Compute(_)
            | ImportError::NoLongerPasses { .. }
            | ImportError::Folder { .. }
            | ImportError::NoDocuments(_) => false,
        };
        has_no_table.then_some(PassedOver::NoTable)
    }
}
