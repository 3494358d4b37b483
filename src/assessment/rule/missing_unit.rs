//! `missing-unit`: every row with figures names its unit.

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
    checks: label("Hàng có số liệu phải có tên đơn vị.", "Every row with figures names its unit."),
    why: label(
        "Số liệu không kèm tên thì không xác định được là của đơn vị nào.",
        "Without a name it is unclear which unit the figures belong to.",
    ),
    example: label(
        "Ô tên đơn vị để trống ở hàng số 5: điền tên theo bản gốc.",
        "The name is empty in row 5: fill it in from the original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    if finding.found.is_some() {
        let found = found_text(lang, finding);
        return lang.pick(
            format!("ô ghi nhiều đơn vị (“{found}”); hãy tách mỗi đơn vị thành một hàng"),
            format!("the cell names several units (“{found}”); give each unit a row of its own"),
        );
    }
    lang.pick(
        "ô tên đơn vị để trống hoặc ghi một con số".to_owned(),
        "the unit's name is empty or a number".to_owned(),
    )
}
