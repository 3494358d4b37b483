//! The survey results of each unit of a block, next to its appraised results.

use std::collections::HashMap;

use polars::prelude::{IntoLazy as _, JoinArgs, JoinType, lit};

use crate::frame::{FrameError, col};
use crate::model::{Block, Points, Year, billionths};
use crate::relation::{RankingRow, ResultFigures, ScoreFigures, ScoreRow};
use crate::store::Store;

use super::History;
use super::figures::Figures;
use super::judgement::ties;

/// A unit's survey and appraised points as shares of the maxima that applied to it.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyShare {
    /// The id of the unit, the same for one office over the years.
    pub unit_id: i64,
    /// The name of the unit.
    pub unit: String,
    /// The survey points: the published sum, or the sum of the scores if none is published.
    pub points: Points,
    /// The maximum survey points.
    pub maximum: Points,
    /// The survey points as a share of their maximum, 0 to 1.
    pub survey: f64,
    /// The appraised points as a share of their maximum, 0 to 1. None if a score is missing.
    pub appraised: Option<f64>,
}

/// The survey of a block in a year at a glance.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveySummary<'a> {
    /// All survey points of the block as a share of their maximum, 0 to 1.
    pub share: f64,
    /// The units with the highest share.
    pub highest: Vec<&'a SurveyShare>,
    /// The units with the lowest share.
    pub lowest: Vec<&'a SurveyShare>,
    /// The units above the block's mean in the appraisal and in the lowest quarter of the survey,
    /// the lowest survey share first.
    pub contrary: Vec<&'a SurveyShare>,
}

/// Computes the shares of the units of a block in a year, from its scores of level 1 in printed
/// order and its rankings. Units without a survey or with a missing survey score are left out.
#[must_use]
pub fn survey_shares(scores: &[ScoreRow], rankings: &[RankingRow]) -> Vec<SurveyShare> {
    let published: HashMap<(Year, i64), Points> = rankings
        .iter()
        .filter_map(|row| Some(((row.year, row.unit_id), row.survey_total?)))
        .collect();
    let unit = |rows: &[ScoreRow]| {
        let first = rows.first()?;
        let (points, maximum) = sum(rows.iter().map(|row| (row.survey, row.max_survey)))?;
        let points = published.get(&(first.year, first.unit_id)).copied().unwrap_or(points);
        let appraised = sum(rows.iter().map(|row| (row.appraised, row.max_appraised)));
        let appraised = appraised.and_then(|(points, maximum)| points.share_of(maximum));

        let (unit_id, unit) = (first.unit_id, first.unit.clone());
        Some(SurveyShare {
            unit_id,
            unit,
            points,
            maximum,
            survey: points.share_of(maximum)?,
            appraised,
        })
    };
    scores.chunk_by(|a, b| a.unit_id == b.unit_id).filter_map(unit).collect()
}

/// Sums up the scores that apply, and their maxima. None if an applicable score is missing; both
/// sums are zero if no score applies.
fn sum(scores: impl Iterator<Item = (Option<Points>, Points)>) -> Option<(Points, Points)> {
    let (mut points, mut maximum_sum) = (Points::ZERO, Points::ZERO);
    for (score, maximum) in scores.filter(|(_, maximum)| *maximum > Points::ZERO) {
        points = points + score?;
        maximum_sum = maximum_sum + maximum;
    }
    Some((points, maximum_sum))
}

/// The survey points of a block as a share of their maximum, 0 to 1, for each of its years with a survey:
/// that of [`survey_summary`], without the names of units and criteria.
pub(super) fn survey_by_year(
    store: &Store,
    history: &History,
    block: Block,
) -> Result<Vec<(Year, f64)>, FrameError> {
    let mut shares = Vec::new();
    for assessment in history.assessments.iter().filter(|row| row.block == block) {
        let figures = Figures::load(store, std::slice::from_ref(assessment))?;
        let applies = col(ScoreFigures::max_survey).gt(lit(0));
        let of_units = figures
            .scores
            .lazy()
            .filter(col(ScoreFigures::level).eq(lit(1)).and(applies))
            .group_by([col(ScoreFigures::result_id)])
            .agg([
                col(ScoreFigures::survey).sum(),
                col(ScoreFigures::survey).null_count().alias("missing"),
                col(ScoreFigures::max_survey).sum(),
            ])
            .filter(polars::prelude::col("missing").eq(lit(0)));
        let published = figures
            .results
            .lazy()
            .select([col(ResultFigures::result_id), col(ResultFigures::survey_total)]);
        let key = col(ScoreFigures::result_id);
        // The published sum takes precedence over the sum of the printed scores.
        let points = col(ResultFigures::survey_total).fill_null(col(ScoreFigures::survey));
        let sums = of_units
            .join(published, [key.clone()], [key], JoinArgs::new(JoinType::Left))
            .select([points.sum(), col(ScoreFigures::max_survey).sum()])
            .collect()?;
        let sum = |column: usize| -> Result<Points, FrameError> {
            let sum = sums.columns()[column].i64()?.get(0).unwrap_or(0);
            Ok(Points::from_ten_thousandths(sum))
        };
        shares.extend(sum(0)?.share_of(sum(1)?).map(|share| (assessment.year, share)));
    }
    Ok(shares)
}

