//! `cchc rank`: who stands where.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{rank_by_recomputed, with_next_grades};
use cchc::relation::RankingRow;
use cchc::render::table::Table;

use super::{Basis, Context};
use crate::cli::Rank;

pub fn run(context: &Context, options: &Rank) -> Result<ExitCode> {
    let (store, selection) = context.open(&options.select)?;
    let mut rows: Vec<RankingRow> = store.load(selection, &[])?;
    if options.recomputed {
        rows = with_next_grades(rank_by_recomputed(rows), &store.load_assessments(selection)?);
    }
    context.write_figures(Table::of(&rows), Basis::Results, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
