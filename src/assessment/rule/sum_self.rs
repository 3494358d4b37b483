//! `sum-self`: the printed sum of the self scores equals their sum over the criteria.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text, rounding};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: true,
    names_score: true,
    advises: false,
    checks: label(
        "Tổng điểm tự chấm ghi trong bảng bằng tổng điểm tự chấm của các lĩnh vực.",
        "The printed sum of the self scores equals their sum over the criteria.",
    ),
    why: label(
        "Lệch trong phạm vi làm tròn là bình thường; lệch nhiều hơn là do có số bị chép sai hoặc \
         cộng sai.",
        "A difference within rounding is normal. A larger difference means that a figure was \
         copied or added up wrongly.",
    ),
    example: label(
        "Tổng tự chấm ghi 75,20, cộng các lĩnh vực được 75,02: đối chiếu từng số với bản gốc; nếu \
         bản gốc ghi đúng như vậy, thêm --accept sum-self.",
        "The printed sum is 75.20, but the criteria add up to 75.02: compare the figures with the \
         original. If the original really prints this, add --accept sum-self.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    let rounding = rounding(lang, finding);
    lang.pick(
        format!("tổng điểm tự chấm ghi {found}, cộng các lĩnh vực được {expected}{rounding}"),
        format!(
            "the printed sum of self scores is {found}, but the criteria add up to \
             {expected}{rounding}"
        ),
    )
}
