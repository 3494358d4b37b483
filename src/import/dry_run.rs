//! Previews an import: what would be read of each document. Nothing is written.

use std::path::{Path, PathBuf};

use crate::assessment::{Assessment, CheckError, Origin, UnitResult};
use crate::registry::Registry;
use crate::source::{DocumentReader, Format, RawDocument, Remark, SourceError};
use crate::store::{Conflict, Store, StoreError};

use super::error::ImportError;
use super::form_set::{FormSet, join_stored};
use super::gather::{Document, PassedOver};
use super::job::Job;
use super::replay::check_in_time;

/// The preview of one document.
#[derive(Debug)]
pub struct DryRun {
    /// The file.
    pub path: PathBuf,
    /// Whether an import would take it.
    pub verdict: Verdict,
    /// How it was read. None if it could not be read.
    pub read: Option<ReadAs>,
    /// Its origin, if it was understood.
    pub origin: Option<Origin>,
    /// Its tables of results.
    pub tables: Vec<PlannedTable>,
}

/// How a document was read.
#[derive(Debug)]
pub struct ReadAs {
    /// Its format.
    pub format: Format,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The remarks of its reader.
    pub remarks: Vec<Remark>,
}

/// Whether an import would take a document.
#[derive(Debug)]
pub enum Verdict {
    /// The import would take it.
    Importable,
    /// The import would refuse it.
    Refused(ImportError),
    /// It was found in a folder and is not a document.
    PassedOver(PassedOver),
}

/// A table of results with its units.
#[derive(Debug)]
pub struct PlannedTable {
    /// Its assessment, with the findings.
    pub assessment: Assessment,
    /// Its units, in printed order.
    pub units: Vec<PlannedUnit>,
}

/// A unit as printed, and the known unit that it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedUnit {
    /// The name as printed.
    pub printed: String,
    /// The name in the registry or the database. None if the unit is new.
    pub known: Option<String>,
}

/// Reads and checks documents as an import into a database would, and checks them against the
/// documents stored there.
///
/// # Errors
/// Returns an error if the database exists but cannot be read.
pub fn dry_run<'a>(
    db: &Path,
    documents: &'a [Document],
    job: &'a Job,
    reader: &'a dyn DocumentReader,
) -> Result<impl Iterator<Item = DryRun> + 'a, StoreError> {
    let store = match Store::open(db) {
        Ok(store) => Some(store),
        Err(StoreError::NotFound(_)) => None,
        Err(error) => return Err(error),
    };

    let known = match &store {
        Some(store) => {
            let (registry, options) = (job.registry.as_ref(), &job.instructions.options);
            let likely = store.likely_owner(options.authority.as_deref(), registry)?;
            store.load_known_of(likely.and_then(|owner| owner.id), registry)?
        }
        None => job.registry.clone().unwrap_or_default(),
    };

    let paths = documents.iter().map(|document| document.path.clone()).collect();
    let mut read = reader.read_each(paths, &job.instructions.reading).zip(documents);
    let mut forms = Some(FormSet::default());
    let mut lists: Option<std::vec::IntoIter<(Document, RawDocument)>> = None;
    let context = (job, known, store, reader);
    Ok(std::iter::from_fn(move || {
        for (raw, document) in read.by_ref() {
            let raw = match raw.map(|raw| match &mut forms {
                Some(forms) => forms.take_any(raw, document, job),
                None => Some(raw),
            }) {
                Ok(Some(raw)) => Ok(raw),
                Ok(None) => continue,
                Err(error) => Err(error),
            };
            return Some(plan(document, raw, &context));
        }
        let mut alone = || forms.as_mut().map(FormSet::lists_alone).unwrap_or_default();
        if let Some((document, raw)) = lists.get_or_insert_with(|| alone().into_iter()).next() {
            return Some(plan(&document, Ok(raw), &context));
        }
        // The forms make one document, which comes last.
        let (path, bytes) = forms.take()?.into_bundle().ok()??;
        let raw = reader.read_bytes(&path, bytes, &job.instructions.reading);
        Some(plan(&Document::named(path), raw, &context))
    }))
}

/// What a preview needs to know: the job, the known units, the database and the reader.
type Knowledge<'a> = (&'a Job, Registry, Option<Store>, &'a dyn DocumentReader);

fn plan(
    document: &Document,
    raw: Result<RawDocument, SourceError>,
    (job, known, store, reader): &Knowledge<'_>,
) -> DryRun {
    let store = store.as_ref();
    let path = document.path.clone();
    let mut plan =
        DryRun { path, verdict: Verdict::Importable, read: None, origin: None, tables: Vec::new() };

    let checked = raw.map_err(ImportError::from).and_then(|raw| {
        plan.read = Some(ReadAs::of(&raw));
        let checked = check_in_time(raw, &job.instructions, known)?;
        match store {
            Some(store) => join_stored(store, checked, job, known, *reader),
            None => Ok((checked, false)),
        }
    });

    match checked {
        Ok((checked, adds)) => {
            let mut admission = job.admission;
            if adds {
                admission.conflict = Conflict::Reinstate;
            }
            let admitted = store
                .map(|store| store.check_admission(&checked, job.registry.as_ref(), admission));
            if let Some(Err(error)) = admitted {
                plan.verdict = Verdict::Refused(error.into());
            }
            let (origin, assessments) = checked.into_understood();
            plan.fill(origin, assessments, known);
        }
        Err(error) => {
            if let ImportError::Check(CheckError::Rejected { origin, assessments, .. }) = &error {
                plan.fill(Origin::clone(origin), assessments.clone(), known);
            }
            plan.verdict = match document.is_none(&error) {
                Some(reason) => Verdict::PassedOver(reason),
                None => Verdict::Refused(error),
            };
        }
    }
    plan
}

impl ReadAs {
    fn of(raw: &RawDocument) -> Self {
        Self { format: raw.format, sha256: raw.sha256.clone(), remarks: raw.remarks.clone() }
    }
}

impl DryRun {
    fn fill(&mut self, origin: Origin, assessments: Vec<Assessment>, known: &Registry) {
        self.origin = Some(origin);
        self.tables =
            assessments.into_iter().map(|assessment| PlannedTable::of(assessment, known)).collect();
    }

    /// Whether an import would take the document.
    #[must_use]
    pub fn is_importable(&self) -> bool {
        matches!(self.verdict, Verdict::Importable)
    }

    /// Whether the file is not a document.
    #[must_use]
    pub fn is_passed_over(&self) -> bool {
        matches!(self.verdict, Verdict::PassedOver(_))
    }
}

impl PlannedTable {
    fn of(assessment: Assessment, known: &Registry) -> Self {
        let unit = |result: &UnitResult| {
            let unit = known.unit(assessment.block, result.named(), assessment.year);
            PlannedUnit { printed: result.unit.clone(), known: unit.map(|unit| unit.name.clone()) }
        };
        let units = assessment.results.iter().map(unit).collect();
        Self { assessment, units }
    }
}
