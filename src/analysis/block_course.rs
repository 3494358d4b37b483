//! The course of a block over the years, and its like-for-like twin: the same units and the same
//! criteria in all years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year};
use crate::relation::{BlockStep, BlockTrend};
use crate::stats::{kendall_tau_b, standard_deviation};
use crate::store::Scope;

use super::History;
use super::like_for_like::{Basis, LikeForLike};
use super::trend::{MIN_YEARS, slope};

/// Computes the course of a block over the years in which all its units are known, with its
/// like-for-like twin. `results` are the result ids by year and unit.
pub(super) fn block_course(
    history: &History,
    (scope, block): (Scope, Block),
    like: &LikeForLike<'_>,
    results: &HashMap<(Year, i64), i64>,
) -> (BlockTrend, Vec<BlockStep>) {
    let complete = history
        .assessments
        .iter()
        .filter(|assessment| assessment.block == block && assessment.coverage.is_complete());
    let mut years: BTreeMap<Year, (i64, BTreeMap<i64, f64>)> = BTreeMap::new();
    for assessment in complete {
        let rows = history.ranked(block, assessment.year);
        let known: BTreeMap<i64, f64> =
            rows.filter_map(|row| Some((row.unit_id, row.attainment?))).collect();
        if !known.is_empty() {
            years.insert(assessment.year, (assessment.id, known));
        }
    }

    let course: Vec<Year> = years.keys().copied().collect();
    let changed: Vec<Option<bool>> = course
        .windows(2)
        .map(|pair| history.is_framework_changed(block, [pair[0], pair[1]]))
        .collect();
    let sets: Vec<Vec<i64>> =
        years.values().map(|(_, known)| known.keys().copied().collect()).collect();
    let is_one_framework = changed.iter().all(|changed| *changed == Some(false));

    let mut twin: Vec<Vec<f64>> = Vec::new();
    let steady_units = sets
        .first()
        .into_iter()
        .flatten()
        .filter(|id| years.values().all(|(_, known)| known.contains_key(id)));
    for unit in steady_units {
        let ids: Option<Vec<_>> =
            course.iter().map(|year| Some((*year, *results.get(&(*year, *unit))?))).collect();
        let published =
            || years.values().filter_map(|(_, known)| known.get(unit).copied()).collect();
        match ids.map_or(Basis::Totals, |ids| like.basis(&ids)) {
            Basis::Same(_) => twin.push(published()),
            Basis::Totals if is_one_framework => twin.push(published()),
            Basis::Constant(_, attainments) => twin.push(attainments),
            Basis::Nothing | Basis::Totals => {}
        }
    }

    let units = Some(twin.len()).filter(|units| *units > 0 && course.len() > 1);
    let of_year =
        |index: usize| units.map(|_| twin.iter().map(|values| values[index]).collect::<Vec<f64>>());
    let twins: Vec<Option<Vec<f64>>> = (0..course.len()).map(of_year).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let means: Vec<Option<f64>> = twins.iter().map(|twin| twin.as_deref().map(mean)).collect();

    let published: Vec<Vec<f64>> =
        years.values().map(|(_, known)| known.values().copied().collect()).collect();
    let spread = |(all, twin): (&Vec<f64>, &Option<Vec<f64>>)| {
        standard_deviation(twin.as_ref().unwrap_or(all))
    };
    let spreads: Vec<Option<f64>> = published.iter().zip(&twins).map(spread).collect();

    let over_years = |values: &[Option<f64>]| -> Vec<(f64, f64)> {
        let known = course.iter().zip(values).filter_map(|(year, value)| Some((*year, (*value)?)));
        known.map(|(year, value)| (f64::from(year.number()), value)).collect()
    };
    let points = over_years(&published.iter().map(|values| Some(mean(values))).collect::<Vec<_>>());

    let step = |(index, (assessment_id, _)): (usize, &(i64, BTreeMap<i64, f64>))| BlockStep {
        assessment_id: *assessment_id,
        framework_changed: index.checked_sub(1).and_then(|before| changed[before]),
        set_changed: index.checked_sub(1).map(|before| sets[before] != sets[index]),
        constant_units: units,
        constant_attainment: means[index],
        lowest: published[index].iter().copied().fold(f64::INFINITY, f64::min),
        highest: published[index].iter().copied().fold(f64::NEG_INFINITY, f64::max),
        spread: standard_deviation(&published[index]),
        constant_spread: spreads[index].filter(|_| units.is_some()),
    };
    let trend = BlockTrend {
        authority_id: scope.authority,
        index_code: scope.index.code.to_owned(),
        block,
        slope: slope(&points),
        tau: kendall_tau_b(&points).filter(|_| points.len() >= MIN_YEARS),
        constant_slope: slope(&over_years(&means)),
        spread_slope: slope(&over_years(&spreads)),
    };
    (trend, years.values().enumerate().map(step).collect())
}
