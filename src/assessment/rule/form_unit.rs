//! `form-unit`: what a form says of its unit agrees with its file, sheet and folder.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: true,
    checks: label(
        "Tên đơn vị ghi trong biểu trùng với tên thư mục, trang tính hoặc tệp.",
        "The unit that a form names is that of its folder, sheet or file.",
    ),
    why: label(
        "Biểu chép từ đơn vị khác mà quên sửa tên sẽ ghi đè điểm của đơn vị đó.",
        "A form that was copied from another unit, without changing the name, would overwrite the figures \
         of that unit.",
    ),
    example: label(
        "Tệp so-y-te.xlsx ghi “Đơn vị: Sở Tư pháp”: sửa tên trong biểu, hoặc đổi tên tệp.",
        "The file so-y-te.xlsx says “Đơn vị: Sở Tư pháp”: correct the form, or rename the file.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let (other, place) = (expected(lang, finding), found_text(lang, finding));
    let unit = finding.unit.as_deref().unwrap_or_default();
    lang.pick(
        format!(
            "biểu được hiểu là của {unit}, nhưng “{place}” ghi {other}; hãy sửa tên trong biểu hoặc đổi tên \
             tệp, hoặc thêm --accept form-unit nếu đúng là của {unit}"
        ),
        format!(
            "the form is taken for that of {unit}, but “{place}” names {other}; correct the form, rename \
             the file, or add --accept form-unit if it really is that of {unit}"
        ),
    )
}
