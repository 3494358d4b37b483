//! `scaled-back`: a total is the sum of its scores, not scaled back to the full scale.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Tổng điểm là tổng các điểm thành phần, không quy đổi về toàn thang điểm.",
        "A total is the sum of its scores, not scaled back to the full scale.",
    ),
    why: label(
        "Khi có tiêu chí không áp dụng, một số địa phương quy đổi tổng điểm về thang đầy đủ: tổng điểm \
         khi đó được so với thang đầy đủ, nên tỷ lệ đạt không vượt 100%.",
        "Where criteria do not apply, some authorities scale the total back to the full scale. Such a \
         total is compared with the full scale, so that attainment is never above 100 %.",
    ),
    example: label(
        "Đơn vị đạt 81 điểm trên 90 điểm áp dụng, tổng điểm ghi 90 trên thang 100.",
        "A unit has 81 of the 90 points that apply, and the printed total is 90 of 100.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let (applies, all) = (expected(lang, finding), found_text(lang, finding));
    lang.pick(
        format!("tổng điểm đã được quy đổi từ {applies} điểm tối đa áp dụng về thang {all}"),
        format!("the total was scaled back from the {applies} points that apply to {all}"),
    )
}
