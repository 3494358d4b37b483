//! `cchc gap`: which units over-scored themselves, by how much, and on which criteria.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::audit_cells;
use cchc::relation::{Cell, GapRow, ImprovedSelfScoring, PersistentOverscoring, UnitGapRow};
use cchc::render::table::Table;

use super::{Basis, Context};
use crate::cli::{Gap, GapBy, Select};
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Gap) -> Result<ExitCode> {
    if options.persistent || options.improved {
        return lasting(context, options);
    }
    if let Some(level) = options.level.filter(|_| options.by == GapBy::Unit) {
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            "--by unit",
            &format!("--level {level}"),
        )));
    }

    let level = options.level.unwrap_or(1);
    let (store, selection) = context.open(&options.select)?;
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.select.block)?;
    let is_selected = |id: i64| unit.as_ref().is_none_or(|unit| unit.is(id));

    let of_level = [(GapRow::level, Cell::Level(level))];
    let table = match options.by {
        GapBy::Unit => {
            let mut rows: Vec<UnitGapRow> = store.load(selection, &[])?;
            rows.retain(|row| is_selected(row.unit_id));
            Table::of(&rows)
        }
        GapBy::Criterion => {
            let mut rows: Vec<GapRow> = store.load(selection, &of_level)?;
            rows.retain(|row| is_selected(row.unit_id));
            Table::taking(rows)
        }
        GapBy::Cell => {
            let rows: Vec<GapRow> = store.load(selection, &of_level)?;
            let mut assessments: Vec<_> = rows.iter().map(|row| (row.year, row.block)).collect();
            assessments.dedup();
            let cells =
                assessments.into_iter().flat_map(|(year, block)| audit_cells(&rows, year, block));
            let cells: Vec<_> = cells.filter(|cell| is_selected(cell.unit_id)).collect();
            Table::of(&cells)
        }
    };
    context.write_figures(table, Basis::Scores, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// The units that over-score themselves year after year, or that no longer do.
fn lasting(context: &Context, options: &Gap) -> Result<ExitCode> {
    if let Some(year) = options.select.year {
        let option = if options.persistent { "--persistent" } else { "--improved" };
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            option,
            &format!("--year {year}"),
        )));
    }
    if let Some(level) = options.level {
        let option = if options.persistent { "--persistent" } else { "--improved" };
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            option,
            &format!("--level {level}"),
        )));
    }

    let (store, selection) = context.open_years(options.select.block)?;
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.select.block)?;
    let is_selected = |id: i64| unit.as_ref().is_none_or(|unit| unit.is(id));
    let all_years = Select { year: None, block: options.select.block };
    let of_block = Context::selection(&store, &all_years)?;

    let table = if options.persistent {
        let mut rows: Vec<PersistentOverscoring> = store.load(of_block, &[])?;
        rows.retain(|row| is_selected(row.unit_id));
        Table::of(&rows)
    } else {
        let mut rows: Vec<ImprovedSelfScoring> = store.load(of_block, &[])?;
        rows.retain(|row| is_selected(row.unit_id));
        Table::of(&rows)
    };
    context.write_figures(table, Basis::Scores, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
