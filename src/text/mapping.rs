//! Messages about errors in a mapping file.

use crate::assessment::{MappingError, MappingFlaw};
use crate::model::Points;

use super::registry::no_block;
use super::{Lang, path_line, points};

/// A mapping error in one sentence: the file, what stands there, what to do.
#[must_use]
pub fn mapping_error(lang: Lang, error: &MappingError) -> String {
    format!("{}: {}", path_line(&error.path), flaw(lang, &error.flaw))
}

fn flaw(lang: Lang, flaw: &MappingFlaw) -> String {
    match (flaw, lang) {
        (MappingFlaw::ReadError(error), Lang::Vi) => format!("không đọc được tệp ({error})."),
        (MappingFlaw::ReadError(error), Lang::En) => format!("the file cannot be read ({error})."),
        (MappingFlaw::Syntax { line: Some(line), message }, Lang::Vi) => {
            format!(
                "dòng {line}: không đúng cú pháp hoặc có mục không được dùng ở đây ({message})."
            )
        }
        (MappingFlaw::Syntax { line: None, message }, Lang::Vi) => {
            format!("không đúng cú pháp ({message}).")
        }
        (MappingFlaw::Syntax { line: Some(line), message }, Lang::En) => {
            format!(
                "line {line}: the syntax is wrong, or an entry does not belong here ({message})."
            )
        }
        (MappingFlaw::Syntax { line: None, message }, Lang::En) => {
            format!("the syntax is wrong ({message}).")
        }
        (MappingFlaw::NoBlock(block), _) => no_block(lang, block),
        (MappingFlaw::NoIndex(code), Lang::Vi) => {
            format!("mã chỉ số “{code}” không hợp lệ; cần chữ thường không dấu như dti.")
        }
        (MappingFlaw::NoIndex(code), Lang::En) => {
            format!("“{code}” is not the code of an index; use lower-case letters, such as dti.")
        }
        (MappingFlaw::NoTotal, _) => no_total(lang).into(),
        (MappingFlaw::NoFactor { field, text }, _) => no_factor(lang, field, text),
        (MappingFlaw::ScaleSum { scale, sum }, _) => scale_sum(lang, [*scale, *sum]),
        (MappingFlaw::SameName(name), Lang::Vi) => {
            format!("hai tiêu chí cùng tên “{name}”; mỗi tiêu chí cần một tên riêng.")
        }
        (MappingFlaw::SameName(name), Lang::En) => {
            format!("two criteria are named “{name}”; give each its own name.")
        }
        (MappingFlaw::SameColumn(column), Lang::Vi) => {
            format!("cột “{column}” được dùng cho hai điểm số khác nhau.")
        }
        (MappingFlaw::SameColumn(column), Lang::En) => {
            format!("the column “{column}” is used for two different scores.")
        }
        (MappingFlaw::UnknownParent { name, parent }, Lang::Vi) => {
            format!(
                "tiêu chí “{name}” thuộc “{parent}”, nhưng “{parent}” chưa khai báo ở phía trên."
            )
        }
        (MappingFlaw::UnknownParent { name, parent }, Lang::En) => {
            format!(
                "the criterion “{name}” is a part of “{parent}”, which is not declared above it."
            )
        }
        (MappingFlaw::TooDeep(name), Lang::Vi) => {
            format!("tiêu chí “{name}” ở cấp 5; chỉ có bốn cấp.")
        }
        (MappingFlaw::TooDeep(name), Lang::En) => {
            format!("the criterion “{name}” is at level 5; there are only four levels.")
        }
        (MappingFlaw::Unscored(name), Lang::Vi) => format!(
            "tiêu chí “{name}” cần cột điểm kèm điểm tối đa (appraised với max_appraised, survey \
             với max_survey; hoặc weight cùng scale), hoặc có tiêu chí thành phần."
        ),
        (MappingFlaw::Unscored(name), Lang::En) => format!(
            "the criterion “{name}” needs a score column with its maximum (appraised with \
             max_appraised, survey with max_survey; or a weight and a scale), or parts."
        ),
        (MappingFlaw::NoScale(text), _) => no_scale(lang, text),
        (MappingFlaw::NoPoints { name, text }, Lang::Vi) => {
            format!(
                "tiêu chí “{name}”: “{text}” không phải là điểm tối đa hợp lệ (lớn hơn 0, ví dụ \
                 \"2,5\")."
            )
        }
        (MappingFlaw::NoPoints { name, text }, Lang::En) => {
            format!(
                "the criterion “{name}”: “{text}” is not a valid maximum (above 0, such as \
                 \"2.5\")."
            )
        }
        (MappingFlaw::Decimals(decimals), Lang::Vi) => {
            format!("decimals = {decimals}: giữ được nhiều nhất 4 chữ số thập phân.")
        }
        (MappingFlaw::Decimals(decimals), Lang::En) => {
            format!("decimals = {decimals}: at most 4 decimal places can be stored.")
        }
        (MappingFlaw::NamesColumn { file, column }, Lang::Vi) => {
            format!("tệp tên đơn vị {} không có cột “{column}”.", path_line(file))
        }
        (MappingFlaw::NamesColumn { file, column }, Lang::En) => {
            format!("the file of unit names {} has no column “{column}”.", path_line(file))
        }
    }
}

fn no_scale(lang: Lang, text: &str) -> String {
    lang.pick(
        format!("“{text}” không phải là thang điểm hợp lệ (ví dụ scale = \"100\")."),
        format!("“{text}” is not a valid scale (such as scale = \"100\")."),
    )
}

fn no_factor(lang: Lang, field: &str, text: &str) -> String {
    lang.pick(
        format!(
            "“{text}” không phải là {field} hợp lệ; cần một số hoặc phân số lớn hơn 0, nhiều nhất \
             là 100000 (ví dụ {field} = \"1/3\")."
        ),
        format!(
            "“{text}” is not a valid {field}; it is a number or a fraction above 0 and at most \
             100000 (such as {field} = \"1/3\")."
        ),
    )
}

fn scale_sum(lang: Lang, [scale, sum]: [Points; 2]) -> String {
    let [scale, sum] = [scale, sum].map(|amount| points(lang, amount));
    lang.pick(
        format!(
            "điểm tối đa của các tiêu chí (sau khi nhân times và weight) cộng lại được {sum}, khác \
             thang điểm {scale}; hãy sửa scale, weight hoặc điểm tối đa."
        ),
        format!(
            "the maxima of the criteria (times and weight applied) add up to {sum}, but the scale \
             is {scale}; correct scale, a weight or a maximum."
        ),
    )
}

fn no_total(lang: Lang) -> &'static str {
    lang.pick(
        "chưa khai báo [[criterion]] nào; nếu bảng chỉ có tổng điểm, hãy khai báo total và scale.",
        "no [[criterion]] is declared; if the table has totals only, declare total and scale.",
    )
}
