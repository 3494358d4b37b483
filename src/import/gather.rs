//! Gathers the documents of an import: every file that is named, and every file in a named folder
//! except those that plainly are not documents. Those are reported with the reason.

use std::path::{Path, PathBuf};

use crate::assessment::CheckError;
use crate::model::Year;
use crate::registry::{FRAMEWORKS_FILE, UNITS_FILE};
use crate::source::{OtherKind, ReadError, SourceError};

use super::error::ImportError;
use super::job::Job;

/// A file to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub path: PathBuf,
    /// Whether it was found in a folder, where not every file need be a document.
    is_found: bool,
}

/// The files of a folder that count as documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    /// Decisions.
    Decisions,
    /// Tables that a mapping explains.
    Tables,
    /// Tables that a mapping explains, with the year in the file's name.
    DatedTables,
}

impl Selection {
    fn of(job: &Job) -> Self {
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
    /// It is a text without a table.
    NoTable,
    /// It is a database.
    Database,
    /// It is a hidden file, or one that an editor left behind.
    Hidden,
    /// It is not a regular file, but a pipe, a device or a link to a folder.
    NotAFile,
}

/// Whether the job uses a file as a registry or a mapping, and so not as a document.
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

/// The documents under some paths: every path that is not a folder, and every file in a folder
/// except those that plainly are not documents. `passed_over` is called for each of those, with the
/// reason. The documents are in the order of the paths and, within a folder, of the names.
///
/// # Errors
/// Returns an error if a folder cannot be read or has no documents.
pub fn gather(
    paths: &[PathBuf],
    job: &Job,
    mut passed_over: impl FnMut(&Path, PassedOver),
) -> Result<Vec<Document>, ImportError> {
    let selection = Selection::of(job);
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
            match reason_to_pass_over(&file, selection) {
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

/// Why a file of a folder is passed over without reading it. None if it is to be read.
fn reason_to_pass_over(path: &Path, selection: Selection) -> Option<PassedOver> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_of_system = ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str());
    if is_of_system || name.starts_with(['.', '~']) || name.ends_with('~') {
        return Some(PassedOver::Hidden);
    }
    // A dangling link is read, so that its error is reported.
    if std::fs::metadata(path).is_ok_and(|file| !file.is_file()) {
        return Some(PassedOver::NotAFile);
    }
    // With a mapping, any text could be read as a table.
    if selection != Selection::Decisions && is_other_text(path) {
        return Some(PassedOver::NoTable);
    }
    if selection == Selection::DatedTables && !is_dated(path) {
        return Some(PassedOver::NoYear);
    }
    None
}

/// Whether the ending of a file is that of a text without tables.
fn is_other_text(path: &Path) -> bool {
    ["toml", "md", "json", "yml", "yaml"].contains(&ending(path).as_str())
}

/// The ending of a file's name, in lower case.
fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Whether the name of a file has a group of exactly four digits that is a year.
fn is_dated(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.parse::<Year>().is_ok())
}

/// Collects all files below a folder, in the order of their names. Hidden folders and links to
/// folders are not entered; they are collected as entries of their own. A link could lead back.
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
    /// A document that a person named.
    pub(super) fn named(path: PathBuf) -> Self {
        Self { path, is_found: false }
    }

    /// Why a file that was found in a folder is not a document, if its error shows that: it is a
    /// text or a database beside the documents. None for a file that was named, and for a document
    /// that cannot be read.
    pub(super) fn is_none(&self, error: &ImportError) -> Option<PassedOver> {
        if !self.is_found {
            return None;
        }
        let is_readme = || {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            name.starts_with("readme") || name.starts_with("đọc trước")
        };
        // A file with such an ending is meant as a table.
        let is_called_table = || ["csv", "tsv"].contains(&ending(&self.path).as_str());

        let has_no_table = match error {
            ImportError::Source(SourceError { what: ReadError::NoTable, .. }) => !is_called_table(),
            ImportError::Check(CheckError::NoResults { .. }) => is_readme(),
            ImportError::Source(SourceError { what: ReadError::OtherKind(kind), .. })
                if *kind == OtherKind::Sqlite =>
            {
                return Some(PassedOver::Database);
            }
            ImportError::Source(_)
            | ImportError::Check(_)
            | ImportError::Store(_)
            | ImportError::Compute(_)
            | ImportError::NoLongerPasses { .. }
            | ImportError::DoubledForms { .. }
            | ImportError::Folder { .. }
            | ImportError::NoDocuments(_) => false,
        };

        has_no_table.then_some(PassedOver::NoTable)
    }
}
