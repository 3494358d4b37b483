//! Ranks: sure or not. Two causes are kept apart: the rounding of what is printed, and the weights
//! of the criteria. The weights are law; an interval says what ranks would be if the criteria had
//! been weighed otherwise, not that a rank is wrong.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::KeptRankInterval;
use crate::stats::{Attainments, Fraction, Leeway, RankInterval, ranks_within};

use super::level_one::{Entry, LevelOne};
use super::ranking::Standing;

/// Weights that are a tenth more or less …
const TENTH: Leeway = Leeway { part: 1, whole: 10 };
/// … and a quarter.
const QUARTER: Leeway = Leeway { part: 1, whole: 4 };

/// In larger blocks no ranks under other weights are computed: every unit is compared with every
/// other one.
const MOST_UNITS: usize = 1000;

/// Figures are printed with two decimals at least: in ten-thousandths, the steps in which they may
/// be printed.
const STEPS: [i64; 3] = [100, 10, 1];

/// The rank intervals of the units of one assessment all of whose units are known.
pub(super) fn rank_intervals(standings: &[&Standing], scores: &LevelOne) -> Vec<KeptRankInterval> {
    let ranked = |standing: &&Standing| standing.printed.rank.or(standing.statistic.counted_rank);
    let mut units: Vec<&Standing> =
        standings.iter().copied().filter(|standing| ranked(standing).is_some()).collect();
    units.sort_by_key(|standing| (ranked(standing), standing.printed.position));
    let Some(rounding) = by_rounding(&units, scores) else { return Vec::new() };

    let table = if units.len() <= MOST_UNITS { attainments(&units, scores) } else { None };
    let [tenth, quarter] =
        [TENTH, QUARTER].map(|leeway| table.as_ref().map(|table| table.ranks(leeway)));
    let best =
        |all: &Option<Vec<RankInterval>>, index: usize| all.as_ref().map(|all| all[index].best);
    let worst =
        |all: &Option<Vec<RankInterval>>, index: usize| all.as_ref().map(|all| all[index].worst);
    let interval = |(index, unit): (usize, &&Standing)| KeptRankInterval {
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

/// What ranks the units can have, whatever was rounded off what is printed: half of the last digit
/// of a printed total, and of every printed score that a total was added up from where none is
/// printed. None where a total is not known.
fn by_rounding(units: &[&Standing], scores: &LevelOne) -> Option<Vec<RankInterval>> {
    let step = |figures: &mut dyn Iterator<Item = Points>| {
        let figures: Vec<i64> = figures.map(Points::ten_thousandths).collect();
        STEPS.into_iter().find(|step| figures.iter().all(|figure| figure % step == 0)).unwrap_or(1)
    };
    let of_totals = step(&mut units.iter().filter_map(|standing| standing.printed.total));
    let all = units.iter().flat_map(|standing| scores.of_result(standing.printed.result_id));
    let of_scores = step(&mut all.filter_map(|entry| entry.total));
    let bounds = units.iter().map(|standing| {
        let scores = scores.of_result(standing.printed.result_id);
        let printed = |score: &Entry| {
            usize::from(score.appraised.is_some()) + usize::from(score.survey.is_some())
        };
        let parts: usize =
            scores.iter().filter(|score| score.max_total > Points::ZERO).map(printed).sum();
        let parts = i64::try_from(parts).ok()?;
        // In halves of a ten-thousandth, so that half a digit is a whole number.
        let (total, reach) = match standing.printed.total {
            Some(total) => (total, of_totals),
            None => (standing.statistic.total_sum?, of_scores * parts),
        };
        let doubled = total.ten_thousandths() * 2;
        let denominator = standing.statistic.max_total.ten_thousandths() * 2;
        let at = |numerator: i64| Fraction { numerator, denominator };
        (denominator > 0).then(|| [at(doubled - reach), at(doubled + reach)])
    });
    Some(ranks_within(&bounds.collect::<Option<Vec<_>>>()?))
}

/// What the units attain by criterion; none where there are no criteria, or a score is missing.
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
