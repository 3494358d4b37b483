//! The part on weaknesses of the block and of each unit.

use maud::{Markup, html};

use crate::analysis::BlockReport;
use crate::render::chart::{DrawError, draw_heatmap, draw_lost};
use crate::text::report::Word;
use crate::text::{Lang, column_label, percent, points, report};

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
    html! {
        table {
            thead { tr {
                th { (column_label(lang, "criterion")) }
                @for name in ["attainment", "median", "lowest"] { th.number { (column_label(lang, name)) } }
                th { (column_label(lang, "lowest_unit")) }
                @for name in ["lost", "lost_share"] { th.number { (column_label(lang, name)) } }
            } }
            tbody {
                @for row in &block.criterion_summaries {
                    tr {
                        td { (row.criterion) }
                        @for share in [row.attainment, row.median, row.lowest] { td.number { (percent(lang, share)) } }
                        td { (row.lowest_unit) }
                        td.number { (points(lang, row.lost)) }
                        td.number { (row.lost_share.map_or_else(|| "–".to_owned(), |share| percent(lang, share))) }
                    }
                }
            }
        }
    }
}
