//! The part on gaps between self and appraised scores.

use maud::{Markup, html};

use crate::analysis::BlockReport;
use crate::relation::{AuditCell, Relation as _, UnitGapRow};
use crate::render::chart::{DrawError, draw_gaps};
use crate::text::report::Word;
use crate::text::{Lang, report};

use super::table::table;

/// The most cells that the report names: a page that lists everything points at nothing.
const MOST_CELLS: usize = 12;

pub(super) fn draw(lang: Lang, block: &BlockReport) -> Result<Markup, DrawError> {
    let Some(sentence) = report::gaps(lang, block) else {
        return Ok(html! {
            h3 { (report::block_heading(lang, block.block())) }
            p { (report::word(lang, Word::NoSelfScores)) }
        });
    };
    let chart = super::figure(&draw_gaps(lang, &block.unit_gaps, &super::chart_source(block)))?;
    Ok(html! {
        h3 { (report::block_heading(lang, block.block())) }
        p { (sentence) }
        (chart)
        (units(lang, block))
        @if !block.audit_cells.is_empty() {
            h4 { (report::word(lang, Word::Audit)) }
            p { (report::word(lang, Word::AuditIntroduction)) }
            (cells(lang, block))
        }
    })
}

fn units(lang: Lang, block: &BlockReport) -> Markup {
    table(lang, UnitGapRow::SHOWN, &block.unit_gaps)
}

fn cells(lang: Lang, block: &BlockReport) -> Markup {
    html! {
        (table(lang, AuditCell::SHOWN, block.audit_cells.iter().take(MOST_CELLS)))
        @if block.audit_cells.len() > MOST_CELLS { p { (report::more_cells(lang, MOST_CELLS, block.audit_cells.len())) } }
    }
}
