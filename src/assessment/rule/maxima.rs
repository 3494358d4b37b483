//! Maximum points: of criteria against their parts, of the whole against 100, and of scores.

use crate::model::{Coverage, Framework, Part, Points, Rule, Severity};

use super::super::caption::Caption;
use super::super::column::ScoreColumn;
use super::super::layout::Layout;
use super::super::{Assessment, Figure, Finding, Restated, Shown, UnitResult};
use super::{removed, removed_of_total};

const HUNDRED: Points = Points::from_ten_thousandths(1_000_000);

/// The maximum points of the headings among each other.
pub(super) fn check_framework(layout: &Layout, framework: &Framework, findings: &mut Vec<Finding>) {
    for (index, (columns, criterion)) in layout.tree.criteria.iter().zip(&framework.criteria).enumerate() {
        let about = |finding: Finding| finding.criterion(&criterion.name);
        let own = columns.maximum_of(Part::SelfScore);
        if let Some(own) = own.filter(|own| *own != criterion.max_appraised) {
            let finding = error(Rule::CriterionMaximum, columns.parts[0].as_ref(), criterion.max_appraised, own);
            findings.extend(finding.map(|finding| about(finding).part(Part::SelfScore)));
        }
        let parts = criterion.max_appraised + criterion.max_survey;
        if parts != criterion.max_total {
            let finding = Finding::new(Rule::CriterionMaximum, Severity::Error, &columns.heading);
            findings.push(about(finding).points(parts, criterion.max_total));
        }
        let own = [criterion.max_appraised, criterion.max_survey];
        for (which, part) in [Part::Appraised, Part::Survey].into_iter().enumerate() {
            // Parts may be scored by the appraisal only, and the survey as a whole.
            let of_parts: Points = framework.parts_of(index).map(|(_, own)| own.maximum(part)).sum();
            if of_parts > Points::ZERO && of_parts != own[which] {
                let finding = Finding::new(Rule::CriterionMaximum, Severity::Error, &columns.heading);
                findings.push(about(finding).part(part).points(of_parts, own[which]));
            }
        }
    }
    if framework.criteria.is_empty() {
        return;
    }
    let all: Points = framework.roots().map(|criterion| criterion.max_total).sum();
    let heading = layout.overall.as_ref().map_or(&layout.tree.criteria[0].heading, |(_, cell)| cell);
    if all != HUNDRED {
        findings.push(Finding::new(Rule::FrameworkMaximum, Severity::Error, heading).points(HUNDRED, all));
    }
    for part in Part::ALL {
        let sum: Points = framework.roots().map(|criterion| criterion.maximum(part)).sum();
        let column = layout.sums[part as usize].as_ref();
        let finding = printed_otherwise(column, sum);
        findings.extend(finding.map(|finding| finding.part(part)));
    }
    findings.extend(printed_otherwise(layout.total.as_ref(), all));
    let overall = layout.overall.iter().filter(|(maximum, _)| *maximum != all);
    findings.extend(
        overall
            .map(|(maximum, cell)| Finding::new(Rule::FrameworkMaximum, Severity::Error, cell).points(all, *maximum)),
    );
}

/// Every score, sum and total against zero and against its maximum.
pub(super) fn check_scores(
    layout: &Layout,
    framework: &Framework,
    results: &[UnitResult],
    findings: &mut Vec<Finding>,
) {
    let whole = |part| framework.roots().map(|criterion| criterion.maximum(part)).sum();
    check_criteria(framework, results, findings);
    for result in results {
        let mut check = |figure: Option<&Figure>, maximum: Points, part: Option<Part>| {
            let found = figure.and_then(|figure| check_score(figure, maximum));
            findings.extend(found.map(|finding| finding.about(None, part).unit(&result.unit)));
        };
        for part in Part::ALL {
            let printed = layout.sums[part as usize].as_ref().and_then(|column| column.maximum);
            let maximum = if framework.criteria.is_empty() { printed.unwrap_or(HUNDRED) } else { whole(part) };
            check(result.sums[part as usize].as_ref(), maximum - removed(framework, result, part), Some(part));
        }
        // A total that was scaled back to all points would be more than the points that apply to the unit.
        let total = layout.total.as_ref().and_then(|column| column.maximum).unwrap_or(HUNDRED);
        check(result.total.as_ref(), total - removed_of_total(framework, result), None);
    }
}

