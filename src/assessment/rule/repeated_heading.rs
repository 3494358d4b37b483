//! `repeated-heading`: within a group of columns each heading occurs once, and no heading names a
//! year later than the table's.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Trong một nhóm cột, mỗi tiêu đề chỉ có một lần, và không nêu năm sau năm của bảng.",
        "Within a group of columns each heading occurs once, and no heading names a year later \
         than the table's.",
    ),
    why: label(
        "Hai cột cùng tiêu đề thì không xác định được cột nào chứa điểm cần đọc.",
        "If two columns have the same heading, it is unclear which of them holds the score.",
    ),
    example: label(
        "“Thẩm định” có hai lần dưới “Cải cách thể chế”: sửa tiêu đề cột sai theo bản gốc.",
        "“Thẩm định” occurs twice under “Cải cách thể chế”: correct the wrong heading to match the \
         original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "cột “{found}” cùng loại với một cột khác, hoặc nêu năm sau năm của bảng; hãy sửa tiêu \
             đề theo bản gốc, hoặc cho biết cột chứa gì bằng --heading \"{found}=LOẠI\" (remark nếu \
             không phải số liệu chính thức của khối)"
        ),
        format!(
            "the column “{found}” is of the same kind as another one, or names a year later than \
             the table's; correct the heading to match the original, or state what the column \
             holds with --heading \"{found}=KIND\" (remark if it is not the official figure of the \
             block)"
        ),
    )
}
