//! What lasts: weaknesses, over-scoring, and over-scoring that ended.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year, billionths};
use crate::relation::{
    Cell, CriterionStatistic, ImprovedSelfScoring, PersistentOverscoring, ResultFigures,
    UnitGapRow, Weakness,
};
use crate::store::{Selection, Store, StoreError};

use super::History;
use super::judgement::{EXCESS, LOST_OF, OFTEN, STREAK, WINDOW, is_lasting};
use super::scores::{Score, Scores, place_of};

/// The last year of each block: what lasted up to an earlier one is of units that are gone.
fn latest(years: impl Iterator<Item = (Block, Year)>) -> BTreeMap<Block, Year> {
    let mut latest = BTreeMap::new();
    for (block, year) in years {
        let latest_year = latest.entry(block).or_insert(year);
        *latest_year = year.max(*latest_year);
    }
    latest
}

fn latest_gaps(rows: &[UnitGapRow]) -> BTreeMap<Block, Year> {
    latest(rows.iter().filter(|row| row.block_gap_share.is_some()).map(|row| (row.block, row.year)))
}

/// Whether a share is as large as a threshold, whatever binary makes of equals.
fn reaches(share: f64, threshold: f64) -> bool {
    billionths(share) >= billionths(threshold)
}

/// A unit on a criterion: its last result, and how far it was behind, the last year first.
struct Course {
    last_result: i64,
    criterion_id: i64,
    /// Whether it lost enough in the last year to be spoken of.
    is_costly: bool,
    years: usize,
    first_year: Year,
    behind: [f64; WINDOW],
}

impl Course {
    /// What is kept of it, where it is a weakness.
    fn weakness(&self) -> Option<Weakness> {
        let &Self { last_result, criterion_id, is_costly, years, first_year, .. } = self;
        let behind = &self.behind[..years];
        let years_behind = behind.iter().filter(|behind| **behind > 0.0).count();
        let mean_behind = behind.iter().rev().sum::<f64>() / years as f64;
        if !is_lasting(behind, is_costly) {
            return None;
        }
        Some(Weakness { last_result, criterion_id, years, years_behind, first_year, mean_behind })
    }
}

/// The weaknesses of a block's last year that last, as [`FAR_BEHIND`] and what stands around it
/// say. `scores` are those that are loaded already.
pub(super) fn lasting_weaknesses(
    store: &Store,
    history: &History,
    block: Block,
    mut scores: BTreeMap<Year, Scores>,
    results: &BTreeMap<Year, Vec<ResultFigures>>,
) -> Result<Vec<Weakness>, StoreError> {
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
                if latest.is_whole() {
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

/// The last year of a block, with the course of each of its scores. Only what it has can last up to
/// it, so that earlier years add to its courses.
struct Latest {
    scores: Scores,
    results: HashMap<i64, i64>,
    courses: Vec<Option<Course>>,
}

impl Latest {
    /// The courses begin with it; none where no unit's points are known.
    fn new(
        scores: Scores,
        results: &[ResultFigures],
        medians: &[Option<f64>],
        year: Year,
    ) -> Option<Self> {
        let mut courses: Vec<Option<Course>> = Vec::new();
        courses.resize_with(scores.all.len(), || None);
        for result in results {
            let level_one = |score: &&Score| scores.criteria[score.criterion].level == 1;
            let level_one_scores = scores.of_result(result.result_id).iter().filter(level_one);
            let whole: i64 = level_one_scores.map(|score| score.max_total.ten_thousandths()).sum();
            for index in scores.range(result.result_id) {
                let score = scores.all[index];
                let lost = score.max_total - score.total.unwrap_or(score.max_total);
                courses[index] = behind(score, medians).map(|behind| Course {
                    last_result: result.result_id,
                    criterion_id: scores.criteria[score.criterion].criterion_id,
                    is_costly: i128::from(lost.ten_thousandths()) * i128::from(LOST_OF)
                        >= i128::from(whole),
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

    /// Adds an earlier year to the courses that are not whole.
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
            let earlier_scores = &self.scores.all[range.clone()];
            for score in scores.of_result(result.result_id) {
                let position =
                    same[score.criterion].and_then(|criterion| place_of(earlier_scores, criterion));
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

    fn is_whole(&self) -> bool {
        self.courses.iter().flatten().all(|course| course.years == WINDOW)
    }
}

/// How far a unit is behind the median of its block on a criterion; none where its points are not
/// known.
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

/// The units that lastingly over-score themselves: by block, the most years first, then the largest
/// share.
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

/// The units that mended their self-scoring between their last two assessed years.
#[must_use]
pub fn improved_self_scoring(rows: &[UnitGapRow]) -> Vec<ImprovedSelfScoring> {
    let latest = latest_gaps(rows);
    let improved = |((block, unit_id), course): ((Block, i64), Vec<(&UnitGapRow, f64)>)| {
        let [.., (earlier, share_from), (later, share_to)] = course[..] else { return None };
        let was_above = earlier.gap_share > share_from;
        // A unit that now scores itself as far below the appraisal is no closer to it.
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
        let improved = |later: f64| {
            !improved_self_scoring(&[gap(2023, 0.044, 0.02), gap(2024, later, 0.02)]).is_empty()
        };
        assert!(improved(0.01));
        assert!(improved(-0.01));
        assert!(!improved(-0.156));
        assert!(!improved(0.03), "it is still above its block");
    }
}
