//! `row-unread`: a row without a running number is that of a group, an average or a sum, and not a
//! unit's.

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
        "A row without a running number is that of a group, an average or a sum, and not a unit's.",
    ),
    why: label(
        "Nếu đọc hàng trung bình như một đơn vị, hàng này sẽ có mặt trong bảng xếp hạng; nếu bỏ \
         qua hàng của đơn vị, số liệu sẽ bị mất. Vì vậy, hàng có số liệu mà không rõ thuộc loại \
         nào được coi là lỗi.",
        "An average that is read as a unit would take a rank, and a unit that is passed over would \
         be lost. So a row with figures that is neither for certain is an error.",
    ),
    example: label(
        "Hàng “Trung bình” chỉ là cảnh báo. Hàng “Sở Y tế | 90,10” không có số thứ tự là lỗi: điền \
         số thứ tự, hoặc thêm --accept row-unread nếu không phải đơn vị.",
        "A row “Trung bình” is a warning. A row “Sở Y tế | 90,10” without a number is an error: \
         fill in the number, or add --accept row-unread if it is no unit.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("hàng “{found}” không có số thứ tự của đơn vị nên không đọc"),
        format!("the row “{found}” has no running number and was not read"),
    )
}
