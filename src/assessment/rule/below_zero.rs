//! `below-zero`: no score is below zero.

use crate::language::{Lang, label};
use crate::model::{Points, Rule, Severity};

use super::super::cell::Figure;
use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label("Không điểm nào nhỏ hơn 0.", "No score is below zero."),
    why: label(
        "Điểm âm thường do dấu gạch ngang bị đọc thành dấu trừ.",
        "A negative score is usually a dash that was read as a minus sign.",
    ),
    example: label(
        "“-1,50” ở cột Thẩm định: đối chiếu với bản gốc; nếu đúng là điểm âm, thêm --accept \
         below-zero.",
        "“-1,50” in the column of appraised scores: compare with the original. If the score really \
         is negative, add --accept below-zero.",
    ),
    message,
};

pub(super) fn check(figure: &Figure) -> Option<Finding> {
    let found = figure.points()?;
    if found >= Points::ZERO {
        return None;
    }
    Some(Finding::new(Rule::BelowZero, Severity::Error, &figure.cell).points(Points::ZERO, found))
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(format!("{found} nhỏ hơn 0"), format!("{found} is below 0"))
}
