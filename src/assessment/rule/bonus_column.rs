//! `bonus-column`: bonus and penalty points are of the unit as a whole, in a column each.

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
        "Cột điểm thưởng hoặc điểm trừ là của cả đơn vị, mỗi loại một cột.",
        "Bonus and penalty points are of the unit as a whole, in one column each.",
    ),
    why: label(
        "Điểm thưởng, điểm trừ được cộng vào hoặc trừ khỏi tổng điểm, ngoài tỷ lệ đạt; của từng lĩnh \
         vực, hoặc chung một cột, thì chương trình chưa tính được.",
        "Bonus and penalty points change the total and stand outside attainment. The program cannot \
         compute with points of one criterion, or with both kinds in one column.",
    ),
    example: label(
        "Cột “Điểm cộng, điểm trừ” ghi 2,00 ở một đơn vị: hãy tách thành hai cột. Cột để trống hoặc \
         ghi 0 thì được bỏ qua.",
        "The column “Điểm cộng, điểm trừ” has 2.00 for one unit: split it into two columns. A \
         column that is empty or has only zeros is ignored.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "“{found}” là điểm thưởng, điểm trừ không thuộc riêng cả đơn vị hoặc chung một cột; hãy để mỗi \
             loại ở một cột của cả đơn vị, trong bảng mỗi đơn vị một hàng"
        ),
        format!(
            "“{found}” holds bonus or penalty points of one criterion, or both kinds; put each kind into a \
             column for the unit as a whole, in a table with one row per unit"
        ),
    )
}
