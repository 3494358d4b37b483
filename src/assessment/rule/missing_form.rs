//! `missing-form`: every known unit of the block has a form.

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
        "Mọi đơn vị đã biết của khối đều có biểu.",
        "Every known unit of the block has a form.",
    ),
    why: label(
        "Chưa đủ biểu thì xếp hạng và số bình quân của khối chưa phải là kết quả của cả khối.",
        "Until all forms are there, ranks and means are not those of the whole block.",
    ),
    example: label(
        "Có 18 biểu, khối có 19 sở, ban, ngành: đôn đốc đơn vị còn thiếu, rồi nhập thêm biểu của đơn vị đó.",
        "There are 18 forms and 19 departments: ask for the missing one and import it as well.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let unit = found_text(lang, finding);
    lang.pick(format!("chưa có biểu của {unit}"), format!("there is no form of {unit} yet"))
}
