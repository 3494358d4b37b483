//! The part on gaps between self and appraised scores.

use crate::analysis::{BlockReport, leniency_summary};
use crate::chart::{self, ChartSource};
use crate::relation::{AuditCell, Relation as _, UnitGapRow};
use crate::text::Lang;
use crate::text::report::{Word, block_heading, gaps, leniency, more_cells, word};

use super::{Element, Table};

/// The most cells that the report names: a page that lists everything points at nothing.
const MOST_CELLS: usize = 12;

pub(super) fn elements(lang: Lang, block: &BlockReport) -> Vec<Element> {
    let mut parts = vec![Element::BlockHeading(block_heading(lang, block.block()))];
    let Some(sentence) = gaps(lang, block) else {
        parts.push(Element::paragraph(word(lang, Word::NoSelfScores)));
        return parts;
    };
    parts.push(Element::paragraph(sentence));
    parts.push(Element::Figure(chart::gap(lang, &block.unit_gaps, &ChartSource::of(&block.assessment))));
    parts.push(Element::Table(Table::of(UnitGapRow::SHOWN, &block.unit_gaps)));
    if let Some(summary) = leniency_summary(&block.leniency, &block.strictness, &block.gaps) {
        parts.push(Element::Heading(word(lang, Word::Leniency).to_owned()));
        parts.push(Element::paragraph(leniency(lang, &summary)));
        parts.push(Element::Figure(chart::leniency(lang, &block.leniency, &ChartSource::of(&block.assessment))));
    }
    let cells = &block.audit_cells;
    if !cells.is_empty() {
        parts.push(Element::Heading(word(lang, Word::Audit).to_owned()));
        parts.push(Element::paragraph(word(lang, Word::AuditIntroduction)));
        parts.push(Element::Table(Table::of(AuditCell::SHOWN, cells.iter().take(MOST_CELLS))));
    }
    if cells.len() > MOST_CELLS {
        parts.push(Element::paragraph(more_cells(lang, MOST_CELLS, cells.len())));
    }
    parts
}
