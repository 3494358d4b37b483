//! What lasts: weaknesses, over-scoring, and over-scoring that ended.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{IntoLazy as _, JoinArgs, JoinType};

use crate::frame::{FrameError, col};
use crate::model::{Block, Points, Year};
use crate::relation::{
    Cell, CriterionKey, CriterionStatistic, ImprovedSelfScoring, PersistentOverscoring, ResultFigures, ScoreFigures,
    UnitGapRow, Weakness,
};
use crate::store::{Selection, Store};

use super::History;
use super::figures::{Figures, integers, is_known};

/// Years that are looked at, and in how many of them a unit has to be behind.
const WINDOW: usize = 4;
const OFTEN: usize = 3;

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

/// A unit on a criterion: its last result, and how far it was behind, the last year first.
struct Course {
    last_result: i64,
    criterion_id: i64,
    years: usize,
    first_year: Year,
    behind: [f64; WINDOW],
}

impl Course {
    /// What is kept of it, where it is a weakness.
    fn weakness(&self) -> Option<Weakness> {
        let behind = &self.behind[..self.years];
        let years_behind = behind.iter().filter(|behind| **behind > 0.0).count();
        if years_behind < OFTEN {
            return None;
        }
        let &Self { last_result, criterion_id, years, first_year, .. } = self;
        let mean_behind = behind.iter().rev().sum::<f64>() / years as f64;
        Some(Weakness { last_result, criterion_id, years, years_behind, first_year, mean_behind })
    }
}

/// The weaknesses of a block's last year that last: criteria in which a unit is behind its block's median in at least
/// three of the last four years in which it was assessed on them. `figures` are those that are loaded already.
pub(super) fn lasting_weaknesses(
    store: &Store,
    history: &History,
    block: Block,
    figures: &mut BTreeMap<Year, Figures>,
) -> Result<Vec<Weakness>, FrameError> {
    let complete = history.assessments.iter().filter(|own| own.block == block && own.coverage.is_complete());
    let mut assessments: Vec<_> =
        complete.filter(|own| own.criteria_key.is_some()).map(|own| (own.year, own.id)).collect();
    if assessments.len() < OFTEN {
        return Ok(Vec::new());
    }
    assessments.sort_unstable();
    // Only what the last year has can last up to it, so that earlier years add to its courses.
    let mut courses: HashMap<(i64, i64, i64), Course> = HashMap::new();
    for (index, (year, assessment)) in assessments.into_iter().rev().enumerate() {
        let distances = Distances::read(store, Figures::of(figures, store, year, block)?, assessment)?;
        for at in 0..distances.height {
            let Some(Distance { key, last_result, criterion_id, behind }) = distances.at(at) else { continue };
            if index == 0 {
                let course = Course { last_result, criterion_id, years: 1, first_year: year, behind: [behind; WINDOW] };
                courses.insert(key, course);
            } else if let Some(course) = courses.get_mut(&key)
                && course.years < WINDOW
            {
                course.behind[course.years] = behind;
                course.years += 1;
                course.first_year = year;
            }
        }
        if courses.values().all(|course| course.years == WINDOW) {
            break;
        }
    }
    let mut weaknesses: Vec<_> = courses.values().filter_map(Course::weakness).collect();
    weaknesses.sort_by_key(|weakness| (weakness.last_result, weakness.criterion_id));
    Ok(weaknesses)
}

/// How far a unit is behind the median of its block on a criterion in a year.
struct Distance {
    /// Unit, series and level.
    key: (i64, i64, i64),
    last_result: i64,
    criterion_id: i64,
    behind: f64,
}

/// The scores of a year with the medians of their block.
struct Distances {
    height: usize,
    units: Vec<Option<i64>>,
    series: Vec<Option<i64>>,
    levels: Vec<Option<i64>>,
    results: Vec<Option<i64>>,
    criteria: Vec<Option<i64>>,
    totals: Vec<Option<i64>>,
    maxima: Vec<Option<i64>>,
    medians: HashMap<i64, f64>,
}

impl Distances {
    fn read(store: &Store, figures: &Figures, assessment: i64) -> Result<Self, FrameError> {
        let of_assessment = [(CriterionStatistic::assessment_id, Cell::Id(assessment))];
        let statistics: Vec<CriterionStatistic> = store.load(Selection::default(), &of_assessment)?;
        let medians = statistics.iter().filter_map(|statistic| Some((statistic.criterion_id, statistic.median?)));
        let result = [col(ResultFigures::result_id)];
        let units = figures.results.clone().lazy().select([col(ResultFigures::result_id), col(ResultFigures::unit_id)]);
        let frame = figures
            .keyed_scores()
            .filter(is_known())
            .join(units, result.clone(), result, JoinArgs::new(JoinType::Inner))
            .collect()?;
        Ok(Self {
            height: frame.height(),
            units: integers(&frame, ResultFigures::unit_id.info.name)?,
            series: integers(&frame, CriterionKey::series_id.info.name)?,
            levels: integers(&frame, CriterionKey::level.info.name)?,
            results: integers(&frame, ScoreFigures::result_id.info.name)?,
            criteria: integers(&frame, ScoreFigures::criterion_id.info.name)?,
            totals: integers(&frame, ScoreFigures::total.info.name)?,
            maxima: integers(&frame, ScoreFigures::max_total.info.name)?,
            medians: medians.collect(),
        })
    }

    fn at(&self, index: usize) -> Option<Distance> {
        let criterion_id = self.criteria[index]?;
        let [total, maximum] =
            [&self.totals, &self.maxima].map(|points| points[index].map(Points::from_ten_thousandths));
        Some(Distance {
            key: (self.units[index]?, self.series[index]?, self.levels[index]?),
            last_result: self.results[index]?,
            criterion_id,
            behind: self.medians.get(&criterion_id)? - total?.share_of(maximum?)?,
        })
    }
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
