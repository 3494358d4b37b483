//! `above-maximum`: no score, sum or total is above the maximum that applies to the unit.

use crate::language::{Lang, label};
use crate::model::{Points, Rule, Severity};

use super::super::cell::Figure;
use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Không điểm nào vượt điểm tối đa áp dụng cho đơn vị.",
        "No score, sum or total is above the maximum that applies to the unit.",
    ),
    why: label(
        "Điểm không thể vượt điểm tối đa; nếu vượt thì điểm hoặc điểm tối đa đã bị chép sai.",
        "No score can be above its maximum. Either the score or the maximum was copied wrongly.",
    ),
    example: label(
        "14,00 trong cột có điểm tối đa 13,50: đối chiếu cả hai số với bản gốc.",
        "14.00 in a column with a maximum of 13.50: compare both with the original.",
    ),
    message,
};

pub(super) fn check(figure: &Figure, maximum: Points) -> Option<Finding> {
    let found = figure.points()?;
    if found <= maximum {
        return None;
    }
    Some(Finding::new(Rule::AboveMaximum, Severity::Error, &figure.cell).points(maximum, found))
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("{found} vượt điểm tối đa {expected}"),
        format!("{found} is above the maximum of {expected}"),
    )
}
