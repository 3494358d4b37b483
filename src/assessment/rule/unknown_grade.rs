//! `unknown-grade`: every grade belongs to the set of grades that the framework gives.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::{Finding, FindingValue};
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Mọi mức phân loại của bảng thuộc cùng một bộ mức: Xuất sắc, Tốt, Khá, Trung bình, Yếu, một \
         bộ mức thông dụng khác (A, B, C…; Hoàn thành tốt nhiệm vụ…), hoặc bộ mức khai báo trong \
         frameworks.toml.",
        "All grades of a table belong to one set: Xuất sắc, Tốt, Khá, Trung bình, Yếu; another \
         usual set (A, B, C …; Hoàn thành tốt nhiệm vụ …); or the set that frameworks.toml declares.",
    ),
    why: label(
        "Phân loại có thứ tự từ cao đến thấp; mức ngoài bộ mức không có vị trí trong thứ tự đó.",
        "Grades have an order from the best to the weakest. A grade outside the set has no place in \
         it.",
    ),
    example: label(
        "“Gần đạt” không thuộc bộ mức nào đã biết: đối chiếu với bản gốc, hoặc khai báo trong \
         frameworks.toml: grades = [\"Đạt\", \"Gần đạt\"].",
        "“Gần đạt” is in no known set: compare with the original, or declare the grades in \
         frameworks.toml: grades = [\"Đạt\", \"Gần đạt\"].",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    // The line to add has to be complete, so it is not shortened.
    let names = match &finding.expected {
        Some(FindingValue::Text(names)) => names.as_str(),
        Some(_) | None => "…",
    };
    lang.pick(
        format!(
            "“{found}” không thuộc bộ mức phân loại đã biết; nếu văn bản gốc ghi như vậy, hãy khai \
             báo mọi mức, từ cao đến thấp, ở mục [[framework]] của frameworks.toml, cùng \
             name, blocks và first_year: grades = [{names}]"
        ),
        format!(
            "“{found}” is not in a known set of grades; if the original prints it, declare all \
             grades, best first, under [[framework]] in frameworks.toml, with name, blocks and \
             first_year: grades = [{names}]"
        ),
    )
}
