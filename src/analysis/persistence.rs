//! Lasting weaknesses, lasting over-scoring, and self-scoring that improved.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year, billionths};
use crate::relation::{
    Cell, CriterionStatistic, ImprovedSelfScoring, LastingWeakness, PersistentOverscoring,
    ResultFigures, UnitGapRow,
};
use crate::store::{Selection, Store, StoreError};

use super::History;
use super::judgement::{EXCESS, LOST_OF, OFTEN, STREAK, WINDOW, is_lasting};
use super::scores::{Score, Scores, index_of};

/// The latest year of each block. Courses that end earlier are ignored, because their units are no
/// longer assessed.
fn latest(years: impl Iterator<Item = (Block, Year)>) -> BTreeMap<Block, Year> {
    let mut latest = BTreeMap::new();
    for (block, year) in years {
        let latest_year = latest.entry(block).or_insert(year);
        *latest_year = year.max(*latest_year);
    }
    latest
}

/// The latest year of each block in which the gap of the whole block is known.
fn latest_gaps(rows: &[UnitGapRow]) -> BTreeMap<Block, Year> {
    latest(rows.iter().filter(|row| row.block_gap_share.is_some()).map(|row| (row.block, row.year)))
}

/// Whether a share is at least a threshold. Nine decimals are compared, so that floating-point
/// noise does not separate equal values.
fn reaches(share: f64, threshold: f64) -> bool {
    billionths(share) >= billionths(threshold)
}

/// The course of a unit on a criterion, from its last year backwards.
struct Course {
    last_result: i64,
    criterion_id: i64,
    /// Whether the points lost here in the last year are at least a hundredth ([`LOST_OF`]) of all
    /// points that applied to the unit.
    is_costly: bool,
    /// How many entries of `behind` are filled.
    years: usize,
    first_year: Year,
    /// How far the unit was behind the median of its block in each year, the last year first.
    behind: [f64; WINDOW],
}

impl Course {
    /// The stored row, if the course is a lasting weakness.
    fn weakness(&self) -> Option<LastingWeakness> {
        let &Self { last_result, criterion_id, is_costly, years, first_year, .. } = self;
        let behind = &self.behind[..years];
        let years_behind = behind.iter().filter(|behind| **behind > 0.0).count();
        let mean_behind = behind.iter().rev().sum::<f64>() / years as f64;
        if !is_lasting(behind, is_costly) {
            return None;
        }

        Some(LastingWeakness {
            last_result,
            criterion_id,
            years,
            years_behind,
            first_year,
            mean_behind,
        })
    }
}

/// Computes the lasting weaknesses of a block's last year, as [`is_lasting`] defines them. `scores`
/// are the scores that have been loaded already; those of other years are loaded here.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub(super) fn lasting_weaknesses(
    store: &Store,
    history: &History,
    block: Block,
    mut scores: BTreeMap<Year, Scores>,
    results: &BTreeMap<Year, Vec<ResultFigures>>,
) -> Result<Vec<LastingWeakness>, StoreError> {
    let complete = history
        .assessments
        .iter()
        .filter(|assessment| assessment.block == block && assessment.coverage.is_complete());
    let mut assessments: Vec<_> = complete
        .filter(|candidate| candidate.criteria_key.is_some())
        .map(|assessment| (assessment.year, assessment.id))
        .collect();
    if assessments.len() < OFTEN {
        return Ok(Vec::new());
    }

    assessments.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
    let mut latest: Option<Latest> = None;
    for (year, assessment) in assessments {
        let scores = match scores.remove(&year) {
            Some(scores) => scores,
            None => Scores::load(store, assessment)?,
        };
        let medians = medians(store, assessment, &scores)?;
        let results = results.get(&year).map_or(&[][..], Vec::as_slice);
        match &mut latest {
            None => latest = Latest::new(scores, results, &medians, year),
            Some(latest) => {
                latest.add(&scores, results, &medians, year);
                if latest.is_full() {
                    break;
                }
            }
        }
    }

    let Some(latest) = latest else { return Ok(Vec::new()) };
    let mut weaknesses: Vec<_> =
        latest.courses.iter().flatten().filter_map(Course::weakness).collect();
    weaknesses.sort_by_key(|weakness| (weakness.last_result, weakness.criterion_id));
    Ok(weaknesses)
}

