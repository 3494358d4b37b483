//! Documents into a database, one transaction each.

use std::path::Path;

use crate::assessment::{Assessment, CheckedDocument};
use crate::frame;
use crate::model::{Block, Severity, Stage, Year};
use crate::source::{DocumentReader, InProcess, RawDocument, Remark};
use crate::store::{AssessmentRow, Saved, Store, StoreError};

use super::error::ImportError;
use super::gather::{Document, PassedOver};
use super::job::Job;
use super::replay::{Replay, check_in_time};

/// Imports documents into a database. Where there is none, the first document that passes makes it.
#[derive(Debug)]
pub struct Importer<'a> {
    store: Store,
    job: Job,
    reader: &'a dyn DocumentReader,
}

/// What became of a document.
#[derive(Debug)]
pub enum Outcome {
    /// It stands in the database.
    Imported(Imported),
    /// It was found in a folder, and is no document.
    PassedOver(PassedOver),
    /// It was not imported, and the database is as it was before.
    Refused(Refused),
}

/// A document that stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Whether it is new there.
    pub saved: Saved,
    /// Its years and blocks.
    pub contents: Vec<Contents>,
    /// What its reader found out; nothing where the document was stored before.
    pub remarks: Vec<Remark>,
    /// How much its findings weigh, in their order; nothing where the document was stored before.
    pub findings: Vec<Severity>,
}

/// One block in one year of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// How far they are.
    pub stage: Stage,
    /// How many units have results.
    pub units: usize,
}

/// Why a document was not imported.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// Why.
    #[source]
    pub error: Box<ImportError>,
    /// What its reader found out, which may be the reason.
    pub remarks: Vec<Remark>,
}

impl<E: Into<ImportError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self { error: Box::new(error.into()), remarks: Vec::new() }
    }
}

/// What becomes of a document that is not understood, where its bytes are stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unclear {
    /// It was asked for by name.
    Refused,
    /// It is one of many, and was imported by itself, with options of its own.
    AsStored,
}

impl Importer<'static> {
    /// Opens a database, or prepares a new one. Documents are read within this process.
    ///
    /// # Errors
    /// A file that is no database of this version, or cannot be written.
    pub fn open(db: &Path, job: Job) -> Result<Self, StoreError> {
        Importer::open_with(db, job, &InProcess)
    }

    /// The same with a database that is gone with the importer, for trials.
    ///
    /// # Errors
    /// A machine without memory for it.
    pub fn in_memory(job: Job) -> Result<Self, StoreError> {
        Ok(Self { store: Store::in_memory()?, job, reader: &InProcess })
    }
}

impl<'a> Importer<'a> {
    /// The same, with a reader of one's own.
    ///
    /// # Errors
    /// A file that is no database of this version, or cannot be written.
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
    /// A file that cannot be read, a document that does not pass, and what the stored ones do not
    /// admit. The database is as it was before.
    pub fn import(&mut self, path: &Path) -> Result<Imported, Refused> {
        frame::start();
        let raw = self.reader.read(path, &self.job.instructions.reading)?;
        self.save(raw, Unclear::Refused)
    }

    /// Imports several documents in their order, one transaction each; whoever asked is told what
    /// became of each. What was found in a folder may turn out to be none, and what was imported
    /// with options of its own before stays so.
    ///
    /// The reader may read ahead: what `told` hears of one document says nothing of the next.
    ///
    /// # Errors
    /// A registry that lacks what stored documents need: every document would be refused for it.
    pub fn import_all(
        &mut self,
        documents: &[Document],
        mut told: impl FnMut(&Document, Outcome),
    ) -> Result<(), ImportError> {
        frame::start();
        let paths = documents.iter().map(|document| document.path.clone()).collect();
        let reader = self.reader;
        for (raw, document) in
            reader.read_each(paths, &self.job.instructions.reading.clone()).zip(documents)
        {
            let imported =
                raw.map_err(Refused::from).and_then(|raw| self.save(raw, Unclear::AsStored));
            told(document, outcome(document, imported)?);
        }
        Ok(())
    }

    /// Reads, checks and saves one document of its bytes, as [`Self::import`] does of a file; the
    /// path only names it.
    ///
    /// # Errors
    /// Those of [`Self::import`].
    pub fn import_bytes(&mut self, path: &Path, bytes: Vec<u8>) -> Result<Imported, Refused> {
        let raw = self.reader.read_bytes(path, bytes, &self.job.instructions.reading)?;
        self.save(raw, Unclear::Refused)
    }

    /// The database as it is now.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    fn save(&mut self, raw: RawDocument, unclear: Unclear) -> Result<Imported, Refused> {
        let known = self.store.load_known(self.job.registry.as_ref())?;
        let (remarks, sha256) = (raw.remarks.clone(), raw.sha256.clone());
        let document = match check_in_time(raw, &self.job.instructions, &known) {
            Ok(document) => document,
            Err(error) => {
                let stored = if unclear == Unclear::AsStored {
                    self.store.load_same(&sha256)?
                } else {
                    Vec::new()
                };
                if stored.is_empty() {
                    return Err(Refused { error: Box::new(error), remarks });
                }
                let of = |AssessmentRow { year, block, stage, known, .. }: &AssessmentRow| {
                    Contents { year: *year, block: *block, stage: *stage, units: *known }
                };
                return Ok(Imported::before(Saved::Unchanged, stored.iter().map(of).collect()));
            }
        };
        let (registry, steps) = (self.job.registry.as_ref(), Replay::strict(self.reader));
        let saved = self.store.save(&document, registry, self.job.admission, &steps)?;
        if saved != Saved::New {
            return Ok(Imported::before(saved, contents(&document)));
        }
        let findings = document.assessments().iter().flat_map(|assessment| &assessment.findings);
        let findings = findings.map(|finding| finding.severity).collect();
        Ok(Imported { saved, contents: contents(&document), remarks, findings })
    }
}

fn outcome(
    document: &Document,
    imported: Result<Imported, Refused>,
) -> Result<Outcome, ImportError> {
    match imported {
        Ok(imported) => Ok(Outcome::Imported(imported)),
        Err(Refused { error, .. })
            if matches!(*error, ImportError::Store(StoreError::RegistryLoses { .. })) =>
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
        Self { saved, contents, remarks: Vec::new(), findings: Vec::new() }
    }
}

fn contents(document: &CheckedDocument) -> Vec<Contents> {
    let of = |assessment: &Assessment| Contents {
        year: assessment.year,
        block: assessment.block,
        stage: assessment.stage(),
        units: assessment.results.len(),
    };
    document.assessments().iter().map(of).collect()
}
