//! What lasts: weaknesses, over-scoring, and over-scoring that ended.

use std::collections::BTreeMap;

use crate::model::{Block, Year};
use crate::relation::{ImprovedSelfScoring, PersistentOverscoring, PersistentWeakness, UnitGapRow, WeaknessRow};

/// Years that are looked at, and in how many of them a unit has to be behind.
const WINDOW: usize = 4;
const OFTEN: usize = 3;

/// What tells a unit's criteria apart over the years: block, unit, level, series.
type CriterionKey<'a> = (Block, i64, u32, &'a str);
/// A unit's years on a criterion, each with its distance behind the median.
type CriterionYears<'a> = Vec<(&'a WeaknessRow, f64)>;

/// The last year of each block: what lasted up to an earlier one is of units that are gone.
fn latest(years: impl Iterator<Item = (Block, Year)>) -> BTreeMap<Block, Year> {
    let mut latest = BTreeMap::new();
    for (block, year) in years {
        let own = latest.entry(block).or_insert(year);
        *own = year.max(*own);
    }
    latest
}

fn latest_gaps(rows: &[UnitGapRow]) -> BTreeMap<Block, Year> {
    latest(rows.iter().filter(|row| row.block_gap_share.is_some()).map(|row| (row.block, row.year)))
}

/// The lasting weaknesses by block, unit, level and criterion.
#[must_use]
pub fn persistent_weaknesses(rows: &[WeaknessRow]) -> Vec<PersistentWeakness> {
    let mut courses: BTreeMap<CriterionKey<'_>, CriterionYears<'_>> = BTreeMap::new();
    for row in rows {
        if let Some(behind) = row.behind {
            courses.entry((row.block, row.unit_id, row.level, &row.series)).or_default().push((row, behind));
        }
    }
    let latest = latest(rows.iter().filter(|row| row.behind.is_some()).map(|row| (row.block, row.year)));
    let lasting = |((block, unit_id, level, criterion), mut course): (CriterionKey<'_>, CriterionYears<'_>)| {
        course.sort_by_key(|(row, _)| row.year);
        let recent = &course[course.len().saturating_sub(WINDOW)..];
        let (last, last_behind) = recent.last()?;
        let years_behind = recent.iter().filter(|(_, behind)| *behind > 0.0).count();
        (years_behind >= OFTEN && latest.get(&block) == Some(&last.year)).then(|| PersistentWeakness {
            block,
            unit: last.unit.clone(),
            criterion: criterion.to_owned(),
            level,
            years: recent.len(),
            years_behind,
            first_year: recent[0].0.year,
            last_year: last.year,
            mean_behind: recent.iter().map(|(_, behind)| behind).sum::<f64>() / recent.len() as f64,
            last_behind: *last_behind,
            last_lost: last.lost,
            unit_id,
        })
    };
    courses.into_iter().filter_map(lasting).collect()
}

/// Each unit's years with its gap share and that of the block, the earliest first.
fn gap_courses(rows: &[UnitGapRow]) -> BTreeMap<(Block, i64), Vec<(&UnitGapRow, f64)>> {
    let mut courses: BTreeMap<(Block, i64), Vec<(&UnitGapRow, f64)>> = BTreeMap::new();
    for row in rows {
        if let Some(share) = row.block_gap_share {
            courses.entry((row.block, row.unit_id)).or_default().push((row, share));
        }
    }
    for course in courses.values_mut() {
        course.sort_by_key(|(row, _)| row.year);
    }
    courses
}

/// The units that lastingly over-score themselves: by block, the most years first, then the largest share.
#[must_use]
pub fn persistent_overscoring(rows: &[UnitGapRow]) -> Vec<PersistentOverscoring> {
    let latest = latest_gaps(rows);
    let lasting = |((block, unit_id), course): ((Block, i64), Vec<(&UnitGapRow, f64)>)| {
        let below = course.iter().rposition(|(row, share)| row.gap_share <= *share);
        let streak = &course[below.map_or(0, |index| index + 1)..];
        let (last, block_gap_share) = streak.last()?;
        (streak.len() >= 2 && latest.get(&block) == Some(&last.year)).then(|| PersistentOverscoring {
            block,
            unit: last.unit.clone(),
            years: streak.len(),
            first_year: streak[0].0.year,
            last_year: last.year,
            mean_gap_share: streak.iter().map(|(row, _)| row.gap_share).sum::<f64>() / streak.len() as f64,
            last_gap_share: last.gap_share,
            block_gap_share: *block_gap_share,
            last_gap: last.gap,
            unit_id,
        })
    };
    let mut rows: Vec<_> = gap_courses(rows).into_iter().filter_map(lasting).collect();
    rows.sort_by(|a, b| {
        let larger = b.last_gap_share.total_cmp(&a.last_gap_share);
        a.block.cmp(&b.block).then(b.years.cmp(&a.years)).then(larger)
    });
    rows
}

/// The units that mended their self-scoring between their last two assessed years.
#[must_use]
pub fn improved_self_scoring(rows: &[UnitGapRow]) -> Vec<ImprovedSelfScoring> {
    let latest = latest_gaps(rows);
    let improved = |((block, unit_id), course): ((Block, i64), Vec<(&UnitGapRow, f64)>)| {
        let [.., (earlier, share_from), (later, share_to)] = course[..] else { return None };
        let was_above = earlier.gap_share > share_from;
        // A unit that now scores itself as far below the appraisal is no closer to it.
        let is_better = later.gap_share <= share_to && later.gap_share.abs() < earlier.gap_share.abs();
        (was_above && is_better && latest.get(&block) == Some(&later.year)).then(|| ImprovedSelfScoring {
            block,
            unit: later.unit.clone(),
            from_year: earlier.year,
            to_year: later.year,
            gap_share_from: earlier.gap_share,
            gap_share_to: later.gap_share,
            block_gap_share_from: share_from,
            block_gap_share_to: share_to,
            unit_id,
        })
    };
    gap_courses(rows).into_iter().filter_map(improved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Points;

    fn gap(year: i32, gap_share: f64, block_gap_share: f64) -> UnitGapRow {
        UnitGapRow {
            year: Year::new(year).expect("a year"),
            block: Block::District,
            unit: "Huyện Ba Bể".to_owned(),
            self_total: Points::ZERO,
            appraised_total: Points::ZERO,
            gap: Points::ZERO,
            gap_share,
            over: Points::ZERO,
            under: Points::ZERO,
            robust_z: None,
            block_gap_share: Some(block_gap_share),
            unit_id: 1,
        }
    }

    #[test]
    fn whoever_swings_far_below_the_appraisal_has_not_come_closer_to_it() {
        let improved =
            |later: f64| !improved_self_scoring(&[gap(2023, 0.044, 0.02), gap(2024, later, 0.02)]).is_empty();
        assert!(improved(0.01));
        assert!(improved(-0.01));
        assert!(!improved(-0.156));
        assert!(!improved(0.03), "it is still above its block");
    }
}
