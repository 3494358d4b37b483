//! `cchc rank`: the ranks of the units.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{load_places, rank_by_recomputed, with_next_grades};
use cchc::model::{Points, RankConvention};
use cchc::relation::{
    Cell, Column, NextGradeRow, PlaceRow, RankIntervalRow, RankingRow, Relation as _,
};
use cchc::render::table::{Format, Table};
use cchc::store::{Selection, Store, StoredIndex};
use cchc::text::change;
use cchc::text::report::{block_heading, no_rank_intervals, rank_intervals};

use super::{Basis, Context};
use crate::cli::Rank;

pub fn run(context: &Context, options: &Rank) -> Result<ExitCode> {
    if options.children {
        return children(context, options);
    }
    let (store, selection) = context.open(&options.select)?;
    if options.all_indices {
        return all_indices(context, &store, options);
    }
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
    let table = Table::showing(&shown(&rows), &rows);
    context.write_figures(table, Basis::Results, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// The columns that people see: the usual ones, the maximum where it is not 100 for all, which a
/// total alone does not tell, and the further points that some unit has.
fn shown(rows: &[RankingRow]) -> Vec<Column<RankingRow>> {
    let has_any =
        |column: &Column<RankingRow>| rows.iter().any(|row| (column.cell)(row) != Cell::Empty);
    let has_other_maximum = rows.iter().any(|row| row.max_total != Points::HUNDRED);
    RankingRow::SHOWN
        .iter()
        .copied()
        .chain(Some(RankingRow::max_total).filter(|_| has_other_maximum))
        .chain(RankingRow::BESIDE.into_iter().filter(has_any))
        .collect()
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
    for assessment in store.load_assessments(selection)? {
        if assessment.ranks == RankConvention::Dense {
            let block = block_heading(context.lang, assessment.block);
            let reason = no_rank_intervals(context.lang);
            context.narrate(&format!("{block} {}: {reason}", assessment.year));
        }
    }
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

/// Writes the places of the units in every index of the authority. People read one row per unit.
fn all_indices(context: &Context, store: &Store, options: &Rank) -> Result<ExitCode> {
    let authority = store.scope()?.map(|scope| scope.authority);
    let indices = store.load_indices()?.into_iter();
    let indices = indices.filter(|stored| Some(stored.scope.authority) == authority).collect();
    let Places { mut rows, notes } = places(context, store, indices, options)?;

    // In the order of the first index in which each unit has a place.
    let mut order: Vec<_> = rows.iter().map(|row| (row.year, row.block, row.unit_id)).collect();
    order.sort_by_key(|(year, block, _)| (*year, *block));
    let place =
        |row: &PlaceRow| order.iter().position(|key| *key == (row.year, row.block, row.unit_id));
    rows.sort_by_cached_key(place);
    let table = match options.output.format() {
        Format::Table | Format::Line | Format::Markdown => Table::of_places(&rows),
        // A place such as 3/19 is a text, by which nothing can be sorted.
        Format::Csv | Format::Json | Format::Jsonl | Format::Xlsx => Table::of(&rows),
    };
    let is_simulated = rows.iter().any(|row| row.simulated);
    context.write(&table.with_notes(notes, is_simulated), &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the rankings of the authorities below one, each for itself.
fn children(context: &Context, options: &Rank) -> Result<ExitCode> {
    let store = Store::open(&context.db)?;
    let indices = store.load_children(context.authority.as_deref())?;
    let indices = indices
        .into_iter()
        .filter(|stored| context.index.unwrap_or_default() == stored.scope.index);
    let Places { rows, notes } = places(context, &store, indices.collect(), options)?;
    let table = Table::of(&rows);
    context.say_if_empty(&table, Basis::Results, &[]);
    let is_simulated = rows.iter().any(|row| row.simulated);
    context.write(&table.with_notes(notes, is_simulated), &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// Places in several indices, and what a reader has to know about them.
struct Places {
    rows: Vec<PlaceRow>,
    notes: Vec<String>,
}

fn places(
    context: &Context,
    store: &Store,
    indices: Vec<StoredIndex>,
    options: &Rank,
) -> Result<Places> {
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    for stored in indices {
        store.look_at(Some(stored.scope));
        let selection = Context::selection(store, &options.select)?;
        rows.extend(load_places(store, &stored, selection)?);
        for assessment in store.load_assessments(selection)? {
            for note in change::notes(context.lang, &assessment) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
    }
    Ok(Places { rows, notes })
}
