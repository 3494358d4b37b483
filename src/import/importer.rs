//! Imports documents into a database, in one transaction per document.

use std::path::Path;

use crate::assessment::{Assessment, CheckedDocument};
use crate::frame;
use crate::model::{Block, Index, Severity, Stage, Year};
use crate::source::{DocumentReader, Format, InProcess, RawDocument, Remark};
use crate::store::{AssessmentRow, Conflict, Kept, Saved, Store, StoreError};

use super::error::ImportError;
use super::form_set::{FormSet, join_stored, stored_set};
use super::gather::{Document, PassedOver};
use super::job::Job;
use super::replay::{Replay, check_in_time, understand};

/// Imports documents into a database. If there is no database, the first document that passes
/// creates it.
#[derive(Debug)]
pub struct Importer<'a> {
    store: Store,
    job: Job,
    reader: &'a dyn DocumentReader,
}

/// The outcome for one document.
#[derive(Debug)]
pub enum Outcome {
    /// It is in the database.
    Imported(Imported),
    /// It was found in a folder and is not a document.
    PassedOver(PassedOver),
    /// It was not imported, and the database is unchanged.
    Refused(Refused),
}

/// A document that is in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Whether it is new in the database.
    pub saved: Saved,
    /// Its years and blocks.
    pub contents: Vec<Contents>,
    /// What it keeps of earlier stages. Nothing if the document was stored before.
    pub kept: Kept,
    /// The remarks of its reader. Empty if the document was stored before.
    pub remarks: Vec<Remark>,
    /// The severities of its findings, in their order. Empty if the document was stored before.
    pub findings: Vec<Severity>,
}

/// One block in one year of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The index.
    pub index: Index,
    /// The stage of the results.
    pub stage: Stage,
    /// The number of units with results.
    pub units: usize,
    /// The known units of the block that have no form. Empty for other documents.
    pub missing: Vec<String>,
}

/// A document that was not imported.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// Why it was not imported.
    #[source]
    pub error: Box<ImportError>,
    /// The remarks of its reader, which may explain the error.
    pub remarks: Vec<Remark>,
}

impl<E: Into<ImportError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self { error: Box::new(error.into()), remarks: Vec::new() }
    }
}

/// What to do with a document that does not pass if its bytes are already stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unclear {
    /// Refuse it, because it was named.
    Refused,
    /// Leave it as stored. It is one of many documents, and was imported alone before, with options
    /// of its own.
    AsStored,
}

impl Importer<'static> {
    /// Opens a database, or prepares to create it. Documents are read in this process.
    ///
    /// # Errors
    /// Returns an error if the file is not a database of this version or cannot be written.
    pub fn open(db: &Path, job: Job) -> Result<Self, StoreError> {
        Importer::open_with(db, job, &InProcess)
    }

    /// Creates a database in memory for trials. It is dropped with the importer.
    ///
    /// # Errors
    /// Returns an error if the database cannot be created.
    pub fn in_memory(job: Job) -> Result<Self, StoreError> {
        Ok(Self { store: Store::in_memory()?, job, reader: &InProcess })
    }
}

impl<'a> Importer<'a> {
    /// Opens a database, or prepares to create it, and reads documents with the given reader.
    ///
    /// # Errors
    /// Returns an error if the file is not a database of this version or cannot be written.
    pub fn open_with(
        db: &Path,
        job: Job,
        reader: &'a dyn DocumentReader,
    ) -> Result<Self, StoreError> {
        Ok(Self { store: Store::open_for_import(db)?, job, reader })
    }

    /// Reads, checks and saves one document, all or nothing, with the statistics that it touches.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, if the document does not pass, or if stored
    /// documents do not admit it. The database is then unchanged.
    pub fn import(&mut self, path: &Path) -> Result<Imported, Refused> {
        frame::start();
        let raw = self.reader.read(path, &self.job.instructions.reading)?;
        let mut form = FormSet::default();
        let Some(raw) = form.take(raw, &self.job) else {
            // The folder of a form may say whose it is.
            return match form.into_bundle()? {
                Some((path, bytes)) => self.import_bytes(&path, bytes),
                None => Err(ImportError::NoDocuments(path.to_owned()).into()),
            };
        };
        self.save(raw, Unclear::Refused)
    }

    /// Imports several documents in their order, in one transaction each, and calls `report` with
    /// the outcome of each. A file found in a folder may turn out not to be a document. A document
    /// that was imported before with options of its own stays as it is.
    ///
    /// The reader may read ahead, so `report` cannot influence how the next documents are read.
    ///
    /// # Errors
    /// Returns an error if the registry lacks what stored documents need, because every document
    /// would be refused for that reason.
    pub fn import_all(
        &mut self,
        documents: &[Document],
        mut report: impl FnMut(&Document, Outcome),
    ) -> Result<(), ImportError> {
        frame::start();
        let paths = documents.iter().map(|document| document.path.clone()).collect();
        let reader = self.reader;
        let mut forms = FormSet::default();
        for (raw, document) in
            reader.read_each(paths, &self.job.instructions.reading.clone()).zip(documents)
        {
            let raw = match raw.map(|raw| forms.take_any(raw, document, &self.job)) {
                Ok(Some(raw)) => Ok(raw),
                Ok(None) => continue,
                Err(error) => Err(Refused::from(error)),
            };
            let imported = raw.and_then(|raw| self.save(raw, Unclear::AsStored));
            report(document, outcome(document, imported)?);
        }
        for (document, raw) in forms.lists_alone() {
            let imported = self.save(raw, Unclear::AsStored);
            report(&document, outcome(&document, imported)?);
        }
        if let Some((path, bytes)) = forms.into_bundle()? {
            let document = Document::named(path.clone());
            let reading = &self.job.instructions.reading;
            let raw = self.reader.read_bytes(&path, bytes, reading).map_err(Refused::from);
            let imported = raw.and_then(|raw| self.save(raw, Unclear::AsStored));
            report(&document, outcome(&document, imported)?);
        }
        Ok(())
    }

