//! `cchc import`: documents or folders into the database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::assessment::{self, CheckedDocument, Finding, Options, Severity};
use cchc::model::{Block, Year};
use cchc::source;
use cchc::store::{Conflict, Message, Saved, Store};
use cchc::text::{Lang, finding_message, place, severity_label, terminal};

use super::Context;
use crate::cli::{Admit, Import, Select};
use crate::failure::{FAILED, Told, report};

pub fn run(context: &Context, options: Import) -> Result<ExitCode> {
    let Import { paths, select: Select { year, block }, number, date, issuer, dry_run, admit } = options;
    let Admit { accept, replace } = admit;
    let options = Options { year, block, number, issued_on: date, issuer, accept };
    let conflict = if replace { Conflict::Reinstate } else { Conflict::Refuse };
    let documents = documents(context, &paths)?;
    let mut failed = 0;
    for path in &documents {
        let done = if dry_run {
            try_one(context, path, &options)
        } else {
            import(context, path, &options, conflict).map(drop)
        };
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

/// Reads, checks and saves one document; says what it did and how many findings there are.
pub fn import(context: &Context, path: &Path, options: &Options, conflict: Conflict) -> Result<Saved> {
    let document = read(path, options)?;
    let mut store = Store::open_for_import(&context.db)?;
    let saved = store.save(&document, conflict, message)?;
    context.narrate(&terminal::imported(context.lang, path, &contents(&document), saved));
    if saved == Saved::New {
        let findings: Vec<_> = document.assessments().iter().flat_map(|assessment| &assessment.findings).collect();
        context.narrate(&format!("  {}", counts(context.lang, &findings)));
    }
    Ok(saved)
}

/// The documents under the paths: files as they are named, folders with every .txt in them, sorted by path.
pub fn documents(context: &Context, paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = documents.len();
            collect(path, &mut documents)
                .map_err(|error| Told::failed(terminal::cannot_read(context.lang, path, &error)))?;
            if documents.len() == before {
                return Err(Told::failed(terminal::no_documents(context.lang, path)));
            }
        } else {
            documents.push(path.clone());
        }
    }
    Ok(documents)
}

fn collect(folder: &Path, documents: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, documents)?;
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt")) {
            documents.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path, options: &Options) -> Result<CheckedDocument> {
    Ok(assessment::check(source::read(path)?, options)?)
}

/// Says what an import would do, every finding included.
fn try_one(context: &Context, path: &Path, options: &Options) -> Result<()> {
    let document = read(path, options)?;
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
