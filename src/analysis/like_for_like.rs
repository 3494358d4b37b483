//! Courses that compare like with like: the same criteria of the same units in all years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Points, Year};

use super::scores::Scores;

/// A unit's points on a criterion of level 1 in a year, and the maximum that applied to it.
type ScoreKind = (Option<Points>, Points);

/// The scores of a block's years by criteria that are one over all of them.
pub(super) struct LikeForLike<'a> {
    scores: &'a BTreeMap<Year, Scores>,
    /// For each criterion of each year the number of its series; none for those that are parts of
    /// others.
    series: BTreeMap<Year, Vec<Option<usize>>>,
}

/// How a unit's course compares.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Basis {
    /// So many criteria with the same maxima applied in all years.
    Same(usize),
    /// Attainment in each year over so many criteria, which it has in all years, weighted by the
    /// maxima of the last one.
    Constant(usize, Vec<f64>),
    /// No criterion has known points in all years.
    Nothing,
    /// In some year only totals are known.
    Totals,
}

impl<'a> LikeForLike<'a> {
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

    /// The basis of a unit's course: its years with the ids of its results, the earliest first.
    pub(super) fn basis(&self, course: &[(Year, i64)]) -> Basis {
        let parts = course.iter().map(|(year, result)| self.parts(*year, *result));
        let Some(parts) = parts.collect::<Option<Vec<_>>>() else { return Basis::Totals };
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Basis::Totals };
        let maxima = |values: &BTreeMap<usize, ScoreKind>| -> Vec<(usize, Points)> {
            values.iter().map(|(series, (_, maximum))| (*series, *maximum)).collect()
        };
        let firsts = maxima(first);
        if parts.iter().all(|values| maxima(values) == firsts) {
            return Basis::Same(firsts.len());
        }
        let is_known = |series: &usize| {
            parts
                .iter()
                .all(|values| values.get(series).is_some_and(|(points, _)| points.is_some()))
        };
        let common: Vec<(usize, Points)> =
            maxima(last).into_iter().filter(|(series, _)| is_known(series)).collect();
        let whole: Points = common.iter().map(|(_, weight)| *weight).sum();
        let attainment = |values: &BTreeMap<usize, ScoreKind>| {
            let share = |(series, weight): &(usize, Points)| {
                let (points, maximum) = values.get(series)?;
                Some((*points)?.share_of(*maximum)? * weight.share_of(whole)?)
            };
            common.iter().map(share).sum::<Option<f64>>()
        };
        let attainments =
            if common.is_empty() { None } else { parts.iter().map(attainment).collect() };
        attainments.map_or(Basis::Nothing, |attainments| Basis::Constant(common.len(), attainments))
    }

    /// What applied to a unit in a year; none where there are no scores.
    fn parts(&self, year: Year, result: i64) -> Option<BTreeMap<usize, ScoreKind>> {
        let (scores, series) = (self.scores.get(&year)?, self.series.get(&year)?);
        let applied =
            scores.of_result(result).iter().filter(|score| score.max_total > Points::ZERO);
        let part = |score: &super::scores::Score| {
            Some((series[score.criterion]?, (score.total, score.max_total)))
        };
        let parts: BTreeMap<usize, ScoreKind> = applied.filter_map(part).collect();
        if parts.is_empty() { None } else { Some(parts) }
    }
}
