//! `blank-column`: every column that the mapping names has figures.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Mọi cột nêu trong tệp mô tả đều có số liệu.",
        "Every column that the mapping names has figures.",
    ),
    why: label(
        "Tiêu chí không có số liệu nào được coi là không chấm trong năm đó và không tính vào điểm \
         tối đa.",
        "A criterion without figures is taken as not scored that year, and does not count towards \
         the maximum.",
    ),
    example: label(
        "Cột “d3” trống ở mọi hàng của bảng.",
        "The column “d3” is empty in every row \
        of the table.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "không có số liệu nào, được coi là không chấm trong năm này".to_owned(),
        "there are no figures; the criterion is taken as not scored this year".to_owned(),
    )
}
