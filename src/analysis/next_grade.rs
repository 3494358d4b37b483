//! To the next grade: on which criteria a unit could gain the points that it lacks, going by where
//! other units of its block already are. That is no advice to collect easy points: it says what
//! others show to be possible.

use std::collections::BTreeMap;

use crate::model::Points;
use crate::relation::{NextGradeStep, NextGradeSurvey};
use crate::stats::{Fraction, Segment, cheapest};

use super::level_one::{Entry, LevelOne};
use super::ranking::Standing;

/// The ways of the units of one assessment all of whose units are known: as far as the best other
/// unit, and as far as the upper quartile of the others.
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
            let way = way(result, scores.of_result(result), &attained, needed, realistic);
            if !way.is_empty() {
                let room = survey_room(result, scores.of_result(result), &surveyed, realistic);
                surveys.push(NextGradeSurvey { result_id: result, realistic, room });
            }
            steps.extend(way);
        }
    }
    (steps, surveys)
}

/// The shares of units on a criterion, by result.
type Attained = BTreeMap<i64, Vec<(i64, Fraction)>>;

/// The share of a criterion that the survey gave; none where there is none.
fn survey(entry: &Entry) -> Option<Fraction> {
    let maximum = entry.max_total - entry.max_appraised;
    let (numerator, denominator) = (entry.survey?.ten_thousandths(), maximum.ten_thousandths());
    (denominator > 0).then_some(Fraction { numerator, denominator })
}

/// What the survey scores of a unit lie below where its way ends, over all criteria.
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

/// The shares of the other units, the lowest first.
fn others_of(result_id: i64, attained: &[(i64, Fraction)]) -> Vec<Fraction> {
    let others = attained.iter().filter(|(result, _)| *result != result_id);
    let mut others: Vec<Fraction> = others.map(|(_, other)| *other).collect();
    others.sort_unstable();
    others
}

/// How many others are at least at the level where a way ends: a quarter of them are at the upper
/// quartile or above it.
fn fewest(others: usize, realistic: bool) -> usize {
    if realistic { others / 4 } else { 0 }
}

/// The appraised share of a criterion; none where it was not appraised. A survey cannot be worked
/// for as evidence can.
fn attainment(entry: &Entry) -> Option<Fraction> {
    let (numerator, denominator) =
        (entry.appraised?.ten_thousandths(), entry.max_appraised.ten_thousandths());
    (denominator > 0).then_some(Fraction { numerator, denominator })
}

/// A level that other units have, above the unit's own or the level before.
struct Level {
    criterion: usize,
    segment: Segment,
}

fn way(
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

/// The points of a share of a maximum, in ten-thousandths and rounded down: no more than what the
/// other unit attains.
fn points_at(share: Fraction, maximum: i64) -> i64 {
    let points = i128::from(share.numerator) * i128::from(maximum) / i128::from(share.denominator);
    i64::try_from(points).unwrap_or(maximum)
}
