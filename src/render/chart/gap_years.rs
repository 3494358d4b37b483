//! Gap share by unit and year, with the figures in the cells.

use std::collections::HashMap;

use crate::analysis::{FrameworkBreak, History, UnitGapRow};
use crate::model::{Block, Year};
use crate::text::{Lang, report, years_title};

use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, share_figure};
use super::palette::{INK, gap, ink_on};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block, the largest mean share first; the last row is the block as a whole.
#[must_use]
pub fn draw_gap_years(
    lang: Lang,
    history: &History,
    block: Block,
    rows: &[UnitGapRow],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let mut years: Vec<Year> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return Frame::new("").finish(lang, source);
    };
    let mut frame = Frame::new(&years_title(lang, "gap-years", block, [first, last]));
    frame.framework_notes(lang, breaks);
    let width = ((WIDTH - NAMES) / i32::try_from(years.len()).unwrap_or(1).max(1)).min(110);
    let left = |index: usize| NAMES + width * i32::try_from(index).unwrap_or(0);
    for (index, year) in years.iter().enumerate() {
        frame.scene.text((left(index) + width / 2 - 1, frame.y), &year.to_string(), SMALL, INK, Anchor::Middle);
    }
    frame.y += 12;
    let cell = |frame: &mut Frame, year: Year, value: f64| {
        let Some(index) = years.iter().position(|own| *own == year) else { return };
        let fill = gap(value);
        frame.scene.rectangle(left(index), frame.y, width - 2, ROW - 2, fill);
        let middle = (left(index) + width / 2 - 1, frame.y + ROW / 2 - 1);
        frame.scene.text(middle, &share_figure(lang, value, width), TEXT - 1, ink_on(fill), Anchor::Middle);
    };
    let mut units: HashMap<i64, Vec<&UnitGapRow>> = HashMap::new();
    for row in rows {
        units.entry(row.unit_id).or_default().push(row);
    }
    let mean = |rows: &Vec<&UnitGapRow>| rows.iter().map(|row| row.gap_share).sum::<f64>() / rows.len() as f64;
    let mut units: Vec<_> = units.into_iter().map(|(id, rows)| (mean(&rows), id, rows)).collect();
    units.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, id, rows) in &units {
        frame.name(frame.y + ROW / 2 - 1, history.label(block, *id));
        for row in rows {
            cell(&mut frame, row.year, row.gap_share);
        }
        frame.y += ROW;
    }
    frame.y += 5;
    frame.name(frame.y + ROW / 2 - 1, report::whole_block(lang));
    for year in &years {
        let share = rows.iter().find(|row| row.year == *year).and_then(|row| row.block_gap_share);
        if let Some(share) = share {
            cell(&mut frame, *year, share);
        }
    }
    frame.y += ROW;
    frame.finish(lang, source)
}
