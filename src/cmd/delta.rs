//! `cchc delta`: compares two years.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{
    History, Movement, criterion_changes, differs_at_constant_framework, grade_moves, load_deltas,
    movement,
};
use cchc::model::{Block, Points, UnitChange, Year};
use cchc::relation::{Cell, DeltaRow, Relation as _, UnitChangeRow};
use cchc::render::table::Table;
use cchc::text::change;

use super::{Basis, Context};
use crate::cli::{Delta, DeltaBy, Span};
use crate::failure::Reported;
use crate::words::terminal;

/// The units that are new or gone; empty if not all units of both years are known.
fn unit_changes(movement: &Movement) -> Vec<UnitChangeRow> {
    let Movement { block, from_year, to_year, .. } = *movement;
    let row = |change| {
        move |unit: &String| UnitChangeRow { block, from_year, to_year, unit: unit.clone(), change }
    };
    let entrants = movement.entrants.iter().flatten().map(row(UnitChange::Entrant));
    let leavers = movement.leavers.iter().flatten().map(row(UnitChange::Leaver));
    entrants.chain(leavers).collect()
}

pub fn run(context: &Context, options: &Delta) -> Result<ExitCode> {
    let lang = context.lang;
    if options.level.is_some() && options.by != DeltaBy::Criterion {
        return Err(Reported::usage(terminal::not_together(
            lang,
            "--level",
            "--by unit, cause, grade",
        )));
    }

    let level = options.level.unwrap_or(1);
    let (store, history, _) = context.history(options.block)?;
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.block)?;
    let is_selected = |id: i64| unit.as_ref().is_none_or(|unit| unit.is(id));

    let (mut rows, mut changes, mut moves) = (Vec::new(), Vec::new(), Vec::new());
    let mut movements: Vec<(Movement, Vec<String>)> = Vec::new();
    for (block, years) in spans(context, &history, options.span)? {
        let block_rows = load_deltas(&store, block, years)?;
        if let Some(movement) = movement(&history, &block_rows, block, years) {
            let caveats = change::caveats(lang, &history, &movement);
            movements.push((movement, caveats));
        }
        moves.extend(grade_moves(&block_rows, block, years));
        rows.extend(block_rows);
        if options.by == DeltaBy::Criterion {
            changes.extend(criterion_changes(&store, &history, block, years)?);
        }
    }

    let simulated = rows.iter().any(|row| row.simulated);
    let mut notes: Vec<String> = Vec::new();
    for (movement, caveats) in movements.iter().filter(|_| unit.is_none()) {
        let block_rows: Vec<_> = rows.iter().filter(|row| is_of(row, movement)).collect();
        notes.extend(change::movement(lang, movement, &block_rows));
        notes.extend(caveats.iter().cloned());
    }
    if unit.is_some() {
        notes.extend(
            movements
                .iter()
                .filter(|(movement, _)| {
                    rows.iter().any(|row| is_of(row, movement) && is_selected(row.unit_id))
                })
                .flat_map(|(_, caveats)| caveats.clone()),
        );
    }
    if let Some(unit) = unit.as_ref().filter(|unit| !rows.iter().any(|row| unit.is(row.unit_id))) {
        notes.push(terminal::not_in_both(lang, &unit.name));
    }

    let caveats_of = |row: &DeltaRow| {
        let own_movement = movements.iter().find(|(movement, _)| is_of(row, movement));
        own_movement.map_or(&[][..], |(_, caveats)| caveats.as_slice())
    };
    let table = match options.by {
        DeltaBy::Unit | DeltaBy::Cause => {
            let columns =
                if options.by == DeltaBy::Unit { DeltaRow::SHOWN } else { DeltaRow::CAUSES };
            let rows: Vec<_> =
                rows.iter().filter(|row| is_selected(row.unit_id)).cloned().collect();
            // The caveats of a row stand beside it.
            let caveats = rows.iter().map(|row| Cell::Texts(caveats_of(row).to_vec()));
            // Where no unit is reweighted, this column would repeat the change in attainment.
            let same = !rows.iter().any(differs_at_constant_framework);
            // Most documents have no points beside the criteria.
            let none =
                rows.iter().all(|row| row.beside.is_none_or(|points| points == Points::ZERO));
            let hidden = [(same, DeltaRow::constant_delta), (none, DeltaRow::beside)];
            let hidden = hidden.into_iter().filter(|(is_hidden, _)| *is_hidden);
            Table::showing(columns, &rows)
                .hiding(&hidden.map(|(_, column)| column).collect::<Vec<_>>())
                .with_column("caveats", caveats.collect::<Vec<_>>())
        }
        DeltaBy::Criterion => {
            if level > 1 && !changes.iter().any(|row| row.level == level) {
                return Err(Reported::failed(terminal::no_level(lang, level)));
            }
            changes.retain(|row| row.level == level && is_selected(row.unit_id));
            Table::taking(changes)
        }
        DeltaBy::Set => {
            let set = movements.iter().flat_map(|(movement, _)| unit_changes(movement));
            let set: Vec<_> = set
                .filter(|row| unit.as_ref().is_none_or(|unit| row.unit.starts_with(&unit.name)))
                .collect();
            Table::of(&set)
        }
        DeltaBy::Grade => {
            moves.retain(|grade_move| grade_move.unit_ids.iter().any(|id| is_selected(*id)));
            Table::of(&moves)
        }
    };

    let basis = if options.by == DeltaBy::Criterion { Basis::Scores } else { Basis::Results };
    context.say_if_empty(&table, basis, &history.assessments);
    context.write(&table.with_notes(notes, simulated), &options.output)?;
    Ok(ExitCode::SUCCESS)
}

fn is_of(row: &DeltaRow, movement: &Movement) -> bool {
    (row.block, row.from_year, row.to_year)
        == (movement.block, movement.from_year, movement.to_year)
}

/// The two years of each block: those of the options, or the last two that are stored.
pub fn spans(context: &Context, history: &History, span: Span) -> Result<Vec<(Block, [Year; 2])>> {
    let lang = context.lang;
    let known: Vec<_> =
        history.assessments.iter().map(|assessment| (assessment.year, assessment.block)).collect();
    if let Some((from, to)) = span.from.zip(span.to).filter(|(from, to)| from >= to) {
        return Err(Reported::usage(terminal::years_reversed(lang, from, to)));
    }
    for year in [span.from, span.to].into_iter().flatten() {
        if !known.iter().any(|(candidate, _)| *candidate == year) {
            return Err(Reported::failed(terminal::nothing_stored(lang, Some(year), None, &known)));
        }
    }

    let of_block = |block: Block| {
        let years = history.years(block);
        let to = span.to.or_else(|| {
            years.iter().copied().rfind(|year| span.from.is_none_or(|from| from < *year))
        })?;
        let from = span.from.or_else(|| years.iter().copied().rfind(|year| *year < to))?;
        (years.contains(&from) && years.contains(&to) && from < to).then_some((block, [from, to]))
    };
    let spans: Vec<_> = history.blocks().into_iter().filter_map(of_block).collect();
    if spans.is_empty() {
        return Err(Reported::failed(terminal::needs_two_years(lang, &known)));
    }
    Ok(spans)
}
