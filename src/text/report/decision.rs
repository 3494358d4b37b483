//! The texts of a decision that publishes results, and of its annexes. The document is in
//! Vietnamese, whatever the language of the program. What only its issuer knows is left blank, to
//! be filled in.

use crate::model::{Block, Index, Year, match_key};
use crate::store::AssessmentRow;
use crate::text::{Lang, RichText, grade_label, index_title};

use super::phrase::{all_of, count, in_a_row, share_of_units, units_of};
use super::sender::Sender;

const VI: Lang = Lang::Vi;

/// The title of the decision: its kind and its subject.
#[must_use]
pub fn decision_title(blocks: &[Block], index: Index, year: Year) -> [String; 2] {
    let blocks = all_of(VI, blocks.iter().copied());
    let subject = format!(
        "Về việc công bố kết quả xếp hạng và phân loại {} của {} năm {year}",
        index_title(VI, index),
        in_a_row(VI, &blocks)
    );
    ["QUYẾT ĐỊNH".to_owned(), subject]
}

/// The authority that decides, as a blank.
#[must_use]
pub fn authority(sender: &Sender) -> RichText {
    RichText::new().blank("authority", sender.deciding())
}

/// The legal grounds; `source` is the document that declares the criteria set.
#[must_use]
pub fn bases(sender: &Sender, source: Option<&str>) -> Vec<RichText> {
    let blank = |number: usize| {
        RichText::new().words("Căn cứ ").blank(format!("basis-{number}"), "[……]").words(";")
    };
    let criteria = source.map_or_else(|| blank(3), |source| format!("Căn cứ {source};").into());
    let proposal = RichText::new()
        .words("Theo đề nghị của ")
        .blank("proposer", sender.proposer())
        .words(" tại ")
        .blank("proposal", "Tờ trình số ……/TTr-…… ngày …… tháng …… năm 20……")
        .words(".");
    vec![blank(1), blank(2), criteria, proposal]
}

/// The heading above the articles.
pub const DECIDES: &str = "QUYẾT ĐỊNH:";

/// The articles. `blocks` gives each block with the number of known units and of all units; each
/// block has an annex of its own.
#[must_use]
pub fn articles(blocks: &[(Block, usize, usize)], index: Index, year: Year) -> Vec<RichText> {
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
        " Công bố kết quả xếp hạng và phân loại {} năm {year} của {} kèm theo Quyết định này.",
        index_title(VI, index),
        in_a_row(VI, &annexes)
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

/// The line under the title of an annex that names the decision; its number and date are blanks.
#[must_use]
pub fn attached_to_decision(sender: &Sender, issuer: &str) -> RichText {
    RichText::new()
        .words("(Kèm theo Quyết định số ")
        .blank("decision-number", format!("……{}", sender.decision_symbol()))
        .words(" ")
        .blank("decision-date", "ngày …… tháng …… năm 20……")
        .words(" của ")
        .issued_by(issuer)
        .words(")")
}

impl RichText {
    /// Appends the issuer of the decision: the committee, if it issued the stored results, else a
    /// blank.
    fn issued_by(self, issuer: &str) -> Self {
        let key = match_key(issuer);
        if key.starts_with("ủy ban nhân dân") || key.starts_with("ubnd") {
            self.words(issuer)
        } else {
            self.blank("decision-issuer", "Ủy ban nhân dân ……")
        }
    }
}

/// A note that only some units of the block are known, with the grade counts of the whole block;
/// `None` where all units are known.
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
