//! `unit-years`: every unit exists in the year of the results, according to units.toml.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Đơn vị tồn tại trong năm đánh giá theo units.toml.",
        "Every unit exists in the year of the results, according to units.toml.",
    ),
    why: label(
        "Sau sắp xếp, tên cũ có thể thuộc một đơn vị khác.",
        "After a reorganisation, an old name may belong to another unit.",
    ),
    example: label(
        "units.toml ghi đơn vị tồn tại 2019–2024, kết quả là của năm 2025.",
        "According to units.toml the unit exists from 2019 to 2024, but the results are for 2025.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("theo units.toml, đơn vị tồn tại trong các năm {expected}, không có năm {found}"),
        format!("according to units.toml the unit exists in the years {expected}, not in {found}"),
    )
}
