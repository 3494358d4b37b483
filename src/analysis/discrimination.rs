//! How well each criterion distinguishes the units of a block.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::CriterionDiscriminationStatistic;
use crate::stats::{pearson, standard_deviation};

use super::leniency::MIN_UNITS;
use super::level_one::LevelOne;
use super::ranking::Standing;

/// The results of all units on one criterion.
#[derive(Default)]
struct Criterion {
    /// How many units have all points.
    at_maximum: usize,
    attainments: Vec<f64>,
    /// Each unit's attainment on this criterion and on its other criteria.
    pairs: Vec<(f64, f64)>,
}

/// Computes the discrimination of each criterion of level 1 of an assessment. Criteria whose points
/// are known for fewer than [`MIN_UNITS`] units are left out.
pub(super) fn discrimination(
    assessment_id: i64,
    standings: &[&Standing],
    scores: &LevelOne,
) -> Vec<CriterionDiscriminationStatistic> {
    let mut criteria: BTreeMap<i64, Criterion> = BTreeMap::new();
    for standing in standings {
        let entries = scores.of_result(standing.printed.result_id).iter();
        let known: Vec<_> = entries
            .filter_map(|entry| Some((entry.criterion, entry.total?, entry.max_total)))
            .filter(|(.., maximum)| *maximum > Points::ZERO)
            .collect();
        let all_points: Points = known.iter().map(|(_, total, _)| *total).sum();
        let all_maxima: Points = known.iter().map(|(.., maximum)| *maximum).sum();

        for (id, total, maximum) in known {
            let Some(attainment) = total.share_of(maximum) else { continue };
            let criterion = criteria.entry(id).or_default();
            criterion.at_maximum += usize::from(total == maximum);
            criterion.attainments.push(attainment);
            criterion.pairs.extend(
                (all_points - total).share_of(all_maxima - maximum).map(|rest| (attainment, rest)),
            );
        }
    }

    let row = |(criterion_id, criterion): (i64, Criterion)| {
        let units = criterion.attainments.len();
        let spread = standard_deviation(&criterion.attainments)?;
        (units >= MIN_UNITS).then(|| CriterionDiscriminationStatistic {
            assessment_id,
            criterion_id,
            units,
            at_maximum: criterion.at_maximum as f64 / units as f64,
            spread,
            rest_correlation: pearson(&criterion.pairs),
        })
    };
    criteria.into_iter().filter_map(row).collect()
}
