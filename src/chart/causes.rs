//! Why a unit's total changed: a waterfall from one year's total to the other's, one row per
//! criterion.

use crate::analysis::FrameworkBreak;
use crate::model::Points;
use crate::relation::{CriterionChange, DeltaRow};
use crate::text::{ChartKind, ChartWord, Lang, points, signed_points, unit_title};

use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, points_scale};
use super::palette::{INK, MUTED, OVER, UNDER};
use super::scene::Colour;
use super::{Anchor, ChartSource, Scene};

const WEIGHT: Colour = (150, 155, 160);
const TOTAL: Colour = (70, 75, 82);

/// Draws the criteria of level 1 of one unit between two years. `changes` are the changes of the
/// unit.
#[must_use]
pub fn causes(
    lang: Lang,
    row: &DeltaRow,
    changes: &[&CriterionChange],
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let mut frame = Frame::new(&unit_title(
        lang,
        (ChartKind::Causes, source.index()),
        &row.unit,
        [row.from_year, row.to_year],
    ));

    let performance =
        |sign: ChartWord| format!("{} ({})", ChartWord::Performance.say(lang), sign.say(lang));
    let weight = ChartWord::Weight.say(lang).to_owned();
    frame.legend(&[
        (UNDER, performance(ChartWord::Up)),
        (OVER, performance(ChartWord::Down)),
        (WEIGHT, weight),
    ]);

    frame.framework_notes(lang, breaks);
    let (Some(from), Some(to)) = (row.total_from, row.total_to) else {
        return frame.finish(lang, source);
    };

    let mut steps: Vec<_> = changes
        .iter()
        .filter_map(|change| Some((change.criterion.as_str(), change.performance?, change.weight?)))
        .collect();
    if let Some(beside) = row.beside.filter(|beside| *beside != Points::ZERO) {
        steps.push((ChartWord::Beside.say(lang), beside, Points::ZERO));
    }
    let mut level = from;
    let mut levels = vec![from, to];
    for (_, performance, weight) in &steps {
        levels.push(level + *performance);
        level = level + *performance + *weight;
        levels.push(level);
    }

    let as_float = |points: Points| points.ten_thousandths() as f64 / 10_000.0;
    let lowest = levels.iter().copied().min().map_or(0.0, as_float);
    let highest = levels.iter().copied().max().map_or(100.0, as_float);
    let (scale, step) = points_scale([lowest, highest], [NAMES, WIDTH - 130]);

    let height = ROW * i32::try_from(steps.len() + 3).unwrap_or(0);
    frame.grid(scale.ticks(lang, step), height);
    let x = |points: Points| scale.x(as_float(points));

    let total = |frame: &mut Frame, name: String, amount: Points| {
        let middle = frame.y + ROW / 2;
        frame.name(middle, &name);
        frame.scene.rectangle(NAMES, middle - 9, x(amount) - NAMES, 18, TOTAL);
        frame.figure((x(amount) + 6, middle), &points(lang, amount));
        frame.y += ROW;
    };

    total(&mut frame, row.from_year.to_string(), from);

    let mut level = from;
    for (name, performance, weight) in steps {
        let middle = frame.y + ROW / 2;
        frame.name(middle, name);

        let ends = [level, level + performance, level + performance + weight];
        let colour = if performance < Points::ZERO { OVER } else { UNDER };
        for (pair, colour, top) in [(&ends[..2], colour, middle - 9), (&ends[1..], WEIGHT, middle)]
        {
            let (a, b) = (x(pair[0]), x(pair[1]));
            if pair[0] != pair[1] {
                frame.scene.rectangle(a.min(b), top, (a - b).abs().max(1), 9, colour);
            }
        }

        frame.scene.line((x(ends[2]), middle), (x(ends[2]), middle + ROW), MUTED, 1);

        let figures =
            format!("{} / {}", signed_points(lang, performance), signed_points(lang, weight));
        frame.scene.text((WIDTH - 6, middle), &figures, SMALL + 1, INK, Anchor::End);

        level = ends[2];
        frame.y += ROW;
    }

    let rounding = to - level;
    let middle = frame.y + ROW / 2;
    frame.name(middle, ChartWord::Rounding.say(lang));
    frame.scene.text(
        (WIDTH - 6, middle),
        &signed_points(lang, rounding),
        TEXT - 1,
        INK,
        Anchor::End,
    );
    frame.y += ROW;

    total(&mut frame, row.to_year.to_string(), to);
    frame.finish(lang, source)
}
