//! `hidden-row`: the row of a unit is not hidden in its sheet.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label("Hàng của đơn vị không bị ẩn trong trang tính.", "The row of a unit is not \
        hidden in its sheet."),
    why: label(
        "Hàng bị ẩn thường là hàng cũ hoặc hàng nháp; chương trình vẫn đọc và báo để người nhập \
         kiểm tra.",
        "A hidden row is often an old or a draft one; it is read all the same, and reported.",
    ),
    example: label(
        "Hàng 12 bị ẩn nhưng có tên đơn vị và điểm: nếu không thuộc kết quả thì xóa hàng rồi nhập \
         lại.",
        "Row 12 is hidden but has a unit and scores: if it is no result, delete it and import \
         again.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "hàng này bị ẩn trong trang tính nhưng vẫn được đọc; nếu không thuộc kết quả, hãy xóa hàng \
         rồi nhập lại".to_owned(),
        "the sheet hides this row; it was read all the same. If it is no result, delete it and \
         import again".to_owned(),
    )
}
