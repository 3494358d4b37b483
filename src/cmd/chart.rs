//! `cchc chart`: draws one chart into a file.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{
    BlockReport, FrameworkBreak, History, Lineage, course_medians, criterion_changes, level_pairs,
    load_deltas, load_trends, movers, report_block,
};
use cchc::chart::{self, ChartSource, Scene};
use cchc::model::{Block, Year};
use cchc::relation::{Cell, CriterionChange, DeltaRow, TrendRow, UnitGapRow, WeaknessRow};
use cchc::render::picture::{draw_png, draw_svg};
use cchc::store::{Selection, Store};
use cchc::text::report::no_leniency;
use cchc::text::{ChartKind, ChartScope, Lang};

use super::{Context, NamedUnit};
use crate::cli::{Chart, Span};
use crate::failure::Reported;
use crate::words::terminal;

/// The pixels per unit of the scene: twice those of the screen, for print.
const PNG_SCALE: u32 = 2;

pub fn run(context: &Context, options: &Chart) -> Result<ExitCode> {
    let lang = context.lang;
    let ending =
        options.output.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let is_png = match ending.as_deref() {
        Some("png") => true,
        Some("svg") => false,
        _ => return Err(Reported::usage(terminal::unknown_picture(lang, &options.output))),
    };
    check_options(context, options)?;
    let scene = scene(context, options)?;
    let bytes = if is_png { draw_png(&scene, PNG_SCALE)? } else { draw_svg(&scene)?.into_bytes() };
    context.write_file(&options.output, &bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// The scene of a kind of chart.
pub fn scene(context: &Context, options: &Chart) -> Result<Scene> {
    let lang = context.lang;
    let of_year =
        |draw: fn(Lang, &BlockReport, &ChartSource) -> Scene| of_year(context, options, draw);
    let of_unit = |unit: Option<&NamedUnit>| {
        unit.cloned().ok_or_else(|| Reported::usage(terminal::needs_unit(lang)))
    };
    match options.kind {
        ChartKind::Ranking => of_year(|lang, block, source| {
            chart::ranking(lang, &block.rankings, &block.rank_intervals, source)
        }),
        ChartKind::Gap => of_year(|lang, block, source| chart::gap(lang, &block.unit_gaps, source)),
        ChartKind::Leniency => {
            of_year(|lang, block, source| chart::leniency(lang, &block.leniency, source))
        }
        ChartKind::Heatmap => of_year(|lang, block, source| {
            let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
            chart::heatmap(lang, &units, &block.weaknesses, &block.criterion_summaries, source)
        }),
        ChartKind::Lost => of_year(|lang, block, source| {
            chart::lost(lang, &block.weaknesses, &block.criterion_summaries, source)
        }),
        ChartKind::Bump => of_years(context, options, |view, _| view.bump()),
        ChartKind::Course => of_years(context, options, |view, _| view.course()),
        ChartKind::Delta => of_years(context, options, |view, _| view.deltas()),
        ChartKind::GapYears => of_years(context, options, |view, _| view.gap_years()),
        ChartKind::History => {
            of_years(context, options, |view, unit| view.history(&of_unit(unit)?))
        }
        ChartKind::Causes => of_years(context, options, |view, unit| view.causes(&of_unit(unit)?)),
    }
}

/// A chart of one block in one year.
fn of_year(
    context: &Context,
    options: &Chart,
    draw: fn(Lang, &BlockReport, &ChartSource) -> Scene,
) -> Result<Scene> {
    let lang = context.lang;
    let (store, selection) = context.open(&options.select)?;
    let mut assessments = store.load_assessments(selection)?;
    let found = assessments.iter().map(|assessment| assessment.block).collect();
    let (Some(assessment), true) = (assessments.pop(), assessments.is_empty()) else {
        return Err(Reported::usage(terminal::needs_block(lang, &found)));
    };
    // A chart of one year makes no comparison, so no history is needed.
    let block = report_block(&store, &History::default(), assessment)?;
    if options.kind != ChartKind::Ranking && block.weaknesses.is_empty() {
        return Err(Reported::failed(terminal::no_scores(lang)));
    }
    if options.kind == ChartKind::Leniency && block.leniency.is_empty() {
        return Err(Reported::failed(no_leniency(lang)));
    }

    Ok(draw(lang, &block, &ChartSource::of(&block.assessment)))
}

/// Returns an error for an option that has no meaning for the kind of chart.
fn check_options(context: &Context, options: &Chart) -> Result<()> {
    let Chart { kind, select, span, unit, lineage, .. } = options;
    let is_of_year = kind.scope() == ChartScope::Year;
    let is_of_unit = kind.scope() == ChartScope::Unit;
    let unused = [
        ("--year", select.year.is_some() && !is_of_year),
        ("--from", span.from.is_some() && is_of_year),
        ("--to", span.to.is_some() && is_of_year),
        ("--unit", unit.is_some() && !is_of_unit),
        ("--lineage", lineage.is_some() && *kind != ChartKind::Course),
    ];
    if let Some((option, _)) = unused.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Reported::usage(terminal::not_together(
            context.lang,
            &format!("chart {kind}"),
            option,
        )));
    }
    if is_of_unit && unit.is_none() {
        return Err(Reported::usage(terminal::needs_unit(context.lang)));
    }
    Ok(())
}

