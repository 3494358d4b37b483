//! `unknown-unit`: no new name is close to the name of a known unit.

use crate::language::{Lang, label};
use crate::model::{Severity, abbreviates, says_kind};

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Tên mới không gần giống tên của một đơn vị đã biết.",
        "No new name is close to the name of a known unit.",
    ),
    why: label(
        "Tên gõ sai sẽ thành một đơn vị mới, và đơn vị cũ mất kết quả của năm đó. Tên bị ngắt \
         trong PDF, tên viết tắt, hoặc tên chỉ thiếu chữ “Huyện”, “Xã”…, được nhận là đơn vị đã \
         biết, kèm ghi chú.",
        "A misspelt name would become a new unit, and the known unit would lose its results for \
         that year. A name that a PDF breaks apart, an abbreviation, or a name that only lacks the word \
         for its kind, is read as the known unit, with a note.",
    ),
    example: label(
        "“Sở Công Thuơng” gần giống “Sở Công Thương”: thêm aliases vào units.toml; nếu là đơn vị \
         mới, nhập với --new-units.",
        "“Sở Công Thuơng” is close to “Sở Công Thương”: add it to the unit's aliases in \
         units.toml. If it is a new unit, import with --new-units.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    if finding.severity == Severity::Note {
        if abbreviates(&found, &expected) {
            return lang.pick(
                format!("tên viết tắt “{found}” được nhận là “{expected}”"),
                format!("“{found}” was read as “{expected}”, which it abbreviates"),
            );
        }
        if says_kind(&found) == says_kind(&expected) {
            return lang.pick(
                format!("tên trong PDF bị ngắt thành “{found}”, được nhận là “{expected}”"),
                format!("the PDF breaks the name into “{found}”; it was read as “{expected}”"),
            );
        }
        return lang.pick(
            format!("tên “{found}” được nhận là “{expected}”, đơn vị duy nhất có tên này"),
            format!("“{found}” was read as “{expected}”, the only unit of this name"),
        );
    }
    lang.pick(
        format!(
            "tên chưa có trong danh mục đơn vị, gần giống “{expected}”. Có phải là “{expected}”? \
             Nếu là một đơn vị, thêm vào mục của đơn vị đó trong units.toml dòng: aliases = \
             [\"{found}\"]; nếu là đơn vị mới, nhập với --new-units"
        ),
        format!(
            "the name is unknown, but close to “{expected}”. Did you mean “{expected}”? If they \
             are the same unit, add this line to its entry in units.toml: aliases = [\"{found}\"]; \
             if it is a new unit, import with --new-units"
        ),
    )
}
