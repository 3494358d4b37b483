//! Totals as bars coloured by grade. To their right are the ranks that each unit can have under
//! other weights.

use std::collections::BTreeSet;

use crate::model::Grade;
use crate::relation::{RankIntervalRow, RankingRow};
use crate::text::{ChartKind, Lang, chart_title, grade_label, points};

use super::frame::{Frame, NAMES, ROW, SMALL, Scale, TEXT, WIDTH, round_step};
use super::palette::{GRID, INK, MUTED, grade, ink_on};
use super::{Anchor, ChartSource, Scene};

/// The width of the column of ranks on the right, in pixels.
const RANKS: i32 = 128;

/// Draws the units of one block in the order of the rows, with the rank intervals of those that
/// have one.
#[must_use]
pub fn ranking(
    lang: Lang,
    rows: &[RankingRow],
    intervals: &[RankIntervalRow],
    source: &ChartSource,
) -> Scene {
    let title = rows
        .first()
        .map(|row| chart_title(lang, (ChartKind::Ranking, source.index()), row.year, row.block))
        .unwrap_or_default();
    let mut frame = Frame::new(&title);

    let legend: BTreeSet<Grade> = rows.iter().filter_map(|row| row.grade).collect();
    let legend: Vec<_> = legend
        .into_iter()
        .map(|shown| (grade(Some(shown)), grade_label(lang, shown).to_owned()))
        .collect();

    let has_intervals = intervals.iter().any(|interval| interval.best_10.is_some());
    let ranks = if has_intervals { RANKS } else { 0 };
    frame.legend(&legend);

    // Bonus points may lift a total above the maximum.
    let amounts = rows.iter().flat_map(|row| [Some(row.max_total), row.total]).flatten();
    let most = amounts.max().map_or(100.0, |most| most.ten_thousandths() as f64 / 10_000.0);
    let step = round_step(most, 6.0);
    let scale = Scale { left: NAMES, right: WIDTH - 60 - ranks, from: 0.0, to: most };

    let height = ROW * i32::try_from(rows.len()).unwrap_or(0);
    let rank_scale = Scale {
        left: WIDTH - ranks + 6,
        right: WIDTH - 10,
        from: 1.0,
        to: (rows.len().max(2)) as f64,
    };

    if has_intervals {
        rank_head(&mut frame, lang, rank_scale, rows.len(), height);
    }
    frame.grid(scale.ticks(lang, step), height);

    for row in rows {
        let middle = frame.y + ROW / 2;
        let rank = row.rank.map_or_else(String::new, |rank| format!("{rank}. "));
        frame.name(middle, &format!("{rank}{}", row.unit));

        if let Some(total) = row.total {
            let fill = grade(row.grade);
            let end = scale.x(total.ten_thousandths() as f64 / 10_000.0);
            frame.scene.rectangle(NAMES, middle - 9, end - NAMES, 18, fill);
            if let Some(grade) = row.grade {
                frame.scene.text(
                    (NAMES + 8, middle),
                    grade_label(lang, grade),
                    TEXT - 1,
                    ink_on(fill),
                    Anchor::Start,
                );
            }
            frame.figure((end + 6, middle), &points(lang, total));
        }

        if let Some(row) = intervals.iter().find(|interval| interval.unit_id == row.unit_id) {
            interval(&mut frame, rank_scale, row, middle);
        }
        frame.y += ROW;
    }

    frame.finish(lang, source)
}

/// Draws the heading of the ranks on the right, and a line at the first and at the last rank.
fn rank_head(frame: &mut Frame, lang: Lang, scale: Scale, units: usize, height: i32) {
    let words =
        lang.pick("Hạng nếu tỷ trọng điểm ±10% (đậm), ±25%", "Rank if weights ±10% (dark), ±25%");
    frame.scene.text((WIDTH - 6, frame.y - 20), words, SMALL, MUTED, Anchor::End);
    for index in [1, units] {
        let x = scale.x(index as f64);
        frame.scene.line((x, frame.y + 10), (x, frame.y + 10 + height), GRID, 1);
        frame.scene.text((x, frame.y), &index.to_string(), SMALL, MUTED, Anchor::Middle);
    }
}

/// Draws a thin bar from the best to the worst rank under each change of weights, and a dot at the
/// rank itself.
fn interval(frame: &mut Frame, scale: Scale, interval: &RankIntervalRow, middle: i32) {
    let bounds = [
        (interval.best_25, interval.worst_25, GRID, 7),
        (interval.best_10, interval.worst_10, MUTED, 3),
    ];
    for (best, worst, colour, width) in bounds {
        if let (Some(best), Some(worst)) = (best, worst) {
            let ends = [best, worst].map(|rank| (scale.x(rank.into()), middle));
            frame.scene.line(ends[0], ends[1], colour, width);
        }
    }
    if interval.best_10.is_some() {
        frame.scene.dot((scale.x(interval.rank.into()), middle), 4, INK, true);
    }
}