/// A chart of one block, or of one unit, over several years.
fn of_years(
    context: &Context,
    options: &Chart,
    draw: impl Fn(&View<'_>, Option<&NamedUnit>) -> Result<Scene>,
) -> Result<Scene> {
    let lang = context.lang;
    let (store, history, _) = context.history(options.select.block)?;
    let unit = context.optional_unit(&store, options.unit.as_deref(), options.select.block)?;

    // The block, or the group of it, in which the unit was ranked last.
    let of_unit = |unit: &NamedUnit| {
        let mut rows = history.rankings.iter();
        rows.rfind(|row| unit.is(row.unit_id)).map(|row| row.block)
    };
    let block = match (unit.as_ref().and_then(of_unit), history.blocks().as_slice()) {
        (Some(block), _) => block,
        (None, [block]) => *block,
        _ => {
            return Err(Reported::usage(terminal::needs_one_block(
                lang,
                &history.blocks().iter().copied().collect(),
            )));
        }
    };

    let spans = super::delta::spans(context, &history, options.span)?;
    let Some((_, pair)) = spans.into_iter().find(|(candidate, _)| *candidate == block) else {
        let known: Vec<_> = history.years(block).into_iter().map(|year| (year, block)).collect();
        return Err(Reported::failed(terminal::needs_two_years(lang, &known)));
    };
    draw(&View { lang, store: &store, history: &history, block, pair, options }, unit.as_ref())
}

/// One block over the years that the options select.
struct View<'a> {
    lang: Lang,
    store: &'a Store,
    history: &'a History,
    block: Block,
    /// The two years to compare.
    pair: [Year; 2],
    options: &'a Chart,
}

