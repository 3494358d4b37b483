//! `unknown-code`: every unit code is in the mapping's file of names.

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
        "Mã đơn vị có trong tệp tên mà tệp mô tả nêu.",
        "Every unit code is in the mapping's file of names.",
    ),
    why: label(
        "Không có tên thì không theo dõi được đơn vị qua các năm.",
        "Without a name, a unit cannot be followed over the years.",
    ),
    example: label(
        "Mã “1405” không có trong tệp tên: thêm một hàng cho mã đó.",
        "The code “1405” is not in the file of names: add a row for it.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("mã “{found}” không có trong tệp tên đơn vị mà tệp mô tả nêu ở names"),
        format!("the code “{found}” is not in the mapping's file of names"),
    )
}
