//! `cchc check`: what the checks found in the stored figures.

use std::process::ExitCode;

use anyhow::Result;

use cchc::model::Severity;
use cchc::relation::{FindingRow, Relation as _};
use cchc::render::table::Table;
use cchc::store::Selection;

use super::{Basis, Context};
use crate::cli::Check;
use crate::failure::FAILED;

pub fn run(context: &Context, options: &Check) -> Result<ExitCode> {
    let store = context.store()?;
    let selection = Context::selection(&store, &options.select)?;
    // Self scores that wait for their appraisal have findings as well.
    let waiting = Selection { waiting: true, ..selection };
    if store.load_assessments(waiting)?.is_empty() {
        context.open(&options.select)?;
    }
    let findings: Vec<FindingRow> = store.load(selection, &[])?;
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    let columns = context.lang.pick(FindingRow::SHOWN, FindingRow::SHOWN_EN);
    let table = Table::showing(columns, &findings);
    context.write_figures(table, Basis::Results, &store, selection, &options.output)?;
    Ok(if errors { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}