/// Sums up the survey of a block of which all units are known. None without a survey.
#[must_use]
pub fn survey_summary(shares: &[SurveyShare]) -> Option<SurveySummary<'_>> {
    let points: Points = shares.iter().map(|share| share.points).sum();
    let share = points.share_of(shares.iter().map(|survey_share| survey_share.maximum).sum())?;
    let appraised: Vec<f64> = shares.iter().filter_map(|share| share.appraised).collect();
    let mean = appraised.iter().sum::<f64>() / appraised.len().max(1) as f64;

    let mut lowest_first: Vec<&SurveyShare> = shares.iter().collect();
    lowest_first.sort_by_key(|share| billionths(share.survey));
    let quarter = (shares.len() / 4).max(1);
    let bound = billionths(lowest_first.get(quarter.saturating_sub(1))?.survey);
    let is_contrary = |survey_share: &&&SurveyShare| {
        billionths(survey_share.survey) <= bound
            && survey_share.appraised.is_some_and(|share| billionths(share) > billionths(mean))
    };

    Some(SurveySummary {
        share,
        highest: ties(shares, |share| billionths(share.survey)),
        lowest: ties(shares, |share| -billionths(share.survey)),
        contrary: lowest_first.iter().filter(is_contrary).copied().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    fn row(unit_id: i64, appraised: i64, survey: Option<i64>, max_survey: i64) -> ScoreRow {
        let points = |hundredths: i64| Points::from_ten_thousandths(hundredths * 100);
        ScoreRow {
            unit_id,
            unit: format!("unit {unit_id}"),
            appraised: Some(points(appraised)),
            survey: survey.map(points),
            max_appraised: points(1_000),
            max_survey: points(max_survey),
            ..blank()
        }
    }

    #[test]
    fn units_that_are_high_in_the_appraisal_and_low_in_the_survey_are_found() {
        let rows = [
            row(1, 900, Some(90), 200),
            row(2, 800, Some(180), 200),
            row(3, 700, Some(150), 200),
            row(4, 600, Some(160), 200),
            row(5, 600, None, 0),
        ];

        let shares = survey_shares(&rows, &[]);
        assert_eq!(shares.len(), 4, "a unit without a survey has no share");
        let summary = survey_summary(&shares).expect("a survey");
        let ids =
            |rows: &[&SurveyShare]| rows.iter().map(|share| share.unit_id).collect::<Vec<_>>();
        assert_eq!(
            (ids(&summary.highest), ids(&summary.lowest), ids(&summary.contrary)),
            (vec![2], vec![1], vec![1])
        );
        // 5.80 points of 8.00.
        assert!((summary.share - 0.725).abs() < 1e-12);
    }

    #[test]
    fn a_criterion_without_a_survey_does_not_count() {
        let rows = [row(1, 900, Some(90), 200), row(1, 500, None, 0)];
        let shares = survey_shares(&rows, &[]);
        assert_eq!(shares.len(), 1);
        assert!((shares[0].survey - 0.45).abs() < 1e-12);
    }

    #[test]
    fn the_last_quarter_of_the_survey_is_held_against_the_mean_of_the_appraisal() {
        // Eight units: the lowest two of the survey are 1 and 2. The mean of the appraisal is 0.8.
        let rows = [(1, 900), (2, 850), (3, 840), (4, 830), (5, 800), (6, 740), (7, 730), (8, 710)]
            .map(|(unit_id, appraised)| row(unit_id, appraised, Some(100 + 10 * unit_id), 200));
        let shares = survey_shares(&rows, &[]);
        let contrary = |shares: &[SurveyShare]| {
            let summary = survey_summary(shares).expect("a survey");
            summary.contrary.iter().map(|share| share.unit_id).collect::<Vec<_>>()
        };
        assert_eq!(contrary(&shares), [1, 2]);

        let equal: Vec<_> = (1..=8).map(|id| row(id, 800, Some(100 + 10 * id), 200)).collect();
        assert!(contrary(&survey_shares(&equal, &[])).is_empty(), "no unit is above the mean");
    }
}
