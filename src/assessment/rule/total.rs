//! `total`: the printed total equals appraised plus survey points.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text, rounding};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Tổng cộng bằng điểm thẩm định cộng điểm điều tra xã hội học (ĐT XHH).",
        "The printed total equals appraised plus survey points.",
    ),
    why: label(
        "Tổng cộng quyết định xếp hạng và phân loại.",
        "The total decides the rank and the grade.",
    ),
    example: label(
        "Tổng cộng ghi 90,28, thẩm định 75,11 cộng ĐT XHH 15,16 được 90,27: lệch 0,01, trong phạm \
         vi làm tròn nên chỉ là ghi chú.",
        "The printed total is 90.28, but 75.11 appraised and 15.16 survey points add up to 90.27. \
         The difference of 0.01 is within rounding, so it is only a note.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    let rounding = rounding(lang, finding);
    lang.pick(
        format!("tổng cộng ghi {found}, thẩm định cộng ĐT XHH được {expected}{rounding}"),
        format!(
            "the printed total is {found}, but appraised and survey points add up to \
             {expected}{rounding}"
        ),
    )
}
