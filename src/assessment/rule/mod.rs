//! The checks, one subject a file. Each takes a table that could be read and adds its findings.

mod maxima;
mod order;
mod rows;
mod sums;

use crate::model::{Framework, Part, Points};

use super::layout::Layout;
use super::{Assessment, Figure, UnitResult};

/// The maximum points of one of the scores that do not apply to a unit. What a criterion is a part of is taken out as a
/// whole.
fn removed(framework: &Framework, result: &UnitResult, part: Part) -> Points {
    let is_scored = |index| result.score(index, part).is_none_or(Figure::applies);
    let criteria = framework.criteria.iter().enumerate();
    let out = criteria.filter(|(index, own)| !is_scored(*index) && own.parent.is_none_or(is_scored));
    out.map(|(_, own)| own.maximum(part)).sum()
}

/// The maximum points of the total that do not apply to a unit.
fn removed_of_total(framework: &Framework, result: &UnitResult) -> Points {
    [Part::Appraised, Part::Survey].into_iter().map(|part| removed(framework, result, part)).sum()
}

/// The finest step in which points are given and not rounded.
const QUARTER: Points = Points::from_ten_thousandths(2_500);

/// Runs the checks that need no headings, on a table that a mapping explains.
pub(super) fn run_mapped(assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    let (framework, results) = (&assessment.framework, &assessment.results);
    sums::check(framework, results, &mut findings);
    maxima::check_criteria(framework, results, &mut findings);
    maxima::check_mapped_totals(framework, results, &mut findings);
    order::check(assessment, &mut findings);
    rows::check(&assessment.results, &mut findings);
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}

/// Runs every check; the findings come in the order of the cells.
pub(super) fn run(layout: &Layout, assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    let (framework, results) = (&assessment.framework, &assessment.results);
    maxima::check_framework(layout, framework, &mut findings);
    sums::check(framework, results, &mut findings);
    maxima::check_scores(layout, framework, results, &mut findings);
    maxima::check_scale(layout, assessment, &mut findings);
    maxima::check_restated(&assessment.restated, &mut findings);
    order::check(assessment, &mut findings);
    rows::check(results, &mut findings);
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}
