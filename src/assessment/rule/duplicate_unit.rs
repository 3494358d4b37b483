//! `duplicate-unit`: every unit has only one row in its table.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::expected;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Mỗi đơn vị chỉ có một hàng trong bảng.",
        "Every unit has only one row in its table.",
    ),
    why: label(
        "Nếu một đơn vị có hai hàng thì không xác định được hàng nào đúng.",
        "If a unit has two rows, it is unclear which of them is its result.",
    ),
    example: label(
        "“Sở Nội vụ” ở hàng 4 và hàng 11: một trong hai tên bị chép sai.",
        "“Sở Nội vụ” is in rows 4 and 11: one of the names was copied wrongly.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let expected = expected(lang, finding);
    lang.pick(
        format!("đơn vị đã có ở hàng {expected} của bảng"),
        format!("the unit is already in row {expected} of the table"),
    )
}
