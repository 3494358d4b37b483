//! Where points are lost, and who is behind the others.

use std::collections::BTreeMap;

use polars::prelude::{SortMultipleOptions, col as by_name};

use crate::frame::{FrameError, col, rows};
use crate::relation::{CriterionStatistic, LevelLoss, ScoreFigures};
use crate::stats::RobustScale;

use super::figures::{Figures, is_known, share};

const ATTAINMENT: &str = "attainment";

/// The points that each unit lost at each level, in the order of results and levels.
pub(super) fn level_losses(figures: &Figures) -> Result<Vec<LevelLoss>, FrameError> {
    let key = [col(LevelLoss::result_id), col(LevelLoss::level)];
    let lost = (col(ScoreFigures::max_total) - col(ScoreFigures::total)).sum().alias(LevelLoss::lost.info.name);
    let frame = figures
        .keyed_scores()
        .filter(is_known())
        .group_by(key.clone())
        .agg([lost])
        .sort_by_exprs(key, SortMultipleOptions::default())
        .collect()?;
    Ok(rows(&frame)?)
}

/// Each criterion over its block, with the scales of its gaps; for a block all of whose units are known.
pub(super) fn criterion_statistics(
    figures: &Figures,
    gap_scales: &BTreeMap<i64, RobustScale>,
) -> Result<Vec<CriterionStatistic>, FrameError> {
    let key = [col(CriterionStatistic::assessment_id), col(CriterionStatistic::criterion_id)];
    let named = |column: crate::relation::Column<CriterionStatistic>| column.info.name;
    let by_position = [ATTAINMENT, ScoreFigures::result_id.info.name];
    let frame = figures
        .keyed_scores()
        .filter(is_known())
        .with_columns([share(col(ScoreFigures::total), col(ScoreFigures::max_total)).alias(ATTAINMENT)])
        .sort(by_position, SortMultipleOptions::default())
        .group_by(key.clone())
        .agg([
            col(ScoreFigures::total).sum(),
            col(ScoreFigures::max_total).sum(),
            by_name(ATTAINMENT).median().alias(named(CriterionStatistic::median)),
            by_name(ATTAINMENT).first().alias(named(CriterionStatistic::lowest)),
            col(ScoreFigures::result_id).first().alias(named(CriterionStatistic::lowest_result)),
        ])
        .sort_by_exprs(key, SortMultipleOptions::default())
        .collect()?;
    let known: Vec<CriterionStatistic> = rows(&frame)?;
    let mut statistics: BTreeMap<i64, CriterionStatistic> =
        known.into_iter().map(|statistic| (statistic.criterion_id, statistic)).collect();
    let assessment = figures.scores.column(ScoreFigures::assessment_id.info.name)?.i64()?.iter().next().flatten();
    for (criterion, scale) in gap_scales {
        // A criterion may have gaps and no points: its survey is missing everywhere.
        let statistic = statistics.entry(*criterion).or_insert_with(|| CriterionStatistic {
            assessment_id: assessment.unwrap_or(0),
            criterion_id: *criterion,
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
    Ok(statistics.into_values().collect())
}
