//! `row-unread`: a row without a running number is a group, an average or a sum, not a unit.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning, Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Hàng không có số thứ tự là hàng nhóm, trung bình hoặc tổng, không phải hàng của đơn vị.",
        "A row without a running number is a group, an average or a sum, not a unit.",
    ),
    why: label(
        "Nếu đọc hàng trung bình như một đơn vị, hàng này sẽ có mặt trong bảng xếp hạng; nếu bỏ \
         qua hàng của đơn vị, số liệu sẽ bị mất. Vì vậy, hàng có số liệu mà không rõ thuộc loại \
         nào được coi là lỗi.",
        "An average that is read as a unit would get a rank, and a unit that is skipped would be \
         lost. A row with figures is therefore an error if it is unclear which of the two it is.",
    ),
    example: label(
        "Hàng “Trung bình” chỉ là cảnh báo. Hàng “Sở Y tế | 90,10” không có số thứ tự là lỗi: điền \
         số thứ tự, hoặc thêm --accept row-unread nếu không phải đơn vị.",
        "A row “Trung bình” is only a warning. A row “Sở Y tế | 90,10” without a running number is \
         an error: fill in the number, or add --accept row-unread if the row is not a unit.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("hàng “{found}” không có số thứ tự của đơn vị nên không đọc"),
        format!("the row “{found}” has no running number of a unit, so it was not read"),
    )
}
