//! The part on weaknesses of the block and of each unit.

use crate::analysis::BlockReport;
use crate::chart::{self, ChartSource};
use crate::relation::{CriterionSummary, Relation as _};
use crate::text::Lang;
use crate::text::report::{Word, block_heading, unit_loss, weaknesses, word};

use super::{Element, Table};

pub(super) fn elements(lang: Lang, block: &BlockReport) -> Vec<Element> {
    let mut parts = vec![Element::BlockHeading(block_heading(lang, block.block()))];
    let criteria = &block.criterion_summaries;
    let Some(sentence) = weaknesses(lang, criteria) else {
        parts.push(Element::paragraph(word(lang, Word::NoScores)));
        return parts;
    };
    let source = ChartSource::of(&block.assessment);
    let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
    let losses = block.unit_losses();
    let of_unit = losses.iter().map(|loss| (loss.unit.to_owned(), unit_loss(lang, loss)));
    parts.extend([
        Element::Heading(word(lang, Word::CriteriaOfBlock).to_owned()),
        Element::paragraph(sentence),
        Element::Table(Table::of(CriterionSummary::SHOWN, criteria)),
        Element::Figure(chart::heatmap(lang, &units, &block.weaknesses, criteria, &source)),
        Element::Figure(chart::lost(lang, &block.weaknesses, criteria, &source)),
        Element::Heading(word(lang, Word::Units).to_owned()),
        Element::Terms(of_unit.collect()),
    ]);
    parts
}