impl View<'_> {
    fn has_year(&self, year: Year) -> bool {
        let Span { from, to } = self.options.span;
        from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
    }

    /// The years of the block that may be compared.
    fn selection(&self) -> Selection {
        Selection { block: Some(self.block), ..Selection::default() }
    }

    fn years(&self) -> Vec<Year> {
        self.history.years(self.block).into_iter().filter(|year| self.has_year(*year)).collect()
    }

    /// The new frameworks after the first and up to the last of some years.
    fn breaks(&self, years: &[Year]) -> Vec<FrameworkBreak> {
        let (first, last) = (years.first().copied(), years.last().copied());
        let within = |framework_break: &FrameworkBreak| {
            Some(framework_break.year) > first && Some(framework_break.year) <= last
        };
        self.history.framework_breaks(self.block).into_iter().filter(within).collect()
    }

    fn source(&self, years: &[Year]) -> ChartSource {
        ChartSource::years(
            years.iter().filter_map(|year| self.history.assessment(self.block, *year)),
        )
    }

    fn trends(&self, lineage: Lineage) -> Result<Vec<TrendRow>> {
        let mut rows = load_trends(self.store, self.history, self.selection(), lineage)?;
        rows.retain(|row| row.block == self.block);
        for row in &mut rows {
            row.points.retain(|point| self.has_year(point.year));
        }
        rows.retain(|row| !row.points.is_empty());
        Ok(rows)
    }

    fn bump(&self) -> Result<Scene> {
        let years = self.years();
        let rows = self.trends(Lineage::AsIs)?;
        let deltas = match years[..] {
            [.., from, to] => load_deltas(self.store, self.block, [from, to])?,
            _ => Vec::new(),
        };
        let (movers, breaks, source) = (movers(&deltas), self.breaks(&years), self.source(&years));
        let level = level_pairs(&self.store.load(self.selection(), &[])?);
        let marked = chart::Marked { movers: &movers, level: &level };
        Ok(chart::bump(self.lang, self.block, &years, &rows, marked, &breaks, &source))
    }

    fn course(&self) -> Result<Scene> {
        let years = self.years();
        let rows = self.trends(self.options.lineage.map_or(Lineage::AsIs, Into::into))?;
        let medians = course_medians(&rows);
        let (breaks, source) = (self.breaks(&years), self.source(&years));
        Ok(chart::course(self.lang, self.block, &years, &rows, &medians, &breaks, &source))
    }

    fn compared(&self) -> Result<(Vec<DeltaRow>, Vec<CriterionChange>)> {
        let rows = load_deltas(self.store, self.block, self.pair)?;
        let mut changes = criterion_changes(self.store, self.history, self.block, self.pair)?;
        changes.retain(|row| row.level == 1);
        Ok((rows, changes))
    }

    fn deltas(&self) -> Result<Scene> {
        let (rows, _) = self.compared()?;
        Ok(chart::delta(self.lang, &rows, &self.breaks(&self.pair), &self.source(&self.pair)))
    }

    fn causes(&self, unit: &NamedUnit) -> Result<Scene> {
        let (pair, (rows, changes)) = (self.pair, self.compared()?);
        let row = rows.iter().find(|row| unit.is(row.unit_id) && row.performance.is_some());
        let row =
            row.ok_or_else(|| Reported::failed(terminal::no_causes(self.lang, &unit.name, pair)))?;
        let unit_changes: Vec<_> =
            changes.iter().filter(|change| change.unit_id == row.unit_id).collect();
        Ok(chart::causes(self.lang, row, &unit_changes, &self.breaks(&pair), &self.source(&pair)))
    }

    fn history(&self, unit: &NamedUnit) -> Result<Scene> {
        let of_level = [(WeaknessRow::level, Cell::Level(1))];
        let rows: Vec<WeaknessRow> = self.store.load(self.selection(), &of_level)?;
        let is_own = |row: &&WeaknessRow| unit.is(row.unit_id) && self.has_year(row.year);
        let unit_rows: Vec<_> = rows.iter().filter(is_own).collect();
        // If two units have the same name, the chart shows the later one.
        let Some(last) = unit_rows.last().map(|row| row.unit_id) else {
            return Err(Reported::failed(terminal::no_scores(self.lang)));
        };
        let unit_rows: Vec<_> = unit_rows.into_iter().filter(|row| row.unit_id == last).collect();
        let years = distinct(unit_rows.iter().map(|row| row.year));
        let label = self.history.label(self.block, last);
        Ok(chart::history(self.lang, label, &unit_rows, &self.breaks(&years), &self.source(&years)))
    }

    fn gap_years(&self) -> Result<Scene> {
        let mut rows: Vec<UnitGapRow> = self.store.load(self.selection(), &[])?;
        rows.retain(|row| self.has_year(row.year));
        let years = distinct(rows.iter().map(|row| row.year));
        if years.is_empty() {
            return Err(Reported::failed(terminal::no_self_scores(self.lang)));
        }
        let breaks = self.breaks(&years);
        Ok(chart::gap_years(
            self.lang,
            self.history,
            self.block,
            &rows,
            &breaks,
            &self.source(&years),
        ))
    }
}

fn distinct(years: impl Iterator<Item = Year>) -> Vec<Year> {
    let mut years: Vec<_> = years.collect();
    years.sort_unstable();
    years.dedup();
    years
}
