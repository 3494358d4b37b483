//! The attainment of one unit by criterion and year, as a grid with the figures in the cells.

use crate::analysis::FrameworkBreak;
use crate::relation::WeaknessRow;
use crate::text::{ChartKind, Lang, unit_title};

use super::frame::{Frame, ROW};
use super::palette::share;
use super::year_grid::YearGrid;
use super::{ChartSource, Scene};

/// Draws the criteria of one unit in the order of the last framework. `rows` are the rows of the
/// unit on criteria of one level.
#[must_use]
pub fn history(
    lang: Lang,
    unit: &str,
    rows: &[&WeaknessRow],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let grid = YearGrid::new(rows.iter().map(|row| row.year));
    let Some(span) = grid.span() else { return Frame::new("").finish(lang, source) };

    let mut frame = Frame::new(&unit_title(lang, (ChartKind::History, source.index()), unit, span));
    frame.break_legend(lang, breaks);
    frame.y += 14;
    grid.head(&mut frame);

    let mut series: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.year == span[1]).chain(rows.iter().rev()) {
        if !series.contains(&row.series.as_str()) {
            series.push(&row.series);
        }
    }

    let top = frame.y;
    for name in series {
        frame.name(frame.y + ROW / 2 - 1, name);
        for row in rows.iter().filter(|row| row.series == name) {
            grid.cell(lang, &mut frame, row.year, row.attainment, share(row.attainment));
        }
        frame.y += ROW;
    }

    grid.breaks(&mut frame, breaks, top);
    frame.finish(lang, source)
}
