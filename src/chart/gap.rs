//! Self scores and appraised scores of units as dumbbells.

use crate::model::Points;
use crate::relation::{GapRow, UnitGapRow};
use crate::text::{ChartKind, Lang, chart_title, heading, signed_points};

use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, points_scale};
use super::palette::{INK, MUTED, OVER, UNDER};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block, in the order of the rows.
#[must_use]
pub fn gap(lang: Lang, rows: &[UnitGapRow], source: &ChartSource) -> Scene {
    let title = rows
        .first()
        .map(|row| chart_title(lang, (ChartKind::Gap, source.index()), row.year, row.block))
        .unwrap_or_default();
    let mut frame = Frame::new(&title);

    let values = || rows.iter().flat_map(|row| [row.self_total, row.appraised_total]);
    let as_float = |points: Points| points.ten_thousandths() as f64 / 10_000.0;
    let lowest = values().min().map_or(0.0, as_float);
    let highest = values().max().map_or(100.0, as_float);

    let (scale, step) = points_scale([lowest, highest], [NAMES + 10, WIDTH - 84]);

    legend(&mut frame, lang);
    frame.scene.text(
        (WIDTH - 6, frame.y),
        heading(lang, GapRow::gap.info.label),
        SMALL,
        MUTED,
        Anchor::End,
    );

    let height = ROW * i32::try_from(rows.len()).unwrap_or(0);
    frame.grid(scale.ticks(lang, step), height);
    for row in rows {
        let middle = frame.y + ROW / 2;
        frame.name(middle, &row.unit);

        let [self_score, appraised] =
            [row.self_total, row.appraised_total].map(|points| scale.x(as_float(points)));
        let colour = if row.gap < Points::ZERO { UNDER } else { OVER };
        frame.scene.line((self_score, middle), (appraised, middle), colour, 3);
        frame.scene.dot((self_score, middle), 6, (255, 255, 255), true);
        frame.scene.dot((self_score, middle), 6, colour, false);
        frame.scene.dot((appraised, middle), 6, INK, true);
        frame.scene.text(
            (WIDTH - 6, middle),
            &signed_points(lang, row.gap),
            TEXT,
            INK,
            Anchor::End,
        );
        frame.y += ROW;
    }

    frame.finish(lang, source)
}

/// Adds the legend: a ring for the self score, a dot for the appraised score.
fn legend(frame: &mut Frame, lang: Lang) {
    let y = frame.y;
    frame.scene.dot((12, y), 6, OVER, false);
    frame.scene.text(
        (24, y),
        heading(lang, GapRow::self_score.info.label),
        SMALL,
        INK,
        Anchor::Start,
    );

    frame.scene.dot((112, y), 6, INK, true);
    frame.scene.text(
        (124, y),
        heading(lang, GapRow::appraised.info.label),
        SMALL,
        INK,
        Anchor::Start,
    );
    frame.y += 22;
}
