//! Printed sums against their parts, within what rounding explains.

use crate::model::{Framework, Part, Points, Printed, Rule, Severity};

use super::super::{Figure, Finding, UnitResult, Value};
use super::QUARTER;

pub(super) fn check(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let precisions = Precisions::new(results);
    let has_parts = |index: &usize| framework.criteria.iter().any(|own| own.parent == Some(*index));
    let parents: Vec<usize> = (0..framework.criteria.len()).filter(has_parts).collect();
    for result in results {
        for part in Part::ALL {
            let sum = result.sums[part as usize].as_ref();
            let parts = scores_of(framework, result, None, part);
            let finding = sum.and_then(|sum| compare(Rule::sum_of(part), sum, &parts, &precisions));
            findings.extend(finding.map(|finding| finding.unit(&result.unit).part(part)));
            for index in parents.iter().copied() {
                let criterion = &framework.criteria[index];
                let Some(score) = result.score(index, part) else { continue };
                let parts = scores_of(framework, result, Some(index), part);
                let finding = compare(Rule::SumParts, score, &parts, &precisions);
                let about = |finding: Finding| finding.unit(&result.unit).about(Some(&criterion.name), Some(part));
                findings.extend(finding.map(about));
            }
        }
        let sums = [Part::Appraised, Part::Survey].map(|part| result.sums[part as usize].as_ref());
        let parts: Vec<_> = if sums.iter().any(Option::is_some) {
            sums.into_iter().flatten().collect()
        } else {
            [Part::Appraised, Part::Survey].map(|part| scores_of(framework, result, None, part)).concat()
        };
        let finding = result.total.as_ref().and_then(|total| compare(Rule::Total, total, &parts, &precisions));
        findings.extend(finding.map(|finding| finding.unit(&result.unit)));
    }
}

/// The scores that add up to that of a criterion, or to that of the unit: of each part its own, or where the table
/// has none, those of its parts.
fn scores_of<'a>(framework: &Framework, result: &'a UnitResult, parent: Option<usize>, part: Part) -> Vec<&'a Figure> {
    let parts = framework.criteria.iter().enumerate().filter(|(_, own)| own.parent == parent);
    let scores = |(index, _)| match result.score(index, part) {
        Some(score) => vec![score],
        None => scores_of(framework, result, Some(index), part),
    };
    parts.flat_map(scores).collect()
}

/// A finding where a printed sum differs from its parts: a note within the tolerance, beyond it an error.
/// Nothing where a part is missing.
fn compare(rule: Rule, sum: &Figure, parts: &[&Figure], precisions: &Precisions) -> Option<Finding> {
    let found = sum.points()?;
    let parts: Vec<_> = parts.iter().copied().filter(|figure| figure.applies()).collect();
    let points: Option<Vec<_>> = parts.iter().map(|figure| figure.points()).collect();
    let expected: Points = points.filter(|points| !points.is_empty())?.into_iter().sum();
    let tolerance = precisions.tolerance(sum, &parts);
    let severity = if (found - expected).abs() <= tolerance { Severity::Note } else { Severity::Error };
    (found != expected).then(|| Finding::new(rule, severity, &sum.cell).points(expected, found))
}

/// How exactly a column of figures is printed.
#[derive(Debug, Clone, Copy)]
struct Precision {
    /// The most decimals.
    decimals: u32,
    /// The largest of a point, a half and a quarter that all figures are multiples of: such figures are given and not
    /// rounded.
    step: Option<Points>,
}

/// The steps in which points are given, the largest first.
const STEPS: [Points; 3] = [Points::from_ten_thousandths(10_000), Points::from_ten_thousandths(5_000), QUARTER];

/// The precisions of the columns, by their numbers.
struct Precisions(Vec<Precision>);

impl Precisions {
    fn new(results: &[UnitResult]) -> Self {
        let mut precisions: Vec<Precision> = Vec::new();
        for figure in results.iter().flat_map(UnitResult::figures) {
            if let Value::Points(Printed { points, decimals }) = figure.value {
                let column = figure.cell.at.column;
                if precisions.len() <= column {
                    precisions.resize(column + 1, Precision { decimals: 0, step: Some(STEPS[0]) });
                }
                let is_multiple = |step: &Points| points.ten_thousandths() % step.ten_thousandths() == 0;
                let own = &mut precisions[column];
                own.decimals = own.decimals.max(decimals);
                own.step = own.step.and_then(|step| STEPS.into_iter().find(|own| *own <= step && is_multiple(own)));
            }
        }
        Self(precisions)
    }

    fn of(&self, figure: &Figure) -> Precision {
        self.0.get(figure.cell.at.column).copied().unwrap_or(Precision { decimals: 0, step: None })
    }

    /// How far a printed sum may be from the sum of its parts: what rounding can change in each of them, which is half of
    /// the last printed digit. Points that are given in whole steps are not rounded, unless a sum has larger steps than its
    /// parts.
    fn tolerance(&self, sum: &Figure, parts: &[&Figure]) -> Points {
        let half_unit = |figure: &Figure| {
            let own = self.of(figure);
            let half = Points::from_ten_thousandths(5_000 / 10_i64.pow(own.decimals));
            if own.step.is_some() { Points::ZERO } else { half }
        };
        let of_parts: Points = parts.iter().map(|figure| half_unit(figure)).sum();
        let is_exact = self
            .of(sum)
            .step
            .is_some_and(|own| parts.iter().all(|figure| self.of(figure).step.is_some_and(|step| own <= step)));
        let of_sum = Points::from_ten_thousandths(5_000 / 10_i64.pow(self.of(sum).decimals));
        if is_exact { of_parts } else { of_parts + of_sum }
    }
}
