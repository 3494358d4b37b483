//! The changes of attainment between two years as bars, the largest rise first.

use crate::analysis::FrameworkBreak;
use crate::relation::DeltaRow;
use crate::text::{ChartKind, ChartWord, Lang, signed_percent, years_title};

use super::frame::{Frame, NAMES, ROW, Scale, TEXT, WIDTH};
use super::palette::{INK, MUTED, OVER, UNDER};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block.
#[must_use]
pub fn delta(
    lang: Lang,
    rows: &[DeltaRow],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let title = rows.first().map(|row| {
        years_title(
            lang,
            (ChartKind::Delta, source.index()),
            row.block,
            [row.from_year, row.to_year],
        )
    });
    let mut frame = Frame::new(&title.unwrap_or_default());
    frame.legend(&[
        (UNDER, ChartWord::Up.say(lang).to_owned()),
        (OVER, ChartWord::Down.say(lang).to_owned()),
    ]);
    frame.framework_notes(lang, breaks);

    let mut changes: Vec<_> =
        rows.iter().filter_map(|row| Some((row, row.attainment_delta?))).collect();
    changes.sort_by(|a, b| b.1.total_cmp(&a.1));

    let most = changes.iter().map(|(_, change)| change.abs() * 100.0).fold(1.0, f64::max);
    let step = if most > 20.0 {
        10.0
    } else if most > 8.0 {
        5.0
    } else {
        2.0
    };

    let to = (most / step).ceil() * step;
    let scale = Scale { left: NAMES + 60, right: WIDTH - 60, from: -to, to };

    let height = ROW * i32::try_from(changes.len()).unwrap_or(0);
    frame.grid(scale.ticks(lang, step), height);

    let zero = scale.x(0.0);
    frame.scene.line((zero, frame.y), (zero, frame.y + height), MUTED, 2);

    for (row, change) in changes {
        let middle = frame.y + ROW / 2;
        frame.name(middle, &row.unit);
        let end = scale.x(change * 100.0);
        let colour = if change < 0.0 { OVER } else { UNDER };
        frame.scene.rectangle(zero.min(end), middle - 9, (zero - end).abs().max(1), 18, colour);

        let figure = signed_percent(lang, change);
        if change < 0.0 {
            frame.scene.text((end - 6, middle), &figure, TEXT, INK, Anchor::End);
        } else {
            frame.figure((end + 6, middle), &figure);
        }
        frame.y += ROW;
    }

    frame.finish(lang, source)
}
