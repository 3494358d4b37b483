//! `cchc chart`: one chart to a file.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{History, criterion_changes, deltas, report_block, trends, unit_gaps, weaknesses};
use cchc::model::Block;
use cchc::render::chart::{
    ChartSource, Scene, draw_bump, draw_causes, draw_courses, draw_deltas, draw_gap_years, draw_gaps, draw_heatmap,
    draw_history, draw_lost, draw_png, draw_ranking, draw_svg,
};
use cchc::store::Store;
use cchc::text::terminal;

use super::Context;
use crate::cli::{Chart, ChartKind};
use crate::failure::Told;

/// Twice the pixels of the screen, for print.
const PNG_SCALE: u32 = 2;

pub fn run(context: &Context, options: &Chart) -> Result<ExitCode> {
    let lang = context.lang;
    let ending = options.output.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let is_png = match ending.as_deref() {
        Some("png") => true,
        Some("svg") => false,
        _ => return Err(Told::usage(terminal::unknown_picture(lang, &options.output))),
    };
    let scene = match options.kind {
        ChartKind::Ranking | ChartKind::Gap | ChartKind::Heatmap | ChartKind::Lost => of_year(context, options)?,
        _ => of_years(context, options)?,
    };
    let bytes = if is_png { draw_png(&scene, PNG_SCALE)? } else { draw_svg(&scene)?.into_bytes() };
    context.write_file(&options.output, &bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// A chart of one block in one year.
fn of_year(context: &Context, options: &Chart) -> Result<Scene> {
    let lang = context.lang;
    let (store, selection) = context.open(&options.select)?;
    let mut assessments = store.load_assessments(selection)?;
    let (Some(assessment), true) = (assessments.pop(), assessments.is_empty()) else {
        return Err(Told::usage(terminal::needs_block(lang)));
    };
    let block = report_block(&store, assessment)?;
    if options.kind != ChartKind::Ranking && block.weaknesses.is_empty() {
        return Err(Told::failed(terminal::no_scores(lang)));
    }
    let source = ChartSource::of(&block.assessment);
    Ok(match options.kind {
        ChartKind::Gap => draw_gaps(lang, &block.unit_gaps, &source),
        ChartKind::Heatmap => {
            let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
            draw_heatmap(lang, &units, &block.weaknesses, &block.criterion_summaries, &source)
        }
        ChartKind::Lost => draw_lost(lang, &block.weaknesses, &block.criterion_summaries, &source),
        _ => draw_ranking(lang, &block.rankings, &source),
    })
}

/// A chart of one block, or of one unit, over several years.
fn of_years(context: &Context, options: &Chart) -> Result<Scene> {
    let lang = context.lang;
    let is_of_unit = matches!(options.kind, ChartKind::History | ChartKind::Causes);
    let (store, history) = context.history(options.select.block)?;
    let unit = match &options.unit {
        Some(name) => Some(context.unit(&store, name, options.select.block)?),
        None if is_of_unit => return Err(Told::usage(terminal::needs_unit(lang))),
        None => None,
    };
    let blocks = history.blocks();
    let block = match (&unit, blocks.as_slice()) {
        (Some((block, _)), _) | (None, [block]) => *block,
        _ => return Err(Told::usage(terminal::needs_one_block(lang))),
    };
    if options.select.year.is_some() {
        return Err(Told::usage(terminal::needs_one_block(lang)));
    }
    draw(context, options, &store, &history, block, unit.as_ref().map(|(_, unit)| unit.as_str()))
}

fn draw(
    context: &Context,
    options: &Chart,
    _store: &Store,
    history: &History,
    block: Block,
    unit: Option<&str>,
) -> Result<Scene> {
    let lang = context.lang;
    let (years, breaks) = (history.years(block), history.framework_breaks(block));
    let source = || ChartSource::years(history.assessments.iter().filter(|own| own.block == block));
    Ok(match options.kind {
        ChartKind::Bump | ChartKind::Course => {
            let rows: Vec<_> =
                trends(history, options.lineage.into()).into_iter().filter(|row| row.block == block).collect();
            if options.kind == ChartKind::Bump {
                draw_bump(lang, block, &years, &rows, &breaks, &source())
            } else {
                draw_courses(lang, block, &years, &rows, &breaks, &source())
            }
        }
        ChartKind::Delta | ChartKind::Causes => {
            let spans = super::delta::spans(context, history, options.span)?;
            let Some((_, years)) = spans.into_iter().find(|(own, _)| *own == block) else {
                return Err(Told::usage(terminal::needs_one_block(lang)));
            };
            let changes = criterion_changes(history, Some(years))?;
            let rows: Vec<_> =
                deltas(history, &changes, Some(years))?.into_iter().filter(|row| row.block == block).collect();
            let source = ChartSource::years(years.iter().filter_map(|year| history.assessment(block, *year)));
            match unit.filter(|_| options.kind == ChartKind::Causes) {
                None => draw_deltas(lang, &rows, &source),
                Some(unit) => {
                    let row = rows.iter().find(|row| row.unit == unit && row.performance.is_some());
                    let row = row.ok_or_else(|| Told::failed(terminal::no_scores(lang)))?;
                    let own = |change: &&_| is_of(change, row.unit_id, block);
                    draw_causes(lang, row, &changes.iter().filter(own).collect::<Vec<_>>(), &source)
                }
            }
        }
        ChartKind::History => {
            let rows = weaknesses(&history.frames)?;
            let own: Vec<_> = rows.iter().filter(|row| row.block == block && row.level == 1).collect();
            let id = own.iter().rev().find(|row| Some(row.unit.as_str()) == unit).map(|row| row.unit_id);
            let own: Vec<_> = own.into_iter().filter(|row| Some(row.unit_id) == id).collect();
            if own.is_empty() {
                return Err(Told::failed(terminal::no_scores(lang)));
            }
            draw_history(lang, unit.unwrap_or_default(), &own, &breaks, &source())
        }
        _ => {
            let rows: Vec<_> = unit_gaps(&history.frames)?.into_iter().filter(|row| row.block == block).collect();
            if rows.is_empty() {
                return Err(Told::failed(terminal::no_scores(lang)));
            }
            draw_gap_years(lang, block, &rows, &source())
        }
    })
}

fn is_of(change: &cchc::analysis::CriterionChange, unit: i64, block: Block) -> bool {
    change.unit_id == unit && change.block == block && change.level == 1
}
