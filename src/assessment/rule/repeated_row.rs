//! `repeated-row`: a tidy table has only one row per unit and criterion.

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
        "Trong bảng ghi mỗi đơn vị và tiêu chí một hàng, không có hai hàng trùng cả đơn vị lẫn \
         tiêu chí.",
        "A tidy table has only one row per unit and criterion.",
    ),
    why: label(
        "Hai hàng cho cùng đơn vị và tiêu chí có thể mang hai điểm khác nhau.",
        "Two rows for the same unit and criterion may hold two different scores.",
    ),
    example: label(
        "“Sở Y tế” và “Tài chính công” có ở hai hàng: xóa hàng thừa.",
        "“Sở Y tế” with “Tài chính công” is in two rows: delete the extra row.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("có hai hàng cho cùng đơn vị và tiêu chí “{found}”"),
        format!("there are two rows for this unit and the criterion “{found}”"),
    )
}
