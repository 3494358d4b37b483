//! `unknown-heading`: the program knows the heading of every column.

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
        "The program knows the heading of every column.",
    ),
    why: label(
        "Không rõ cột chứa gì thì chỉ có thể suy đoán khi đọc số liệu của cột.",
        "Without a known heading, the content of a column could only be guessed.",
    ),
    example: label(
        "Cột “Điểm Hội đồng” không được nhận ra. Nhập với --heading \"Điểm Hội đồng=appraised\" \
         hoặc khai báo trong frameworks.toml.",
        "The heading “Điểm Hội đồng” is unknown. Import with --heading \"Điểm Hội \
         đồng=appraised\", or declare the heading in frameworks.toml.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    if found.is_empty() {
        return lang.pick(
            "cột có nội dung nhưng không có tiêu đề; hãy ghi tiêu đề, hoặc xóa cột nếu thừa"
                .to_owned(),
            "the column has content but no heading; add a heading, or delete the column if it is \
             not needed"
                .to_owned(),
        );
    }
    let example = nearest_heading(&found)
        .map_or("Tự chấm, Thẩm định, ĐT XHH, Tổng cộng", |(nearest, _)| nearest);
    lang.pick(
        format!("không nhận ra tiêu đề cột “{found}”; cần ghi như {example}"),
        format!("the heading “{found}” is unknown; expected one such as {example}"),
    )
}
