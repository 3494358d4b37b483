//! Who stands where: the results of a block in one year, summed up from their printed parts and ranked.

use polars::prelude::{
    DataFrame, DataType, IntoLazy as _, JoinArgs, JoinType, NULL, RankMethod, RankOptions, coalesce, lit, when,
};

use crate::frame::{FrameError, col, rows};
use crate::model::{GradeBand, Points};
use crate::relation::{RankingRow, ResultFigures, ResultStatistic, ScoreFigures};

use super::distance_to_next;
use super::figures::{Figures, is_root, no_points, share};

const SHOWN_TOTAL: &str = "shown_total";
const ATTAINMENT: &str = "attainment";
const RECOMPUTED_ATTAINMENT: &str = "recomputed_attainment";

/// A block's results in one year.
pub(super) struct Standings {
    /// What is kept of each result.
    pub(super) statistics: Vec<ResultStatistic>,
    /// What is printed of each result, and what is kept of it, with the attainment of the total that is shown.
    pub(super) frame: DataFrame,
}

/// Sums up and ranks the results of a block in one year, in printed order. What the document prints goes first; where
/// some units are not known, a place among the known ones says nothing.
pub(super) fn standings(figures: &Figures, bands: &[GradeBand]) -> Result<Standings, FrameError> {
    // A sum is known only where every score that applies is, and where one does.
    let sum = |score, maximum| {
        let present = || col::<ScoreFigures>(score).is_not_null().sum();
        let known = present().eq(col::<ScoreFigures>(maximum).gt(lit(0)).sum()).and(present().gt(lit(0)));
        when(known).then(col(score).sum()).otherwise(no_points())
    };
    let named = |column: crate::relation::Column<ResultStatistic>| column.info.name;
    let key = [col(ResultFigures::result_id)];
    let sums = figures.keyed_scores().filter(is_root()).group_by(key.clone()).agg([
        sum(ScoreFigures::self_score, ScoreFigures::max_appraised).alias(named(ResultStatistic::self_sum)),
        sum(ScoreFigures::appraised, ScoreFigures::max_appraised).alias(named(ResultStatistic::appraised_sum)),
        sum(ScoreFigures::survey, ScoreFigures::max_survey).alias(named(ResultStatistic::survey_sum)),
        sum(ScoreFigures::total, ScoreFigures::max_total).alias(named(ResultStatistic::total_sum)),
        col(ScoreFigures::max_total).sum(),
        col(ScoreFigures::max_appraised).sum(),
    ]);
    let hundred = lit(1_000_000_i64);
    let competition = RankOptions { method: RankMethod::Min, descending: true };
    let rank = |attainment: &str| {
        let known = when(col(ResultFigures::complete).eq(lit(1)))
            .then(polars::prelude::col(attainment))
            .otherwise(lit(NULL).cast(DataType::Float64));
        known.rank(competition, None).cast(DataType::Int64)
    };
    let frame = figures
        .results
        .clone()
        .lazy()
        .join(sums, key.clone(), key, JoinArgs::new(JoinType::Left))
        .with_columns([
            col(ResultStatistic::max_total).fill_null(hundred),
            col(ResultStatistic::max_appraised).fill_null(lit(0_i64)),
            coalesce(&[col(ResultFigures::total), col(ResultStatistic::total_sum)]).alias(SHOWN_TOTAL),
        ])
        .with_columns([
            share(polars::prelude::col(SHOWN_TOTAL), col(ResultStatistic::max_total)).alias(ATTAINMENT),
            share(col(ResultStatistic::total_sum), col(ResultStatistic::max_total)).alias(RECOMPUTED_ATTAINMENT),
        ])
        .with_columns([
            rank(ATTAINMENT).alias(named(ResultStatistic::counted_rank)),
            rank(RECOMPUTED_ATTAINMENT).alias(named(ResultStatistic::recomputed_rank)),
        ])
        .sort([ResultFigures::position.info.name], polars::prelude::SortMultipleOptions::default())
        .collect()?;
    let printed: Vec<ResultFigures> = rows(&frame)?;
    let mut statistics: Vec<ResultStatistic> = rows(&frame)?;
    for (statistic, result) in statistics.iter_mut().zip(&printed) {
        let Some((grade, total)) = result.grade.zip(result.total.or(statistic.total_sum)) else { continue };
        let Some(distance) = distance_to_next(bands, grade, total) else { continue };
        statistic.next_grade = Some(distance.grade);
        statistic.next_grade_more_than = Some(distance.more_than);
        statistic.next_grade_at_most = Some(distance.at_most);
    }
    Ok(Standings { statistics, frame })
}

impl Standings {
    /// The attainments of the totals that are shown, in printed order, where they are known.
    pub(super) fn attainments(&self) -> Result<Vec<f64>, FrameError> {
        Ok(self.frame.column(ATTAINMENT)?.f64()?.iter().flatten().collect())
    }
}

/// The same rows by the recomputed totals: `total`, `rank` and `attainment` are then the recomputed ones.
#[must_use]
pub fn rank_by_recomputed(mut rows: Vec<RankingRow>) -> Vec<RankingRow> {
    for row in &mut rows {
        row.total = row.recomputed_total;
        row.rank = row.recomputed_rank;
        row.attainment = row.total.and_then(|total: Points| total.share_of(row.max_total));
    }
    rows.sort_by_key(|row| (row.year, row.block, row.rank.unwrap_or(u32::MAX)));
    rows
}
