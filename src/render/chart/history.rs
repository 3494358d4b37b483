//! Attainment of one unit by criterion and year, with the figures in the cells.

use crate::analysis::{FrameworkBreak, WeaknessRow};
use crate::model::Year;
use crate::text::{Lang, unit_title};

use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, share_figure};
use super::palette::{INK, MUTED, ink_on, share};
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
    let mut years: Vec<Year> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return Frame::new("").finish(lang, source);
    };
    let mut frame = Frame::new(&unit_title(lang, "history", unit, [first, last]));
    frame.break_legend(lang, breaks);
    let width = ((WIDTH - NAMES) / i32::try_from(years.len()).unwrap_or(1).max(1)).min(110);
    let left = |index: usize| NAMES + width * i32::try_from(index).unwrap_or(0);
    frame.y += 14;
    for (index, year) in years.iter().enumerate() {
        frame.scene.text((left(index) + width / 2 - 1, frame.y), &year.to_string(), SMALL, INK, Anchor::Middle);
    }
    frame.y += 12;
    let mut series: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.year == last).chain(rows.iter().rev()) {
        if !series.contains(&row.series.as_str()) {
            series.push(&row.series);
        }
    }
    let top = frame.y;
    for name in series {
        frame.name(frame.y + ROW / 2 - 1, name);
        for (index, year) in years.iter().enumerate() {
            if let Some(row) = rows.iter().find(|row| row.series == name && row.year == *year) {
                let fill = share(row.attainment);
                frame.scene.rectangle(left(index), frame.y, width - 2, ROW - 2, fill);
                let middle = (left(index) + width / 2 - 1, frame.y + ROW / 2 - 1);
                frame.scene.text(
                    middle,
                    &share_figure(lang, row.attainment, width),
                    TEXT - 1,
                    ink_on(fill),
                    Anchor::Middle,
                );
            }
        }
        frame.y += ROW;
    }
    for (own, number) in breaks.iter().zip(1..) {
        let Some(index) = years.iter().position(|year| *year >= own.year).filter(|index| *index > 0) else { continue };
        let x = left(index) - 1;
        frame.scene.dashes((x, top - 4), (x, frame.y + 2), INK, 2);
        frame.scene.text((x, top - 26), &format!("[{number}]"), SMALL - 2, MUTED, Anchor::Middle);
    }
    frame.finish(lang, source)
}
