//! The attainment over the years as small multiples: each unit against the median of its block.

use crate::analysis::FrameworkBreak;
use crate::model::{Block, Year};
use crate::relation::TrendRow;
use crate::text::{ChartKind, ChartWord, Lang, statistic, years_title};

use super::frame::{Frame, SMALL, TEXT, WIDTH, Years, fit};
use super::palette::{GRID, INK, MUTED, UNDER};
use super::{Anchor, ChartSource, Scene};

/// The number of panels side by side.
const COLUMNS: i32 = 3;
/// The height of a panel, in pixels.
const HEIGHT: i32 = 126;
/// The colour of the median.
const MEDIAN: (u8, u8, u8) = (150, 155, 160);

/// Draws the units of one block, one panel per unit, all to the same scale.
#[must_use]
pub fn course(
    lang: Lang,
    block: Block,
    years: &[Year],
    rows: &[TrendRow],
    medians: &[(Year, f64)],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return Frame::new("").finish(lang, source);
    };

    let mut frame =
        Frame::new(&years_title(lang, (ChartKind::Course, source.index()), block, [first, last]));
    let mut legend = vec![(UNDER, ChartWord::Unit.say(lang).to_owned())];
    legend.extend((medians.len() > 1).then(|| (MEDIAN, ChartWord::Median.say(lang).to_owned())));
    frame.legend(&legend);

    let series = || rows.iter().flat_map(|row| &row.points);
    for (word, is_drawn) in [
        (ChartWord::Partial, series().any(|point| point.partial)),
        (ChartWord::Derived, series().any(|point| point.derived)),
    ] {
        if is_drawn {
            frame.scene.text((4, frame.y), word.say(lang), SMALL, MUTED, Anchor::Start);
            frame.y += 18;
        }
    }

    frame.break_legend(lang, breaks);

    let lowest = series().map(|point| point.attainment).fold(1.0, f64::min);
    let highest = series().map(|point| point.attainment).fold(0.0, f64::max);
    let (low, high) = ((lowest * 20.0).floor() / 20.0, ((highest * 20.0).ceil() / 20.0).max(0.05));

    let width = WIDTH / COLUMNS;
    for (row, index) in rows.iter().zip(0..) {
        let (left, top) = (width * (index % COLUMNS), frame.y + HEIGHT * (index / COLUMNS));

        let scale = Years { left: left + 34, right: left + width - 46, first, last };
        let bottom = top + HEIGHT - 26;
        let height = f64::from(bottom - top - 34);

        let y = |share: f64| {
            let position = f64::from(bottom) - (share - low) / (high - low) * height;
            format!("{position:.0}").parse().unwrap_or(bottom)
        };

        frame.scene.text(
            (left + 4, top + 8),
            &fit(&row.label, SMALL + 1, width - 12),
            SMALL + 1,
            INK,
            Anchor::Start,
        );

        for share in [low, high] {
            frame.scene.line((scale.left, y(share)), (scale.right, y(share)), GRID, 1);
            let figure = statistic(lang, share * 100.0, 0);
            frame.scene.text((scale.left - 6, y(share)), &figure, SMALL - 2, MUTED, Anchor::End);
        }

        scale.breaks(&mut frame.scene, breaks, top + 32, bottom);
        for (year, anchor) in [(first, Anchor::Start), (last, Anchor::End)] {
            frame.scene.text(
                (scale.x(year), bottom + 10),
                &year.to_string(),
                SMALL - 2,
                MUTED,
                anchor,
            );
        }

        for pair in medians.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|(year, share)| (scale.x(year), y(share)));
            frame.scene.line(from, to, MEDIAN, 2);
        }

        for pair in row.points.windows(2) {
            let [from, to] =
                [&pair[0], &pair[1]].map(|point| (scale.x(point.year), y(point.attainment)));

            let is_interrupted =
                years.iter().any(|year| pair[0].year < *year && *year < pair[1].year);
            let is_uncertain = pair.iter().any(|point| point.partial || point.derived);
            if is_uncertain || is_interrupted {
                frame.scene.dashes(from, to, UNDER, 2);
            } else {
                frame.scene.line(from, to, UNDER, 2);
            }
        }

        for point in &row.points {
            frame.scene.dot(
                (scale.x(point.year), y(point.attainment)),
                3,
                UNDER,
                !(point.partial || point.derived),
            );
        }

        if let Some(end) = row.points.last() {
            let at = (scale.x(end.year) + 7, y(end.attainment));
            frame.scene.text(
                at,
                &statistic(lang, end.attainment * 100.0, 1),
                TEXT - 2,
                INK,
                Anchor::Start,
            );
        }
    }

    let panels = i32::try_from(rows.len()).unwrap_or(0);
    frame.y += HEIGHT * ((panels + COLUMNS - 1) / COLUMNS);
    frame.finish(lang, source)
}
