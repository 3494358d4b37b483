//! Finds the scale of a table: its maximum total.
//!
//! It comes from the options, the declared framework, the headings, the caption or the maxima of the
//! criteria, in this order. If all are silent, the totals may still show a scale of 100.

use crate::model::{Framework, FurtherKind, Index, Points, ScoreKind};
use crate::registry::Registry;

use super::caption::Caption;
use super::cell::Cell;
use super::column::FurtherColumn;
use super::document::Assessment;
use super::layout::{Layout, ON_HUNDRED};
use super::options::Options;
use super::result::UnitResult;
use super::rule::maxima::{counted, total_of};

/// The scales of indices that need no declaration.
const USUAL: [Points; 4] = [
    Points::from_ten_thousandths(10_000),
    Points::from_ten_thousandths(100_000),
    Points::HUNDRED,
    Points::from_ten_thousandths(10_000_000),
];

/// The scale of a table, and whether anything names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// The maximum total.
    pub(super) points: Points,
    /// Whether the options, the registry, a heading or the caption name it.
    pub(super) is_named: bool,
}

/// Finds the scale of a table from everything but the sizes of its totals.
pub(super) fn scale_of(
    layout: &Layout,
    assessment: &Assessment,
    options: &Options,
    (known, index): (&Registry, Index),
) -> Scale {
    // A single unit with a maximum of its own says nothing about the others.
    let of_cells = || {
        let has_total = |result: &&UnitResult| total_of(&assessment.framework, result).is_some();
        let totalled = assessment.results.iter().filter(has_total);
        let maxima = totalled.map(|result| result.maximum).collect::<Option<Vec<_>>>()?;
        maxima.into_iter().max()
    };
    let named = given(assessment, options, (known, index)).or_else(|| printed(layout));
    let named = named.or_else(of_cells);
    if let Some(points) = named {
        return Scale { points, is_named: true };
    }
    let all = assessment.framework.sum_of_maxima();
    let points = Some(all).filter(|all| USUAL.contains(all)).unwrap_or(Points::HUNDRED);
    Scale { points, is_named: false }
}

/// The scale from the options or from the declared framework.
pub(super) fn given(
    assessment: &Assessment,
    options: &Options,
    (known, index): (&Registry, Index),
) -> Option<Points> {
    let declared = || known.framework(index, assessment.block, assessment.year)?.scale;
    options.scale.or_else(declared)
}

/// The scale that the headings or the caption print. Totals in percent are of 100.
pub(super) fn printed(layout: &Layout) -> Option<Points> {
    let total = layout.total.as_ref();
    let overall = || layout.overall.as_ref().map(|(maximum, _)| *maximum);
    let is_percent = || layout.has_percent_totals().then_some(Points::HUNDRED);
    let of_totals = total.and_then(|column| column.maximum).or_else(overall).or_else(is_percent);
    of_totals
        .or_else(|| of_sums(layout))
        .or_else(|| Caption::new(&layout.caption).scale(layout.mark))
}

/// The maximum of the sums that make up the total of a table without criteria, if their headings
/// print it. That of the appraised sum is also the one of the self scores.
fn of_sums(layout: &Layout) -> Option<Points> {
    let sum = |kind: ScoreKind| layout.sums[kind as usize].as_ref();
    let (appraised, survey) = (sum(ScoreKind::Appraised), sum(ScoreKind::Survey));
    let is_counted = |further: &&FurtherColumn| further.kind == FurtherKind::Satisfaction;
    let satisfaction = layout.further.iter().filter(is_counted).map(|further| &further.column);
    if !layout.tree.criteria.is_empty() {
        return None;
    }
    let of_self = || sum(ScoreKind::SelfScore).and_then(|column| column.maximum);
    let first = match appraised {
        Some(column) => Some(column.maximum.or_else(of_self)?),
        None => of_self().filter(|_| survey.is_none()),
    };
    let others = survey.into_iter().chain(satisfaction).map(|column| column.maximum);
    let maxima: Vec<Points> = first.map(Some).into_iter().chain(others).collect::<Option<_>>()?;
    (!maxima.is_empty()).then(|| maxima.into_iter().sum())
}

/// The usual scale that the best total suggests: the smallest on which it is possible. None if the
/// total would be low on it.
pub(super) fn likely(highest: Points) -> Option<Points> {
    let scale = USUAL.into_iter().find(|scale| *scale >= highest)?;
    (highest.rescaled_down(scale, Points::HUNDRED) >= *ON_HUNDRED.start()).then_some(scale)
}

/// The highest total without bonus and penalty, with the cell that shows it: the printed one, or
/// else the sum of the scores. Where nothing is appraised yet, the highest self score.
pub(super) fn highest<'a>(
    framework: &Framework,
    results: &'a [UnitResult],
) -> Option<(Points, &'a Cell)> {
    let total = |result: &'a UnitResult| {
        let cell = match &result.total {
            Some(total) => &total.cell,
            None => &counted(framework, result).first()?.cell,
        };
        Some((total_of(framework, result)? - result.adjustment(), cell))
    };
    let self_score = |result: &'a UnitResult| {
        let figure = result.sums[ScoreKind::SelfScore as usize].as_ref()?;
        Some((figure.points()?, &figure.cell))
    };
    let totals = results.iter().filter_map(|result| total(result).or_else(|| self_score(result)));
    totals.max_by_key(|(total, _)| *total)
}
