//! `cchc leniency`: how far units score themselves above their block, and how certain that is.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::leniency_summary;
use cchc::relation::{Cell, CriterionStrictness, GapRow, LastingLeniency, LeniencyRow};
use cchc::render::table::Table;
use cchc::store::{Selection, Store};
use cchc::text::report::{block_heading, lasting_leniency, leniency, no_leniency};

use super::{Basis, Context};
use crate::cli::{Leniency, LeniencyBy, Select};

pub fn run(context: &Context, options: &Leniency) -> Result<ExitCode> {
    if options.lasting {
        return lasting(context, options);
    }
    let (store, selection) = context.open(&options.select)?;
    let mut units: Vec<LeniencyRow> = store.load(selection, &[])?;
    let criteria: Vec<CriterionStrictness> = store.load(selection, &[])?;
    units.sort_by(|a, b| {
        (a.year, a.block).cmp(&(b.year, b.block)).then(b.leniency.total_cmp(&a.leniency))
    });

    let table = match options.by {
        LeniencyBy::Unit => Table::of(&units),
        LeniencyBy::Criterion => Table::of(&criteria),
    };
    context.write_figures(table, Basis::Scores, &store, selection, &options.output)?;
    explain(context, &store, selection, &units, &criteria)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints for every block and year what its model shows.
fn explain(
    context: &Context,
    store: &Store,
    selection: Selection,
    units: &[LeniencyRow],
    criteria: &[CriterionStrictness],
) -> Result<()> {
    let lang = context.lang;
    for assessment in store.load_assessments(selection)? {
        let (year, block) = (assessment.year, assessment.block);
        let head = format!("{} {year}", block_heading(lang, block));
        let block_rows: Vec<_> =
            units.iter().filter(|row| (row.year, row.block) == (year, block)).cloned().collect();
        let strict: Vec<_> =
            criteria.iter().filter(|row| (row.year, row.block) == (year, block)).cloned().collect();
        let of_year = Selection { year: Some(year), block: Some(block), ..Selection::default() };
        let gaps: Vec<GapRow> = store.load(of_year, &[(GapRow::level, Cell::Level(1))])?;
        let message =
            leniency_summary(&block_rows, &strict, &gaps).map(|summary| leniency(lang, &summary));
        context.narrate(&format!("{head}: {}", message.unwrap_or_else(|| no_leniency(lang))));
    }
    Ok(())
}

/// Writes the leniency that lasts over the years.
fn lasting(context: &Context, options: &Leniency) -> Result<ExitCode> {
    let (store, selection) = context.open_years(options.select.block)?;
    let all_years = Select { year: None, block: options.select.block };
    let of_block = Context::selection(&store, &all_years)?;
    let mut rows: Vec<LastingLeniency> = store.load(of_block, &[])?;
    rows.sort_by(|a, b| a.block.cmp(&b.block).then(b.leniency.total_cmp(&a.leniency)));
    context.write_figures(Table::of(&rows), Basis::Scores, &store, selection, &options.output)?;
    for block in rows.chunk_by(|a, b| a.block == b.block) {
        if let Some(message) = lasting_leniency(context.lang, block) {
            context.narrate(&format!("{}: {message}", block_heading(context.lang, block[0].block)));
        }
    }
    Ok(ExitCode::SUCCESS)
}
