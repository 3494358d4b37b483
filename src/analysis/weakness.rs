//! Where points are lost, and the statistics of each criterion over its block.

use std::collections::{BTreeMap, BTreeSet};

use crate::frame::FrameError;
use crate::model::Points;
use crate::relation::{CriterionStatistic, LevelLoss, LevelSums, ScoreFigures};
use crate::stats::{RobustScale, median};

use super::figures::Figures;

/// The points of a unit on a criterion.
struct Scored {
    result_id: i64,
    total: Points,
    maximum: Points,
    attainment: f64,
}

/// Returns the points that each unit lost at each level. Sums without known points are left out.
pub(super) fn level_losses(sums: &[LevelSums]) -> Vec<LevelLoss> {
    let known = sums.iter().filter(|sums| sums.known > 0);
    known
        .map(|sums| LevelLoss { result_id: sums.result_id, level: sums.level, lost: sums.lost })
        .collect()
}

/// Sums up each criterion over its block and adds the scales of its gaps. Only the assessments in
/// `complete` are considered.
pub(super) fn criterion_statistics(
    figures: &Figures,
    gap_scales: &BTreeMap<(i64, i64), RobustScale>,
    complete: &BTreeSet<i64>,
) -> Result<Vec<CriterionStatistic>, FrameError> {
    let ids =
        |column| Ok::<_, FrameError>(figures.integers(column)?.map(Option::unwrap_or_default));
    let keys = ids(ScoreFigures::assessment_id)?.zip(ids(ScoreFigures::criterion_id)?);
    let results = ids(ScoreFigures::result_id)?;
    let points = figures.points(ScoreFigures::total)?.zip(figures.points(ScoreFigures::max_total)?);

    let mut known: BTreeMap<(i64, i64), Vec<Scored>> = BTreeMap::new();
    for ((key, result_id), points) in keys.zip(results).zip(points) {
        if let (Some(total), Some(maximum)) = points
            && let Some(attainment) = total.share_of(maximum)
        {
            known.entry(key).or_default().push(Scored { result_id, total, maximum, attainment });
        }
    }

    let mut statistics: BTreeMap<(i64, i64), CriterionStatistic> = BTreeMap::new();
    for ((assessment_id, criterion_id), scores) in known {
        let attainments: Vec<f64> = scores.iter().map(|score| score.attainment).collect();
        // Result ids follow the printed order: of equal attainments the first one counts.
        let lowest = scores.iter().min_by(|a, b| {
            a.attainment.total_cmp(&b.attainment).then_with(|| a.result_id.cmp(&b.result_id))
        });
        let statistic = CriterionStatistic {
            assessment_id,
            criterion_id,
            total: Some(scores.iter().map(|score| score.total).sum()),
            max_total: Some(scores.iter().map(|score| score.maximum).sum()),
            median: median(&attainments),
            lowest: lowest.map(|score| score.attainment),
            lowest_result: lowest.map(|score| score.result_id),
            gap_centre: None,
            gap_scale: None,
        };
        statistics.insert((assessment_id, criterion_id), statistic);
    }

    for ((assessment_id, criterion_id), scale) in gap_scales {
        // A criterion may have gaps and no points, if its survey is missing everywhere.
        let statistic = statistics.entry((*assessment_id, *criterion_id)).or_insert_with(|| {
            CriterionStatistic {
                assessment_id: *assessment_id,
                criterion_id: *criterion_id,
                total: None,
                max_total: None,
                median: None,
                lowest: None,
                lowest_result: None,
                gap_centre: None,
                gap_scale: None,
            }
        });
        statistic.gap_centre = Some(scale.centre);
        statistic.gap_scale = Some(scale.unit);
    }

    statistics.retain(|(assessment, _), _| complete.contains(assessment));
    Ok(statistics.into_values().collect())
}
