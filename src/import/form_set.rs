//! Forms of single units that are imported together, or one after the other: they make one document,
//! so that all of them are checked as one assessment.

use std::path::{Path, PathBuf};

use crate::assessment::{
    CheckedDocument, Instructions, Options, holds_forms, lists_units_undecided, names_forms,
};
use crate::model::Stage;
use crate::registry::Registry;
use crate::source::{
    BundledFile, DocumentReader, Format, RawDocument, SourceError, bundled, unbundled,
};
use crate::store::Store;

use super::error::ImportError;
use super::gather::Document;
use super::job::Job;
use super::replay::understand;

/// The forms among the documents of an import.
#[derive(Debug, Default)]
pub(super) struct FormSet {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Documents that list units and name no decision: summaries, if there are forms.
    lists: Vec<(Document, RawDocument)>,
}

impl FormSet {
    /// Takes a document that is a form, or may be the summary of forms, and returns any other.
    pub(super) fn take_any(
        &mut self,
        raw: RawDocument,
        document: &Document,
        job: &Job,
    ) -> Option<RawDocument> {
        let raw = self.take(raw, job)?;
        let known = job.registry.clone().unwrap_or_default();
        if raw.format == Format::Bundle || !lists_units_undecided(&raw, &job.instructions, &known) {
            return Some(raw);
        }
        self.lists.push((document.clone(), raw));
        None
    }

    /// The documents that list units if there are no forms. Beside forms they are part of the set, which
    /// holds them against the forms.
    pub(super) fn lists_alone(&mut self) -> Vec<(Document, RawDocument)> {
        let lists = std::mem::take(&mut self.lists);
        if self.files.is_empty() {
            return lists;
        }
        self.files.extend(lists.into_iter().map(|(_, raw)| (raw.path, raw.bytes)));
        Vec::new()
    }

    /// Takes a document that is a form, and returns any other.
    pub(super) fn take(&mut self, raw: RawDocument, job: &Job) -> Option<RawDocument> {
        let known = job.registry.clone().unwrap_or_default();
        if raw.format == Format::Bundle || !holds_forms(&raw, &job.instructions, &known) {
            return Some(raw);
        }
        self.files.push((raw.path, raw.bytes));
        None
    }

    /// All forms as one document with the name of their folder, or the only form. None if there are
    /// no forms.
    ///
    /// # Errors
    /// Returns an error if they cannot be put together.
    pub(super) fn into_bundle(mut self) -> Result<Option<(PathBuf, Vec<u8>)>, ImportError> {
        for (path, _) in &mut self.files {
            *path = path.canonicalize().unwrap_or_else(|_| path.clone());
        }
        let folder = common_folder(self.files.iter().map(|(path, _)| path.as_path()));
        let base = base_of(&folder);
        if self.files.len() < 2 && !is_named(&folder) {
            return Ok(self.files.pop());
        }
        let inside = |path: &Path| {
            let path = path.strip_prefix(base).unwrap_or(path);
            let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
            parts.collect::<Vec<_>>().join("/")
        };
        let files: Vec<BundledFile> =
            self.files.into_iter().map(|(path, bytes)| (inside(&path), bytes)).collect();
        let name = folder.file_name().map_or("forms".into(), |name| name.to_string_lossy());
        let path = PathBuf::from(format!("{name}.zip"));
        let archive = bundled(&files).map_err(|what| SourceError { path: path.clone(), what })?;
        Ok(Some((path, archive)))
    }
}

/// How many folders above a form may say whose it is, or of which stage.
const MOST_ABOVE: usize = 3;

/// Whether a folder, or one of those above it, says something of the forms in it.
fn is_named(folder: &Path) -> bool {
    folder.ancestors().take(MOST_ABOVE).any(says_something)
}

fn says_something(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| names_forms(&name.to_string_lossy()))
}

/// The folder to which the names of files in a set are relative: the one above the highest folder that
/// says something of the forms, or else above their common folder.
fn base_of(folder: &Path) -> &Path {
    let named = folder.ancestors().take(MOST_ABOVE).filter(|folder| says_something(folder)).last();
    named.unwrap_or(folder).parent().unwrap_or(folder)
}

/// The deepest folder that holds all paths.
fn common_folder<'a>(mut paths: impl Iterator<Item = &'a Path>) -> PathBuf {
    let first = paths.next().and_then(Path::parent).unwrap_or(Path::new(""));
    let mut folder = first.to_owned();
    for path in paths {
        while !path.starts_with(&folder) && folder.pop() {}
    }
    folder
}

