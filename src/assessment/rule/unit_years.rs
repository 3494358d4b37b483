//! `unit-years`: a unit exists in the year of the results, going by units.toml.

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
        "A unit exists in the year of the results, going by units.toml.",
    ),
    why: label(
        "Sau sắp xếp, tên cũ có thể thuộc một đơn vị khác.",
        "After a reorganisation a name may belong to another unit.",
    ),
    example: label(
        "units.toml ghi đơn vị tồn tại 2019–2024, kết quả là của năm 2025.",
        "units.toml has the unit from 2019 to 2024, and the results are of 2025.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("theo units.toml, đơn vị tồn tại trong các năm {expected}, không có năm {found}"),
        format!("units.toml has the unit in the years {expected}, not in {found}"),
    )
}
