//! Messages about errors in units.toml and frameworks.toml.

use crate::model::{BlockKind, EventKind, Heading};
use crate::registry::{Flaw, RegistryError};

use super::{Lang, path_line};

/// A registry error in one sentence: the file, what stands there, what to do.
#[must_use]
pub fn registry_error(lang: Lang, error: &RegistryError) -> String {
    format!("{}: {}", path_line(&error.path), flaw(lang, &error.flaw))
}

#[allow(clippy::too_many_lines, reason = "one message per flaw")]
fn flaw(lang: Lang, flaw: &Flaw) -> String {
    match (flaw, lang) {
        (Flaw::TooLarge, Lang::Vi) => "tệp lớn hơn 4 MB.".into(),
        (Flaw::TooLarge, Lang::En) => "the file is larger than 4 MB.".into(),
        (Flaw::NotThere, Lang::Vi) => {
            "không có thư mục này, hoặc trong thư mục không có units.toml và cũng không có \
             frameworks.toml; hãy sửa --registry."
                .into()
        }
        (Flaw::NotThere, Lang::En) => {
            "there is no such folder, or it has neither units.toml nor frameworks.toml; fix \
             --registry."
                .into()
        }
        (Flaw::NotAFile, Lang::Vi) => {
            "không phải là tệp thông thường (đường ống, thiết bị hoặc thư mục).".into()
        }
        (Flaw::NotAFile, Lang::En) => {
            "this is not an ordinary file but a pipe, a device or a folder.".into()
        }
        (Flaw::ReadError(error), Lang::Vi) => format!("không đọc được tệp ({error})."),
        (Flaw::ReadError(error), Lang::En) => format!("the file cannot be read ({error})."),
        (Flaw::Syntax { line: Some(line), message }, Lang::Vi) => {
            format!(
                "dòng {line}: không đúng cú pháp hoặc có mục không được dùng ở đây ({message})."
            )
        }
        (Flaw::Syntax { line: None, message }, Lang::Vi) => {
            format!("không đúng cú pháp ({message}).")
        }
        (Flaw::Syntax { line: Some(line), message }, Lang::En) => {
            format!(
                "line {line}: the syntax is wrong, or an entry does not belong here ({message})."
            )
        }
        (Flaw::Syntax { line: None, message }, Lang::En) => {
            format!("the syntax is wrong ({message}).")
        }
        (Flaw::Nameless, Lang::Vi) => "có mục để trống id hoặc name; hãy ghi đủ.".into(),
        (Flaw::Nameless, Lang::En) => "an entry has an empty id or name; fill in both.".into(),
        (Flaw::SameId(id), Lang::Vi) => {
            format!("id “{id}” dùng cho hai đơn vị; mỗi đơn vị cần một id riêng.")
        }
        (Flaw::SameId(id), Lang::En) => format!("two units have the id “{id}”; give each its own."),
        (Flaw::SameName { name, ids: [first, second] }, Lang::Vi) => format!(
            "“{first}” và “{second}” cùng mang tên “{name}” trong cùng những năm; hãy ghi \
             first_year và last_year để hai đơn vị không trùng năm."
        ),
        (Flaw::SameName { name, ids: [first, second] }, Lang::En) => format!(
            "“{first}” and “{second}” both have the name “{name}” in the same years; set \
             first_year and last_year so that their years do not overlap."
        ),
        (Flaw::YearsReversed(id), Lang::Vi) => format!("“{id}”: last_year sớm hơn first_year."),
        (Flaw::YearsReversed(id), Lang::En) => format!("“{id}”: last_year is before first_year."),
        (Flaw::NoYear(year), Lang::Vi) => {
            format!("{year} không phải là năm hợp lệ (từ 1990 đến 2100).")
        }
        (Flaw::NoYear(year), Lang::En) => format!("{year} is not a year from 1990 to 2100."),
        (Flaw::NoDate(date), Lang::Vi) => {
            format!("“{date}” không phải là ngày hợp lệ (ví dụ 2025-03-01).")
        }
        (Flaw::NoDate(date), Lang::En) => {
            format!("“{date}” is not a valid date (such as 2025-03-01).")
        }
        (Flaw::NoBlock(block), _) => no_block(lang, block),
        (Flaw::NoHeading(means), _) => {
            let codes = Heading::ALL.map(Heading::code).join(", ");
            lang.pick(
                format!("“{means}” không phải loại cột; cần một trong các loại: {codes}."),
                format!("“{means}” is not a kind of column; expected one of: {codes}."),
            )
        }
        (Flaw::NoGrade(grade), Lang::Vi) => format!(
            "“{grade}” không phải mức phân loại đã biết; hãy khai báo mọi mức của bộ tiêu chí, từ \
             cao đến thấp, mỗi mức một tên: grades = [\"{grade}\", …]."
        ),
        (Flaw::NoGrade(grade), Lang::En) => format!(
            "“{grade}” is not a known grade; declare all grades of the framework, best first, each \
             with a name of its own: grades = [\"{grade}\", …]."
        ),
        (Flaw::NoCode(code), Lang::Vi) => format!(
            "mã “{code}” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, bắt \
             đầu bằng chữ, không quá 40 ký tự."
        ),
        (Flaw::NoCode(code), Lang::En) => format!(
            "“{code}” is not a code: use lower-case letters a–z, digits and hyphens, begin with a \
             letter, and stay within 40 characters."
        ),
        (Flaw::NoPoints(text), Lang::Vi) => {
            format!("“{text}” không phải là số điểm hợp lệ (ví dụ \"80,00\").")
        }
        (Flaw::NoPoints(text), Lang::En) => {
            format!("“{text}” is not a valid number of points (such as \"80.00\").")
        }
        (Flaw::NoRanks(text), Lang::Vi) => {
            format!("ranks = “{text}”: chỉ nhận competition (1-2-2-4) hoặc dense (1-2-2-3).")
        }
        (Flaw::NoRanks(text), Lang::En) => {
            format!("ranks = “{text}” is neither competition (1-2-2-4) nor dense (1-2-2-3).")
        }
        (Flaw::UnknownUnit { id, close }, _) => unknown_unit(lang, id, close),
        (Flaw::Arity(kind), _) => arity(lang, *kind).to_owned(),
        (Flaw::SameFramework { year, names: [first, second] }, Lang::Vi) => {
            format!(
                "“{first}” và “{second}” cùng áp dụng cho một khối từ năm {year}; hãy sửa \
                 first_year hoặc blocks."
            )
        }
        (Flaw::SameFramework { year, names: [first, second] }, Lang::En) => {
            format!(
                "“{first}” and “{second}” both apply to the same block from {year}; fix first_year \
                 or blocks."
            )
        }
        (Flaw::BoundsOrder(name), Lang::Vi) => {
            format!(
                "“{name}”: ngưỡng điểm trong bounds phải giảm dần từ mức phân loại cao đến mức \
                 thấp."
            )
        }
        (Flaw::BoundsOrder(name), Lang::En) => {
            format!("“{name}”: the bounds must decrease from the highest grade to the lowest.")
        }
        (Flaw::SameSeries { printed, series: [first, second] }, Lang::Vi) => {
            format!(
                "“{printed}” có trong hai chuỗi “{first}” và “{second}” trong cùng những năm; hãy \
                 bỏ khỏi một chuỗi."
            )
        }
        (Flaw::SameSeries { printed, series: [first, second] }, Lang::En) => {
            format!(
                "“{printed}” is in both series “{first}” and “{second}” in the same years; remove \
                 it from one of them."
            )
        }
        (Flaw::UnknownSeries { name, split_from }, Lang::Vi) => {
            format!(
                "“{name}”: split_from nêu chuỗi “{split_from}” chưa được khai báo hoặc trùng với \
                 chính chuỗi này."
            )
        }
        (Flaw::UnknownSeries { name, split_from }, Lang::En) => {
            format!(
                "“{name}”: split_from names the series “{split_from}”, which is not declared or is \
                 this series itself."
            )
        }
        (Flaw::SeveralBlocks(kind), Lang::Vi) => {
            format!(
                "một mục lineage ({}) nêu đơn vị của nhiều khối; mỗi mục chỉ dùng cho một khối.",
                kind.code()
            )
        }
        (Flaw::SeveralBlocks(kind), Lang::En) => {
            format!(
                "a lineage entry ({}) names units of several blocks; each entry must stay within \
                 one block.",
                kind.code()
            )
        }
        (Flaw::Circle(ids), Lang::Vi) => {
            format!("quan hệ kế thừa bị lặp vòng: {}; hãy bỏ một mục lineage.", ids.join(" → "))
        }
        (Flaw::Circle(ids), Lang::En) => {
            format!(
                "the lineage is circular: {}; remove one of the lineage entries.",
                ids.join(" → ")
            )
        }
    }
}