/// The last year of a block, with a course for each of its scores. Only criteria of the last year
/// can have a lasting weakness, so earlier years only extend these courses.
struct Latest {
    scores: Scores,
    /// The result of each unit.
    results: HashMap<i64, i64>,
    /// One course per score, in the order of the scores. None if the points are not known.
    courses: Vec<Option<Course>>,
}

impl Latest {
    /// Begins the courses with the last year. None if no unit's points are known.
    fn new(
        scores: Scores,
        results: &[ResultFigures],
        medians: &[Option<f64>],
        year: Year,
    ) -> Option<Self> {
        let mut courses: Vec<Option<Course>> = Vec::new();
        courses.resize_with(scores.all.len(), || None);

        for result in results {
            let is_level_one = |score: &&Score| scores.criteria[score.criterion].level == 1;
            let level_one_scores = scores.of_result(result.result_id).iter().filter(is_level_one);
            let max_total: i64 =
                level_one_scores.map(|score| score.max_total.ten_thousandths()).sum();

            for index in scores.range(result.result_id) {
                let score = scores.all[index];
                let lost = score.max_total - score.total.unwrap_or(score.max_total);
                courses[index] = behind(score, medians).map(|behind| Course {
                    last_result: result.result_id,
                    criterion_id: scores.criteria[score.criterion].criterion_id,
                    is_costly: i128::from(lost.ten_thousandths()) * i128::from(LOST_OF)
                        >= i128::from(max_total),
                    years: 1,
                    first_year: year,
                    behind: [behind; WINDOW],
                });
            }
        }

        let results = results.iter().map(|result| (result.unit_id, result.result_id)).collect();
        if courses.iter().any(Option::is_some) {
            Some(Self { scores, results, courses })
        } else {
            None
        }
    }

    /// Adds an earlier year to the courses that do not have [`WINDOW`] years yet.
    fn add(
        &mut self,
        scores: &Scores,
        results: &[ResultFigures],
        medians: &[Option<f64>],
        year: Year,
    ) {
        let same = self.scores.same_as(scores);
        for result in results {
            let Some(last) = self.results.get(&result.unit_id) else { continue };
            let range = self.scores.range(*last);
            let last_scores = &self.scores.all[range.clone()];

            for score in scores.of_result(result.result_id) {
                let position =
                    same[score.criterion].and_then(|criterion| index_of(last_scores, criterion));
                let Some((index, behind)) = position.zip(behind(*score, medians)) else { continue };
                if let Some(course) = &mut self.courses[range.start + index]
                    && course.years < WINDOW
                {
                    course.behind[course.years] = behind;
                    course.years += 1;
                    course.first_year = year;
                }
            }
        }
    }

    /// Whether every course has [`WINDOW`] years.
    fn is_full(&self) -> bool {
        self.courses.iter().flatten().all(|course| course.years == WINDOW)
    }
}

/// How far a unit is behind the median of its block on a criterion, as a share of the maximum. None
/// if its points are not known.
fn behind(score: Score, medians: &[Option<f64>]) -> Option<f64> {
    Some(medians[score.criterion]? - score.total?.share_of(score.max_total)?)
}

/// The median attainments of an assessment, in the order of its criteria.
fn medians(
    store: &Store,
    assessment: i64,
    scores: &Scores,
) -> Result<Vec<Option<f64>>, StoreError> {
    let of_assessment = [(CriterionStatistic::assessment_id, Cell::Id(assessment))];
    let statistics: Vec<CriterionStatistic> = store.load(Selection::default(), &of_assessment)?;
    let medians: HashMap<i64, f64> = statistics
        .iter()
        .filter_map(|statistic| Some((statistic.criterion_id, statistic.median?)))
        .collect();
    Ok(scores.criteria.iter().map(|key| medians.get(&key.criterion_id).copied()).collect())
}

