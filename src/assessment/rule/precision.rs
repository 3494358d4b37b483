//! `precision`: the figures of a column have one number of decimals.

use std::collections::BTreeMap;

use crate::language::{Lang, label, shortened};
use crate::model::{Printed, Rule, Severity};

use super::super::finding::{Finding, FindingValue};
use super::super::cell::{Figure, Value};
use super::super::result::UnitResult;
use super::tolerance::QUARTER;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Các số của một cột có cùng số chữ số thập phân.",
        "The figures of a column have one number of decimals.",
    ),
    why: label(
        "Số có nhiều chữ số thập phân hơn các số khác có thể do dấu chú thích dính vào số.",
        "One that is longer than the others may have the mark of a note taken for a digit.",
    ),
    example: label(
        "“13,501” trong cột hai chữ số thập phân: kiểm tra xem có phải là 13,50 kèm chú thích (1) \
         không.",
        "“13,501” in a column of two decimals: see whether it is 13,50 with a note (1).",
    ),
    message,
};

/// A column is printed with one number of decimals. The few figures that have more are warnings: a
/// mark that was printed behind one may have been read as a digit of it. Else one note: the first
/// figure that has fewer.
pub(super) fn check(results: &[UnitResult], findings: &mut Vec<Finding>) {
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
        let Some(others) = decimals.iter().rev().copied().find(|candidate| *candidate < most) else { continue };
        let finding = |severity, figure: &Figure, expected: u32, found: u32| {
            let finding = Finding::new(Rule::Precision, severity, &figure.cell);
            finding.expected(FindingValue::Count(expected.into())).found(FindingValue::Count(found.into()))
        };
        // Where zeros at the end are left out, most columns have some figure that is longer than
        // the others.
        let like_others = decimals.iter().filter(|candidate| **candidate == others).count();
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

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    if finding.severity == Severity::Warning {
        let text = shortened(&finding.cell.text);
        return lang.pick(
            format!("số “{text}” có {found} chữ số thập phân, các số khác của cột không quá \
                {expected}; hãy kiểm tra xem có dấu chú thích dính vào số không"),
            format!("“{text}” has {found} decimals, the others of its column no more than \
                {expected}; check that no mark of a note was taken for a digit"),
        );
    }
    lang.pick(
        format!("cột có số ghi {found} chữ số thập phân, các số khác ghi {expected}"),
        format!("the column has a figure with fewer decimals ({found}) than others ({expected})"),
    )
}