fn unknown_unit(lang: Lang, id: &str, close: &[String]) -> String {
    let close: Vec<_> = close.iter().map(|id| format!("“{id}”")).collect();
    let close = close.join(", ");
    match (lang, close.is_empty()) {
        (Lang::Vi, true) => {
            format!("mục lineage nêu đơn vị “{id}” chưa khai báo; hãy thêm [[unit]] với id này.")
        }
        (Lang::Vi, false) => {
            format!("mục lineage nêu đơn vị “{id}” chưa khai báo. Có phải là {close}?")
        }
        (Lang::En, true) => {
            format!(
                "a lineage entry names the unit “{id}”, which is not declared; add a [[unit]] with \
                 this id."
            )
        }
        (Lang::En, false) => {
            format!(
                "a lineage entry names the unit “{id}”, which is not declared. Did you mean \
                 {close}?"
            )
        }
    }
}

fn arity(lang: Lang, kind: EventKind) -> &'static str {
    match kind {
        EventKind::Rename => lang.pick(
            "đổi tên (rename) cần đúng một đơn vị trong from và một trong to.",
            "a rename needs one unit in from and one in to.",
        ),
        EventKind::Merge => lang.pick(
            "hợp nhất (merge) cần ít nhất hai đơn vị trong from và một trong to.",
            "a merge needs at least two units in from and one in to.",
        ),
        EventKind::Split => lang.pick(
            "chia tách (split) cần một đơn vị trong from và ít nhất hai trong to.",
            "a split needs one unit in from and at least two in to.",
        ),
        EventKind::Abolish => lang.pick(
            "giải thể (abolish) cần đơn vị trong from và không có to.",
            "an abolition needs units in from and none in to.",
        ),
    }
}

/// The message for the code of a block that is neither built in nor declared.
pub(super) fn no_block(lang: Lang, block: &str) -> String {
    let codes = BlockKind::BUILT_IN.map(BlockKind::code).join(", ");
    lang.pick(
        format!("không có khối “{block}”; cần {codes} hoặc mã đã khai báo."),
        format!("there is no block “{block}”; expected {codes} or a declared code."),
    )
}
