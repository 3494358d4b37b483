//! `form-criteria`: all forms of a block have the same criteria.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Biểu của các đơn vị trong một khối có cùng bộ tiêu chí, theo cùng thứ tự.",
        "The forms of a block have the same criteria, in the same order.",
    ),
    why: label(
        "Điểm của các đơn vị chỉ so sánh được trên cùng bộ tiêu chí.",
        "Units can only be compared by the same criteria.",
    ),
    example: label(
        "Biểu của Sở Y tế thiếu tiêu chí 2.3 hoặc viết tên tiêu chí khác các biểu còn lại: sửa lại biểu cho đúng mẫu.",
        "The form of Sở Y tế lacks criterion 2.3, or names it otherwise than the others do: mend the form.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let (missing, further) = (expected(lang, finding), found_text(lang, finding));
    match (finding.expected.is_some(), finding.found.is_some()) {
        (true, false) => lang.pick(
            format!("biểu thiếu tiêu chí {missing} có trong các biểu khác; hãy lập lại biểu theo mẫu"),
            format!("the form lacks the criterion {missing} of the other forms; fill in the form anew"),
        ),
        (false, _) => lang.pick(
            format!("biểu có tiêu chí {further} mà các biểu khác không có; hãy lập lại biểu theo mẫu"),
            format!("the form has the criterion {further}, which the others lack; fill it in anew"),
        ),
        (true, true) => lang.pick(
            format!(
                "biểu ghi tiêu chí {further} ở chỗ các biểu khác ghi {missing}; hãy lập lại biểu theo mẫu"
            ),
            format!(
                "the form has the criterion {further} where the others have {missing}; fill it in anew"
            ),
        ),
    }
}
