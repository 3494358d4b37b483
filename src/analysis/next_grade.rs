//! Paths to the next grade: on which criteria a unit could gain the points that it lacks, judged by
//! the levels that other units of its block have reached.
//!
//! A path is not advice to collect easy points. It shows what others have proved possible.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::{NextGradeStep, NextGradeSurvey};
use crate::stats::{Fraction, Segment, cheapest};

use super::level_one::{Entry, LevelOne};
use super::ranking::Standing;

/// Computes the paths of the units of an assessment whose units are all known: one path up to the
/// best other unit, and one (`realistic`) up to the upper quartile of the other units. Also returns
/// the room that each unit has in its survey scores.
pub(super) fn next_grade_steps(
    standings: &[&Standing],
    scores: &LevelOne,
) -> (Vec<NextGradeStep>, Vec<NextGradeSurvey>) {
    let mut attained: Attained = BTreeMap::new();
    let mut surveyed: Attained = BTreeMap::new();
    for standing in standings {
        let result = standing.printed.result_id;
        for entry in scores.of_result(result) {
            attained
                .entry(entry.criterion)
                .or_default()
                .extend(attainment(entry).map(|fraction| (result, fraction)));
            surveyed
                .entry(entry.criterion)
                .or_default()
                .extend(survey(entry).map(|fraction| (result, fraction)));
        }
    }

    let (mut steps, mut surveys) = (Vec::new(), Vec::new());
    for standing in standings {
        let Some(needed) =
            standing.statistic.next_grade_at_most.filter(|needed| *needed > Points::ZERO)
        else {
            continue;
        };
        let result = standing.printed.result_id;
        for realistic in [false, true] {
            let path = path(result, scores.of_result(result), &attained, needed, realistic);
            if !path.is_empty() {
                let room = survey_room(result, scores.of_result(result), &surveyed, realistic);
                surveys.push(NextGradeSurvey { result_id: result, realistic, room });
            }
            steps.extend(path);
        }
    }
    (steps, surveys)
}

/// For each criterion, the attainment of each unit as (result id, attainment).
type Attained = BTreeMap<i64, Vec<(i64, Fraction)>>;

/// The survey score as a share of its maximum. None if the criterion has no survey score.
fn survey(entry: &Entry) -> Option<Fraction> {
    let maximum = entry.max_total - entry.max_appraised;
    let (numerator, denominator) = (entry.survey?.ten_thousandths(), maximum.ten_thousandths());
    (denominator > 0).then_some(Fraction { numerator, denominator })
}

/// The points by which a unit's survey scores lie below the end of its path, over all criteria.
fn survey_room(result_id: i64, entries: &[Entry], surveyed: &Attained, realistic: bool) -> Points {
    let room = |entry: &Entry| {
        let fraction = survey(entry)?;
        let others = others_of(result_id, &surveyed[&entry.criterion]);
        let end = others.len().checked_sub(fewest(others.len(), realistic).max(1))?;
        let points = points_at(others[end], fraction.denominator);
        Some(Points::from_ten_thousandths((points - fraction.numerator).max(0)))
    };
    entries.iter().filter_map(room).sum()
}

/// The attainments of the other units, the lowest first.
fn others_of(result_id: i64, attained: &[(i64, Fraction)]) -> Vec<Fraction> {
    let others = attained.iter().filter(|(result, _)| *result != result_id);
    let mut others: Vec<Fraction> = others.map(|(_, other)| *other).collect();
    others.sort_unstable();
    others
}

/// The fewest other units that must be at or above the end of a path: a quarter of them for the
/// upper quartile.
fn fewest(others: usize, realistic: bool) -> usize {
    if realistic { others / 4 } else { 0 }
}

/// The appraised score as a share of its maximum. None if the criterion was not appraised. Survey
/// scores are left out, because a unit cannot work on them as it can on evidence.
fn attainment(entry: &Entry) -> Option<Fraction> {
    let (numerator, denominator) =
        (entry.appraised?.ten_thousandths(), entry.max_appraised.ten_thousandths());
    (denominator > 0).then_some(Fraction { numerator, denominator })
}

/// A step on a criterion to the next level that other units have reached.
struct Level {
    criterion: usize,
    segment: Segment,
}

/// The cheapest path of one unit to `needed` points, with at most one step per criterion. The ease
/// of a segment is the number of other units at or above its level.
fn path(
    result_id: i64,
    entries: &[Entry],
    attained: &Attained,
    needed: Points,
    realistic: bool,
) -> Vec<NextGradeStep> {
    let mut levels: Vec<Level> = Vec::new();
    for (criterion, entry) in entries.iter().enumerate() {
        let Some(fraction) = attainment(entry) else { continue };
        let others = others_of(result_id, &attained[&entry.criterion]);
        let count = others.len();
        let fewest = fewest(count, realistic);

        let mut reached = fraction.numerator;
        let mut index = others.partition_point(|reached| *reached <= fraction);
        while index < count && count - index >= fewest {
            let level = others[index];
            let points = points_at(level, fraction.denominator);
            levels.push(Level {
                criterion,
                segment: Segment { amount: points - reached, ease: count - index },
            });
            reached = points;
            index = others.partition_point(|other| *other <= level);
        }
    }

    let segments: Vec<Segment> = levels.iter().map(|level| level.segment).collect();
    let amounts = cheapest(&segments, needed.ten_thousandths());

    let step = |(criterion, entry): (usize, &Entry)| {
        let chosen =
            || levels.iter().zip(&amounts).filter(move |(level, _)| level.criterion == criterion);
        let points: i64 = chosen().map(|(_, amount)| amount).sum();
        let last = chosen().rfind(|(_, amount)| **amount > 0)?;
        Some(NextGradeStep {
            result_id,
            criterion_id: entry.criterion,
            realistic,
            points: Points::from_ten_thousandths(points),
            room: Points::from_ten_thousandths(
                chosen().map(|(level, _)| level.segment.amount).sum(),
            ),
            peers: last.0.segment.ease,
        })
    };
    entries.iter().enumerate().filter_map(step).collect()
}

/// Converts a share of a maximum to ten-thousandths of a point. The result is rounded down, so that
/// it does not exceed the other unit's attainment.
fn points_at(share: Fraction, maximum: i64) -> i64 {
    let points = i128::from(share.numerator) * i128::from(maximum) / i128::from(share.denominator);
    i64::try_from(points).unwrap_or(maximum)
}
