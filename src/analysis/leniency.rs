//! How far units score themselves above their block, and how sure that is. A unit's gap has much of the criteria in it that
//! the whole block understands otherwise than the appraisal, and of chance; a model of units and criteria tells them apart,
//! and shrinkage keeps no more of a unit's deviation than the data support.
//!
//! Gaps say that an appraisal was lower than a self score, never why.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::frame::FrameError;
use crate::model::{Points, Year};
use crate::relation::{BlockLeniency, CriterionLeniency, LeniencyRow, ScoreFigures, UnitLastingLeniency, UnitLeniency};
use crate::stats::{Lasting, RowEffects};

use super::figures::Figures;

/// A model has at least so many units …
pub const MIN_UNITS: usize = 6;
/// … and so many criteria.
pub const MIN_CRITERIA: usize = 4;
/// What lasts is told from the last so many years that have a model.
pub const LENIENCY_YEARS: usize = 5;

/// A gap as a share of its maximum.
#[derive(Debug, Clone, Copy)]
struct Gap {
    share: f64,
    maximum: Points,
}

/// The gaps of one assessment on the criteria of level 1, by result and criterion.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<i64, BTreeMap<i64, Gap>>);

/// The gaps of all assessments among the figures.
pub(super) fn gaps_of(figures: &Figures) -> Result<BTreeMap<i64, Gaps>, FrameError> {
    let keys = figures.integers(ScoreFigures::assessment_id)?.zip(figures.integers(ScoreFigures::result_id)?);
    let places = figures.integers(ScoreFigures::criterion_id)?.zip(figures.integers(ScoreFigures::level)?);
    let scores = figures.points(ScoreFigures::self_score)?.zip(figures.points(ScoreFigures::appraised)?);
    let maxima = figures.points(ScoreFigures::max_appraised)?;

    let mut all: BTreeMap<i64, Gaps> = BTreeMap::new();
    for (((key, place), score), maximum) in keys.zip(places).zip(scores).zip(maxima) {
        let ((Some(assessment), Some(result)), (Some(criterion), Some(1))) = (key, place) else { continue };
        let ((Some(self_score), Some(appraised)), Some(maximum)) = (score, maximum) else { continue };
        if let Some(share) = (self_score - appraised).share_of(maximum) {
            let of_unit = all.entry(assessment).or_default().0.entry(result).or_default();
            of_unit.insert(criterion, Gap { share, maximum });
        }
    }
    Ok(all)
}

/// The model of one assessment.
pub(super) struct Leniency {
    pub(super) block: BlockLeniency,
    pub(super) units: Vec<UnitLeniency>,
    pub(super) criteria: Vec<CriterionLeniency>,
}

/// Models the gaps of an assessment. None where too few units or criteria are left: a criterion counts only where all units
/// were scored twice in it, and no more than a third of them may be missing.
pub(super) fn leniency(assessment_id: i64, gaps: &Gaps) -> Option<Leniency> {
    let Gaps(gaps) = gaps;
    let all: BTreeSet<i64> = gaps.values().flat_map(BTreeMap::keys).copied().collect();
    let is_whole = |criterion: &i64| gaps.values().all(|unit| unit.contains_key(criterion));
    let criteria: Vec<i64> = all.iter().copied().filter(is_whole).collect();
    let left_out = all.len() - criteria.len();
    if gaps.len() < MIN_UNITS || criteria.len() < MIN_CRITERIA || left_out * 3 > all.len() {
        return None;
    }

    let shares = |unit: &BTreeMap<i64, Gap>| criteria.iter().map(|criterion| unit[criterion].share).collect();
    let table: Vec<Vec<f64>> = gaps.values().map(shares).collect();
    let maximum = |criterion: &i64| gaps.values().map(|unit| unit[criterion].maximum).sum::<Points>();
    let maxima: Vec<Points> = criteria.iter().map(maximum).collect();
    let whole: Points = maxima.iter().copied().sum();
    let weights: Vec<f64> = maxima.iter().filter_map(|maximum| maximum.share_of(whole)).collect();
    let effects = RowEffects::of(&table, &weights)?;

    let units = table.len();
    let mean_of = |column: usize| table.iter().map(|row| row[column]).sum::<f64>() / units as f64;
    let means: Vec<f64> = (0..criteria.len()).map(mean_of).collect();
    let gap_share: f64 = means.iter().zip(&weights).map(|(mean, weight)| mean * weight).sum();
    let of_unit = |(result_id, deviation): (&i64, &f64)| UnitLeniency {
        result_id: *result_id,
        gap_share: gap_share + deviation,
        deviation: *deviation,
        leniency: effects.shrunken(*deviation),
    };
    let of_criterion = |(criterion_id, gap_share): (&i64, &f64)| CriterionLeniency {
        assessment_id,
        criterion_id: *criterion_id,
        gap_share: *gap_share,
    };
    Some(Leniency {
        units: gaps.keys().zip(&effects.deviations).map(of_unit).collect(),
        criteria: criteria.iter().zip(&means).map(of_criterion).collect(),
        block: BlockLeniency {
            assessment_id,
            units,
            criteria: criteria.len(),
            left_out,
            gap_share,
            noise: effects.noise,
            reliability: effects.reliability,
            spread: effects.spread(),
        },
    })
}

/// What lasts of the deviations of a block. `rows` are those of its years that may be compared, `blocks` their models, and
/// `results` the ids of results.
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

    let whole: Vec<&BTreeMap<Year, f64>> = courses.values().filter(|course| course.len() == years.len()).collect();
    if whole.len() < MIN_UNITS {
        return Vec::new();
    }
    let tables: Vec<Vec<f64>> = years.iter().map(|year| whole.iter().map(|course| course[year]).collect()).collect();
    let models = || years.iter().map(|year| &blocks[year]);
    let noise = models().map(|model| model.noise).sum::<f64>() / years.len() as f64;
    let degrees: usize = models().map(|model| (model.units - 1) * (model.criteria - 1)).sum();
    let Some(lasting) = Lasting::of(&tables, noise, degrees as f64) else { return Vec::new() };

    let of_unit = |(unit_id, course): (&i64, &BTreeMap<Year, f64>)| {
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
    courses.iter().filter_map(of_unit).collect()
}
