//! `cchc weakness`: where points are lost.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{criterion_summaries, weaknesses};
use cchc::render::table::{CRITERION_SUMMARIES, Table, WEAKNESSES};
use cchc::text::terminal;

use super::Context;
use crate::cli::{Weakness, WeaknessBy};
use crate::failure::Told;

pub fn run(context: &Context, options: &Weakness) -> Result<ExitCode> {
    if options.by == WeaknessBy::Criterion && options.unit.is_some() {
        return Err(Told::usage(terminal::not_together(context.lang, "--by criterion", "--unit")));
    }
    let (store, frames) = context.frames(&options.select)?;
    let unit = options.unit.as_ref().map(|name| context.unit(&store, name, options.select.block)).transpose()?;
    let mut rows = weaknesses(&frames)?;
    let table = match options.by {
        WeaknessBy::Unit => {
            rows.retain(|row| unit.as_ref().is_none_or(|(_, unit)| *unit == row.unit));
            Table::of_rows(&WEAKNESSES, &rows)
        }
        WeaknessBy::Criterion => Table::of_rows(&CRITERION_SUMMARIES, &criterion_summaries(&frames, &rows)?),
    };
    context.write(&table, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
