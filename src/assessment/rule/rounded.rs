//! `rounded`: no figure of a column has more decimals than the mapping keeps.

use crate::language::{Lang, label, shortened};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::expected;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Số của cột không có nhiều chữ số thập phân hơn mức mà tệp mô tả giữ lại.",
        "No figure of a column has more decimals than the mapping keeps.",
    ),
    why: label(
        "Số dài hơn được làm tròn theo decimals của tệp mô tả; số gốc vẫn còn nguyên trong văn \
         bản.",
        "Figures with more decimals are rounded to the number that the mapping gives as decimals. \
         The stored document keeps the printed figures.",
    ),
    example: label(
        "0,123456 được làm tròn thành 0,1235 với decimals = 4.",
        "0.123456 is rounded to 0.1235 with decimals = 4.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let expected = expected(lang, finding);
    let heading = shortened(&finding.cell.text);
    lang.pick(
        format!("cột “{heading}” được làm tròn đến {expected} chữ số thập phân"),
        format!("the column “{heading}” was rounded to {expected} decimals"),
    )
}
