//! Building blocks for the messages of the rules.

use crate::language::{Lang, grade_label, points, shortened, signed_points};
use crate::model::{Points, Severity};
use crate::source::Unread;

use super::super::finding::{Finding, FindingValue};

/// The value that the document prints.
pub(super) fn found_text(lang: Lang, finding: &Finding) -> String {
    value_text(lang, finding.found.as_ref())
}

/// The value that the rule expected.
pub(super) fn expected(lang: Lang, finding: &Finding) -> String {
    value_text(lang, finding.expected.as_ref())
}

fn value_text(lang: Lang, shown: Option<&FindingValue>) -> String {
    match shown {
        None => String::new(),
        Some(FindingValue::Points(amount)) => points(lang, *amount),
        Some(
            FindingValue::Count(count)
            | FindingValue::Graded(_, count)
            | FindingValue::RankByShare(count),
        ) => count.to_string(),
        Some(FindingValue::Grade(grade)) => grade_label(lang, *grade).to_owned(),
        Some(FindingValue::Text(text)) => shortened(text),
    }
}

/// What a cell that could not be read contains, and what to do about it.
pub(super) fn unread(lang: Lang, finding: &Finding) -> &'static str {
    match finding.cell.unread {
        Some(Unread::Table) => lang.pick(
            "trong ô có một bảng khác; hãy bỏ bảng đó, chỉ để lại con số",
            "it contains another table; remove that table and leave only the figure",
        ),
        Some(Unread::Formula) => lang.pick(
            "công thức chưa có giá trị; hãy mở tệp bằng Excel, lưu lại rồi nhập lại",
            "it contains a formula without a value; open the file in Excel, save it and import it \
             again",
        ),
        Some(Unread::Field) => lang.pick(
            "trong ô có một ô nhập của biểu mẫu; hãy thay bằng con số",
            "it contains a form field; replace the field with the figure",
        ),
        Some(Unread::Picture) | None => lang.pick(
            "trong ô có hình ảnh hoặc đối tượng; hãy thay bằng con số",
            "it contains a picture or an object; replace it with the figure",
        ),
    }
}

/// The difference between the two figures, and whether it is within rounding.
pub(super) fn rounding(lang: Lang, finding: &Finding) -> String {
    let difference = signed_points(lang, finding.difference.unwrap_or(Points::ZERO));
    match (finding.severity, lang) {
        (Severity::Error, Lang::Vi) => format!(" (chênh {difference}, ngoài phạm vi làm tròn)"),
        (Severity::Error, Lang::En) => format!(" (difference {difference}, beyond rounding)"),
        (_, Lang::Vi) => format!(" (chênh {difference}, trong phạm vi làm tròn)"),
        (_, Lang::En) => format!(" (difference {difference}, within rounding)"),
    }
}
