//! `hidden-row`: no row of a unit is hidden in its sheet.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Hàng của đơn vị không bị ẩn trong trang tính.",
        "No row of a unit is hidden in its sheet.",
    ),
    why: label(
        "Hàng bị ẩn thường là hàng cũ hoặc hàng nháp; chương trình vẫn đọc và báo để người nhập \
         kiểm tra.",
        "A hidden row is often an old row or a draft. It is still read, and reported so that you \
         can check it.",
    ),
    example: label(
        "Hàng 12 bị ẩn nhưng có tên đơn vị và điểm: nếu không thuộc kết quả thì xóa hàng rồi nhập \
         lại.",
        "Row 12 is hidden but has a unit and scores: if it is not part of the results, delete it \
         and import the file again.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "hàng này bị ẩn trong trang tính nhưng vẫn được đọc; nếu không thuộc kết quả, hãy xóa hàng \
         rồi nhập lại".to_owned(),
        "the sheet hides this row, but it was read; if it is not part of the results, delete it \
         and import the file again".to_owned(),
    )
}
