//! The report on one year, one part a block.

use crate::analysis::BlockReport;
use crate::model::Year;
use crate::relation::{CriterionRow, FindingRow, ScoreRow};
use crate::text::Lang;
use crate::text::change::{self, upper_first};
use crate::text::report::{Word, assessed, block_heading, decision, definitions, findings, key_sentence, title, word};

use super::{Element, Report, Section, Table, gap, ranking, sources, unique, weakness};

/// The report on the blocks of a year.
#[must_use]
pub fn year_report(lang: Lang, year: Year, blocks: &[BlockReport]) -> Report {
    let word = |named| word(lang, named);
    let decisions = unique(blocks.iter().map(|block| decision(lang, &block.assessment)));
    let key = blocks.iter().filter_map(|block| key_sentence(lang, block)).collect();
    let of_blocks = |parts: fn(Lang, &BlockReport) -> Vec<Element>| {
        blocks.iter().flat_map(|block| parts(lang, block)).collect::<Vec<_>>()
    };
    let assessed: Vec<_> = blocks.iter().flat_map(|block| scope(lang, block)).chain(maxima(lang, blocks)).collect();
    let terms = definitions(lang).into_iter().map(|(name, meaning)| (name.to_owned(), upper_first(meaning)));
    Report {
        lang,
        title: title(lang, year, blocks),
        simulated: blocks.iter().any(|block| block.assessment.simulated),
        head: decisions.into_iter().map(Element::Subtitle).chain([Element::Key(key)]).collect(),
        numbered: true,
        sections: vec![
            Section::new(word(Word::Assessed), assessed),
            Section::new(word(Word::Findings), of_blocks(checks)),
            Section::new(word(Word::Ranking), of_blocks(ranking::elements)),
            Section::new(word(Word::Gaps), of_blocks(gap::elements)),
            Section::new(word(Word::Weaknesses), of_blocks(weakness::elements)),
            Section::new(word(Word::Method), vec![Element::Terms(terms.collect())]),
            Section::new(word(Word::Source), sources::of_year(lang, blocks)),
        ],
    }
}

/// What was assessed in a block.
fn scope(lang: Lang, block: &BlockReport) -> Vec<Element> {
    let notes = change::notes(lang, &block.assessment);
    Element::paragraphs(std::iter::once(assessed(lang, block)).chain(notes)).collect()
}

/// The criteria of all blocks with their maximum points.
fn maxima(lang: Lang, blocks: &[BlockReport]) -> impl Iterator<Item = Element> {
    // The caption says that they are maxima.
    let columns =
        [CriterionRow::criterion, CriterionRow::max_appraised, CriterionRow::max_survey, CriterionRow::max_total];
    let headings =
        [CriterionRow::criterion.info, ScoreRow::appraised.info, ScoreRow::survey.info, ScoreRow::total.info];
    blocks.iter().filter(|block| !block.criteria.is_empty()).map(move |block| {
        let caption = format!("{} – {}", block_heading(lang, block.block()), word(lang, Word::Maximum));
        let table = Table::of(&columns, &block.criteria).headed(headings.map(|column| column.label));
        Element::Table(table.captioned(caption))
    })
}

/// What the checks said about one block, in full.
fn checks(lang: Lang, block: &BlockReport) -> Vec<Element> {
    let heading = Element::BlockHeading(block_heading(lang, block.block()));
    if block.findings.is_empty() {
        return vec![heading, Element::paragraph(word(lang, Word::NoFindings))];
    }
    let message = lang.pick(FindingRow::message_vi, FindingRow::message_en);
    let columns = [FindingRow::severity, message, FindingRow::cell];
    vec![heading, Element::paragraph(findings(lang, block)), Element::Table(Table::of(&columns, &block.findings))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Coverage, Date, Grade, Points};
    use crate::relation::{RankingRow, blank};
    use crate::report::RichText;
    use crate::store::AssessmentRow;

    /// A block of two units with totals only.
    fn block() -> BlockReport {
        let assessment = AssessmentRow {
            stage: crate::model::Stage::Published,
            id: 1,
            year: Year::new(2021).expect("a year"),
            block: Block::Commune,
            title: "CHỈ SỐ CCHC".to_owned(),
            coverage: Coverage::Totals,
            known: 2,
            units: 2,
            grade_counts: Vec::new(),
            number: "1/QĐ-UBND".to_owned(),
            issued_on: Date::new(2022, 1, 5).expect("a day"),
            issuer: "UBND huyện".to_owned(),
            file_name: "a.txt".to_owned(),
            sha256: "ab".repeat(32),
            simulated: true,
            copied_from: None,
            bands: Vec::new(),
            is_compared: true,
            criteria_key: None,
        };
        let row = |unit: &str, total: i64, grade: Grade| RankingRow {
            unit: unit.to_owned(),
            total: Some(Points::from_ten_thousandths(total * 10_000)),
            max_total: Points::from_ten_thousandths(1_000_000),
            grade: Some(grade),
            ..blank()
        };
        BlockReport {
            assessment,
            findings: Vec::new(),
            criteria: Vec::new(),
            summary: None,
            rankings: vec![row("Xã A", 90, Grade::Excellent), row("Xã B", 80, Grade::Good)],
            rank_intervals: Vec::new(),
            distances: vec![None, None],
            gaps: Vec::new(),
            unit_gaps: Vec::new(),
            leniency: Vec::new(),
            strictness: Vec::new(),
            audit_cells: Vec::new(),
            weaknesses: Vec::new(),
            criterion_summaries: Vec::new(),
        }
    }

    #[test]
    fn what_is_not_known_is_said_and_not_left_out() {
        let block = block();
        let report = year_report(Lang::En, block.assessment.year, std::slice::from_ref(&block));
        assert!(report.simulated && report.numbered);
        assert_eq!(report.sections.len(), 7);
        let says = |section: usize, words: &str| {
            let said = |part: &Element| matches!(part, Element::Paragraph(text) if *text == RichText::from(words));
            assert!(report.sections[section].elements.iter().any(said), "{:?}", report.sections[section]);
        };
        says(1, word(Lang::En, Word::NoFindings));
        says(3, word(Lang::En, Word::NoSelfScores));
        says(4, word(Lang::En, Word::NoScores));
    }

    #[test]
    fn every_unit_stands_in_the_ranking_with_its_total() {
        let block = block();
        let report = year_report(Lang::Vi, block.assessment.year, std::slice::from_ref(&block));
        let tables =
            report.elements().filter_map(|part| if let Element::Table(table) = part { Some(table) } else { None });
        let ranking = tables.last().expect("a table");
        assert_eq!(
            ranking.rows.iter().map(|row| row[1].clone()).collect::<Vec<_>>(),
            [crate::relation::Cell::Name("Xã A".to_owned()), crate::relation::Cell::Name("Xã B".to_owned()),]
        );
        assert!(report.elements().any(|part| matches!(part, Element::Figure(_))));
    }
}
