//! `merged-cell`: every figure has a cell of its own, for one unit and one score.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Mỗi số nằm trong ô riêng của một đơn vị và một loại điểm.",
        "Every figure has a cell of its own, for one unit and one score.",
    ),
    why: label(
        "Số trong ô gộp có thể là số chung của các hàng, cũng có thể chỉ là của hàng đầu.",
        "A figure in a merged cell may apply to all its rows, or only to the first.",
    ),
    example: label(
        "“13,50” nằm trong ô gộp của hai hàng: tách ô, ghi số của từng đơn vị; nếu đúng là số \
         chung thì thêm --accept merged-cell.",
        "“13,50” is in a cell merged over two rows: split the cell and give each unit its figure. \
         If the figure really is that of both units, add --accept merged-cell.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "“{found}” nằm trong ô gộp, dùng chung cho nhiều đơn vị, nhiều tiêu chí hoặc nhiều điểm"
        ),
        format!("“{found}” is in a merged cell, shared by several units, criteria or scores"),
    )
}