/// The years of each unit with its gap row and the block's gap share, earliest first.
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

/// Returns the units that lastingly over-score themselves ([`STREAK`], [`EXCESS`]), by block, then
/// the most years first, then the largest gap share.
#[must_use]
pub fn persistent_overscoring(rows: &[UnitGapRow]) -> Vec<PersistentOverscoring> {
    let latest = latest_gaps(rows);
    let lasting = |((block, unit_id), course): ((Block, i64), Vec<(&UnitGapRow, f64)>)| {
        let below = course.iter().rposition(|(row, share)| row.gap_share <= *share);
        let streak = &course[below.map_or(0, |index| index + 1)..];
        let (last, block_gap_share) = streak.last()?;

        let lasts = streak.len() >= STREAK && reaches(last.gap_share - block_gap_share, EXCESS);
        (lasts && latest.get(&block) == Some(&last.year)).then(|| PersistentOverscoring {
            block,
            unit: last.unit.clone(),
            years: streak.len(),
            first_year: streak[0].0.year,
            last_year: last.year,
            mean_gap_share: streak.iter().map(|(row, _)| row.gap_share).sum::<f64>()
                / streak.len() as f64,
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

/// Returns the units whose self-scoring improved between their last two assessed years: above the
/// block in the first year and no longer in the second, by at least [`EXCESS`] less relative to it,
/// and closer to the appraisal.
#[must_use]
pub fn improved_self_scoring(rows: &[UnitGapRow]) -> Vec<ImprovedSelfScoring> {
    let latest = latest_gaps(rows);
    let improved = |((block, unit_id), course): ((Block, i64), Vec<(&UnitGapRow, f64)>)| {
        let [.., (earlier, share_from), (later, share_to)] = course[..] else { return None };
        let was_above = earlier.gap_share > share_from;

        // A unit that now scores itself just as far below the appraisal has not come closer to it.
        let is_closer =
            later.gap_share <= share_to && later.gap_share.abs() < earlier.gap_share.abs();
        let is_better = is_closer
            && reaches(earlier.gap_share - share_from - (later.gap_share - share_to), EXCESS);

        (was_above && is_better && latest.get(&block) == Some(&later.year)).then(|| {
            ImprovedSelfScoring {
                block,
                unit: later.unit.clone(),
                from_year: earlier.year,
                to_year: later.year,
                gap_share_from: earlier.gap_share,
                gap_share_to: later.gap_share,
                block_gap_share_from: share_from,
                block_gap_share_to: share_to,
                unit_id,
            }
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
            block: Block::DISTRICT,
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
    fn a_swing_far_below_the_appraisal_is_no_improvement() {
        let improved = |later: f64| {
            !improved_self_scoring(&[gap(2023, 0.044, 0.02), gap(2024, later, 0.02)]).is_empty()
        };
        assert!(improved(0.01));
        assert!(improved(-0.01));
        assert!(!improved(-0.156));
        assert!(!improved(0.03), "the unit is still above its block");
    }

    #[test]
    fn only_a_clear_step_from_above_the_block_is_an_improvement() {
        let improved = |from: [f64; 2], to: [f64; 2]| {
            let rows = [gap(2023, from[0], from[1]), gap(2024, to[0], to[1])];
            !improved_self_scoring(&rows).is_empty()
        };
        // From 0.02 above the block to 0.01 below it, and from 0.01 above to 0.005 below.
        assert!(improved([0.03, 0.01], [0.0, 0.01]));
        assert!(!improved([0.03, 0.02], [0.015, 0.02]), "0.015 is too little");
        assert!(!improved([0.05, 0.05], [0.01, 0.05]), "the unit was not above its block");
        assert!(!improved([0.044, 0.02], [-0.044, 0.02]), "the unit is as far off as before");
    }
}
