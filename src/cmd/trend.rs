//! `cchc trend`: trends over the years.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum as _;

use cchc::analysis::{Lineage, MIN_YEARS, is_crossing, is_unlike, load_trends};
use cchc::relation::{BlockSpread, BlockTrendRow, Cell, MergerRow, SurveyAgreement, TrendRow};
use cchc::render::table::Table;
use cchc::text::change;

use super::{Basis, Context};
use crate::cli::{LineageMode, Trend, TrendBy};
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Trend) -> Result<ExitCode> {
    let lang = context.lang;
    if options.by != TrendBy::Unit && (options.unit.is_some() || options.lineage.is_some()) {
        let option = if options.unit.is_some() { "--unit" } else { "--lineage" };
        let by = options
            .by
            .to_possible_value()
            .map_or_else(String::new, |by| format!("--by {}", by.get_name()));
        return Err(Reported::usage(terminal::not_together(lang, &by, option)));
    }

    let (store, history, selection) = context.history(options.block)?;
    context.needs_two_years(&store, selection)?;
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.block)?;

    let (table, notes) = match options.by {
        TrendBy::Unit => {
            let lineage = options.lineage.map_or(Lineage::AsIs, Into::into);
            let mut rows = load_trends(&store, &history, selection, lineage)?;
            rows.retain(|row| unit.as_ref().is_none_or(|unit| unit.is(row.unit_id)));
            let order = store.load_name_order()?;
            rows.sort_by_key(|row| (row.block, order.get(&row.unit_id).copied()));
            let short = rows.iter().filter(|row| row.years < MIN_YEARS).count();
            let mut notes = Vec::new();
            notes
                .extend((short > 0).then(|| change::too_short(lang, short, rows.len(), MIN_YEARS)));
            let continued: Vec<_> = rows.iter().filter(|row| row.derived_years > 0).collect();
            notes.extend((!continued.is_empty()).then(|| change::continued(lang, &continued)));
            let derived: Vec<_> = rows.iter().map(|row| Cell::Count(row.derived_years)).collect();
            let series = rows
                .iter()
                .map(|row| Cell::Nested(serde_json::to_value(&row.points).unwrap_or_default()));
            let same: &[_] = if rows.iter().any(is_crossing) {
                &[]
            } else {
                &[TrendRow::framework_changes, TrendRow::constant_slope]
            };
            let table = Table::of(&rows).hiding(same);
            (table.with_column("derived_years", derived).with_column("series", series), notes)
        }
        TrendBy::Block => {
            let rows: Vec<BlockTrendRow> = store.load(selection, &[])?;
            let short = rows.iter().filter(|row| row.slope.is_none()).count();
            let note = (short > 0).then(|| change::too_short(lang, short, rows.len(), MIN_YEARS));
            let twin = [
                BlockTrendRow::framework_changed,
                BlockTrendRow::set_changed,
                BlockTrendRow::constant_units,
                BlockTrendRow::constant_attainment,
                BlockTrendRow::constant_slope,
            ];
            let same = if rows.iter().any(is_unlike) { &[][..] } else { &twin };
            (Table::of(&rows).hiding(same), note.into_iter().collect())
        }
        TrendBy::Spread => {
            let rows: Vec<BlockSpread> = store.load(selection, &[])?;
            let courses: Vec<BlockTrendRow> = store.load(selection, &[])?;
            let twin = [BlockSpread::constant_units, BlockSpread::constant_spread];
            let same = if courses.iter().any(is_unlike) { &[][..] } else { &twin };
            (Table::of(&rows).hiding(same), change::framework_notes(lang, &history))
        }
        TrendBy::Agreement => {
            (Table::of(&store.load::<SurveyAgreement>(selection, &[])?), Vec::new())
        }
        TrendBy::Merger => (Table::of(&store.load::<MergerRow>(selection, &[])?), Vec::new()),
    };

    let table = table.with_notes(notes, false);
    context.write_figures(table, Basis::Results, &store, selection, &options.output)?;
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
