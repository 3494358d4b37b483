//! `cchc import`: imports documents or folders into the database.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use cchc::assessment::{Instructions, Mapping, Options};
use cchc::import::{
    Document, DryRun, ImportError, Imported, Importer, Job, Outcome, Refused, dry_run, gather,
};
use cchc::model::Severity;
use cchc::registry::Registry;
use cchc::render::dry_run::{Colours, dry_run_text, dry_runs_json};
use cchc::source::ReadOptions;
use cchc::store::{Admission, Conflict};
use cchc::text::{Lang, finding_counts, passed_over, printable_line};

use super::Context;
use crate::cli::{Admit, DryRunFormat, Import, Select, SourceLayout};
use crate::console;
use crate::failure::FAILED;
use crate::words::terminal;

pub fn run(context: &Context, options: Import) -> Result<ExitCode> {
    let (paths, is_dry, format) = (options.paths.clone(), options.dry_run, options.format);
    let registry = registry_of(&options.paths, options.registry.clone())?;
    let job = job_of(context, options, registry)?;
    let documents = documents(context, &paths, &job)?;
    if is_dry {
        return show_dry_run(context, &documents, &job, format);
    }
    if let ([document], [path]) = (&documents[..], &paths[..])
        && document.path == *path
    {
        let imported = Importer::open_with(&context.db, job, &context.reader)?.import(path);
        let imported = imported.map_err(|refused| *with_remarks(context, path, refused).error)?;
        context.narrate(&import_summary(context.lang, path, &imported).join("\n  "));
        return Ok(ExitCode::SUCCESS);
    }
    let done = import_all(context, &documents, job)?;
    Ok(if done.failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// The import that the options describe, with a registry.
pub fn job_of(context: &Context, options: Import, registry: Option<Registry>) -> Result<Job> {
    let SourceLayout { sheet, range, encoding, separator, decimal_mark } = options.layout;
    let Select { year, block } = options.select;
    let mapping = options.mapping.map(|path| Mapping::read(&path)).transpose()?;

    let reading = ReadOptions {
        limits: options.limits.limits(),
        encoding,
        values: mapping.is_some(),
        separator,
        decimal_mark,
        sheet,
        range,
    };
    let facts = Options {
        year,
        block,
        unit: options.unit,
        stage: options.stage,
        index: context.index,
        authority: context.authority.clone(),
        number: options.number,
        issued_on: options.date,
        issuer: options.issuer,
        scale: options.scale,
        units: options.units,
        today: super::today(),
        new_units: options.admit.new_units,
        headings: options.heading,
        accept: options.admit.accept.clone(),
    };
    Ok(Job {
        instructions: Instructions { reading, options: facts, mapping, registry: None },
        admission: admission(&options.admit, Conflict::Reinstate),
        registry,
    })
}

/// What documents may change in the database; `replaces` is the meaning of `--replace`.
pub fn admission(admit: &Admit, replaces: Conflict) -> Admission {
    Admission {
        conflict: if admit.replace { replaces } else { Conflict::Refuse },
        mix: admit.mix,
        replace_registry: admit.replace_registry,
    }
}

/// The registry of the option, or the nearest one above the first path.
fn registry_of(paths: &[PathBuf], folder: Option<PathBuf>) -> Result<Option<Registry>> {
    if let Some(folder) = folder {
        return Ok(Some(Registry::in_folder(&folder)?));
    }
    Ok(paths.first().map(|path| Registry::above(path)).transpose()?.flatten())
}

/// The documents under some paths. Files of folders that are not documents are named on stderr.
pub fn documents(context: &Context, paths: &[PathBuf], job: &Job) -> Result<Vec<Document>> {
    Ok(gather(paths, job, |file, reason| context.warn(&passed_over(context.lang, file, reason)))?)
}

fn show_dry_run(
    context: &Context,
    documents: &[Document],
    job: &Job,
    format: DryRunFormat,
) -> Result<ExitCode> {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_coloured = !is_plain && std::io::stdout().is_terminal();
    let colours = if is_coloured { Colours::columns() } else { Colours::default() };

    let mut plans = Vec::new();
    for plan in dry_run(&context.db, documents, job, &context.reader)? {
        if format == DryRunFormat::Table {
            console::print_bytes(dry_run_text(context.lang, &plan, colours).as_bytes())?;
        }
        plans.push(plan);
    }
    if format == DryRunFormat::Json {
        console::print_bytes(dry_runs_json(context.lang, &plans)?.as_bytes())?;
    }

    let is_refused = plans.iter().any(|plan| !plan.is_importable() && !plan.is_passed_over());
    let failed = is_refused || plans.iter().all(DryRun::is_passed_over);
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// The outcome of importing several documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Done {
    /// How many could not be imported.
    pub failed: usize,
    /// How many are new in the database.
    pub new: usize,
}

/// Imports several documents and prints a line for each. Those that fail are reported, and the
/// others are kept.
pub fn import_all(context: &Context, documents: &[Document], job: Job) -> Result<Done> {
    // The bar is for a person who waits; it is drawn only on a terminal.
    let bar = if context.quiet {
        ProgressBar::hidden()
    } else {
        ProgressBar::new(documents.len() as u64)
    };
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len}  {wide_msg}")
            .unwrap_or(ProgressStyle::default_bar()),
    );

    let context = &Context { bar: bar.clone(), ..context.clone() };
    let mut importer = Importer::open_with(&context.db, job, &context.reader)?;
    let (mut done, mut tried) = (Done::default(), 0);

    let mut coming = documents.iter();
    let mut shows_next = || {
        if let Some(Document { path, .. }) = coming.next() {
            bar.set_message(printable_line(&path.display().to_string()));
            bar.tick();
        }
    };
    shows_next();

    let on_outcome = |document: &Document, outcome| {
        let path = &document.path;
        match outcome {
            Outcome::Imported(imported) => {
                context.narrate(&import_summary(context.lang, path, &imported).join(" "));
                done.new += usize::from(imported.saved.is_new());
                tried += 1;
            }
            Outcome::PassedOver(reason) => context.warn(&passed_over(context.lang, path, reason)),
            Outcome::Refused(refused) => {
                let Refused { error, .. } = with_remarks(context, path, refused);
                context.complain(&(*error).into());
                done.failed += 1;
                tried += 1;
            }
        }
        bar.inc(1);
        shows_next();
    };
    importer.import_all(documents, on_outcome).inspect_err(|_| bar.finish_and_clear())?;
    bar.finish_and_clear();

    if tried == 0 {
        let folder =
            documents.first().and_then(|document| document.path.parent()).unwrap_or(Path::new("."));
        return Err(ImportError::NoDocuments(folder.to_owned()).into());
    }
    if tried > 1 {
        context.narrate(&terminal::imported_all(context.lang, tried, done.failed));
    }
    Ok(done)
}

/// Prints how a rejected document was read: a part that was skipped may be the reason.
fn with_remarks(context: &Context, path: &Path, refused: Refused) -> Refused {
    if let Some(remarks) = terminal::remarks(context.lang, &refused.remarks) {
        context.narrate(&format!("{}: {remarks}", path.display()));
    }
    refused
}

/// The messages on an imported document: what was done, how it was read, and how many findings
/// there are.
fn import_summary(lang: Lang, path: &Path, imported: &Imported) -> Vec<String> {
    let mut messages = vec![terminal::imported(lang, path, &imported.contents, imported.saved)];
    if imported.saved.is_new() {
        messages.extend(terminal::remarks(lang, &imported.remarks));
        let count = |kind| imported.findings.iter().filter(|severity| **severity == kind).count();
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Note].map(count);
        messages.push(finding_counts(lang, errors, warnings, notes));
        messages.extend(terminal::kept_of_forms(lang, imported.kept));
        messages.extend(terminal::missing_forms(lang, &imported.contents));
    }
    messages
}
