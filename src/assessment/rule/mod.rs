//! The checks, one subject a file. Each takes a table that could be read and adds its findings.

mod maxima;
mod order;
mod rows;
mod sums;

use crate::model::Framework;

use super::layout::Layout;
use super::{Finding, UnitResult};

/// Runs every check; the findings come in the order of the cells.
pub(super) fn run(layout: &Layout<'_>, framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    maxima::check_framework(layout, framework, findings);
    sums::check(layout, results, findings);
    maxima::check_scores(layout, framework, results, findings);
    order::check(framework, results, findings);
    rows::check(results, findings);
    findings.sort_by_key(|finding| finding.cell.at);
}