/// The totals of a mapped table against zero and the maximum points that apply to the unit.
pub(super) fn check_mapped_totals(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let all: Points = framework.roots().map(|criterion| criterion.max_total).sum();
    for result in results {
        let maximum = all - removed_of_total(framework, result);
        let found = result.total.as_ref().and_then(|figure| check_score(figure, maximum));
        findings.extend(found.map(|finding| finding.unit(&result.unit)));
    }
}

/// The totals of a table without criteria: nothing but their size tells that they are of 100 points, unless the heading
/// says so.
pub(super) fn check_scale(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    /// The best unit of a block has more than this; where only some units are known, each of them has more than this.
    const LOWEST: Points = Points::from_ten_thousandths(600_000);
    const LOWEST_OF_SOME: Points = Points::from_ten_thousandths(100_000);
    if !assessment.framework.criteria.is_empty() {
        return;
    }
    let overall = layout.overall.as_ref().map(|(maximum, _)| *maximum);
    let printed = layout.total.as_ref().and_then(|column| column.maximum).or(overall);
    let totals = assessment.results.iter().filter_map(|result| result.total.as_ref());
    let Some((highest, figure)) = totals.filter_map(|figure| Some((figure.points()?, figure))).max_by_key(|own| own.0)
    else {
        return;
    };
    let is_partial = assessment.coverage == Coverage::Partial;
    let finding = Finding::new(Rule::Scale, Severity::Error, &figure.cell);
    match printed {
        Some(HUNDRED) => {}
        Some(maximum) => findings.push(finding.points(HUNDRED, maximum)),
        None if Caption::new(&layout.caption).is_of_hundred() => {}
        None if highest >= if is_partial { LOWEST_OF_SOME } else { LOWEST } => {}
        None => findings.push(finding.found(Shown::Points(highest))),
    }
}

/// Every score against zero and against the maximum of its criterion.
pub(super) fn check_criteria(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    for result in results {
        for (criterion, scores) in framework.criteria.iter().zip(&result.scores) {
            for part in Part::ALL {
                let found = scores[part as usize].as_ref();
                let found = found.and_then(|figure| check_score(figure, criterion.maximum(part)));
                let about = |finding: Finding| finding.about(Some(&criterion.name), Some(part)).unit(&result.unit);
                findings.extend(found.map(about));
            }
        }
    }
}

/// Totals of earlier years against zero and 100.
pub(super) fn check_restated(restated: &[Restated], findings: &mut Vec<Finding>) {
    for own in restated {
        let found = own.total.as_ref().and_then(|figure| check_score(figure, HUNDRED));
        findings.extend(found.map(|finding| finding.unit(&own.unit)));
    }
}

fn check_score(figure: &Figure, maximum: Points) -> Option<Finding> {
    let found = figure.points()?;
    let finding = |rule, bound| Finding::new(rule, Severity::Error, &figure.cell).points(bound, found);
    if found < Points::ZERO {
        Some(finding(Rule::BelowZero, Points::ZERO))
    } else {
        (found > maximum).then(|| finding(Rule::AboveMaximum, maximum))
    }
}

fn printed_otherwise(column: Option<&ScoreColumn>, expected: Points) -> Option<Finding> {
    let printed = column.and_then(|column| column.maximum).filter(|printed| *printed != expected)?;
    error(Rule::FrameworkMaximum, column, expected, printed)
}

fn error(rule: Rule, column: Option<&ScoreColumn>, expected: Points, found: Points) -> Option<Finding> {
    column.map(|column| Finding::new(rule, Severity::Error, &column.heading).points(expected, found))
}
