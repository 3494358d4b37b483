//! `revised`: no later form or decision changes a figure.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Biểu nộp sau hoặc quyết định không thay đổi điểm của biểu nộp trước.",
        "A later form, or the decision, does not change the figures of an earlier form.",
    ),
    why: label(
        "Điểm mới nhất được dùng; điểm cũ được ghi lại để biết đã thay đổi những gì.",
        "The latest figure counts; the earlier one is kept, so that changes can be asked for.",
    ),
    example: label(
        "Sở Y tế nộp lại biểu: điểm tự chấm của tiêu chí 2.3 đổi từ 2,00 thành 1,50.",
        "Sở Y tế sends its form again: its self score of criterion 2.3 goes from 2.00 to 1.50.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let (before, now) = (expected(lang, finding), found_text(lang, finding));
    lang.pick(format!("trước đó là {before}, nay là {now}"), format!("{before} before, {now} now"))
}
