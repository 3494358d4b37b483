//! `survey-alone`: a table that holds nothing but the points of the survey is no result.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Bảng có điểm thẩm định hoặc tổng điểm, không chỉ có điểm điều tra xã hội học.",
        "The table has appraised points or totals, and not the points of the survey alone.",
    ),
    why: label(
        "Điểm điều tra xã hội học chỉ là một phần của Chỉ số CCHC; thứ hạng theo điểm này không phải là \
         thứ hạng của đơn vị.",
        "The survey is a part of the index; a rank by its points is not the rank of the unit.",
    ),
    example: label(
        "Tiêu đề ghi “KẾT QUẢ ĐIỀU TRA XÃ HỘI HỌC NĂM 2023”: nhập cùng bảng kết quả Chỉ số CCHC, trong một tệp.",
        "The title says “KẾT QUẢ ĐIỀU TRA XÃ HỘI HỌC NĂM 2023”: import it together with the results of the \
         index, in one file.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "theo tiêu đề, bảng chỉ có điểm điều tra xã hội học, là một phần của kết quả; hãy nhập trong một tệp \
         cùng bảng kết quả Chỉ số CCHC",
        "the title says that the table holds the points of the survey alone, which are a part of the results; \
         import it in one file with the results of the index",
    )
    .to_owned()
}
