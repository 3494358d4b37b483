//! The part on gaps between self and appraised scores.

use maud::{Markup, html};

use crate::analysis::BlockReport;
use crate::render::chart::{DrawError, draw_gaps};
use crate::text::report::Word;
use crate::text::{Lang, column_label, percent, points, report, signed_points, statistic};

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
    html! {
        table {
            thead { tr {
                th { (column_label(lang, "unit")) }
                @for name in ["self_total", "appraised_total", "gap", "gap_share", "over", "under", "robust_z"] {
                    th.number { (column_label(lang, name)) }
                }
            } }
            tbody {
                @for row in &block.unit_gaps {
                    tr {
                        td { (row.unit) }
                        td.number { (points(lang, row.self_total)) }
                        td.number { (points(lang, row.appraised_total)) }
                        td.number { (signed_points(lang, row.gap)) }
                        td.number { (percent(lang, row.gap_share)) }
                        td.number { (signed_points(lang, row.over)) }
                        td.number { (signed_points(lang, row.under)) }
                        td.number { (row.robust_z.map_or_else(|| "–".to_owned(), |z| statistic(lang, z, 2))) }
                    }
                }
            }
        }
    }
}

fn cells(lang: Lang, block: &BlockReport) -> Markup {
    html! {
        table {
            thead { tr {
                @for name in ["unit", "criterion"] { th { (column_label(lang, name)) } }
                @for name in ["gap", "gap_share", "residual"] { th.number { (column_label(lang, name)) } }
            } }
            tbody {
                @for cell in block.audit_cells.iter().take(MOST_CELLS) {
                    tr {
                        td { (cell.unit) }
                        td { (cell.criterion) }
                        td.number { (signed_points(lang, cell.gap)) }
                        td.number { (percent(lang, cell.gap_share)) }
                        td.number { (percent(lang, cell.residual)) }
                    }
                }
            }
        }
        @if block.audit_cells.len() > MOST_CELLS { p { (report::more_cells(lang, MOST_CELLS, block.audit_cells.len())) } }
    }
}
