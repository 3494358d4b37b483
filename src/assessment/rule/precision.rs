//! `precision`: all figures of a column have the same number of decimals.

use std::collections::BTreeMap;

use crate::language::{Lang, label, shortened};
use crate::model::{Printed, Rule, Severity};

use super::super::cell::Figure;
use super::super::finding::{Finding, FindingValue};
use super::super::result::UnitResult;
use super::Declaration;
use super::tolerance::QUARTER;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Các số của một cột có cùng số chữ số thập phân.",
        "All figures of a column have the same number of decimals.",
    ),
    why: label(
        "Số có nhiều chữ số thập phân hơn các số khác có thể do dấu chú thích dính vào số.",
        "A figure with more decimals than the others may end in a footnote mark that was read as a \
         digit.",
    ),
    example: label(
        "“13,501” trong cột hai chữ số thập phân: kiểm tra xem có phải là 13,50 kèm chú thích (1) \
         không.",
        "“13,501” in a column with two decimals: check whether it is 13,50 with a footnote (1).",
    ),
    message,
};

/// Finds figures with another number of decimals than their column. A few figures with more
/// decimals are warnings, because a footnote mark may have been read as a digit. The first figure
/// with fewer decimals is a note.
pub(super) fn check(results: &[UnitResult], findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<(usize, usize), Vec<(&Figure, u32)>> = BTreeMap::new();
    for figure in results.iter().flat_map(UnitResult::figures) {
        if let (Some(Printed { decimals, .. }), false) = (figure.printed(), figure.cell.unformatted)
        {
            let at = &figure.cell.at;
            columns.entry((at.table, at.column)).or_default().push((figure, decimals));
        }
    }

    for figures in columns.values() {
        let mut decimals: Vec<_> = figures.iter().map(|(_, decimals)| *decimals).collect();
        decimals.sort_unstable();
        let Some(most_decimals) = decimals.last().copied() else { continue };
        let longest: Vec<_> =
            figures.iter().filter(|(_, decimals)| *decimals == most_decimals).collect();
        let Some(fewer_decimals) =
            decimals.iter().rev().copied().find(|candidate| *candidate < most_decimals)
        else {
            continue;
        };

        let finding = |severity, figure: &Figure, expected: u32, found: u32| {
            let finding = Finding::new(Rule::Precision, severity, &figure.cell);
            finding
                .expected(FindingValue::Count(expected.into()))
                .found(FindingValue::Count(found.into()))
        };

        // If trailing zeros are left out, most columns have a few figures with more decimals than
        // the others. A column has a usual number of decimals only if most figures share it.
        let with_fewer = decimals.iter().filter(|candidate| **candidate == fewer_decimals).count();
        let are_most = with_fewer > 2 && with_fewer * 2 >= decimals.len();
        // A column of whole points may also have halves or quarters.
        let are_parts = longest.iter().any(|(figure, _)| {
            figure
                .points()
                .is_some_and(|points| points.ten_thousandths() % QUARTER.ten_thousandths() == 0)
        });
        let is_uniform = fewer_decimals > 1
            || (are_most && (fewer_decimals == 1 || (most_decimals > 1 && !are_parts)));

        let is_odd = is_uniform
            && (longest.len() == 1 || longest.len() * 2 < decimals.len() - longest.len());
        if is_odd {
            findings.extend(
                longest.iter().map(|(figure, found)| {
                    finding(Severity::Warning, figure, fewer_decimals, *found)
                }),
            );
        }

        let usual = if is_odd { fewer_decimals } else { most_decimals };
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
            format!(
                "số “{text}” có {found} chữ số thập phân, các số khác của cột không quá \
                {expected}; hãy kiểm tra xem có dấu chú thích dính vào số không"
            ),
            format!(
                "“{text}” has {found} decimals, the other figures of the column at most \
                {expected}; check that no footnote mark was read as a digit"
            ),
        );
    }
    lang.pick(
        format!("cột có số ghi {found} chữ số thập phân, các số khác ghi {expected}"),
        format!("the column has a figure with fewer decimals ({found}) than others ({expected})"),
    )
}
