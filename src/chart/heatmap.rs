//! The attainment of every unit in every criterion, as a grid with the figures in the cells.

use crate::relation::{CriterionSummary, WeaknessRow};
use crate::text::{ChartKind, Lang, chart_title, percent, report};

use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, wrap};
use super::palette::{INK, ink_on, share};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block in the order of `units`. The last row is the block as a whole.
#[must_use]
pub fn heatmap(
    lang: Lang,
    units: &[String],
    rows: &[WeaknessRow],
    criteria: &[CriterionSummary],
    source: &ChartSource,
) -> Scene {
    let title = criteria
        .first()
        .map(|row| chart_title(lang, (ChartKind::Heatmap, source.index()), row.year, row.block))
        .unwrap_or_default();
    let mut frame = Frame::new(&title);

    let width = (WIDTH - NAMES) / i32::try_from(criteria.len()).unwrap_or(1).max(1);
    let left = |index: usize| NAMES + width * i32::try_from(index).unwrap_or(0);

    let headings: Vec<_> =
        criteria.iter().map(|criterion| wrap(&criterion.criterion, SMALL, width - 6)).collect();
    let tallest = headings.iter().map(Vec::len).max().unwrap_or(0);
    let heading_height = 15 * i32::try_from(tallest).unwrap_or(0);
    for (index, lines) in headings.iter().enumerate() {
        let top = frame.y + heading_height - 15 * i32::try_from(lines.len()).unwrap_or(0);
        for (line, row) in lines.iter().zip(0..) {
            frame.scene.text(
                (left(index) + width / 2, top + 15 * row),
                line,
                SMALL,
                INK,
                Anchor::Middle,
            );
        }
    }

    frame.y += heading_height;

    let cell = |frame: &mut Frame, index: usize, attainment: f64| {
        let fill = share(attainment);
        frame.scene.rectangle(left(index), frame.y, width - 2, ROW - 2, fill);
        let middle = (left(index) + width / 2 - 1, frame.y + ROW / 2 - 1);
        frame.scene.text(
            middle,
            &percent(lang, attainment),
            TEXT - 1,
            ink_on(fill),
            Anchor::Middle,
        );
    };

    for unit in units {
        frame.name(frame.y + ROW / 2 - 1, unit);
        for (index, criterion) in criteria.iter().enumerate() {
            let row =
                rows.iter().find(|row| row.unit == *unit && row.criterion == criterion.criterion);
            if let Some(row) = row {
                cell(&mut frame, index, row.attainment);
            }
        }
        frame.y += ROW;
    }

    frame.y += 5;
    frame.name(frame.y + ROW / 2 - 1, report::whole_block(lang));
    for (index, criterion) in criteria.iter().enumerate() {
        cell(&mut frame, index, criterion.attainment);
    }
    frame.y += ROW;

    frame.finish(lang, source)
}
