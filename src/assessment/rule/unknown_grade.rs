//! `unknown-grade`: every grade is one of these five: Xuất sắc, Tốt, Khá, Trung bình, Yếu.

use crate::language::{Lang, all_grades, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Phân loại là một trong năm mức Xuất sắc, Tốt, Khá, Trung bình, Yếu.",
        "Every grade is one of these five: Xuất sắc, Tốt, Khá, Trung bình, Yếu.",
    ),
    why: label(
        "Mức phân loại ngoài năm mức này không có vị trí trong thứ tự của năm mức.",
        "Any other grade has no place in their order.",
    ),
    example: label(
        "“Giỏi” không phải mức phân loại của bộ tiêu chí: đối chiếu với bản gốc.",
        "“Giỏi” is not a grade of the framework: compare with the original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("“{found}” không phải mức phân loại; cần {}", all_grades(lang)),
        format!("“{found}” is not a grade; expected {}", all_grades(lang)),
    )
}
