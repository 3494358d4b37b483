//! `missing-figure`: no cell for a figure, a rank or a grade is empty, and no sum of scores that
//! apply is a dash.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Ô số liệu, xếp hạng, phân loại không để trống; ô tổng chỉ ghi dấu “-” khi mọi điểm thành \
         phần đều ghi dấu “-”.",
        "No cell for a figure, a rank or a grade is empty, and a sum is a dash only if all of its \
         scores are.",
    ),
    why: label(
        "Ô trống là thiếu số liệu, không phải 0 điểm; điểm tổng phụ thuộc vào ô đó sẽ không tính \
         lại được.",
        "An empty cell is a missing figure, not zero points. Sums that need it cannot be \
         recomputed.",
    ),
    example: label(
        "Điểm thẩm định của Sở Y tế để trống: đơn vị vẫn được nhập, nhưng không tính lại được tổng \
         điểm.",
        "The appraised score of Sở Y tế is empty: the unit is imported, but its total cannot be \
         recomputed.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "ô để trống hoặc ghi dấu “-”, thiếu số liệu".to_owned(),
        "the cell is empty or a dash; a figure is missing".to_owned(),
    )
}
