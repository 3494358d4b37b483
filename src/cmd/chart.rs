//! `cchc chart`: one chart to a file.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::report_block;
use cchc::render::chart::{ChartSource, draw_gaps, draw_heatmap, draw_lost, draw_png, draw_ranking, draw_svg};
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
    let scene = match options.kind {
        ChartKind::Ranking => draw_ranking(lang, &block.rankings, &source),
        ChartKind::Gap => draw_gaps(lang, &block.unit_gaps, &source),
        ChartKind::Heatmap => {
            let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
            draw_heatmap(lang, &units, &block.weaknesses, &block.criterion_summaries, &source)
        }
        ChartKind::Lost => draw_lost(lang, &block.weaknesses, &block.criterion_summaries, &source),
    };
    let bytes = if is_png { draw_png(&scene, PNG_SCALE)? } else { draw_svg(&scene)?.into_bytes() };
    context.write_file(&options.output, &bytes)?;
    Ok(ExitCode::SUCCESS)
}
