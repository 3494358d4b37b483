//! `cchc rank`: who stands where.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{rank_by_recomputed, rankings, with_next_grades};
use cchc::render::table::Table;
use cchc::store::Selection;

use super::{Basis, Context};
use crate::cli::Rank;

pub fn run(context: &Context, options: &Rank) -> Result<ExitCode> {
    let (store, selection, frames) = context.frames(&options.select)?;
    let mut rows = rankings(&frames)?;
    if options.recomputed {
        rows = rank_by_recomputed(rows);
    }
    let rows = with_next_grades(rows, &store.load_assessments(Selection::default())?);
    context.write_figures(Table::of(&rows), Basis::Results, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
