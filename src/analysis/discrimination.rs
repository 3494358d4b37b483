//! How well each criterion tells the units of a block apart.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::CriterionDiscriminationStatistic;
use crate::stats::{pearson, standard_deviation};

use super::leniency::MIN_UNITS;
use super::level_one::LevelOne;
use super::ranking::Standing;

/// What units have on one criterion.
#[derive(Default)]
struct Criterion {
    at_maximum: usize,
    attainments: Vec<f64>,
    /// The attainment on it with that on the unit's other criteria.
    pairs: Vec<(f64, f64)>,
}

/// The criteria of level 1 of an assessment whose points are known of enough units.
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
        let whole: Points = known.iter().map(|(_, total, _)| *total).sum();
        let whole_maximum: Points = known.iter().map(|(.., maximum)| *maximum).sum();
        for (id, total, maximum) in known {
            let Some(attainment) = total.share_of(maximum) else { continue };
            let criterion = criteria.entry(id).or_default();
            criterion.at_maximum += usize::from(total == maximum);
            criterion.attainments.push(attainment);
            criterion.pairs.extend(
                (whole - total).share_of(whole_maximum - maximum).map(|rest| (attainment, rest)),
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
