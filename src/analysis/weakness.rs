//! Where points are lost, and who is behind the others.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataType, IntoLazy as _, NULL, SortMultipleOptions, col as by_name, lit};

use crate::frame::{FrameError, col, rows};
use crate::relation::{Column, CriterionStatistic, LevelLoss, LevelSums, ScoreFigures};
use crate::stats::RobustScale;

use super::figures::{Figures, share};

const ATTAINMENT: &str = "attainment";

/// The points that each unit lost at each level.
pub(super) fn level_losses(sums: &[LevelSums]) -> Vec<LevelLoss> {
    let known = sums.iter().filter(|sums| sums.known > 0);
    known.map(|sums| LevelLoss { result_id: sums.result_id, level: sums.level, lost: sums.lost }).collect()
}

/// Each criterion over its block, with the scales of its gaps; of the assessments that are complete.
pub(super) fn criterion_statistics(
    figures: &Figures,
    gap_scales: &BTreeMap<(i64, i64), RobustScale>,
    complete: &BTreeSet<i64>,
) -> Result<Vec<CriterionStatistic>, FrameError> {
    let key = [col(CriterionStatistic::assessment_id), col(CriterionStatistic::criterion_id)];
    let named = |column: Column<CriterionStatistic>| column.info.name;
    // Results are numbered in printed order.
    let first_lowest = [by_name(ATTAINMENT), col(ScoreFigures::result_id)];
    let frame = figures
        .scores
        .clone()
        .lazy()
        // The plan is as simple as it stands: to look for a better one takes longer than a small one runs.
        .without_optimizations()
        .with_columns([share(col(ScoreFigures::total), col(ScoreFigures::max_total)).alias(ATTAINMENT)])
        .filter(by_name(ATTAINMENT).is_not_null())
        .sort_by_exprs(first_lowest, SortMultipleOptions::default())
        .group_by(key)
        .agg([
            col(ScoreFigures::total).sum(),
            col(ScoreFigures::max_total).sum(),
            by_name(ATTAINMENT).median().alias(named(CriterionStatistic::median)),
            by_name(ATTAINMENT).first().alias(named(CriterionStatistic::lowest)),
            col(ScoreFigures::result_id).first().alias(named(CriterionStatistic::lowest_result)),
        ])
        .with_columns([CriterionStatistic::gap_centre, CriterionStatistic::gap_scale].map(|column| {
            // The scales are added below.
            lit(NULL).cast(DataType::Float64).alias(named(column))
        }))
        .collect()?;
    let known: Vec<CriterionStatistic> = rows(&frame)?;
    let mut statistics: BTreeMap<(i64, i64), CriterionStatistic> =
        known.into_iter().map(|statistic| ((statistic.assessment_id, statistic.criterion_id), statistic)).collect();
    for ((assessment_id, criterion_id), scale) in gap_scales {
        // A criterion may have gaps and no points: its survey is missing everywhere.
        let statistic = statistics.entry((*assessment_id, *criterion_id)).or_insert_with(|| CriterionStatistic {
            assessment_id: *assessment_id,
            criterion_id: *criterion_id,
            total: None,
            max_total: None,
            median: None,
            lowest: None,
            lowest_result: None,
            gap_centre: None,
            gap_scale: None,
        });
        statistic.gap_centre = Some(scale.centre);
        statistic.gap_scale = Some(scale.unit);
    }
    statistics.retain(|(assessment, _), _| complete.contains(assessment));
    Ok(statistics.into_values().collect())
}
