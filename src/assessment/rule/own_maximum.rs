//! `own-maximum`: all units have the maximum of the heading.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Warning],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Không ô nào ghi điểm tối đa riêng của đơn vị.",
        "No cell prints a maximum of the unit's own.",
    ),
    why: label(
        "Ô ghi “57,5/60” là 57,5 điểm trên điểm tối đa 60 của riêng đơn vị: đơn vị được xếp hạng theo \
         tỷ lệ đạt.",
        "A cell with 57.5/60 has 57.5 points of the unit's own maximum of 60. The unit is ranked by \
         attainment.",
    ),
    example: label(
        "Điểm thẩm định tối đa 70, riêng Ban Dân tộc ghi 57,5/60 vì một số tiêu chí không áp dụng.",
        "The maximum is 70, but a unit has 57.5/60, because some criteria do not apply to it.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    if finding.expected.is_some() {
        let expected = expected(lang, finding);
        return lang.pick(
            format!("biểu ghi điểm tối đa {found}, các biểu khác ghi {expected}"),
            format!("the form has a maximum of {found}, the other forms have {expected}"),
        );
    }
    lang.pick(
        format!("ô ghi điểm tối đa riêng của đơn vị là {found}"),
        format!("the cell prints a maximum of its own, {found}"),
    )
}
