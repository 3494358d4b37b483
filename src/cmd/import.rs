//! `cchc import`: documents or folders into the database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use cchc::assessment::{CheckedDocument, Finding, Mapping, Options, Severity, check, check_mapped};
use cchc::model::{Block, Date, Year};
use cchc::registry::{Registry, UNITS_FILE};
use cchc::source;
use cchc::store::{Admission, Conflict, Message, Saved, Store, StoreError};
use cchc::text::{Lang, finding_message, place, severity_label, terminal};

use super::Context;
use crate::cli::{Admit, Import, Select};
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
        dry_run,
        admit,
    } = options;
    let Admit { accept, replace, new_units, mix } = admit;
    let today = Some(today());
    let options = Options { year, block, number, issued_on: date, issuer, units, today, new_units, accept };
    let conflict = if replace { Conflict::Reinstate } else { Conflict::Refuse };
    let mapping = mapping.map(|path| Mapping::read(&path)).transpose()?;
    let registry = registry_of(&paths, registry)?;
    let wanted = match (&mapping, options.year) {
        (None, _) => Wanted::Decisions,
        (Some(_), Some(_)) => Wanted::Tables,
        (Some(_), None) => Wanted::DatedTables,
    };
    let documents = documents(context, &paths, wanted)?;
    let job = Job { options, admission: Admission { conflict, mix }, registry, mapping };
    let mut failed = 0;
    for path in &documents {
        let done = if dry_run { try_one(context, path, &job) } else { import(context, path, &job).map(drop) };
        if let Err(error) = done {
            if documents.len() == 1 {
                return Err(error);
            }
            report(context.lang, &error);
            failed += 1;
        }
    }
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// How documents are to be imported.
pub struct Job {
    pub options: Options,
    pub admission: Admission,
    /// The registry that stands beside the documents; none where the stored one holds.
    pub registry: Option<Registry>,
    /// What the columns of the tables are, for an index that is not known.
    pub mapping: Option<Mapping>,
}

/// The given registry, or the nearest one above the first path.
fn registry_of(paths: &[PathBuf], given: Option<PathBuf>) -> Result<Option<Registry>> {
    if let Some(folder) = given {
        return Ok(Some(Registry::read(&folder)?));
    }
    let start = paths.first().and_then(|path| path.canonicalize().ok());
    let above = start.iter().flat_map(|path| path.ancestors()).find(|folder| folder.join(UNITS_FILE).is_file());
    Ok(above.map(Registry::read).transpose()?)
}

/// The day by the clock of the machine, in universal time.
pub fn today() -> Date {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Date::from_days(days)
}

/// Reads, checks and saves one document; says what it did and how many findings there are.
pub fn import(context: &Context, path: &Path, job: &Job) -> Result<Saved> {
    let mut store = Store::open_for_import(&context.db)?;
    let known = store.load_known(job.registry.as_ref())?;
    let document = read(path, job, &known)?;
    let saved = store.save(&document, job.registry.as_ref(), job.admission, message)?;
    context.narrate(&terminal::imported(context.lang, path, &contents(&document), saved));
    if saved == Saved::New {
        let findings: Vec<_> = document.assessments().iter().flat_map(|assessment| &assessment.findings).collect();
        context.narrate(&format!("  {}", counts(context.lang, &findings)));
    }
    Ok(saved)
}

/// Which files of a folder are documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Decisions as text.
    Decisions,
    /// Tables that a mapping explains.
    Tables,
    /// The same, with the year in the file's name.
    DatedTables,
}

/// The documents under the paths: files as they are named, folders with every .txt in them, sorted by path. Tables
/// are those that end in .csv or .tsv.
pub fn documents(context: &Context, paths: &[PathBuf], wanted: Wanted) -> Result<Vec<PathBuf>> {
    let endings: &[&str] = if wanted == Wanted::Decisions { &["txt"] } else { &["csv", "tsv"] };
    let is_dated = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        name.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 && digits.parse::<Year>().is_ok())
    };
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = documents.len();
            collect(path, endings, &mut documents)
                .map_err(|error| Told::failed(terminal::cannot_read(context.lang, path, &error)))?;
            if wanted == Wanted::DatedTables {
                for other in documents[before..].iter().filter(|path| !is_dated(path)) {
                    context.narrate(&terminal::passed_over(context.lang, other));
                }
                documents.retain(is_dated);
            }
            if documents.len() == before {
                return Err(Told::failed(terminal::no_documents(context.lang, path)));
            }
        } else {
            documents.push(path.clone());
        }
    }
    Ok(documents)
}

fn collect(folder: &Path, endings: &[&str], documents: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, endings, documents)?;
        } else if path.extension().is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending))) {
            documents.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path, job: &Job, known: &Registry) -> Result<CheckedDocument> {
    Ok(match &job.mapping {
        Some(mapping) => check_mapped(source::read_csv(path)?, mapping, &job.options, known)?,
        None => check(source::read(path)?, &job.options, known)?,
    })
}

/// Says what an import would do, every finding included.
fn try_one(context: &Context, path: &Path, job: &Job) -> Result<()> {
    let known = match Store::open(&context.db) {
        Ok(store) => store.load_known(job.registry.as_ref())?,
        Err(StoreError::NotFound(_)) => job.registry.clone().unwrap_or_default(),
        Err(error) => return Err(error.into()),
    };
    let document = read(path, job, &known)?;
    let lang = context.lang;
    let findings: Vec<_> = document.assessments().iter().flat_map(|assessment| &assessment.findings).collect();
    let mut lines = vec![terminal::would_import(lang, path, &contents(&document))];
    lines.extend(findings.iter().map(|finding| line(lang, finding)));
    lines.push(counts(lang, &findings));
    super::print(format!("{}\n", lines.join("\n")).as_bytes())
}

fn line(lang: Lang, finding: &Finding) -> String {
    let (severity, rule) = (severity_label(lang, finding.severity.code()), finding.rule.code());
    format!("  {severity} {rule}, {}: {}", place(lang, &finding.cell), finding_message(lang, finding))
}

fn counts(lang: Lang, findings: &[&Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    terminal::finding_counts(lang, count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

fn contents(document: &CheckedDocument) -> Vec<(Year, Block, usize)> {
    let assessments = document.assessments().iter();
    assessments.map(|assessment| (assessment.year, assessment.block, assessment.results.len())).collect()
}

fn message(finding: &Finding) -> Message {
    Message { vi: finding_message(Lang::Vi, finding), en: finding_message(Lang::En, finding) }
}
