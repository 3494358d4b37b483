//! Running numbers, and columns printed with different numbers of decimals.

use std::collections::BTreeMap;

use crate::model::{Printed, Rule, Severity};

use super::super::{Figure, Finding, Shown, UnitResult, Value};
use super::QUARTER;

pub(super) fn check(results: &[UnitResult], findings: &mut Vec<Finding>) {
    for (result, expected) in results.iter().zip(1..) {
        if let Some((found, cell)) = result.sequence.as_ref().filter(|(found, _)| *found != expected) {
            let finding = Finding::new(Rule::RowSequence, Severity::Warning, cell).unit(&result.unit);
            findings.push(finding.expected(Shown::Count(expected.into())).found(Shown::Count((*found).into())));
        }
    }
    check_precision(results, findings);
}

/// A column is printed with one number of decimals. The few figures that have more are warnings: a mark that was printed
/// behind one may have been read as a digit of it. Else one note: the first figure that has fewer.
fn check_precision(results: &[UnitResult], findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<usize, Vec<(&Figure, u32)>> = BTreeMap::new();
    for figure in results.iter().flat_map(UnitResult::figures) {
        if let (Value::Points(Printed { decimals, .. }), false) = (figure.value, figure.cell.unformatted) {
            columns.entry(figure.cell.at.column).or_default().push((figure, decimals));
        }
    }
    for figures in columns.values() {
        let mut decimals: Vec<_> = figures.iter().map(|(_, decimals)| *decimals).collect();
        decimals.sort_unstable();
        let Some(most) = decimals.last().copied() else { continue };
        let longest: Vec<_> = figures.iter().filter(|(_, decimals)| *decimals == most).collect();
        let Some(others) = decimals.iter().rev().copied().find(|own| *own < most) else { continue };
        let finding = |severity, own: &Figure, expected: u32, found: u32| {
            let finding = Finding::new(Rule::Precision, severity, &own.cell);
            finding.expected(Shown::Count(expected.into())).found(Shown::Count(found.into()))
        };
        // Where zeros at the end are left out, most columns have some figure that is longer than the others.
        let like_others = decimals.iter().filter(|own| **own == others).count();
        let are_most = like_others > 2 && like_others * 2 >= decimals.len();
        // Whole points and halves or quarters go together.
        let are_parts = longest.iter().any(|(figure, _)| {
            figure.points().is_some_and(|points| points.ten_thousandths() % QUARTER.ten_thousandths() == 0)
        });
        let is_uniform = others > 1 || (are_most && (others == 1 || (most > 1 && !are_parts)));
        let is_odd = is_uniform && (longest.len() == 1 || longest.len() * 2 < decimals.len() - longest.len());
        if is_odd {
            findings.extend(longest.iter().map(|(figure, found)| finding(Severity::Warning, figure, others, *found)));
        }
        let usual = if is_odd { others } else { most };
        if let Some((figure, found)) = figures.iter().find(|(_, decimals)| *decimals < usual) {
            findings.push(finding(Severity::Note, figure, usual, *found));
        }
    }
}
