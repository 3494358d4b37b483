//! The part on ranking and grades.

use maud::{Markup, html};

use crate::analysis::{BlockReport, RankingRow};
use crate::model::Points;
use crate::render::chart::{DrawError, draw_ranking};
use crate::text::{Lang, column_label, grade_label, percent, points, report};

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
    let show = |amount: Option<_>| amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount));
    // Out of 100 points, the share of the maximum would repeat the total.
    let hundred = Points::from_ten_thousandths(1_000_000);
    let with_attainment = block.rankings.iter().any(|row| row.max_total != hundred);
    let amounts =
        |row: &RankingRow| [row.self_total, row.appraised_total, row.survey_total, row.total, row.recomputed_total];
    // A column that the document does not fill says nothing.
    let names = ["self_total", "appraised_total", "survey_total", "total", "recomputed_total"];
    let filled: Vec<_> =
        (0..names.len()).filter(|index| block.rankings.iter().any(|row| amounts(row)[*index].is_some())).collect();
    let with_distances = block.distances.iter().any(Option::is_some);
    let is_declared = block.assessment.bands.iter().any(|band| band.declared);
    html! {
        table {
            thead { tr {
                th.number { (column_label(lang, "rank")) }
                th { (column_label(lang, "unit")) }
                @for index in &filled { th.number { (column_label(lang, names[*index])) } }
                @if with_attainment { th.number { (column_label(lang, "attainment")) } }
                th { (column_label(lang, "grade")) }
                @if with_distances { th.number { (column_label(lang, "next_grade_at_most")) } }
            } }
            tbody {
                @for (row, distance) in block.rankings.iter().zip(&block.distances) {
                    tr {
                        td.number { (row.rank.map_or_else(String::new, |rank| rank.to_string())) }
                        td { (row.unit) }
                        @for index in &filled { td.number { (show(amounts(row)[*index])) } }
                        @if with_attainment {
                            td.number { (row.attainment.map_or_else(|| "–".to_owned(), |share| percent(lang, share))) }
                        }
                        td.short { (row.grade.map_or("–", |grade| grade_label(lang, grade))) }
                        @if with_distances { td.number { (show(distance.map(|distance| distance.at_most))) } }
                    }
                }
            }
        }
        @if with_distances { p { (report::distance_note(lang, is_declared)) } }
    }
}
