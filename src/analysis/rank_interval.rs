//! Rank intervals: how certain ranks are. Two causes of uncertainty are kept apart: the rounding of
//! printed figures, and the weights of the criteria.
//!
//! The weights are law. An interval shows which ranks would result if the criteria were weighted
//! differently; it does not say that a rank is wrong.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::StoredRankInterval;
use crate::stats::{Attainments, Fraction, Leeway, RankInterval, ranks_within};

use super::level_one::{Entry, LevelOne};
use super::ranking::Standing;

/// Weights of up to a tenth more or less …
const TENTH: Leeway = Leeway { part: 1, whole: 10 };
/// … and of up to a quarter more or less.
const QUARTER: Leeway = Leeway { part: 1, whole: 4 };

/// The largest block for which ranks under other weights are computed. The cost grows with the
/// square of the number of units, because every unit is compared with every other one.
const MOST_UNITS: usize = 1000;

/// The possible steps between printed figures, in ten-thousandths: two, three or four decimals.
/// Figures have at least two decimals.
const STEPS: [i64; 3] = [100, 10, 1];

/// Computes the rank intervals of an assessment whose units are all known, by rank. Empty if a
/// total is missing.
pub(super) fn rank_intervals(
    standings: &[&Standing],
    scores: &LevelOne,
) -> Vec<StoredRankInterval> {
    let ranked = |standing: &&Standing| standing.printed.rank.or(standing.statistic.counted_rank);
    let mut units: Vec<&Standing> =
        standings.iter().copied().filter(|standing| ranked(standing).is_some()).collect();
    units.sort_by_key(|standing| (ranked(standing), standing.printed.position));
    let Some(rounding) = by_rounding(&units, scores) else { return Vec::new() };

    // Bonus and penalty points do not change with the weights of the criteria.
    let is_adjusted = units.iter().any(|unit| unit.statistic.adjustment != Points::ZERO);
    let table =
        if units.len() <= MOST_UNITS && !is_adjusted { attainments(&units, scores) } else { None };
    let [tenth, quarter] =
        [TENTH, QUARTER].map(|leeway| table.as_ref().map(|table| table.ranks(leeway)));
    let best = |intervals: &Option<Vec<RankInterval>>, index: usize| {
        intervals.as_ref().map(|intervals| intervals[index].best)
    };
    let worst = |intervals: &Option<Vec<RankInterval>>, index: usize| {
        intervals.as_ref().map(|intervals| intervals[index].worst)
    };

    let interval = |(index, unit): (usize, &&Standing)| StoredRankInterval {
        result_id: unit.printed.result_id,
        best_rounding: rounding[index].best,
        worst_rounding: rounding[index].worst,
        best_10: best(&tenth, index),
        worst_10: worst(&tenth, index),
        best_25: best(&quarter, index),
        worst_25: worst(&quarter, index),
        swap_share: table
            .as_ref()
            .filter(|_| index + 1 < units.len())
            .and_then(|table| table.swap_share(index, index + 1)),
    };
    units.iter().enumerate().map(interval).collect()
}

/// Computes the ranks that the units can have within the rounding of printed figures. A printed
/// total may be off by half of its last digit. A total that is not printed may be off by half a
/// digit for each printed score that it was summed up from. None if a total is not known.
fn by_rounding(units: &[&Standing], scores: &LevelOne) -> Option<Vec<RankInterval>> {
    let step = |figures: &mut dyn Iterator<Item = Points>| {
        let figures: Vec<i64> = figures.map(Points::ten_thousandths).collect();
        STEPS.into_iter().find(|step| figures.iter().all(|figure| figure % step == 0)).unwrap_or(1)
    };
    let total_step = step(&mut units.iter().filter_map(|standing| standing.printed.total));
    let sum_step = step(&mut units.iter().filter_map(|standing| standing.statistic.total_sum));
    let entries = units.iter().flat_map(|standing| scores.of_result(standing.printed.result_id));
    let score_step = step(&mut entries.filter_map(|entry| entry.total));

    let bounds = units.iter().map(|standing| {
        let scores = scores.of_result(standing.printed.result_id);
        let printed = |score: &Entry| {
            usize::from(score.appraised.is_some()) + usize::from(score.survey.is_some())
        };
        let score_count: usize =
            scores.iter().filter(|score| score.max_total > Points::ZERO).map(printed).sum();
        let score_count = i64::try_from(score_count).ok()?;

        // Units of half a ten-thousandth, so that half a digit is an integer.
        let (total, reach) = match standing.printed.total {
            Some(total) => (total, total_step),
            // Without criteria, the total is the sum of two printed sums at most.
            None if score_count == 0 => (standing.statistic.total_sum?, sum_step * 2),
            None => (standing.statistic.total_sum?, score_step * score_count),
        };
        let doubled = total.ten_thousandths() * 2;
        let denominator = standing.statistic.max_total.ten_thousandths() * 2;
        let fraction = |numerator: i64| Fraction { numerator, denominator };
        (denominator > 0).then(|| [fraction(doubled - reach), fraction(doubled + reach)])
    });

    Some(ranks_within(&bounds.collect::<Option<Vec<_>>>()?))
}

/// The attainments of the units by criterion, with the largest maximum of each criterion as its
/// weight. None if there are no criteria or if a score is missing.
fn attainments(units: &[&Standing], scores: &LevelOne) -> Option<Attainments> {
    let mut weights: BTreeMap<i64, i64> = BTreeMap::new();
    let applies = |score: &&Entry| score.max_total > Points::ZERO;
    for score in units
        .iter()
        .flat_map(|standing| scores.of_result(standing.printed.result_id))
        .filter(applies)
    {
        let weight = weights.entry(score.criterion).or_default();
        *weight = (*weight).max(score.max_total.ten_thousandths());
    }

    let indices: BTreeMap<i64, usize> = weights.keys().copied().zip(0..).collect();
    let row = |standing: &&Standing| {
        let scores: Vec<&Entry> =
            scores.of_result(standing.printed.result_id).iter().filter(applies).collect();
        let mut row = vec![None; indices.len()];
        for score in &scores {
            let (numerator, denominator) =
                (score.total?.ten_thousandths(), score.max_total.ten_thousandths());
            row[indices[&score.criterion]] = Some(Fraction { numerator, denominator });
        }
        (!scores.is_empty()).then_some(row)
    };

    let rows = units.iter().map(row).collect::<Option<Vec<_>>>()?;
    Some(Attainments { rows, weights: weights.into_values().collect() })
        .filter(|attainments| !attainments.weights.is_empty())
}
