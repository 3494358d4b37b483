//! `cchc import`: documents or folders into the database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use cchc::assessment::{CheckedDocument, Finding, Instructions, Mapping, Options, check};
use cchc::model::{Block, Severity, Year};
use cchc::registry::{Flaw, Registry, RegistryError, UNITS_FILE};
use cchc::source::{self, RawDocument, Reading};
use cchc::store::{Admission, Conflict, Saved, Store, StoreError};
use cchc::text::{Lang, printable_line, terminal};

use super::gather::{Document, Known, Wanted, documents};
use super::steps::Work;
use super::{Context, dry_run};
use crate::cli::{Admit, Import, Select, SourceLayout};
use crate::failure::{FAILED, Told, report};

pub fn run(context: &Context, options: Import) -> Result<ExitCode> {
    let Import {
        paths,
        select: Select { year, block },
        number,
        date,
        issuer,
        units,
        registry,
        mapping,
        heading,
        dry_run: is_dry,
        format,
        admit,
        layout: SourceLayout { sheet, range, encoding, separator, decimal_mark },
        limits,
    } = options;
    let Admit { accept, replace, new_units, mix, other_issuer, replace_registry } = admit;
    let options = Options {
        year,
        block,
        number,
        issued_on: date,
        issuer,
        units,
        today: super::today(),
        new_units,
        headings: heading,
        accept,
    };
    let conflict = if replace { Conflict::Reinstate } else { Conflict::Refuse };
    let mapping = mapping.map(|path| Mapping::read(&path)).transpose()?;
    let registry = registry_of(&paths, registry)?;
    let wanted = match (&mapping, options.year) {
        (None, _) => Wanted::Decisions,
        (Some(_), Some(_)) => Wanted::Tables,
        (Some(_), None) => Wanted::DatedTables,
    };
    let known = Known {
        registry: registry.as_ref(),
        mapping: mapping.iter().flat_map(|mapping| &mapping.files).map(PathBuf::as_path).collect(),
    };
    let documents = documents(context, &paths, wanted, &known)?;
    let values = mapping.is_some();
    let reading = Reading { limits: limits.limits(), encoding, values, separator, decimal_mark, sheet, range };
    let job = Job {
        instructions: Instructions { reading, options, mapping, registry: None },
        admission: Admission { conflict, mix, other_issuer, replace_registry },
        registry,
    };
    if is_dry {
        return dry_run::run(context, &documents, &job, format);
    }
    if let ([document], [path]) = (&documents[..], &paths[..])
        && document.path == *path
    {
        let (_, said) = import(context, &mut Store::open_for_import(&context.db)?, path, &job, Unclear::Refused)?;
        context.narrate(&said.join("\n  "));
        return Ok(ExitCode::SUCCESS);
    }
    let done = import_all(context, &documents, &job)?;
    Ok(if done.failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// How documents are to be imported.
pub struct Job {
    /// How the files are read and understood.
    pub instructions: Instructions,
    pub admission: Admission,
    /// The registry that stands beside the documents; none where the stored one holds.
    pub registry: Option<Registry>,
}

/// What became of several documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Done {
    /// Those that could not be imported.
    pub failed: usize,
    /// Those that are new in the database.
    pub new: usize,
}

/// Imports several documents, with a line for each; those that fail are told, and the others are kept.
pub fn import_all(context: &Context, documents: &[Document], job: &Job) -> Result<Done> {
    // The bar is for a person who waits: on no terminal it is not drawn.
    let bar = if context.quiet { ProgressBar::hidden() } else { ProgressBar::new(documents.len() as u64) };
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len}  {wide_msg}").unwrap_or(ProgressStyle::default_bar()),
    );
    let context = &Context { bar: bar.clone(), ..context.clone() };
    let mut store = Store::open_for_import(&context.db)?;
    let (mut done, mut tried) = (Done::default(), 0);
    for document in documents {
        let path = &document.path;
        bar.set_message(printable_line(&path.display().to_string()));
        bar.tick();
        match import(context, &mut store, path, job, Unclear::AsStored) {
            Ok((saved, said)) => {
                context.narrate(&said.join(" "));
                done.new += usize::from(saved == Saved::New);
                tried += 1;
            }
            // The same would be said of every document.
            Err(error) if matches!(error.downcast_ref(), Some(StoreError::RegistryLoses { .. })) => {
                bar.finish_and_clear();
                return Err(error);
            }
            Err(error) => {
                if let Some(reason) = document.is_none(&error) {
                    context.warn(&terminal::passed_over(context.lang, path, reason));
                } else {
                    bar.suspend(|| report(context.lang, &error));
                    done.failed += 1;
                    tried += 1;
                }
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if tried == 0 {
        let folder = documents.first().and_then(|document| document.path.parent()).unwrap_or(Path::new("."));
        return Err(Told::failed(terminal::no_documents(context.lang, folder)));
    }
    if tried > 1 {
        context.narrate(&terminal::imported_all(context.lang, tried, done.failed));
    }
    Ok(done)
}

/// The given registry, or the nearest one above the first path.
fn registry_of(paths: &[PathBuf], given: Option<PathBuf>) -> Result<Option<Registry>> {
    if let Some(folder) = given {
        return named_registry(folder).map(Some);
    }
    let start = paths.first().and_then(|path| path.canonicalize().ok());
    let above = start.iter().flat_map(|path| path.ancestors()).find(|folder| folder.join(UNITS_FILE).is_file());
    Ok(above.map(Registry::read).transpose()?)
}

/// The registry in a folder that was named; an error where there is none.
pub fn named_registry(folder: PathBuf) -> Result<Registry> {
    if Registry::is_in(&folder) {
        Ok(Registry::read(&folder)?)
    } else {
        Err(RegistryError { path: folder, flaw: Flaw::NotThere }.into())
    }
}

/// What becomes of a document that the options do not let understand, where its bytes are stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unclear {
    /// It was asked for by name.
    Refused,
    /// It is one of many, and was imported by itself, with options of its own.
    AsStored,
}

/// Reads, checks and saves one document; gives what there is to say of it: what was done, how it was read, and how many
/// findings there are.
fn import(
    context: &Context,
    store: &mut Store,
    path: &Path,
    job: &Job,
    unclear: Unclear,
) -> Result<(Saved, Vec<String>)> {
    let known = store.load_known(job.registry.as_ref())?;
    let since = Instant::now();
    cchc::frame::start();
    let raw = source::read(path, &job.instructions.reading)?;
    let remarks = terminal::remarks(context.lang, &raw.remarks);
    let sha256 = raw.sha256.clone();
    let document = match understand(raw, &job.instructions, &known, since) {
        Ok(document) => document,
        Err(error) => {
            let stored = if unclear == Unclear::AsStored { store.load_same(&sha256)? } else { Vec::new() };
            let stored: Vec<_> = stored.iter().map(|own| (own.year, own.block, own.known)).collect();
            if !stored.is_empty() {
                return Ok((Saved::Unchanged, vec![terminal::imported(context.lang, path, &stored, Saved::Unchanged)]));
            }
            // What was passed over may be why.
            if let Some(remarks) = &remarks {
                context.narrate(&format!("{}: {remarks}", path.display()));
            }
            return Err(error);
        }
    };
    let saved = store.save(&document, job.registry.as_ref(), job.admission, &Work::strict(context))?;
    let mut said = vec![terminal::imported(context.lang, path, &contents(&document), saved)];
    if saved == Saved::New {
        let findings: Vec<_> = document.assessments().iter().flat_map(|assessment| &assessment.findings).collect();
        said.extend(remarks);
        said.push(counts(context.lang, &findings));
    }
    Ok((saved, said))
}

/// Checks a document that was read, in the time that is left since reading it began.
pub fn understand(
    raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
    since: Instant,
) -> Result<CheckedDocument> {
    let (path, limits) = (raw.path.clone(), instructions.reading.limits);
    let (instructions, known) = (instructions.clone(), known.clone());
    Ok(source::within(&path, &limits, since, move || check(raw, &instructions, &known))??)
}

/// How many findings there are of each weight.
pub fn counts(lang: Lang, findings: &[&Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    terminal::finding_counts(lang, count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

fn contents(document: &CheckedDocument) -> Vec<(Year, Block, usize)> {
    let assessments = document.assessments().iter();
    assessments.map(|assessment| (assessment.year, assessment.block, assessment.results.len())).collect()
}
