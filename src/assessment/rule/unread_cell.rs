//! `unread-cell`: everything in a cell for a figure can be read.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::unread;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning, Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Mọi nội dung trong ô số liệu đều đọc được; trong ô tài liệu kiểm chứng, nội dung không đọc được \
         là cảnh báo.",
        "Everything in a cell for a figure can be read. In a cell for evidence, what cannot be read is a \
         warning.",
    ),
    why: label(
        "Ô có bảng, công thức chưa tính, ô nhập của biểu mẫu hoặc hình ảnh không phải là ô trống, \
         dù không có chữ; nếu coi là ô trống thì mất số liệu.",
        "A cell with a table, a formula without a value, a form field or a picture is not empty, \
         even if it has no text. Reading it as empty would lose a figure.",
    ),
    example: label(
        "Ô chứa công thức chưa có giá trị: mở tệp bằng Excel, lưu lại rồi nhập lại.",
        "A cell holds a formula without a value: open the file in Excel, save it and import it \
         again.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let why = unread(lang, finding);
    lang.pick(
        format!("ô không trống nhưng không đọc được nội dung: {why}"),
        format!("the cell is not empty, but its content cannot be read: {why}"),
    )
}
