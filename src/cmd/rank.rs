//! `cchc rank`: the ranks of the units.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{rank_by_recomputed, with_next_grades};
use cchc::relation::{Cell, NextGradeRow, RankIntervalRow, RankingRow};
use cchc::render::table::Table;
use cchc::store::{Selection, Store};
use cchc::text::report::{block_heading, rank_intervals};

use super::{Basis, Context};
use crate::cli::Rank;

pub fn run(context: &Context, options: &Rank) -> Result<ExitCode> {
    let (store, selection) = context.open(&options.select)?;
    if options.intervals {
        return intervals(context, &store, selection, options);
    }
    if options.next_grade {
        return next_grades(context, &store, selection, options);
    }
    let mut rows: Vec<RankingRow> = store.load(selection, &[])?;
    if options.recomputed {
        rows = with_next_grades(rank_by_recomputed(rows), &store.load_assessments(selection)?);
    }
    context.write_figures(Table::of(&rows), Basis::Results, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the intervals of the ranks, and prints how many ranks are certain.
fn intervals(
    context: &Context,
    store: &Store,
    selection: Selection,
    options: &Rank,
) -> Result<ExitCode> {
    let rows: Vec<RankIntervalRow> = store.load(selection, &[])?;
    context.write_figures(Table::of(&rows), Basis::Results, store, selection, &options.output)?;
    for block in rows.chunk_by(|a, b| (a.year, a.block) == (b.year, b.block)) {
        if let Some(message) = rank_intervals(context.lang, block) {
            context.narrate(&format!(
                "{} {}: {message}",
                block_heading(context.lang, block[0].block),
                block[0].year
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes where units could gain the points that they lack for the next grade.
fn next_grades(
    context: &Context,
    store: &Store,
    selection: Selection,
    options: &Rank,
) -> Result<ExitCode> {
    let of_way = [(NextGradeRow::realistic, Cell::Flag(options.realistic))];
    let rows: Vec<NextGradeRow> = store.load(selection, &of_way)?;
    context.write_figures(Table::of(&rows), Basis::Scores, store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
