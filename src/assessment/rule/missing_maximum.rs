//! `missing-maximum`: every criterion has its maximum in its heading, or the maximum follows from
//! its parts.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Tiêu đề của mỗi lĩnh vực ghi điểm tối đa, hoặc điểm tối đa suy ra được từ các thành phần.",
        "Every criterion has its maximum in its heading, or the maximum follows from its parts.",
    ),
    why: label(
        "Không có điểm tối đa thì không tính được tỷ lệ đạt và điểm mất.",
        "Attainment and lost points cannot be computed without a maximum.",
    ),
    example: label(
        "“Cải cách thể chế” không kèm điểm tối đa: ghi như “Cải cách thể chế (Tối đa 15,50 điểm)”.",
        "“Cải cách thể chế” has no maximum: write “Cải cách thể chế (Tối đa 15,50 điểm)”.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "tiêu đề không ghi điểm tối đa, cần ghi như “(Tối đa 15,50 điểm)”".to_owned(),
        "the heading has no maximum; expected one such as “(Tối đa 15,50 điểm)”".to_owned(),
    )
}
