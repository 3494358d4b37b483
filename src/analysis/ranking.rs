//! Rankings: results are summed up from their printed scores, and then ranked.

use std::collections::HashMap;

use polars::prelude::{Expr, IntoLazy as _, SortMultipleOptions, lit, when};

use crate::frame::{FrameError, col, rows};
use crate::model::{GradeBand, Points, RankConvention};
use crate::relation::{
    Column, LevelSums, RankingRow, ResultFigures, ResultStatistic, ScoreFigures,
};
use crate::stats::{competition_ranks, dense_ranks, unranked_stand_outside};
use crate::store::AssessmentRow;

use super::distance_to_next;
use super::figures::{Figures, gap, lost, no_points};

/// Sums up the scores of each unit by level. A sum is known only if at least one score applies and
/// every score that applies is known.
pub(super) fn level_sums(figures: &Figures) -> Result<Vec<LevelSums>, FrameError> {
    let sum =
        |score: Column<ScoreFigures>, maximum: Column<ScoreFigures>, name: Column<LevelSums>| {
            let present = || col(score).count();
            let known = present().eq(col(maximum).gt(lit(0)).sum()).and(present().gt(lit(0)));
            when(known).then(col(score).sum()).otherwise(no_points()).alias(name.info.name)
        };
    let gaps = |of_sign: Expr, name: Column<LevelSums>| {
        when(of_sign).then(gap()).otherwise(lit(0_i64)).sum().alias(name.info.name)
    };

    let key = [col(LevelSums::result_id), col(LevelSums::level)];
    let frame = figures
        .scores
        .clone()
        .lazy()
        // The plan is already simple. Optimising it takes longer than running it on small data.
        .without_optimizations()
        .group_by(key.clone())
        .agg([
            sum(ScoreFigures::self_score, ScoreFigures::max_appraised, LevelSums::self_sum),
            sum(ScoreFigures::appraised, ScoreFigures::max_appraised, LevelSums::appraised_sum),
            sum(ScoreFigures::survey, ScoreFigures::max_survey, LevelSums::survey_sum),
            sum(ScoreFigures::total, ScoreFigures::max_total, LevelSums::total_sum),
            col(ScoreFigures::max_total).sum(),
            col(ScoreFigures::max_appraised).sum(),
            gap().count().alias(LevelSums::scored_twice.info.name),
            gaps(gap().gt(lit(0)), LevelSums::over),
            gaps(gap().lt(lit(0)), LevelSums::under),
            lost().count().alias(LevelSums::known.info.name),
            lost().sum().alias(LevelSums::lost.info.name),
        ])
        .sort_by_exprs(key, SortMultipleOptions::default())
        .collect()?;
    Ok(rows(&frame)?)
}

/// The printed result of a unit, with the statistics computed from it.
pub(super) struct Standing {
    /// The printed result.
    pub(super) printed: ResultFigures,
    /// The stored statistic.
    pub(super) statistic: ResultStatistic,
    /// The sums of the scores of level 1. None if only totals are published.
    pub(super) sums: Option<LevelSums>,
}

impl Standing {
    fn new(
        printed: ResultFigures,
        sums: Option<LevelSums>,
        has_survey: bool,
        (scale, bands): (Points, &[GradeBand]),
    ) -> Self {
        let sum = |field: fn(&LevelSums) -> Option<Points>| sums.as_ref().and_then(field);
        // Without criteria, the printed sums add up to the total.
        let of_sums = || {
            let survey = if has_survey { printed.survey_total? } else { Points::ZERO };
            Some(printed.appraised_total? + survey)
        };
        let applies = sums.as_ref().map_or(scale, |sums| sums.max_total);
        let max_total = printed.max_total.unwrap_or(applies);
        // The total may have been scaled back to another maximum than that of the scores.
        let of_criteria = match &sums {
            Some(sums) => sums.total_sum.map(|sum| sum.rescaled_nearest(applies, max_total)),
            None => of_sums().filter(|_| printed.max_total != Some(scale)),
        };
        // An appraised sum that alone makes up the total has its maximum.
        let is_all = !has_survey && printed.satisfaction.is_none();
        let max_of_sum =
            if is_all && printed.appraised_total.is_some() { scale } else { Points::ZERO };
        let beside = printed.satisfaction.unwrap_or_default() + printed.adjustment;
        let total_sum = of_criteria.map(|total| total + beside);

        let graded = printed.grade.zip(printed.total.or(total_sum));
        let next = graded
            .and_then(|(grade, total)| distance_to_next(bands, grade, total, [max_total, scale]));

        let statistic = ResultStatistic {
            result_id: printed.result_id,
            self_sum: sum(|sums| sums.self_sum),
            appraised_sum: sum(|sums| sums.appraised_sum),
            survey_sum: sum(|sums| sums.survey_sum),
            total_sum,
            max_total,
            max_appraised: sums.as_ref().map_or(max_of_sum, |sums| sums.max_appraised),
            adjustment: printed.adjustment,
            counted_rank: None,
            recomputed_rank: None,
            next_grade: next.map(|next| next.grade),
            next_grade_more_than: next.map(|next| next.more_than),
            next_grade_at_most: next.map(|next| next.at_most),
        };
        Self { printed, statistic, sums }
    }

