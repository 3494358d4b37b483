//! The maximum points that apply to a unit.

use crate::model::{Framework, Points, ScoreKind};

use super::super::cell::Figure;
use super::super::result::UnitResult;

/// The maximum points of one of the scores that do not apply to a unit. What a criterion is a part
/// of is taken out as a whole.
pub(super) fn removed(framework: &Framework, result: &UnitResult, kind: ScoreKind) -> Points {
    let is_scored = |index| result.score(index, kind).is_none_or(Figure::applies);
    let criteria = framework.criteria.iter().enumerate();
    let out = criteria
        .filter(|(index, criterion)| !is_scored(*index) && criterion.parent.is_none_or(is_scored));
    out.map(|(_, criterion)| criterion.maximum(kind)).sum()
}

/// The maximum points of the total that do not apply to a unit.
pub(super) fn removed_of_total(framework: &Framework, result: &UnitResult) -> Points {
    [ScoreKind::Appraised, ScoreKind::Survey]
        .into_iter()
        .map(|kind| removed(framework, result, kind))
        .sum()
}
