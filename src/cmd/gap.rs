//! `cchc gap`: who over-scored himself, by how much, and where.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{audit_cells, gaps, unit_gaps};
use cchc::render::table::{AUDIT_CELLS, GAPS, Table, UNIT_GAPS};

use super::Context;
use crate::cli::{Gap, GapBy};

pub fn run(context: &Context, options: &Gap) -> Result<ExitCode> {
    let (store, frames) = context.frames(&options.select)?;
    let unit = options.unit.as_ref().map(|name| context.unit(&store, name, options.select.block)).transpose()?;
    let wanted = |name: &str| unit.as_ref().is_none_or(|(_, unit)| unit == name);
    let table = match options.by {
        GapBy::Unit => {
            let mut rows = unit_gaps(&frames)?;
            rows.retain(|row| wanted(&row.unit));
            Table::of_rows(&UNIT_GAPS, &rows)
        }
        GapBy::Criterion => {
            let mut rows = gaps(&frames)?;
            rows.retain(|row| wanted(&row.unit));
            Table::of_rows(&GAPS, &rows)
        }
        GapBy::Cell => {
            let rows = gaps(&frames)?;
            let mut assessments: Vec<_> = rows.iter().map(|row| (row.year, row.block)).collect();
            assessments.dedup();
            let cells = assessments.into_iter().flat_map(|(year, block)| audit_cells(&rows, year, block));
            let cells: Vec<_> = cells.filter(|cell| wanted(&cell.unit)).collect();
            Table::of_rows(&AUDIT_CELLS, &cells)
        }
    };
    context.write(&table, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
