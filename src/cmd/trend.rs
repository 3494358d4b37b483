//! `cchc trend`: the course over the years.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{Lineage, MIN_YEARS, block_trends, trends};
use cchc::render::table::{BLOCK_TRENDS, TRENDS, Table};
use cchc::store::Selection;
use cchc::text::change;

use super::Context;
use crate::cli::{LineageMode, Trend, TrendBy};

pub fn run(context: &Context, options: &Trend) -> Result<ExitCode> {
    let (store, history) = context.history(options.block)?;
    let unit = options.unit.as_ref().map(|name| context.unit(&store, name, options.block)).transpose()?;
    let (table, notes) = match options.by {
        TrendBy::Unit => {
            let mut rows = trends(&history, options.lineage.into());
            rows.retain(|row| unit.as_ref().is_none_or(|(_, unit)| *unit == row.unit));
            let short = rows.iter().filter(|row| row.years < MIN_YEARS).count();
            let note = (short > 0).then(|| change::too_short(context.lang, short, rows.len(), MIN_YEARS));
            (Table::of_rows(&TRENDS, &rows), note)
        }
        TrendBy::Block => (Table::of_rows(&BLOCK_TRENDS, &block_trends(&history)), None),
    };
    let table = table.with_notes(notes.into_iter().collect(), false);
    let selection = Selection { year: None, block: options.block };
    context.write_figures(table, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

impl From<LineageMode> for Lineage {
    fn from(mode: LineageMode) -> Self {
        match mode {
            LineageMode::AsIs => Self::AsIs,
            LineageMode::Merged => Self::Merged,
        }
    }
}
