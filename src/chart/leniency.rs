//! How far the gaps of units lie above their block: as published, and shrunken to what the data
//! support, with its spread.

use crate::analysis::SURE;
use crate::relation::LeniencyRow;
use crate::text::{ChartKind, Lang, chart_title, heading, signed_percent};

use super::frame::{Frame, NAMES, ROW, SMALL, Scale, TEXT, WIDTH};
use super::palette::{INK, MUTED, OVER, UNDER};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block in one year, the largest published deviation first. Whiskers extend
/// by [`SURE`] times the spread, so a leniency is sure if its whiskers exclude zero.
#[must_use]
pub fn leniency(lang: Lang, rows: &[LeniencyRow], source: &ChartSource) -> Scene {
    let title = rows
        .first()
        .map(|row| chart_title(lang, (ChartKind::Leniency, source.index()), row.year, row.block))
        .unwrap_or_default();
    let mut frame = Frame::new(&title);
    let mut rows: Vec<&LeniencyRow> = rows.iter().collect();
    rows.sort_by(|a, b| b.deviation.total_cmp(&a.deviation));

    let reach =
        |row: &&LeniencyRow| row.deviation.abs().max(row.leniency.abs() + SURE * row.spread);
    let farthest = rows.iter().map(reach).fold(0.01, f64::max) * 100.0;

    let step = if farthest > 12.0 {
        5.0
    } else if farthest > 5.0 {
        2.0
    } else {
        1.0
    };

    let end = (farthest / step).ceil() * step;
    let scale = Scale { left: NAMES + 10, right: WIDTH - 72, from: -end, to: end };
    let x = |share: f64| scale.x(share * 100.0);

    legend(&mut frame, lang);
    let unit = lang.pick("điểm %", "pp");
    frame.scene.text((WIDTH - 6, frame.y), unit, SMALL, MUTED, Anchor::End);

    let height = ROW * i32::try_from(rows.len()).unwrap_or(0);
    frame.grid(scale.ticks(lang, step), height);
    frame.scene.line((x(0.0), frame.y), (x(0.0), frame.y + height), MUTED, 1);

    for row in rows {
        let middle = frame.y + ROW / 2;
        frame.name(middle, &row.unit);

        let colour = if row.leniency < 0.0 { UNDER } else { OVER };
        let whisker = [-SURE, SURE].map(|times| x(row.leniency + times * row.spread));
        frame.scene.line((whisker[0], middle), (whisker[1], middle), colour, 2);
        frame.scene.dot((x(row.deviation), middle), 5, (255, 255, 255), true);
        frame.scene.dot((x(row.deviation), middle), 5, MUTED, false);
        frame.scene.dot((x(row.leniency), middle), 5, colour, true);

        frame.scene.text(
            (WIDTH - 6, middle),
            &signed_percent(lang, row.leniency),
            TEXT,
            INK,
            Anchor::End,
        );
        frame.y += ROW;
    }

    frame.finish(lang, source)
}

/// Adds the legend: a ring for the published deviation, a dot with whiskers for the leniency.
fn legend(frame: &mut Frame, lang: Lang) {
    let y = frame.y;
    frame.scene.dot((12, y), 5, MUTED, false);
    let published = heading(lang, LeniencyRow::deviation.info.label);
    frame.scene.text((24, y), published, SMALL, INK, Anchor::Start);
    let left = 24 + super::font::width(published, SMALL) + 20;
    frame.scene.line((left, y), (left + 24, y), OVER, 2);
    frame.scene.dot((left + 12, y), 5, OVER, true);
    let words = lang.pick("Xu hướng tự chấm cao, ± hai lần sai số", "Leniency, ± twice its spread");
    frame.scene.text((left + 32, y), words, SMALL, INK, Anchor::Start);
    frame.y += 22;
}
