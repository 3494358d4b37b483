//! Ranks, grades and the three scores against each other.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::model::{Coverage, Framework, Grade, Part, Points, Rule, Severity};
use crate::stats::competition_ranks;

use super::super::{Assessment, Cell, Figure, Finding, Shown, UnitResult};
use super::removed_of_total;

pub(super) fn check(assessment: &Assessment, findings: &mut Vec<Finding>) {
    let Assessment { framework, results, .. } = assessment;
    if assessment.coverage == Coverage::Partial {
        check_known_ranks(assessment, findings);
        check_grade_counts(assessment, findings);
    } else {
        check_ranks(framework, results, findings);
    }
    check_grades(results, findings);
    for result in results {
        for (criterion, scores) in framework.criteria.iter().zip(&result.scores) {
            let points = |part: Part| scores[part as usize].as_ref().and_then(Figure::points);
            let (Some(own), Some(appraised)) = (points(Part::SelfScore), points(Part::Appraised)) else { continue };
            if let Some(figure) = scores[Part::Appraised as usize].as_ref().filter(|_| appraised > own) {
                let finding = Finding::new(Rule::AppraisedAboveSelf, Severity::Warning, &figure.cell);
                let finding = finding.unit(&result.unit).criterion(&criterion.name).part(Part::Appraised);
                findings.push(finding.points(own, appraised));
            }
        }
    }
}

/// A rank that the printed totals contradict is an error; equal totals that are ranked apart are a note,
/// since the unrounded totals may differ. Units that a criterion does not apply to are ranked by attainment.
fn check_ranks(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let placed = results.iter().filter_map(|result| Some((result, attainment(framework, result)?)));
    let placed: Vec<_> = placed.collect();
    // A ranked unit without a total leaves a gap that the others cannot be counted across.
    if results.iter().any(|result| result.rank.is_some() && result.total_points().is_none()) {
        return;
    }
    let attainments: Vec<_> = placed.iter().map(|(_, attainment)| *attainment).collect();
    let ranks = competition_ranks(&attainments);
    let mut units_of_rank: HashMap<u32, u32> = HashMap::new();
    for rank in &ranks {
        *units_of_rank.entry(*rank).or_default() += 1;
    }
    for ((result, _), expected) in placed.into_iter().zip(ranks) {
        let Some(printed) = result.rank.as_ref().filter(|printed| printed.rank != expected) else { continue };
        let tied = expected..expected + units_of_rank[&expected];
        let severity = if tied.contains(&printed.rank) { Severity::Note } else { Severity::Error };
        let finding = Finding::new(Rule::RankOrder, severity, &printed.cell).unit(&result.unit);
        findings.push(finding.expected(Shown::Count(expected.into())).found(Shown::Count(printed.rank.into())));
    }
}

/// Where only some units are known, their ranks have to follow their totals and to lie within the block.
fn check_known_ranks(assessment: &Assessment, findings: &mut Vec<Finding>) {
    let ranked = assessment.results.iter().filter_map(|result| Some((result, result.rank.as_ref()?)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(_, printed)| printed.rank);
    let (mut lowest, mut rank): (Option<Points>, u32) = (None, 0);
    for (result, printed) in ranked {
        let total = result.total_points();
        let rises = total.zip(lowest).is_some_and(|(total, above)| total > above);
        let shares = printed.rank == rank && total.zip(lowest).is_some_and(|(total, above)| total != above);
        rank = printed.rank;
        if rises || shares || printed.rank as usize > assessment.units {
            let finding = Finding::new(Rule::RankOrder, Severity::Error, &printed.cell).unit(&result.unit);
            findings.push(finding.found(Shown::Count(printed.rank.into())));
        }
        lowest = total.or(lowest);
    }
}

/// Grades that are printed are among those that the document counts, and the counts are of all units.
fn check_grade_counts(assessment: &Assessment, findings: &mut Vec<Finding>) {
    let Assessment { results, grade_counts, units, .. } = assessment;
    let Some(first) = results.first().filter(|_| !grade_counts.is_empty()) else { return };
    let counted: usize = grade_counts.iter().map(|(_, units)| units).sum();
    let repeated =
        grade_counts.iter().enumerate().any(|(index, own)| grade_counts[..index].iter().any(|other| other.0 == own.0));
    let mut error = |cell: &Cell, expected: usize, found: usize| {
        let finding = Finding::new(Rule::GradeCount, Severity::Error, cell);
        findings.push(finding.expected(Shown::Count(expected as u64)).found(Shown::Count(found as u64)));
    };
    if counted != *units || repeated {
        error(&first.unit_cell, *units, counted);
    }
    for grade in Grade::ALL {
        let printed = || results.iter().filter_map(|result| result.grade.as_ref()).filter(|own| own.grade == grade);
        let count = grade_counts.iter().find(|(own, _)| *own == grade).map_or(0, |(_, units)| *units);
        if let Some(last) = printed().next_back().filter(|_| printed().count() > count) {
            error(&last.cell, count, printed().count());
        }
    }
}

/// Points as a share of a maximum, compared exactly.
#[derive(Clone, Copy)]
struct Attainment {
    points: Points,
    maximum: Points,
}

impl PartialEq for Attainment {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Attainment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let product = |a: Points, b: Points| i128::from(a.ten_thousandths()) * i128::from(b.ten_thousandths());
        Some(product(self.points, other.maximum).cmp(&product(other.points, self.maximum)))
    }
}

/// The printed total and the maximum that applies to the unit.
fn attainment(framework: &Framework, result: &UnitResult) -> Option<Attainment> {
    let points = result.total_points()?;
    let maximum = Points::from_ten_thousandths(1_000_000) - removed_of_total(framework, result);
    (maximum > Points::ZERO).then_some(Attainment { points, maximum })
}

/// A unit with a lower grade than one with a lower total: odd, since grades may have side conditions.
fn check_grades(results: &[UnitResult], findings: &mut Vec<Finding>) {
    let graded = results.iter().filter_map(|result| Some((result, result.grade.as_ref()?, result.total_points()?)));
    let mut graded: Vec<_> = graded.collect();
    graded.sort_by_key(|(_, _, total)| *total);
    let mut best_below: Option<Grade> = None;
    for equals in graded.chunk_by(|(_, _, a), (_, _, b)| a == b) {
        for (result, printed, _) in equals {
            if let Some(best) = best_below.filter(|best| *best < printed.grade) {
                let finding = Finding::new(Rule::GradeOrder, Severity::Warning, &printed.cell).unit(&result.unit);
                findings.push(finding.expected(Shown::Grade(best)).found(Shown::Grade(printed.grade)));
            }
        }
        best_below = best_below.into_iter().chain(equals.iter().map(|(_, printed, _)| printed.grade)).min();
    }
}
