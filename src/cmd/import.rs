//! `cchc import`: documents or folders into the database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use cchc::assessment::{CheckedDocument, Finding, Mapping, Options, Severity, check, check_mapped};
use cchc::model::{Block, Date, Year};
use cchc::registry::{Registry, UNITS_FILE};
use cchc::source::{self, RawDocument, Reading};
use cchc::store::{Admission, Conflict, Message, Saved, Store};
use cchc::text::{Lang, finding_message, terminal};

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
    let Admit { accept, replace, new_units, mix } = admit;
    let options = Options {
        year,
        block,
        number,
        issued_on: date,
        issuer,
        units,
        today: Some(today()),
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
    let documents = documents(context, &paths, wanted)?;
    let values = mapping.is_some();
    let reading = Reading { limits: limits.limits(), encoding, values, separator, decimal_mark, sheet, range };
    let job = Job { reading, options, admission: Admission { conflict, mix }, registry, mapping };
    if is_dry {
        return dry_run::run(context, &documents, &job, format);
    }
    if let [document] = &documents[..] {
        let (_, said) = import(context, document, &job)?;
        context.narrate(&said.join("\n  "));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(if import_all(context, &documents, &job, |_| ()) > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// How documents are to be imported.
pub struct Job {
    /// How the files are read.
    pub reading: Reading,
    pub options: Options,
    pub admission: Admission,
    /// The registry that stands beside the documents; none where the stored one holds.
    pub registry: Option<Registry>,
    /// What the columns of the tables are, for an index that is not known.
    pub mapping: Option<Mapping>,
}

/// Imports several documents, with a line for each; those that fail are told, and the others are kept. Gives how many
/// failed.
pub fn import_all(context: &Context, documents: &[PathBuf], job: &Job, mut done: impl FnMut(Saved)) -> usize {
    // The bar is for a person who waits: on no terminal it is not drawn.
    let bar = if context.quiet { ProgressBar::hidden() } else { ProgressBar::new(documents.len() as u64) };
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len}  {wide_msg}").unwrap_or(ProgressStyle::default_bar()),
    );
    let context = &Context { bar: bar.clone(), ..context.clone() };
    let mut failed = 0;
    for path in documents {
        bar.set_message(path.display().to_string());
        bar.tick();
        match import(context, path, job) {
            Ok((saved, said)) => {
                context.narrate(&said.join(" "));
                done(saved);
            }
            Err(error) => {
                bar.suspend(|| report(context.lang, &error));
                failed += 1;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if documents.len() > 1 {
        context.narrate(&terminal::imported_all(context.lang, documents.len(), failed));
    }
    failed
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

/// Reads, checks and saves one document; gives what there is to say of it: what was done, how it was read, and how many
/// findings there are.
fn import(context: &Context, path: &Path, job: &Job) -> Result<(Saved, Vec<String>)> {
    let mut store = Store::open_for_import(&context.db)?;
    let known = store.load_known(job.registry.as_ref())?;
    let since = Instant::now();
    let raw = source::read(path, &job.reading)?;
    let remarks = terminal::remarks(context.lang, &raw.remarks);
    let document = understand(raw, job, &known, since).inspect_err(|_| {
        // What was passed over may be why.
        if let Some(remarks) = &remarks {
            context.narrate(&format!("{}: {remarks}", path.display()));
        }
    })?;
    let saved = store.save(&document, job.registry.as_ref(), job.admission, message)?;
    let mut said = vec![terminal::imported(context.lang, path, &contents(&document), saved)];
    if saved == Saved::New {
        let findings: Vec<_> = document.assessments().iter().flat_map(|assessment| &assessment.findings).collect();
        said.extend(remarks);
        said.push(counts(context.lang, &findings));
    }
    Ok((saved, said))
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

/// How documents end; those with other endings are read where they are named.
const ENDINGS: &[&str] = &["txt", "md", "docx", "doc", "xlsx", "xls", "ods", "html", "htm", "csv", "tsv", "pdf"];
/// How tables end.
const TABLE_ENDINGS: &[&str] = &["csv", "tsv", "xlsx", "xls", "ods"];

/// The documents under the paths: files as they are named, folders with every document in them, sorted by path.
/// Read-me files and what editors leave behind are no documents.
pub fn documents(context: &Context, paths: &[PathBuf], wanted: Wanted) -> Result<Vec<PathBuf>> {
    let endings = if wanted == Wanted::Decisions { ENDINGS } else { TABLE_ENDINGS };
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
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if name.starts_with(['.', '~']) || name.starts_with("readme") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&path, endings, documents)?;
        } else if std::fs::metadata(&path).is_ok_and(|file| file.is_file())
            && path.extension().is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
        {
            documents.push(path);
        }
    }
    Ok(())
}

/// Checks a document that was read, with or without a mapping, in the time that is left since reading it began.
pub fn understand(raw: RawDocument, job: &Job, known: &Registry, since: Instant) -> Result<CheckedDocument> {
    let (path, limits) = (raw.path.clone(), job.reading.limits);
    let (options, known, mapping) = (job.options.clone(), known.clone(), job.mapping.clone());
    let checked = source::within(&path, &limits, since, move || match mapping {
        Some(mapping) => check_mapped(raw, &mapping, &options, &known),
        None => check(raw, &options, &known),
    });
    Ok(checked??)
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

fn message(finding: &Finding) -> Message {
    Message { vi: finding_message(Lang::Vi, finding), en: finding_message(Lang::En, finding) }
}
