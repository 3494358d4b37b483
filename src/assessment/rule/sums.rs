//! Printed sums against their parts, within what rounding explains.

use crate::model::{Part, Points, Printed};

use super::super::layout::Layout;
use super::super::{Figure, Finding, Rule, Severity, UnitResult, Value};

pub(super) fn check(layout: &Layout<'_>, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let precisions = Precisions::new(layout, results);
    for result in results {
        for part in Part::ALL {
            let sum = result.sums[part as usize].as_ref();
            let parts: Vec<_> = result.scores.iter().map(|scores| scores[part as usize].as_ref()).collect();
            let finding = sum.and_then(|sum| compare(Rule::sum_of(part), sum, &parts, &precisions));
            findings.extend(finding.map(|finding| finding.unit(&result.unit).part(part)));
        }
        let sums = [Part::Appraised, Part::Survey].map(|part| result.sums[part as usize].as_ref());
        let parts: Vec<_> = if sums.iter().any(Option::is_some) {
            sums.to_vec()
        } else {
            result.scores.iter().flat_map(|[_, appraised, survey]| [appraised.as_ref(), survey.as_ref()]).collect()
        };
        let finding = result.total.as_ref().and_then(|total| compare(Rule::Total, total, &parts, &precisions));
        findings.extend(finding.map(|finding| finding.unit(&result.unit)));
    }
}

/// A finding where a printed sum differs from its parts: a note within the tolerance, beyond it an error.
/// Nothing where a part is missing.
fn compare(rule: Rule, sum: &Figure, parts: &[Option<&Figure>], precisions: &Precisions) -> Option<Finding> {
    let found = sum.points()?;
    let parts: Vec<_> = parts.iter().copied().flatten().filter(|figure| figure.applies()).collect();
    let points: Option<Vec<_>> = parts.iter().map(|figure| figure.points()).collect();
    let expected: Points = points.filter(|points| !points.is_empty())?.into_iter().sum();
    let tolerance: Points = parts.into_iter().chain([sum]).map(|figure| precisions.half_unit(figure)).sum();
    let severity = if (found - expected).abs() <= tolerance { Severity::Note } else { Severity::Error };
    (found != expected).then(|| Finding::new(rule, severity, &sum.cell).points(expected, found))
}

/// The most decimals that a column of figures is printed with, by column.
struct Precisions(Vec<u32>);

impl Precisions {
    fn new(layout: &Layout<'_>, results: &[UnitResult]) -> Self {
        let mut decimals = vec![0; layout.width + 1];
        for figure in results.iter().flat_map(figures) {
            if let Value::Points(Printed { decimals: printed, .. }) = figure.value {
                let column = &mut decimals[figure.cell.at.column];
                *column = printed.max(*column);
            }
        }
        Self(decimals)
    }

    /// Half of the last printed digit: what rounding can change in one figure.
    fn half_unit(&self, figure: &Figure) -> Points {
        Points::from_ten_thousandths(5_000 / 10_i64.pow(self.0[figure.cell.at.column]))
    }
}

/// Every figure of a result: scores, sums and total.
pub(super) fn figures(result: &UnitResult) -> impl Iterator<Item = &Figure> {
    let scores = result.scores.iter().flatten().flatten();
    scores.chain(result.sums.iter().flatten()).chain(&result.total)
}
