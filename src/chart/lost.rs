//! The lost points of every unit as bars stacked by criterion, the unit with the most first.

use super::font;
use crate::analysis::units_by_loss;
use crate::model::Points;
use crate::relation::{CriterionSummary, WeaknessRow};
use crate::text::{ChartKind, Lang, chart_title, points};

use super::frame::{Frame, NAMES, ROW, SMALL, Scale, WIDTH, round_step};
use super::palette::{data_colour, ink_on};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block. The segments of a bar are in the order of the criteria.
#[must_use]
pub fn lost(
    lang: Lang,
    rows: &[WeaknessRow],
    criteria: &[CriterionSummary],
    source: &ChartSource,
) -> Scene {
    let title = criteria
        .first()
        .map(|row| chart_title(lang, (ChartKind::Lost, source.index()), row.year, row.block))
        .unwrap_or_default();
    let mut frame = Frame::new(&title);

    let legend =
        criteria.iter().enumerate().map(|(index, row)| (data_colour(index), row.criterion.clone()));
    frame.legend(&legend.collect::<Vec<_>>());

    let units = units_by_loss(rows);
    let most =
        units.first().map_or(Points::ZERO, |(_, lost)| *lost).ten_thousandths() as f64 / 10_000.0;

    let step = round_step(most, 8.0);
    let to = (most / step).ceil().max(1.0) * step;
    let scale = Scale { left: NAMES, right: WIDTH - 60, from: 0.0, to };
    let height = ROW * i32::try_from(units.len()).unwrap_or(0);
    frame.grid(scale.ticks(lang, step), height);

    for (unit, total) in units {
        let middle = frame.y + ROW / 2;
        frame.name(middle, unit);

        let mut so_far = Points::ZERO;
        for (index, criterion) in criteria.iter().enumerate() {
            let row =
                rows.iter().find(|row| row.unit == *unit && row.criterion == criterion.criterion);
            let Some(lost) = row.map(|row| row.lost).filter(|lost| *lost > Points::ZERO) else {
                continue;
            };

            let x = |points: Points| scale.x(points.ten_thousandths() as f64 / 10_000.0);
            let (from, to) = (x(so_far), x(so_far + lost));
            frame.scene.rectangle(from, middle - 9, (to - from - 1).max(1), 18, data_colour(index));

            let figure = points(lang, lost);
            if font::width(&figure, SMALL) + 4 < to - from {
                let ink = ink_on(data_colour(index));
                frame.scene.text(
                    (i32::midpoint(from, to), middle),
                    &figure,
                    SMALL,
                    ink,
                    Anchor::Middle,
                );
            }

            so_far = so_far + lost;
        }

        let end = scale.x(so_far.ten_thousandths() as f64 / 10_000.0);
        frame.figure((end + 6, middle), &points(lang, total));
        frame.y += ROW;
    }

    frame.finish(lang, source)
}
