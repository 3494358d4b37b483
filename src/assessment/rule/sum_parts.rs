//! `sum-parts`: the printed score of a criterion equals the sum of its parts.

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
        "Điểm của một tiêu chí bằng tổng điểm các tiêu chí cấp dưới của nó.",
        "The printed score of a criterion equals the sum of its parts.",
    ),
    why: label(
        "Điểm của cả hai cấp đều được so sánh; nếu lệch quá phạm vi làm tròn thì một trong hai số \
         bị sai.",
        "Both levels are compared. If they differ beyond rounding, one of them is wrong.",
    ),
    example: label(
        "Tiêu chí 1 ghi 10,00, các tiêu chí 1.1 và 1.2 cộng được 9,50: đối chiếu với bản gốc.",
        "The printed score of criterion 1 is 10.00, but 1.1 and 1.2 add up to 9.50: compare with \
         the original.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    let rounding = rounding(lang, finding);
    lang.pick(
        format!("điểm ghi {found}, cộng các tiêu chí cấp dưới được {expected}{rounding}"),
        format!(
            "the printed score of the criterion is {found}, but its parts add up to \
            {expected}{rounding}"
        ),
    )
}
