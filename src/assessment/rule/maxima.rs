//! The maximum points that do not apply to a unit, because its scores for them are dashes.

use crate::model::{Framework, Points, ScoreKind};

use super::super::cell::Figure;
use super::super::result::UnitResult;

/// The maximum points of one kind of score that do not apply to a unit. Where a criterion does not
/// apply, its parts are not subtracted again.
pub(super) fn removed(framework: &Framework, result: &UnitResult, kind: ScoreKind) -> Points {
    let is_scored = |index| result.score(index, kind).is_none_or(Figure::applies);
    let criteria = framework.criteria.iter().enumerate();
    let not_applicable = criteria
        .filter(|(index, criterion)| !is_scored(*index) && criterion.parent.is_none_or(is_scored));

    not_applicable.map(|(_, criterion)| criterion.maximum(kind)).sum()
}

/// The printed total on the scale of the framework: where a criterion does not apply, its share of
/// the maximum that applies. Units are graded by it, so that all are measured alike.
pub(in super::super) fn total_on_scale(
    framework: &Framework,
    result: &UnitResult,
) -> Option<Points> {
    let all = framework.max_total();
    let maximum = all - removed_of_total(framework, result);
    Some(result.total_points()?.rescaled_down(maximum, all))
}

/// The maximum points of the total that do not apply to a unit: appraised plus survey points.
pub(super) fn removed_of_total(framework: &Framework, result: &UnitResult) -> Points {
    [ScoreKind::Appraised, ScoreKind::Survey]
        .into_iter()
        .map(|kind| removed(framework, result, kind))
        .sum()
}
