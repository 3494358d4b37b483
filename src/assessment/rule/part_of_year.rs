//! `part-of-year`: the results are those of a whole year.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: true,
    checks: label(
        "Kết quả là của cả năm, không phải của một tháng, một quý hoặc sáu tháng.",
        "The results are those of a whole year, not of a month, a quarter or six months.",
    ),
    why: label(
        "Điểm của một quý không so sánh được với điểm của cả năm, và kết quả cả năm nhập sau sẽ bị coi \
         là trùng.",
        "The points of a quarter do not compare with those of a year, and the results of the whole \
         year, imported later, would be taken for the same.",
    ),
    example: label(
        "Tiêu đề ghi “QUÝ I NĂM 2025”: chờ kết quả cả năm; nếu bảng đúng là kết quả cả năm, thêm --accept \
         part-of-year.",
        "The title says “QUÝ I NĂM 2025”: wait for the results of the year. If the table does hold \
         them, add --accept part-of-year.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "tiêu đề ghi kết quả của một phần năm (“{found}”); chương trình so sánh kết quả cả năm, nên hãy \
             chờ kết quả cả năm"
        ),
        format!(
            "the title says that these are results of a part of the year (“{found}”); the program \
             compares whole years, so wait for the results of the year"
        ),
    )
}
