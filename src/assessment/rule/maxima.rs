//! The maximum points that do not apply to a unit, because its scores for them are dashes.

use crate::model::{Framework, FurtherKind, Points, ScoreKind};

use super::super::cell::Figure;
use super::super::result::UnitResult;
use super::sums::scores_of;

/// The maximum points of one kind of score that do not apply to a unit. Where a criterion does not
/// apply, its parts are not subtracted again.
pub(super) fn removed(framework: &Framework, result: &UnitResult, kind: ScoreKind) -> Points {
    let score = |index| result.score(index, kind);
    // The part of the maximum of a criterion that does not apply: all of it, or what the maximum in
    // the cell leaves out.
    let removed = |index: usize| {
        let all = framework.criteria[index].maximum(kind);
        let score = score(index)?;
        if score.applies() { Some(all - score.own_maximum()?) } else { Some(all) }
    };
    let is_whole = |index| removed(index).is_none();
    let criteria = framework.criteria.iter().enumerate();
    let roots = criteria.filter(|(_, criterion)| criterion.parent.is_none_or(is_whole));
    roots.filter_map(|(index, _)| removed(index)).sum()
}

/// The figures that make up the total of a unit, without bonus and penalty.
pub(in super::super) fn counted<'a>(
    framework: &Framework,
    result: &'a UnitResult,
) -> Vec<&'a Figure> {
    let of_kind = |kind: ScoreKind| match &result.sums[kind as usize] {
        Some(sum) => vec![sum],
        None => scores_of(framework, result, None, kind),
    };
    let satisfaction = result.further.iter();
    let satisfaction = satisfaction.filter(|further| further.kind == FurtherKind::Satisfaction);
    let scores = [ScoreKind::Appraised, ScoreKind::Survey].into_iter().flat_map(of_kind);
    scores.chain(satisfaction.map(|further| &further.figure)).collect()
}

/// The points that make up the total of a unit, without bonus and penalty. None if a score is
/// missing, or if the table has none.
pub(in super::super) fn counted_sum(framework: &Framework, result: &UnitResult) -> Option<Points> {
    let counted = counted(framework, result);
    if counted.is_empty() {
        return None;
    }
    counted.into_iter().filter(|figure| figure.applies()).map(Figure::points).sum()
}

/// The printed total, or else the sum of the scores with bonus and penalty.
pub(in super::super) fn total_of(framework: &Framework, result: &UnitResult) -> Option<Points> {
    match &result.total {
        Some(total) => total.points(),
        None => Some(counted_sum(framework, result)? + result.adjustment()),
    }
}

/// The maximum of the printed total of a unit: what its document says, or else that of the scores
/// that apply.
pub(in super::super) fn maximum_of_total(framework: &Framework, result: &UnitResult) -> Points {
    result.maximum.unwrap_or_else(|| framework.max_total() - removed_of_total(framework, result))
}

/// The printed total on the scale of the framework: where a criterion does not apply, its share of
/// the maximum that applies. Units are graded by it, so that all are measured alike.
pub(in super::super) fn total_on_scale(
    framework: &Framework,
    result: &UnitResult,
) -> Option<Points> {
    let maximum = maximum_of_total(framework, result);
    Some(result.total_points()?.rescaled_down(maximum, framework.max_total()))
}

/// The maximum points of the total that do not apply to a unit: appraised plus survey points.
pub(in super::super) fn removed_of_total(framework: &Framework, result: &UnitResult) -> Points {
    [ScoreKind::Appraised, ScoreKind::Survey]
        .into_iter()
        .map(|kind| removed(framework, result, kind))
        .sum()
}

/// Whether the parts of a criterion that are listed add up to its maximum.
pub(super) fn lists_all_parts(framework: &Framework, index: usize) -> bool {
    let of_parts: Points = framework.parts_of(index).map(|(_, part)| part.max_total).sum();
    of_parts == framework.criteria[index].max_total
}
