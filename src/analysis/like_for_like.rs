//! Courses that compare like with like: the same criteria of a unit in all its years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Points, Year};

use super::scores::Scores;

/// A unit's points on a criterion of level 1 in a year, and the maximum that applied to it.
type AppliedScore = (Option<Points>, Points);

/// The scores of a block in all its years, with criteria matched by series.
pub(super) struct LikeForLike<'a> {
    scores: &'a BTreeMap<Year, Scores>,
    /// For each criterion of each year, the number of its series. None for criteria below level 1.
    series: BTreeMap<Year, Vec<Option<usize>>>,
}

/// How far the years of a unit's course can be compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Basis {
    /// The same criteria with the same maxima applied in all years; their number.
    Same(usize),
    /// The number of criteria with known points in all years, and the attainment over them in each
    /// year, weighted by the maxima of the last year.
    Constant(usize, Vec<f64>),
    /// No criterion has known points in all years.
    Nothing,
    /// In at least one year only totals are known.
    Totals,
}

impl<'a> LikeForLike<'a> {
    /// Numbers the series of the criteria of level 1 over all years.
    pub(super) fn of(scores: &'a BTreeMap<Year, Scores>) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut series = BTreeMap::new();
        for (year, year_scores) in scores {
            let number = |key: &'a crate::relation::CriterionKey| {
                let next = numbers.len();
                (key.level == 1).then(|| *numbers.entry(key.series.as_str()).or_insert(next))
            };
            series.insert(*year, year_scores.criteria.iter().map(number).collect());
        }
        Self { scores, series }
    }

    /// Determines the basis of a unit's course. The course holds the unit's years and result ids,
    /// earliest first.
    pub(super) fn basis(&self, course: &[(Year, i64)]) -> Basis {
        let years = course.iter().map(|(year, result)| self.applied_scores(*year, *result));
        let Some(years) = years.collect::<Option<Vec<_>>>() else { return Basis::Totals };
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return Basis::Totals };

        let maxima = |scores: &BTreeMap<usize, AppliedScore>| -> Vec<(usize, Points)> {
            scores.iter().map(|(series, (_, maximum))| (*series, *maximum)).collect()
        };
        let first_maxima = maxima(first);
        if years.iter().all(|scores| maxima(scores) == first_maxima) {
            return Basis::Same(first_maxima.len());
        }

        let is_known = |series: &usize| {
            years
                .iter()
                .all(|scores| scores.get(series).is_some_and(|(points, _)| points.is_some()))
        };
        let common: Vec<(usize, Points)> =
            maxima(last).into_iter().filter(|(series, _)| is_known(series)).collect();
        let total_weight: Points = common.iter().map(|(_, weight)| *weight).sum();
        let attainment = |scores: &BTreeMap<usize, AppliedScore>| {
            let share = |(series, weight): &(usize, Points)| {
                let (points, maximum) = scores.get(series)?;
                Some((*points)?.share_of(*maximum)? * weight.share_of(total_weight)?)
            };
            common.iter().map(share).sum::<Option<f64>>()
        };
        let attainments =
            if common.is_empty() { None } else { years.iter().map(attainment).collect() };
        attainments.map_or(Basis::Nothing, |attainments| Basis::Constant(common.len(), attainments))
    }

    /// The scores that applied to a unit in a year, by the number of the series. None if there are
    /// no scores.
    fn applied_scores(&self, year: Year, result: i64) -> Option<BTreeMap<usize, AppliedScore>> {
        let (scores, series) = (self.scores.get(&year)?, self.series.get(&year)?);
        let applied =
            scores.of_result(result).iter().filter(|score| score.max_total > Points::ZERO);
        let entry = |score: &super::scores::Score| {
            Some((series[score.criterion]?, (score.total, score.max_total)))
        };
        let entries: BTreeMap<usize, AppliedScore> = applied.filter_map(entry).collect();
        if entries.is_empty() { None } else { Some(entries) }
    }
}