    /// Reads, checks and saves one document from its bytes, like [`Self::import`]. The path is only
    /// its name.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::import`].
    pub fn import_bytes(&mut self, path: &Path, bytes: Vec<u8>) -> Result<Imported, Refused> {
        let raw = self.reader.read_bytes(path, bytes, &self.job.instructions.reading)?;
        self.save(raw, Unclear::Refused)
    }

    /// A document that was checked with what is known of one authority; checked again if it turned
    /// out to be of another one.
    fn checked_for_owner(
        &self,
        document: CheckedDocument,
        likely: Option<i64>,
    ) -> Result<CheckedDocument, ImportError> {
        let registry = self.job.registry.as_ref();
        // Whether the owner is admitted is decided when the document is saved.
        let owner = self.store.owner(&document, registry, true)?;
        if registry.is_some() || owner.id.is_none() || owner.id == likely {
            return Ok(document);
        }
        let known = self.store.load_known_of(owner.id, None)?;
        let (path, bytes) = (&document.raw().path, document.raw().bytes.clone());
        understand(path, bytes, &self.job.instructions, &known, self.reader)
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    fn save(&mut self, raw: RawDocument, unclear: Unclear) -> Result<Imported, Refused> {
        let (registry, options) = (self.job.registry.as_ref(), &self.job.instructions.options);
        let likely = self.store.likely_owner(options.authority.as_deref(), registry)?;
        let likely = likely.and_then(|owner| owner.id);
        let known = self.store.load_known_of(likely, registry)?;
        let (remarks, sha256) = (raw.remarks.clone(), raw.sha256.clone());
        let sha256 = if unclear == Unclear::AsStored && raw.format == Format::Bundle {
            stored_set(&self.store, &raw)?.unwrap_or(sha256)
        } else {
            sha256
        };

        let document = match check_in_time(raw, &self.job.instructions, &known) {
            Ok(document) => self.checked_for_owner(document, likely)?,
            Err(error) => {
                let stored = if unclear == Unclear::AsStored {
                    self.store.load_same(&sha256)?
                } else {
                    Vec::new()
                };
                if stored.is_empty() {
                    return Err(Refused { error: Box::new(error), remarks });
                }
                let of = |row: &AssessmentRow| {
                    let AssessmentRow { year, block, index, stage, known, .. } = row;
                    let (year, block, index) = (*year, *block, *index);
                    Contents {
                        year,
                        block,
                        index,
                        stage: *stage,
                        units: *known,
                        missing: Vec::new(),
                    }
                };
                return Ok(Imported::before(Saved::Unchanged, stored.iter().map(of).collect()));
            }
        };

        let (document, adds) = join_stored(&self.store, document, &self.job, &known, self.reader)?;
        let mut admission = self.job.admission;
        if adds {
            admission.conflict = Conflict::Reinstate;
        }
        let (registry, steps) = (self.job.registry.as_ref(), Replay::strict(self.reader));
        let saved = self.store.save(&document, registry, admission, &steps)?;

        if !saved.is_new() {
            return Ok(Imported::before(saved, contents(&document)));
        }
        let findings = document.assessments().iter().flat_map(|assessment| &assessment.findings);
        let findings = findings.map(|finding| finding.severity).collect();
        let kept = self.store.kept_of_earlier(&document)?;
        Ok(Imported { saved, contents: contents(&document), kept, remarks, findings })
    }
}

fn outcome(
    document: &Document,
    imported: Result<Imported, Refused>,
) -> Result<Outcome, ImportError> {
    match imported {
        Ok(imported) => Ok(Outcome::Imported(imported)),
        Err(Refused { error, .. })
            if matches!(*error, ImportError::Store(StoreError::RegistryLacks { .. })) =>
        {
            Err(*error)
        }
        Err(refused) => Ok(match document.is_none(&refused.error) {
            Some(reason) => Outcome::PassedOver(reason),
            None => Outcome::Refused(refused),
        }),
    }
}

impl Imported {
    /// A document that was stored before.
    fn before(saved: Saved, contents: Vec<Contents>) -> Self {
        Self { saved, contents, kept: Kept::default(), remarks: Vec::new(), findings: Vec::new() }
    }
}

fn contents(document: &CheckedDocument) -> Vec<Contents> {
    let of = |assessment: &Assessment| Contents {
        year: assessment.year,
        block: assessment.block,
        index: document.origin().index,
        stage: assessment.stage,
        units: assessment.results.len(),
        missing: assessment.missing.clone(),
    };
    document.assessments().iter().map(of).collect()
}
