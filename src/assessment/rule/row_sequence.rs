//! `row-sequence`: the running numbers of the units run from 1 without gaps.

use crate::language::{Lang, label};
use crate::model::{Rule, Severity};

use super::super::finding::{Finding, FindingValue};
use super::super::result::UnitResult;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Số thứ tự của các đơn vị liên tục từ 1.",
        "The running numbers of the units run from 1 without gaps.",
    ),
    why: label(
        "Nhảy số hoặc lặp số thường là một hàng bị mất hoặc chép hai lần.",
        "A gap or a repetition often means that a row was lost or copied twice.",
    ),
    example: label(
        "Sau số 7 là số 9: kiểm tra hàng số 8 trong bản gốc.",
        "7 is followed by 9: look for row 8 in the original.",
    ),
    message,
};

pub(super) fn check(results: &[UnitResult], findings: &mut Vec<Finding>) {
    let mut expected = 0;
    let mut parent = None;
    let number = |result: &UnitResult| result.sequence.as_ref().map(|(found, _)| *found);
    for (at, result) in results.iter().enumerate() {
        // The units below each parent may be numbered anew, and so may those of a group. A single 1
        // may have lost a digit.
        let is_first = result.parent != parent || results.get(at + 1).and_then(number) == Some(2);
        parent.clone_from(&result.parent);
        let begins_anew = is_first && number(result) == Some(1);
        expected = if begins_anew { 1 } else { expected + 1 };

        if let Some((found, cell)) =
            result.sequence.as_ref().filter(|(found, _)| *found != expected)
        {
            let finding =
                Finding::new(Rule::RowSequence, Severity::Warning, cell).unit(&result.unit);
            findings.push(
                finding
                    .expected(FindingValue::Count(expected.into()))
                    .found(FindingValue::Count((*found).into())),
            );
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("số thứ tự ghi {found}, phải là {expected}"),
        format!("the running number is {found}, but should be {expected}"),
    )
}
