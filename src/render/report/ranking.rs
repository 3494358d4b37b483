//! The part on ranking and grades.

use maud::{Markup, html};

use crate::analysis::BlockReport;
use crate::model::Points;
use crate::relation::{Cell, Column, RankingRow};
use crate::render::chart::{DrawError, draw_ranking};
use crate::text::{Lang, report};

use super::table::table as relation_table;

pub(super) fn draw(lang: Lang, block: &BlockReport) -> Result<Markup, DrawError> {
    let chart = super::figure(&draw_ranking(lang, &block.rankings, &super::chart_source(block)))?;
    Ok(html! {
        h3 { (report::block_heading(lang, block.block())) }
        @if let Some(summary) = &block.summary {
            p { (report::ranking(lang, summary, &block.rankings)) }
            @if let Some(grades) = report::grades(lang, summary, block) { p { (grades) } }
        }
        @if let Some(near) = report::near_grades(lang, block) { p { (near) } }
        p { (report::recomputed(lang, &block.rankings)) }
        (table(lang, block))
        (chart)
    })
}

fn table(lang: Lang, block: &BlockReport) -> Markup {
    // Out of 100 points, the share of the maximum would repeat the total.
    let hundred = Points::from_ten_thousandths(1_000_000);
    let with_attainment = block.rankings.iter().any(|row| row.max_total != hundred);
    let amounts = [
        RankingRow::self_total,
        RankingRow::appraised_total,
        RankingRow::survey_total,
        RankingRow::total,
        RankingRow::recomputed_total,
    ];
    // A column that the document does not fill says nothing.
    let is_filled = |column: &Column<RankingRow>| block.rankings.iter().any(|row| (column.cell)(row) != Cell::Empty);
    let with_distances = is_filled(&RankingRow::next_grade_at_most);
    let is_declared = block.assessment.bands.iter().any(|band| band.declared);

    let mut columns = vec![RankingRow::rank, RankingRow::unit];
    columns.extend(amounts.into_iter().filter(is_filled));
    if with_attainment {
        columns.push(RankingRow::attainment);
    }
    columns.push(RankingRow::grade);
    if with_distances {
        columns.push(RankingRow::next_grade_at_most);
    }
    html! {
        (relation_table(lang, &columns, &block.rankings))
        @if with_distances { p { (report::distance_note(lang, is_declared)) } }
    }
}
