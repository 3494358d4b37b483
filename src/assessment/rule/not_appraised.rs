//! `not-appraised`: once some forms are appraised, all units and all criteria are.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Khi đã có biểu được thẩm định, mọi đơn vị và mọi tiêu chí đều có điểm.",
        "Once some forms are appraised, every unit and every criterion has scores.",
    ),
    why: label(
        "Đơn vị chưa thẩm định, hoặc đơn vị thiếu điểm của một tiêu chí, chưa có tổng điểm và thứ hạng.",
        "A unit that is not appraised, or that lacks the scores of a criterion, has no total and no \
         rank yet.",
    ),
    example: label(
        "Điểm điều tra xã hội học chưa có ở đơn vị nào: nhập thêm biểu khi có điểm.",
        "No unit has a survey score yet: import the forms again when they have.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    if finding.criterion.is_some() {
        return lang.pick(
            "chưa đơn vị nào có điểm nên chưa tính được tổng điểm và thứ hạng".to_owned(),
            "no unit has a score yet, so that there are no totals and no ranks".to_owned(),
        );
    }
    lang.pick("chưa có điểm thẩm định".to_owned(), "there are no appraised scores yet".to_owned())
}
