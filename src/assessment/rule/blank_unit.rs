//! `blank-unit`: the row of every unit has figures.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label("Hàng của mỗi đơn vị đều có số liệu.", "The row of every unit has figures."),
    why: label(
        "Đơn vị không có số liệu nào được coi là không được đánh giá trong năm đó.",
        "A unit without figures is taken as not assessed that year.",
    ),
    example: label(
        "Hàng “Tỉnh A” trống ở mọi cột điểm.",
        "The row “Tỉnh A” is empty in every \
        column of scores.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "không có số liệu nào, được coi là không được đánh giá trong năm này".to_owned(),
        "there are no figures; the unit is taken as not assessed this year".to_owned(),
    )
}
