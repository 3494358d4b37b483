//! `unread-table`: every table with figures is read as a table of results.

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
        "Mọi bảng có số liệu đều được đọc như một bảng kết quả.",
        "Every table with figures is read as a table of results.",
    ),
    why: label(
        "Bỏ qua một bảng là mất kết quả của một khối. Bảng có hơn 20.000 đơn vị, 600 tiêu chí hoặc \
         1.000 lỗi cũng không được đọc tiếp.",
        "If a table is skipped, the results of a block are lost. A table with more than 20,000 \
         units, 600 criteria or 1,000 errors is not read to the end either.",
    ),
    example: label(
        "Bảng có số liệu nhưng không có cột “Tên đơn vị”: ghi tiêu đề cột theo bản gốc.",
        "A table has figures but no column “Tên đơn vị”: give its columns the headings of the \
         original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "bảng bắt đầu bằng “{found}” có số liệu nhưng không đọc được; cần các cột Tên đơn vị, \
             Tự chấm, Thẩm định, ĐT XHH, Tổng cộng"
        ),
        format!(
            "the table that begins with “{found}” has figures but could not be read; expected \
             the columns Tên đơn vị, Tự chấm, Thẩm định, ĐT XHH, Tổng cộng"
        ),
    )
}
