//! Which files are documents: those that are named, and in folders every file but those that plainly are none, which are
//! named with the reason.

use std::path::{Path, PathBuf};

use anyhow::Result;

use cchc::assessment::CheckError;
use cchc::model::Year;
use cchc::registry::{FRAMEWORKS_FILE, Registry, UNITS_FILE};
use cchc::source::{SourceError, Unreadable};
use cchc::text::terminal::{self, PassedOver};

use super::Context;
use crate::failure::Told;

/// A file that is to be imported.
pub struct Document {
    pub path: PathBuf,
    /// Whether it was found in a folder, where other files may stand.
    is_found: bool,
}

/// Which files of a folder are documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Decisions.
    Decisions,
    /// Tables that a mapping explains.
    Tables,
    /// The same, with the year in the file's name.
    DatedTables,
}

/// Files that the import reads for other ends than as documents.
pub struct Known<'a> {
    pub registry: Option<&'a Registry>,
    pub mapping: Vec<&'a Path>,
}

impl Known<'_> {
    fn has(&self, path: &Path) -> bool {
        let is_same = |other: &Path| same_file(path, other);
        let registry = self.registry.map(|registry| registry.folder.as_path());
        let files = registry.into_iter().flat_map(|folder| [UNITS_FILE, FRAMEWORKS_FILE].map(|file| folder.join(file)));
        files.into_iter().any(|file| is_same(&file)) || self.mapping.iter().any(|file| is_same(file))
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

/// The files under the paths: those that are named, and every file of a folder, sorted by path. Those of a folder that
/// are passed over are said.
pub fn documents(context: &Context, paths: &[PathBuf], wanted: Wanted, known: &Known<'_>) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for path in paths {
        if !path.is_dir() {
            documents.push(Document { path: path.clone(), is_found: false });
            continue;
        }
        let mut files = Vec::new();
        collect(path, &mut files).map_err(|error| Told::failed(terminal::cannot_read(context.lang, path, &error)))?;
        let before = documents.len();
        for file in files.into_iter().filter(|file| !known.has(file)) {
            match passed_over(&file, wanted) {
                Some(reason) => context.warn(&terminal::passed_over(context.lang, &file, reason)),
                None => documents.push(Document { path: file, is_found: true }),
            }
        }
        if documents.len() == before {
            return Err(Told::failed(terminal::no_documents(context.lang, path)));
        }
    }
    Ok(documents)
}

/// Why a file of a folder is not tried at all; none where it is.
fn passed_over(path: &Path, wanted: Wanted) -> Option<PassedOver> {
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
    name.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 && digits.parse::<Year>().is_ok())
}

/// Every file below a folder. A hidden folder stands for all that it holds; so does a link to a folder, which may lead
/// back.
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
    /// Why a file that was found in a folder is no document, where its content shows that: a text or a database that
    /// stands beside the documents, and not one that cannot be read.
    pub fn is_none(&self, error: &anyhow::Error) -> Option<PassedOver> {
        if !self.is_found {
            return None;
        }
        let source = error.downcast_ref::<SourceError>().map(|error| &error.what);
        let is_readme = || {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            name.starts_with("readme") || name.starts_with("đọc trước")
        };
        // Whoever calls a file so means a table.
        let is_called_table = || ["csv", "tsv"].contains(&ending(&self.path).as_str());
        match (source, error.downcast_ref::<CheckError>()) {
            (Some(Unreadable::NoTable), _) if !is_called_table() => Some(PassedOver::NoTable),
            (Some(Unreadable::OtherKind("SQLite")), _) => Some(PassedOver::Database),
            (_, Some(CheckError::NoResults { .. })) if is_readme() => Some(PassedOver::NoTable),
            _ => None,
        }
    }
}
