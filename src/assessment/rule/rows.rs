//! Running numbers, and columns printed with different numbers of decimals.

use std::collections::BTreeMap;

use crate::model::Printed;

use super::super::{Figure, Finding, Rule, Severity, Shown, UnitResult, Value};

pub(super) fn check(results: &[UnitResult], findings: &mut Vec<Finding>) {
    for (result, expected) in results.iter().zip(1..) {
        if let Some((found, cell)) = result.sequence.as_ref().filter(|(found, _)| *found != expected) {
            let finding = Finding::new(Rule::RowSequence, Severity::Warning, cell).unit(&result.unit);
            findings.push(finding.expected(Shown::Count(expected.into())).found(Shown::Count((*found).into())));
        }
    }
    check_precision(results, findings);
}

/// One note a column: the first figure that is printed with fewer decimals than the column has.
fn check_precision(results: &[UnitResult], findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<usize, Vec<(&Figure, u32)>> = BTreeMap::new();
    for figure in results.iter().flat_map(UnitResult::figures) {
        if let (Value::Points(Printed { decimals, .. }), false) = (figure.value, figure.cell.unformatted) {
            columns.entry(figure.cell.at.column).or_default().push((figure, decimals));
        }
    }
    for figures in columns.values() {
        let most = figures.iter().map(|(_, decimals)| *decimals).max().unwrap_or(0);
        if let Some((figure, decimals)) = figures.iter().find(|(_, decimals)| *decimals < most) {
            let finding = Finding::new(Rule::Precision, Severity::Note, &figure.cell);
            findings.push(finding.expected(Shown::Count(most.into())).found(Shown::Count((*decimals).into())));
        }
    }
}
