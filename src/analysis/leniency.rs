//! How far units score themselves above their block, and how certain that is.
//!
//! A unit's gap has several causes: criteria that the whole block reads differently from the
//! appraisal, the unit's own habit, and chance. A model of units and criteria separates them, and
//! shrinkage keeps only the part of a unit's deviation that the data support. The formulas stand in
//! `docs/methods/leniency.md`.
//!
//! A gap shows that an appraisal was lower than a self score. It never shows why.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Points, Year};
use crate::relation::{
    BlockLeniency, CriterionLeniency, LeniencyRow, UnitLastingLeniency, UnitLeniency,
};
use crate::stats::{Lasting, RowEffects};

use super::level_one::{Entry, LevelOne};
use super::ranking::Standing;

/// A model needs at least this many units …
pub const MIN_UNITS: usize = 6;
/// … and at least this many criteria.
pub const MIN_CRITERIA: usize = 4;
/// Lasting leniency is estimated from at most this many of the latest years with a model.
pub const LENIENCY_YEARS: usize = 5;

/// A unit's gap on a criterion of level 1, as a share of its maximum.
#[derive(Debug, Clone, Copy)]
struct Gap {
    criterion: i64,
    share: f64,
    maximum: Points,
}

/// A unit that was scored twice, with its gaps by criterion.
struct Unit {
    result_id: i64,
    gaps: Vec<Gap>,
}

impl Unit {
    fn of(standing: &Standing, scores: &LevelOne) -> Option<Self> {
        let result_id = standing.printed.result_id;
        let gap = |entry: &Entry| {
            Some(Gap {
                criterion: entry.criterion,
                share: entry.gap_share()?,
                maximum: entry.max_appraised,
            })
        };
        let gaps: Vec<Gap> = scores.of_result(result_id).iter().filter_map(gap).collect();
        if gaps.is_empty() { None } else { Some(Self { result_id, gaps }) }
    }
}

/// The model of one assessment.
pub(super) struct Leniency {
    pub(super) block: BlockLeniency,
    pub(super) units: Vec<UnitLeniency>,
    pub(super) criteria: Vec<CriterionLeniency>,
}

/// Models the gaps of an assessment. A criterion counts only if all units were scored twice on it.
/// None if fewer than [`MIN_UNITS`] units or [`MIN_CRITERIA`] criteria remain, or if more than a
/// third of the criteria is left out.
pub(super) fn leniency(
    assessment_id: i64,
    standings: &[&Standing],
    scores: &LevelOne,
) -> Option<Leniency> {
    let mut units: Vec<Unit> =
        standings.iter().filter_map(|standing| Unit::of(standing, scores)).collect();

    let mut unit_counts: BTreeMap<i64, usize> = BTreeMap::new();
    for gap in units.iter().flat_map(|unit| &unit.gaps) {
        *unit_counts.entry(gap.criterion).or_default() += 1;
    }
    let criterion_count = unit_counts.len();
    unit_counts.retain(|_, count| *count == units.len());
    let left_out = criterion_count - unit_counts.len();
    if units.len() < MIN_UNITS || unit_counts.len() < MIN_CRITERIA || left_out * 3 > criterion_count
    {
        return None;
    }

    let criteria: Vec<i64> = unit_counts.into_keys().collect();
    if left_out > 0 {
        for unit in &mut units {
            unit.gaps.retain(|gap| criteria.binary_search(&gap.criterion).is_ok());
        }
    }

    let table: Vec<Vec<f64>> =
        units.iter().map(|unit| unit.gaps.iter().map(|gap| gap.share).collect()).collect();
    let maximum =
        |column: usize| units.iter().map(|unit| unit.gaps[column].maximum).sum::<Points>();
    let maxima: Vec<Points> = (0..criteria.len()).map(maximum).collect();
    let maximum_sum: Points = maxima.iter().copied().sum();
    let weights: Vec<f64> =
        maxima.iter().filter_map(|maximum| maximum.share_of(maximum_sum)).collect();
    let effects = RowEffects::of(&table, &weights)?;

    let mean_of =
        |column: usize| table.iter().map(|row| row[column]).sum::<f64>() / units.len() as f64;
    let means: Vec<f64> = (0..criteria.len()).map(mean_of).collect();
    let gap_share: f64 = means.iter().zip(&weights).map(|(mean, weight)| mean * weight).sum();

    let unit_row = |(result_id, deviation): (&i64, &f64)| UnitLeniency {
        result_id: *result_id,
        gap_share: gap_share + deviation,
        deviation: *deviation,
        leniency: effects.shrunken(*deviation),
    };
    let criterion_row = |(criterion_id, gap_share): (&i64, &f64)| CriterionLeniency {
        assessment_id,
        criterion_id: *criterion_id,
        gap_share: *gap_share,
    };
    Some(Leniency {
        units: units
            .iter()
            .map(|unit| &unit.result_id)
            .zip(&effects.deviations)
            .map(unit_row)
            .collect(),
        criteria: criteria.iter().zip(&means).map(criterion_row).collect(),
        block: BlockLeniency {
            assessment_id,
            units: units.len(),
            criteria: criteria.len(),
            left_out,
            gap_share,
            noise: effects.noise,
            reliability: effects.reliability,
            spread: effects.spread(),
        },
    })
}

/// Estimates the lasting part of the units' deviations in a block. `rows` are the rows of its
/// comparable years, `blocks` the models of these years, and `results` the result ids by year and
/// unit. Empty if fewer than [`MIN_UNITS`] units are in all of the years.
pub(super) fn lasting_leniency(
    rows: &[LeniencyRow],
    blocks: &BTreeMap<Year, BlockLeniency>,
    results: &HashMap<(Year, i64), i64>,
) -> Vec<UnitLastingLeniency> {
    let years: Vec<Year> = blocks.keys().rev().take(LENIENCY_YEARS).rev().copied().collect();
    let Some(last) = years.last() else { return Vec::new() };

    let mut courses: BTreeMap<i64, BTreeMap<Year, f64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| years.contains(&row.year)) {
        courses.entry(row.unit_id).or_default().insert(row.year, row.deviation);
    }

    let complete_courses: Vec<&BTreeMap<Year, f64>> =
        courses.values().filter(|course| course.len() == years.len()).collect();
    if complete_courses.len() < MIN_UNITS {
        return Vec::new();
    }

    let tables: Vec<Vec<f64>> = years
        .iter()
        .map(|year| complete_courses.iter().map(|course| course[year]).collect())
        .collect();
    let models = || years.iter().map(|year| &blocks[year]);
    let noise = models().map(|model| model.noise).sum::<f64>() / years.len() as f64;
    let degrees: usize = models().map(|model| (model.units - 1) * (model.criteria - 1)).sum();
    let Some(lasting) = Lasting::of(&tables, noise, degrees as f64) else { return Vec::new() };

    let unit_row = |(unit_id, course): (&i64, &BTreeMap<Year, f64>)| {
        let last_result = *results.get(&(*last, *unit_id))?;
        let first_year = *course.keys().next().filter(|_| course.contains_key(last))?;
        let years = course.len();
        let deviation = course.values().sum::<f64>() / years as f64;
        let lasting_share = lasting.share(years);
        Some(UnitLastingLeniency {
            last_result,
            years,
            first_year,
            deviation,
            lasting_share,
            leniency: lasting_share * deviation,
            spread: lasting.spread(years),
        })
    };
    courses.iter().filter_map(unit_row).collect()
}
