//! `cchc weakness`: where points are lost.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum as _;

use cchc::relation::{
    Cell, CriterionDiscrimination, CriterionRow, CriterionSummary, PersistentWeakness, WeaknessRow,
};
use cchc::render::table::Table;

use super::{Basis, Context};
use crate::cli::{Select, Weakness, WeaknessBy};
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Weakness) -> Result<ExitCode> {
    if options.by != WeaknessBy::Unit && options.unit.is_some() {
        let by = options
            .by
            .to_possible_value()
            .map_or_else(String::new, |by| format!("--by {}", by.get_name()));
        return Err(Reported::usage(terminal::not_together(context.lang, &by, "--unit")));
    }
    if options.by == WeaknessBy::Discrimination && options.level > 1 {
        let level = format!("--level {}", options.level);
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            "--by discrimination",
            &level,
        )));
    }
    if let Some(year) = options.select.year.filter(|_| options.persistent) {
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            "--persistent",
            &format!("--year {year}"),
        )));
    }

    let (store, selection) = if options.persistent {
        context.open_years(options.select.block)?
    } else {
        context.open(&options.select)?
    };
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.select.block)?;

    let level = Cell::Level(options.level);
    let is_selected = |id: i64| unit.as_ref().is_none_or(|unit| unit.is(id));
    if options.level > 1
        && store.load(selection, &[(CriterionRow::level, level.clone())])?.is_empty()
    {
        return Err(Reported::failed(terminal::no_level(context.lang, options.level)));
    }

    let table = match options.by {
        _ if options.persistent => {
            let all_years = Select { year: None, block: options.select.block };
            let of_block = Context::selection(&store, &all_years)?;
            let mut rows: Vec<PersistentWeakness> =
                store.load(of_block, &[(PersistentWeakness::level, level)])?;
            rows.retain(|row| is_selected(row.unit_id));
            Table::of(&rows)
        }
        WeaknessBy::Unit => {
            let mut rows: Vec<WeaknessRow> =
                store.load(selection, &[(WeaknessRow::level, level)])?;
            rows.retain(|row| is_selected(row.unit_id));
            Table::taking(rows)
        }
        WeaknessBy::Criterion => {
            let rows: Vec<CriterionSummary> =
                store.load(selection, &[(CriterionSummary::level, level)])?;
            Table::of(&rows)
        }
        WeaknessBy::Discrimination => {
            Table::of(&store.load::<CriterionDiscrimination>(selection, &[])?)
        }
    };
    context.write_figures(table, Basis::Scores, &store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
