//! `unknown-heading`: the heading of every column is one that the program knows.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::super::heading::nearest_heading;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Chương trình nhận ra tiêu đề của mọi cột.",
        "The heading of every column is one that the program knows.",
    ),
    why: label(
        "Không rõ cột chứa gì thì chỉ có thể suy đoán khi đọc số liệu của cột.",
        "A column whose heading says nothing cannot be read without guessing.",
    ),
    example: label(
        "Cột “Điểm Hội đồng” không được nhận ra. Nhập với --heading \"Điểm Hội đồng=appraised\" \
         hoặc khai báo trong frameworks.toml.",
        "The column “Điểm Hội đồng” is not known. Import with --heading \"Điểm Hội \
         đồng=appraised\", or declare it in frameworks.toml.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    if found.is_empty() {
        return lang.pick(
            "cột có nội dung nhưng không có tiêu đề; hãy ghi tiêu đề, hoặc xóa cột nếu thừa".to_owned(),
            "the column has cells but no heading; give it one, or remove the column if it is not \
             needed".to_owned(),
        );
    }
    let near = nearest_heading(&found).map_or("Tự chấm, Thẩm định, ĐT XHH, Tổng cộng", |(near, _)| near);
    lang.pick(
        format!("không nhận ra tiêu đề cột “{found}”; cần ghi như {near}"),
        format!("the heading “{found}” is not known; expected one such as {near}"),
    )
}