    /// The attainment of the total that is shown, 0 to 1: of the printed total, or of the
    /// recomputed one if none is printed. Bonus and penalty points stand outside it.
    pub(super) fn attainment(&self) -> Option<f64> {
        let total = self.printed.total.or(self.statistic.total_sum)?;
        (total - self.statistic.adjustment).share_of(self.statistic.max_total)
    }

    /// The share by which units are ranked: of the total with bonus and penalty points.
    fn ranked_share(&self) -> Option<f64> {
        self.printed.total.or(self.statistic.total_sum)?.share_of(self.statistic.max_total)
    }

    /// Whether some of its scores are known, but not its total.
    fn is_open(&self) -> bool {
        self.sums.as_ref().is_some_and(|sums| sums.known > 0) && self.ranked_share().is_none()
    }

    fn recomputed_share(&self) -> Option<f64> {
        self.statistic.total_sum?.share_of(self.statistic.max_total)
    }
}

/// Ranks the results of each assessment, in printed order. Units of a partial assessment get no
/// rank, because a rank among the known units would mean nothing; nor do units beside one whose
/// total is still open.
pub(super) fn standings(
    figures: &Figures,
    sums: &[LevelSums],
    assessments: &[AssessmentRow],
) -> Result<Vec<Standing>, FrameError> {
    let roots = sums.iter().filter(|sums| sums.level == 1);
    let mut roots: HashMap<i64, LevelSums> =
        roots.map(|sums| (sums.result_id, sums.clone())).collect();

    let mut standings = Vec::new();
    let mut results: Vec<ResultFigures> = rows(&figures.results)?;
    results.sort_by_key(|result| (result.assessment_id, result.position));
    for results in results.chunk_by(|a, b| a.assessment_id == b.assessment_id) {
        let assessment =
            assessments.iter().find(|candidate| candidate.id == results[0].assessment_id);
        let framework =
            assessment.map_or((Points::HUNDRED, &[][..]), |row| (row.scale, &row.bands));
        let has_survey = results.iter().any(|result| result.survey_total.is_some());
        let first = standings.len();
        for result in results {
            let sums = roots.remove(&result.result_id);
            standings.push(Standing::new(result.clone(), sums, has_survey, framework));
        }

        let members = &mut standings[first..];
        let is_complete = assessment.is_some_and(|candidate| candidate.coverage.is_complete());
        if is_complete && !members.iter().any(Standing::is_open) {
            let ranks = assessment.map_or(RankConvention::default(), |row| row.ranks);
            for (index, rank) in ranked(members, ranks, Standing::ranked_share) {
                members[index].statistic.counted_rank = Some(rank);
            }
            for (index, rank) in ranked(members, ranks, Standing::recomputed_share) {
                members[index].statistic.recomputed_rank = Some(rank);
            }
        }
    }
    Ok(standings)
}

/// The indices of the units that are ranked and whose attainment is known, with their ranks.
fn ranked(
    standings: &[Standing],
    convention: RankConvention,
    attainment: fn(&Standing) -> Option<f64>,
) -> Vec<(usize, u32)> {
    let printed: Vec<_> = standings.iter().map(|standing| standing.printed.rank).collect();
    let are_outside = unranked_stand_outside(&printed);
    let is_ranked = |standing: &Standing| standing.printed.rank.is_some() || !are_outside;
    let known = standings
        .iter()
        .enumerate()
        .filter(|(_, standing)| is_ranked(standing))
        .filter_map(|(index, standing)| Some((index, attainment(standing)?)));
    let (indices, attainments): (Vec<usize>, Vec<f64>) = known.unzip();
    let ranks = match convention {
        RankConvention::Competition => competition_ranks(&attainments),
        RankConvention::Dense => dense_ranks(&attainments),
    };
    indices.into_iter().zip(ranks).collect()
}

/// Reorders rows by their recomputed ranks. `total`, `rank` and `attainment` become the recomputed
/// ones.
#[must_use]
pub fn rank_by_recomputed(mut rows: Vec<RankingRow>) -> Vec<RankingRow> {
    for row in &mut rows {
        row.total = row.recomputed_total;
        row.rank = row.recomputed_rank;
        let adjustment = row.bonus.unwrap_or_default() - row.penalty.unwrap_or_default();
        let attained = row.total.map(|total| total - adjustment);
        row.attainment = attained.and_then(|total| total.share_of(row.max_total));
    }
    rows.sort_by_key(|row| (row.year, row.block, row.rank.unwrap_or(u32::MAX)));
    rows
}
