//! `joint-maximum`: each score of a criterion has a maximum of its own.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Điểm thẩm định và điểm ĐT XHH của mỗi tiêu chí có điểm tối đa riêng.",
        "The appraised and the survey score of a criterion each have a maximum of their own.",
    ),
    why: label(
        "Biểu chỉ ghi một điểm tối đa chung thì tỷ lệ đạt của tổng hai điểm vẫn đúng, nhưng không tách được tỷ lệ đạt của từng \
         điểm: chương trình so điểm thẩm định với điểm tối đa chung.",
        "With one maximum for both, the attainment of their sum is right, but not that of each score: the \
         appraised score is compared with the maximum of both.",
    ),
    example: label(
        "Tiêu chí tối đa 15,5 điểm gồm điểm thẩm định 13 và điểm ĐT XHH 1,95: nếu biết điểm tối đa từng phần, hãy ghi thành các \
         dòng tiêu chí thành phần.",
        "A criterion of 15.5 points has 13 appraised and 1.95 survey points: if the maxima of both are known, \
         list them as parts of the criterion.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("điểm tối đa {found} là của điểm thẩm định và điểm ĐT XHH cộng lại"),
        format!("the maximum of {found} is that of the appraised and the survey score together"),
    )
}
