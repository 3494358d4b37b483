//! `missing-maximum`: every criterion has its maximum in its heading, or the maximum follows from
//! its parts.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Tiêu đề của mỗi lĩnh vực ghi điểm tối đa, hoặc điểm tối đa suy ra được từ các thành phần. Điểm \
         điều tra xã hội học chung không ghi điểm tối đa thì lấy phần còn lại của thang điểm, kèm ghi chú.",
        "Every criterion has its maximum in its heading, or the maximum follows from its parts. A survey \
         score over all criteria without a maximum has what the scale leaves, with a note.",
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

fn message(lang: Lang, finding: &Finding) -> String {
    if finding.severity == Severity::Note {
        let rest = found_text(lang, finding);
        return lang.pick(
            format!("tiêu đề không ghi điểm tối đa; {rest} là phần còn lại của thang điểm"),
            format!("the heading has no maximum; {rest} is what the scale leaves for it"),
        );
    }
    if finding.found.is_some() {
        let shared = found_text(lang, finding);
        return lang.pick(
            format!(
                "“{shared}” nằm trong ô gộp của nhiều tiêu chí, nên chưa rõ điểm tối đa của từng tiêu chí; hãy tách ô và \
                 ghi điểm tối đa của mỗi tiêu chí"
            ),
            format!(
                "“{shared}” is in a cell merged over several criteria, so the maximum of each is not known; split the \
                 cell and write the maximum of each criterion"
            ),
        );
    }
    lang.pick(
        "tiêu đề không ghi điểm tối đa, cần ghi như “(Tối đa 15,50 điểm)”".to_owned(),
        "the heading has no maximum; expected one such as “(Tối đa 15,50 điểm)”".to_owned(),
    )
}