/// A document of forms together with the forms of its years and blocks that are stored already, and
/// whether there are any. Any other document is returned as it is.
///
/// # Errors
/// Returns an error if the forms do not make one assessment.
pub(super) fn join_stored(
    store: &Store,
    document: CheckedDocument,
    job: &Job,
    known: &Registry,
    reader: &dyn DocumentReader,
) -> Result<(CheckedDocument, bool), ImportError> {
    if !document.is_of_forms() {
        return Ok((document, false));
    }
    let doubled = document.assessments().iter().find_map(|assessment| assessment.doubled.clone());
    if let Some((unit, files)) = doubled {
        // Which of them counts, only their order of arrival would tell.
        return Err(ImportError::DoubledForms { path: document.raw().path.clone(), unit, files });
    }
    let mut files = Vec::new();
    let mut options = job.instructions.options.clone();
    let mut stored_sets = Vec::new();
    for id in store.unpublished_beside(&document, job.registry.as_ref())? {
        let stored = store.load_document(id)?;
        let (path, bytes) = (stored.file_name.clone(), stored.bytes.clone());
        let raw = reader.read_bytes(&path, bytes, &stored.instructions.reading)?;
        if holds_forms(&raw, &stored.instructions, known) {
            files.extend(files_of(&raw, &stored.instructions)?);
            options = options.after(&stored.instructions.options);
            stored_sets.push(stored);
        }
    }
    let Some(first) = stored_sets.first() else { return Ok((document, false)) };
    let path = first.file_name.with_extension("zip");
    let before = files.len();
    let Options { unit, stage, .. } = &job.instructions.options;
    let says_more = unit.is_some() || stage.is_some();
    let mut is_renamed = false;
    for (file, bytes) in files_of(document.raw(), &job.instructions)? {
        match files.iter().position(|(_, stored)| *stored == bytes) {
            // What the options say of a form counts, even if the form is stored already.
            Some(at) if says_more && files[at].0 != file => {
                files[at].0 = file;
                is_renamed = true;
            }
            Some(_) => {}
            None => {
                let name = free_name(&files, file, &document.raw().path);
                files.push((name, bytes));
            }
        }
    }
    if let ([only], true, false) = (&stored_sets[..], files.len() == before, is_renamed) {
        let (path, bytes) = (&only.file_name, only.bytes.clone());
        return Ok((understand(path, bytes, &only.instructions, known, reader)?, true));
    }
    let at = |what| SourceError { path: path.clone(), what };
    let archive = bundled(&files).map_err(at)?;
    let options = Options { unit: None, stage: None, ..options };
    let instructions = Instructions { options, ..job.instructions.clone() };
    Ok((understand(&path, archive, &instructions, known, reader)?, true))
}

/// The SHA-256 of the stored document that holds every form of a set, if there is one.
///
/// # Errors
/// Returns an error if a stored document cannot be read.
pub(super) fn stored_set(store: &Store, raw: &RawDocument) -> Result<Option<String>, ImportError> {
    if store.is_new() {
        return Ok(None);
    }
    let forms = files_of(raw, &Instructions::default())?;
    for name in store.load_document_names()?.into_iter().rev() {
        if Path::new(&name.file_name).extension().is_none_or(|ending| ending != "zip") {
            continue;
        }
        let stored = store.load_document(name.id)?;
        let files = unbundled(&name.file_name, &stored.bytes, &stored.instructions.reading);
        let Ok(files) = files else { continue };
        if forms.iter().all(|(_, form)| files.iter().any(|(_, file)| file == form)) {
            return Ok(Some(name.sha256));
        }
    }
    Ok(None)
}

/// The files of a document of forms. What the options say of a single form is kept as the folders in
/// which it lies.
fn files_of(
    raw: &RawDocument,
    instructions: &Instructions,
) -> Result<Vec<BundledFile>, ImportError> {
    let name = raw.path.file_name().unwrap_or(raw.path.as_os_str()).to_string_lossy();
    let files = unbundled(&name, &raw.bytes, &instructions.reading);
    let mut files = files.map_err(|what| SourceError { path: raw.path.clone(), what })?;
    let Options { unit, stage, .. } = &instructions.options;
    let stage = stage.map(Stage::code);
    let folders = [stage, unit.as_deref()].into_iter().flatten();
    let folders: String = folders.map(|folder| folder.replace(['/', '\\'], "-") + "/").collect();
    for (name, _) in &mut files {
        *name = format!("{folders}{name}");
    }
    Ok(files)
}

/// A name that no file of an archive has yet: if need be, in a folder with the name of the set that
/// the file comes from.
fn free_name(files: &[BundledFile], name: String, set: &Path) -> String {
    let is_free = |name: &String| files.iter().all(|(other, _)| other != name);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
        None => (name.clone(), String::new()),
    };
    let in_folder = format!("{}/{name}", set.file_stem().unwrap_or_default().to_string_lossy());
    let numbered = (2..).map(|number| format!("{stem} ({number}){ending}"));
    [name, in_folder].into_iter().chain(numbered).find(is_free).unwrap_or_default()
}
