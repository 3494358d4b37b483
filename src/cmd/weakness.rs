//! `cchc weakness`: where points are lost.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{criterion_summaries, persistent_weaknesses, weaknesses};
use cchc::render::table::Table;
use cchc::text::terminal;

use super::{Basis, Context};
use crate::cli::{Weakness, WeaknessBy};
use crate::failure::Told;

pub fn run(context: &Context, options: &Weakness) -> Result<ExitCode> {
    if options.by == WeaknessBy::Criterion && options.unit.is_some() {
        return Err(Told::usage(terminal::not_together(context.lang, "--by criterion", "--unit")));
    }
    if let Some(year) = options.select.year.filter(|_| options.persistent) {
        return Err(Told::usage(terminal::not_together(context.lang, "--persistent", &format!("--year {year}"))));
    }
    let (store, selection, frames) = if options.persistent {
        context.frames_of_years(options.select.block)?
    } else {
        context.frames(&options.select)?
    };
    let unit = options.unit.as_ref().map(|name| context.unit(&store, name, options.select.block)).transpose()?;
    let mut rows = weaknesses(&frames)?;
    if options.level > 1 && !rows.iter().any(|row| row.level == options.level) {
        return Err(Told::failed(terminal::no_level(context.lang, options.level)));
    }
    let table = match options.by {
        _ if options.persistent => {
            let mut rows = persistent_weaknesses(&rows);
            rows.retain(|row| row.level == options.level && unit.as_ref().is_none_or(|unit| unit.is(row.unit_id)));
            Table::of(&rows)
        }
        WeaknessBy::Unit => {
            rows.retain(|row| row.level == options.level && unit.as_ref().is_none_or(|unit| unit.is(row.unit_id)));
            Table::of(&rows)
        }
        WeaknessBy::Criterion => Table::of(&criterion_summaries(&frames, &rows, options.level)?),
    };
    context.write_figures(table, Basis::Scores, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
