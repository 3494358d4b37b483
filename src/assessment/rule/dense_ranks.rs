//! `dense-ranks`: units with equal totals share a rank, and the next rank is skipped.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Các đơn vị bằng điểm cùng hạng và hạng kế tiếp được bỏ qua (1-2-2-4).",
        "Units with equal totals share a rank, and the next rank is skipped (1-2-2-4).",
    ),
    why: label(
        "Có nơi không bỏ hạng (1-2-2-3): khi đó hạng được kiểm tra và tính theo cách ấy. Có thể khai \
         báo trong frameworks.toml: ranks = \"dense\".",
        "Some skip no rank (1-2-2-3). Ranks are then checked and computed in that way. It can be \
         declared in frameworks.toml: ranks = \"dense\".",
    ),
    example: label(
        "Năm đơn vị được 95, 95, 90, 90, 85 điểm và ghi hạng 1, 1, 2, 2, 3.",
        "Five units with 95, 95, 90, 90 and 85 points have the ranks 1, 1, 2, 2 and 3.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!("xếp hạng không bỏ hạng sau các đơn vị bằng điểm (1-2-2-3), hạng cuối là {found}"),
        format!("no rank is skipped after equal totals (1-2-2-3); the last rank is {found}"),
    )
}
