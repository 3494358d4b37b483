//! Printed sums against their parts, within what rounding explains.

use crate::model::{Framework, Part, Points, Printed};

use super::super::{Figure, Finding, Rule, Severity, UnitResult, Value};

pub(super) fn check(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let precisions = Precisions::new(results);
    for result in results {
        for part in Part::ALL {
            let sum = result.sums[part as usize].as_ref();
            let parts = scores_of(framework, result, None, part);
            let finding = sum.and_then(|sum| compare(Rule::sum_of(part), sum, &parts, &precisions));
            findings.extend(finding.map(|finding| finding.unit(&result.unit).part(part)));
            for (index, criterion) in framework.criteria.iter().enumerate() {
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
    let tolerance: Points = parts.into_iter().chain([sum]).map(|figure| precisions.half_unit(figure)).sum();
    let severity = if (found - expected).abs() <= tolerance { Severity::Note } else { Severity::Error };
    (found != expected).then(|| Finding::new(rule, severity, &sum.cell).points(expected, found))
}

/// The most decimals that a column of figures is printed with, by column.
struct Precisions(Vec<u32>);

impl Precisions {
    fn new(results: &[UnitResult]) -> Self {
        let mut decimals = Vec::new();
        for figure in results.iter().flat_map(UnitResult::figures) {
            if let Value::Points(Printed { decimals: printed, .. }) = figure.value {
                let column = figure.cell.at.column;
                if decimals.len() <= column {
                    decimals.resize(column + 1, 0);
                }
                decimals[column] = printed.max(decimals[column]);
            }
        }
        Self(decimals)
    }

    /// Half of the last printed digit: what rounding can change in one figure.
    fn half_unit(&self, figure: &Figure) -> Points {
        Points::from_ten_thousandths(5_000 / 10_i64.pow(self.0.get(figure.cell.at.column).copied().unwrap_or(0)))
    }
}
