//! Gaps between self scores and appraised scores: which units over-scored themselves, and by how
//! much.

use std::collections::BTreeMap;

use crate::frame::FrameError;
use crate::model::Points;
use crate::relation::{BlockGap, LevelSums, ScoreFigures, UnitGap};
use crate::stats::RobustScale;

use super::figures::Figures;
use super::ranking::Standing;

/// A unit's gap, with the maximum that its share refers to.
struct Gap {
    statistic: UnitGap,
    points: Points,
    maximum: Points,
    share: f64,
}

/// Computes the stored gaps of one assessment. There is one row per unit that was scored twice and
/// whose sums are known, in printed order, and one row for the block if all units are known.
pub(super) fn gaps(standings: &[&Standing], is_complete: bool) -> (Vec<UnitGap>, Option<BlockGap>) {
    let mut gaps: Vec<Gap> = standings.iter().filter_map(|standing| gap(standing)).collect();
    if !is_complete {
        return (gaps.into_iter().map(|gap| gap.statistic).collect(), None);
    }

    if let Some(scale) = RobustScale::of(&gaps.iter().map(|gap| gap.share).collect::<Vec<_>>()) {
        for gap in &mut gaps {
            gap.statistic.robust_z = Some(scale.z(gap.share));
        }
    }

    let max_appraised: Points = gaps.iter().map(|gap| gap.maximum).sum();
    let block = standings.first().filter(|_| max_appraised > Points::ZERO).map(|first| BlockGap {
        assessment_id: first.printed.assessment_id,
        gap: gaps.iter().map(|gap| gap.points).sum(),
        max_appraised,
    });
    (gaps.into_iter().map(|gap| gap.statistic).collect(), block)
}

/// The gap of one unit. None if it was not scored twice, if a sum is not known, or if a score that
/// applies is missing: a printed sum then counts points that the other one lacks.
fn gap(standing: &Standing) -> Option<Gap> {
    let Standing { printed, statistic, sums } = standing;
    let is_comparable = |sums: &LevelSums| {
        sums.scored_twice > 0 && sums.self_sum.is_some() && sums.appraised_sum.is_some()
    };
    if !sums.as_ref().is_none_or(is_comparable) {
        return None;
    }
    let self_total = printed.self_total.or(statistic.self_sum)?;
    let appraised_total = printed.appraised_total.or(statistic.appraised_sum)?;
    let (points, maximum) = (self_total - appraised_total, statistic.max_appraised);
    let share = points.share_of(maximum)?;

    let unit_gap = UnitGap {
        result_id: printed.result_id,
        over: sums.as_ref().map_or(points.max(Points::ZERO), |sums| sums.over),
        under: sums.as_ref().map_or(points.min(Points::ZERO), |sums| sums.under),
        robust_z: None,
    };
    Some(Gap { statistic: unit_gap, points, maximum, share })
}

/// Computes the scale of the gap shares of each criterion, by assessment and criterion.
pub(super) fn criterion_scales(
    figures: &Figures,
) -> Result<BTreeMap<(i64, i64), RobustScale>, FrameError> {
    let keys = figures
        .integers(ScoreFigures::assessment_id)?
        .zip(figures.integers(ScoreFigures::criterion_id)?);
    let scores =
        figures.points(ScoreFigures::self_score)?.zip(figures.points(ScoreFigures::appraised)?);
    let maxima = figures.points(ScoreFigures::max_appraised)?;

    let mut shares: BTreeMap<(i64, i64), Vec<f64>> = BTreeMap::new();
    for ((key, score), maximum) in keys.zip(scores).zip(maxima) {
        let ((Some(assessment), Some(criterion)), (Some(self_score), Some(appraised))) =
            (key, score)
        else {
            continue;
        };
        if let Some(share) = maximum.and_then(|maximum| (self_score - appraised).share_of(maximum))
        {
            shares.entry((assessment, criterion)).or_default().push(share);
        }
    }

    Ok(shares
        .into_iter()
        .filter_map(|(key, shares)| Some((key, RobustScale::of(&shares)?)))
        .collect())
}
