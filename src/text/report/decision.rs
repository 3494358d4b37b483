//! The words of a decision that publishes results, and of its annexes. It is a Vietnamese document
//! whatever language the program speaks; what only those who issue it know are places to fill in.

use crate::model::{Block, Year, match_key};
use crate::store::AssessmentRow;
use crate::text::{Lang, RichText, grade_label};

use super::phrase::{all_of, count, share_of_units, units_of};

const VI: Lang = Lang::Vi;

/// What the decision is on: its kind and its subject.
#[must_use]
pub fn decision_title(blocks: &[Block], year: Year) -> [String; 2] {
    let blocks: Vec<String> = blocks.iter().map(|block| all_of(VI, *block)).collect();
    let subject = format!(
        "Về việc công bố kết quả xếp hạng và phân loại Chỉ số cải cách hành chính của {} năm {year}",
        blocks.join(" và ")
    );
    ["QUYẾT ĐỊNH".to_owned(), subject]
}

/// Who decides.
#[must_use]
pub fn authority() -> RichText {
    RichText::new().blank("authority", "[ỦY BAN NHÂN DÂN / CHỦ TỊCH ỦY BAN NHÂN DÂN] TỈNH ……")
}

/// On what grounds; `source` is where the criteria set is declared.
#[must_use]
pub fn bases(source: Option<&str>) -> Vec<RichText> {
    let blank = |number: usize| {
        RichText::new().words("Căn cứ ").blank(format!("basis-{number}"), "[……]").words(";")
    };
    let criteria = source.map_or_else(|| blank(3), |source| format!("Căn cứ {source};").into());
    let proposal = RichText::new()
        .words("Theo đề nghị của ")
        .blank("proposer", "Giám đốc Sở Nội vụ")
        .words(" tại ")
        .blank("proposal", "Tờ trình số ……/TTr-…… ngày …… tháng …… năm 20……")
        .words(".");
    vec![blank(1), blank(2), criteria, proposal]
}

/// The heading above the articles.
pub const DECIDES: &str = "QUYẾT ĐỊNH:";

/// The articles; each block with how many units it has and which annex.
#[must_use]
pub fn articles(blocks: &[(Block, usize, usize)], year: Year) -> Vec<RichText> {
    let annexes: Vec<String> = blocks
        .iter()
        .zip(1_usize..)
        .map(|((block, known, units), number)| {
            let units = if known < units {
                share_of_units(VI, *block, *known, *units)
            } else {
                units_of(VI, *block, *units)
            };
            format!("{units} ({})", annex_of_decision(number))
        })
        .collect();
    let first = format!(
        " Công bố kết quả xếp hạng và phân loại Chỉ số cải cách hành chính năm {year} của {} kèm \
         theo Quyết định này.",
        annexes.join(" và ")
    );
    vec![
        RichText::new().strong("Điều 1.").words(first),
        RichText::new()
            .strong("Điều 2.")
            .words(" ")
            .blank("article-2", "[Trách nhiệm của các cơ quan, đơn vị sau công bố: ……]"),
        RichText::new()
            .strong("Điều 3.")
            .words(" ")
            .blank("article-3", "[Hiệu lực và trách nhiệm thi hành: ……]")
            .words("./."),
    ]
}

/// `Phụ lục I`
#[must_use]
pub fn annex_of_decision(number: usize) -> String {
    format!("Phụ lục {}", super::roman(number))
}

/// The line under the title of an annex that names the decision; number and date are to be filled
/// in.
#[must_use]
pub fn attached_to_decision(issuer: &str) -> RichText {
    RichText::new()
        .words("(Kèm theo Quyết định số ")
        .blank("decision-number", "……/QĐ-UBND")
        .words(" ")
        .blank("decision-date", "ngày …… tháng …… năm 20……")
        .words(" của ")
        .issued_by(issuer)
        .words(")")
}

impl RichText {
    /// Who decides: the committee, where it issued what is stored; else the place to say so.
    fn issued_by(self, issuer: &str) -> Self {
        let key = match_key(issuer);
        if key.starts_with("ủy ban nhân dân") || key.starts_with("ubnd") {
            self.words(issuer)
        } else {
            self.blank("decision-issuer", "Ủy ban nhân dân ……")
        }
    }
}

/// That only some units of the block are known, and what is known of all.
#[must_use]
pub fn extract_of(assessment: &AssessmentRow) -> Option<String> {
    if assessment.known >= assessment.units {
        return None;
    }
    let grades: Vec<String> = assessment
        .grade_counts
        .iter()
        .map(|(grade, units)| format!("{} {}", count(VI, *units), grade_label(VI, *grade)))
        .collect();
    let grades = if grades.is_empty() {
        String::new()
    } else {
        format!("; phân loại cả khối: {}", grades.join(", "))
    };
    Some(format!("(Trích {}/{} đơn vị{grades})", assessment.known, assessment.units))
}
