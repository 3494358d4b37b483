//! The gap share by unit and year, as a grid with the figures in the cells.

use crate::analysis::{FrameworkBreak, History};
use crate::model::{Block, Year};
use crate::relation::UnitGapRow;
use crate::text::{ChartKind, Lang, report, years_title};

use super::frame::{Frame, ROW};
use super::palette::gap;
use super::year_grid::YearGrid;
use super::{ChartSource, Scene};

/// Draws the units of one block, the largest share in the last year first. The last row is the
/// block as a whole.
#[must_use]
pub fn gap_years(
    lang: Lang,
    history: &History,
    block: Block,
    rows: &[UnitGapRow],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let grid = YearGrid::new(rows.iter().map(|row| row.year));
    let Some(span) = grid.span() else { return Frame::new("").finish(lang, source) };

    let mut frame =
        Frame::new(&years_title(lang, (ChartKind::GapYears, source.index()), block, span));
    frame.break_legend(lang, breaks);
    frame.y += if breaks.is_empty() { 0 } else { 14 };
    grid.head(&mut frame);

    let top = frame.y;
    let row_of =
        |id: i64, year: Year| rows.iter().find(|row| row.unit_id == id && row.year == year);

    let mut units: Vec<i64> = rows.iter().map(|row| row.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    let last = |id: &i64| row_of(*id, span[1]).map_or(f64::NEG_INFINITY, |row| row.gap_share);
    units.sort_by(|a, b| last(b).total_cmp(&last(a)));

    for id in units {
        frame.name(frame.y + ROW / 2 - 1, history.label(block, id));
        for row in grid.years.iter().filter_map(|year| row_of(id, *year)) {
            grid.cell(lang, &mut frame, row.year, row.gap_share, gap(row.gap_share));
        }
        frame.y += ROW;
    }

    frame.y += 5;
    frame.name(frame.y + ROW / 2 - 1, report::whole_block(lang));
    for year in &grid.years {
        let share = rows.iter().find(|row| row.year == *year).and_then(|row| row.block_gap_share);
        if let Some(share) = share {
            grid.cell(lang, &mut frame, *year, share, gap(share));
        }
    }
    frame.y += ROW;

    grid.breaks(&mut frame, breaks, top);
    frame.finish(lang, source)
}
