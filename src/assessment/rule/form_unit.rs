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
        "Tệp so-y-te.xlsx ghi “Đơn vị: Sở Tư pháp”: xem biểu của đơn vị nào, rồi nhập với --unit.",
        "The file so-y-te.xlsx says “Đơn vị: Sở Tư pháp”: see whose form it is, and import it with --unit.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let (other, place) = (expected(lang, finding), found_text(lang, finding));
    let unit = finding.unit.as_deref().unwrap_or_default();
    lang.pick(
        format!(
            "biểu được hiểu là của {unit}, nhưng “{place}” ghi {other}; nếu đúng là của {unit}, thêm \
             --accept form-unit; nếu là của {other}, nhập riêng biểu này với --unit \"{other}\""
        ),
        format!(
            "the form is taken for that of {unit}, but “{place}” names {other}; if it is that of {unit}, add \
             --accept form-unit; if it is that of {other}, import it alone with --unit \"{other}\""
        ),
    )
}
