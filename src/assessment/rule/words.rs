//! What the messages of rules are put together from.

use crate::language::{Lang, grade_label, points, shortened, signed_points};
use crate::model::{Points, Severity};
use crate::source::Unread;

use super::super::finding::{Finding, FindingValue};

/// What stands in the document.
pub(super) fn found_text(lang: Lang, finding: &Finding) -> String {
    value_text(lang, finding.found.as_ref())
}

/// What the rule expected.
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

/// What stands in a cell that was not read, and what to do.
pub(super) fn unread(lang: Lang, finding: &Finding) -> &'static str {
    match finding.cell.unread {
        Some(Unread::Table) => lang.pick(
            "trong ô có một bảng khác; hãy bỏ bảng đó, chỉ để lại con số",
            "there is a table in it; leave the figure only",
        ),
        Some(Unread::Formula) => lang.pick(
            "công thức chưa có giá trị; hãy mở tệp bằng Excel, lưu lại rồi nhập lại",
            "a formula without a value; open the file in Excel, save it and import it again",
        ),
        Some(Unread::Field) => lang.pick(
            "trong ô có một ô nhập của biểu mẫu; hãy thay bằng con số",
            "there is a field of a form in it; put the figure in its place",
        ),
        Some(Unread::Picture) | None => lang.pick(
            "trong ô có hình ảnh hoặc đối tượng; hãy thay bằng con số",
            "there is a picture or an object in it; put the figure in its place",
        ),
    }
}

/// How far apart the two figures are, and whether rounding explains it.
pub(super) fn rounding(lang: Lang, finding: &Finding) -> String {
    let difference = signed_points(lang, finding.difference.unwrap_or(Points::ZERO));
    match (finding.severity, lang) {
        (Severity::Error, Lang::Vi) => format!(" (chênh {difference}, ngoài phạm vi làm tròn)"),
        (Severity::Error, Lang::En) => format!(" (difference {difference}, beyond rounding)"),
        (_, Lang::Vi) => format!(" (chênh {difference}, trong phạm vi làm tròn)"),
        (_, Lang::En) => format!(" (difference {difference}, within rounding)"),
    }
}
