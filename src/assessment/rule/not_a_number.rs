//! `not-a-number`: a cell for a figure holds a number or a dash, or is empty.

use crate::language::{Lang, label};
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
        "Ô số liệu chỉ chứa một con số hoặc dấu “-”, hoặc để trống.",
        "A cell for a figure holds a number or a dash, or is empty.",
    ),
    why: label(
        "Chương trình không tự đoán chữ lẫn trong số liệu thành số.",
        "The program does not guess a number from text.",
    ),
    example: label(
        "“13,5o” có chữ o thay cho số 0: sửa theo bản gốc.",
        "“13,5o” has the letter o instead of a zero: correct it to match the original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    match (lang, finding.expected.is_some()) {
        (Lang::Vi, true) => {
            format!(
                "“{found}” có quá bốn chữ số thập phân; hãy làm tròn như bản gốc (trong Excel: \
                =ROUND(…;2))"
            )
        }
        (Lang::En, true) => {
            format!(
                "“{found}” has more than four decimals; round it as the original does (in \
                Excel: =ROUND(…,2))"
            )
        }
        (Lang::Vi, false) => format!("“{found}” không phải là số, cần một số như 13,50"),
        (Lang::En, false) => format!("“{found}” is not a number; expected one such as 13,50"),
    }
}
