//! Attainment of one unit by criterion and year, with the figures in the cells.

use crate::analysis::{FrameworkBreak, WeaknessRow};
use crate::text::{Lang, unit_title};

use super::frame::{Frame, ROW, SMALL};
use super::palette::{INK, MUTED, share};
use super::year_grid::YearGrid;
use super::{Anchor, ChartSource, Scene};

/// Draws the criteria of one unit, in the order of the last framework; `rows` are the unit's, of one level.
#[must_use]
pub fn draw_history(
    lang: Lang,
    unit: &str,
    rows: &[&WeaknessRow],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let grid = YearGrid::new(rows.iter().map(|row| row.year));
    let Some(span) = grid.span() else { return Frame::new("").finish(lang, source) };
    let mut frame = Frame::new(&unit_title(lang, "history", unit, span));
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
    for (own, number) in breaks.iter().zip(1..) {
        let index = grid.years.iter().position(|year| *year >= own.year).filter(|index| *index > 0);
        let Some(index) = index else { continue };
        let x = grid.left(index) - 1;
        frame.scene.dashes((x, top - 4), (x, frame.y + 2), INK, 2);
        frame.scene.text((x, top - 26), &format!("[{number}]"), SMALL - 2, MUTED, Anchor::Middle);
    }
    frame.finish(lang, source)
}
