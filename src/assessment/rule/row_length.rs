//! `row-length`: every row has as many cells as its table has columns.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Mỗi hàng có đúng số ô của bảng.",
        "Every row has as many cells as its table has \
        columns.",
    ),
    why: label(
        "Thiếu hoặc thừa một ô thì các số phía sau lệch sang cột khác.",
        "A missing or extra cell shifts all figures after it into other columns.",
    ),
    example: label(
        "Hàng có 28 ô trong bảng 29 cột: đối chiếu hàng với bản gốc và điền ô còn thiếu.",
        "A row has 28 cells in a table of 29 columns: compare the row with the original and fill \
         in the missing cell.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("hàng có {found} ô, bảng có {expected} cột"),
        format!("the row has {found} cells, but the table has {expected} columns"),
    )
}
