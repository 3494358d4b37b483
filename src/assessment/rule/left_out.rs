//! `left-out`: what a form gives beside the figures that count, and the database has no place for.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label("Mọi nội dung của biểu đều được lưu.", "Everything that a form gives is kept."),
    why: label(
        "Điểm tự chấm lần trước, điểm thưởng, điểm trừ tự chấm và tài liệu kiểm chứng của chúng không được \
         dùng trong so sánh. Chương trình chỉ lưu điểm được tính và nêu rõ ô không lưu.",
        "Earlier self scores, bonus and penalty points that the unit gives itself and the evidence for \
         them are not compared. The program keeps the points that count and names the cells that it \
         leaves out.",
    ),
    example: label(
        "Điểm thưởng: tự chấm 2, thẩm định 1. Chương trình lưu 1 và nêu 2 là điểm không lưu; không cần \
         làm gì.",
        "Bonus points: self-assessed 2, appraised 1. The program keeps 1 and names the 2 as left out; there \
         is nothing to do.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("“{found}” không được lưu; chỉ lưu điểm, hạng và phân loại chính thức của năm"),
        format!(
            "“{found}” is not kept; only the official points, ranks and grades of the year are"
        ),
    )
}
