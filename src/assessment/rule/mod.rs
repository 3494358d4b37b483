//! The checks, one subject a file. Each takes a table that could be read and adds its findings.

mod maxima;
mod order;
mod rows;
mod sums;

use super::Assessment;
use super::layout::Layout;

/// Runs the checks that need no headings, on a table that a mapping explains.
pub(super) fn run_mapped(assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    maxima::check_criteria(&assessment.framework, &assessment.results, &mut findings);
    order::check(assessment, &mut findings);
    rows::check(&assessment.results, &mut findings);
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}

/// Runs every check; the findings come in the order of the cells.
pub(super) fn run(layout: &Layout<'_>, assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    let (framework, results) = (&assessment.framework, &assessment.results);
    maxima::check_framework(layout, framework, &mut findings);
    sums::check(framework, results, &mut findings);
    maxima::check_scores(layout, framework, results, &mut findings);
    maxima::check_restated(&assessment.restated, &mut findings);
    order::check(assessment, &mut findings);
    rows::check(results, &mut findings);
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}
