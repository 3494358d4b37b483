//! The part on weaknesses of the block and of each unit.

use maud::{Markup, html};

use crate::analysis::BlockReport;
use crate::relation::{CriterionSummary, Relation as _};
use crate::render::chart::{DrawError, draw_heatmap, draw_lost};
use crate::text::report::Word;
use crate::text::{Lang, report};

use super::table::table;

pub(super) fn draw(lang: Lang, block: &BlockReport) -> Result<Markup, DrawError> {
    let Some(sentence) = report::weaknesses(lang, &block.criterion_summaries) else {
        return Ok(html! {
            h3 { (report::block_heading(lang, block.block())) }
            p { (report::word(lang, Word::NoScores)) }
        });
    };
    let source = super::chart_source(block);
    let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
    let heatmap = draw_heatmap(lang, &units, &block.weaknesses, &block.criterion_summaries, &source);
    let lost = draw_lost(lang, &block.weaknesses, &block.criterion_summaries, &source);
    Ok(html! {
        h3 { (report::block_heading(lang, block.block())) }
        h4 { (report::word(lang, Word::CriteriaOfBlock)) }
        p { (sentence) }
        (criteria(lang, block))
        (super::figure(&heatmap)?)
        (super::figure(&lost)?)
        h4 { (report::word(lang, Word::Units)) }
        dl {
            @for loss in block.unit_losses() { dt { (loss.unit) } dd { (report::unit_loss(lang, &loss)) } }
        }
    })
}

fn criteria(lang: Lang, block: &BlockReport) -> Markup {
    table(lang, CriterionSummary::SHOWN, &block.criterion_summaries)
}
