//! `bonus-column`: no column of bonus or penalty points has figures.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Bảng không có cột điểm thưởng hoặc điểm trừ nào chứa số liệu.",
        "No column of bonus or penalty points has figures.",
    ),
    why: label(
        "Điểm thưởng, điểm trừ làm thay đổi tổng điểm ngoài thang điểm; chương trình chưa tính \
         được loại điểm này.",
        "Bonus and penalty points change the total outside its scale. The program cannot compute \
         with them yet.",
    ),
    example: label(
        "Cột “Điểm thưởng” ghi 2,00 ở một đơn vị: văn bản chưa nhập được. Cột để trống hoặc ghi 0 \
         thì được bỏ qua.",
        "The column “Điểm thưởng” has 2,00 for one unit: the document cannot be imported yet. A \
         column that is empty or has only zeros is ignored.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "cột “{found}” là điểm thưởng hoặc điểm trừ, chương trình chưa tính được loại điểm này \
             nên tổng điểm sẽ sai"
        ),
        format!(
            "the column “{found}” holds bonus or penalty points, which are not supported yet; \
             the totals would be wrong"
        ),
    )
}
