//! The median polish of the gaps of each block and year, units × criteria: how far a unit lies above
//! its block on every criterion, and a criterion above the others for every unit.
//!
//! Source: Tukey, Exploratory Data Analysis, 1977.

use std::collections::BTreeMap;

use crate::frame::FrameError;
use crate::relation::{CriterionGapEffect, ScoreFigures, UnitGapEffect};
use crate::stats::median_polish;

use super::figures::Figures;

/// The gap shares of an assessment on one level, by result and criterion.
type Shares = BTreeMap<(i64, i64), f64>;

/// Splits the gap shares of each assessment, level by level, into effects of units and of criteria.
pub(super) fn gap_effects(
    figures: &Figures,
) -> Result<(Vec<UnitGapEffect>, Vec<CriterionGapEffect>), FrameError> {
    let (mut of_units, mut of_criteria) = (Vec::new(), Vec::new());
    for ((assessment_id, level), shares) in gap_shares(figures)? {
        let mut results: Vec<i64> = shares.keys().map(|(result, _)| *result).collect();
        let mut criteria: Vec<i64> = shares.keys().map(|(_, criterion)| *criterion).collect();
        for ids in [&mut results, &mut criteria] {
            ids.sort_unstable();
            ids.dedup();
        }
        let mut table = vec![vec![None; criteria.len()]; results.len()];
        let column = |criterion| criteria.binary_search(criterion);
        for ((result, criterion), share) in &shares {
            if let (Ok(row), Ok(column)) = (results.binary_search(result), column(criterion)) {
                table[row][column] = Some(*share);
            }
        }
        let split = median_polish(&table);
        let units = results.into_iter().zip(split.rows);
        of_units.extend(units.map(|(result_id, effect)| UnitGapEffect {
            result_id,
            level,
            effect,
        }));
        of_criteria.extend(criteria.into_iter().zip(split.columns).map(
            |(criterion_id, effect)| {
                let effect = split.overall + effect;
                CriterionGapEffect { assessment_id, criterion_id, effect }
            },
        ));
    }
    Ok((of_units, of_criteria))
}

/// The gap shares by assessment and level.
fn gap_shares(figures: &Figures) -> Result<BTreeMap<(i64, u32), Shares>, FrameError> {
    let ids =
        |column| Ok::<_, FrameError>(figures.integers(column)?.map(Option::unwrap_or_default));
    let places = ids(ScoreFigures::assessment_id)?.zip(ids(ScoreFigures::level)?);
    let cells = ids(ScoreFigures::result_id)?.zip(ids(ScoreFigures::criterion_id)?);
    let scores =
        figures.points(ScoreFigures::self_score)?.zip(figures.points(ScoreFigures::appraised)?);
    let maxima = figures.points(ScoreFigures::max_appraised)?;

    let mut shares: BTreeMap<(i64, u32), Shares> = BTreeMap::new();
    for (((place, cell), scores), maximum) in places.zip(cells).zip(scores).zip(maxima) {
        let (assessment, level) = place;
        if let ((Some(self_score), Some(appraised)), Some(maximum)) = (scores, maximum)
            && let Some(share) = (self_score - appraised).share_of(maximum)
        {
            let level = u32::try_from(level).unwrap_or_default();
            shares.entry((assessment, level)).or_default().insert(cell, share);
        }
    }
    Ok(shares)
}
