//! The part on ranking and grades.

use crate::analysis::BlockReport;
use crate::chart::{self, ChartSource};
use crate::model::Points;
use crate::relation::{Cell, Column, RankingRow};
use crate::text::Lang;
use crate::text::report::{block_heading, distance_note, grades, near_grades, rank_intervals, ranking, recomputed};

use super::{Element, Table};

pub(super) fn elements(lang: Lang, block: &BlockReport) -> Vec<Element> {
    let mut parts = vec![Element::BlockHeading(block_heading(lang, block.block()))];
    if let Some(summary) = &block.summary {
        parts.push(Element::paragraph(ranking(lang, summary)));
        parts.extend(Element::paragraphs(grades(lang, summary, block)));
    }
    parts.extend(Element::paragraphs(near_grades(lang, block)));
    parts.extend(Element::paragraphs(rank_intervals(lang, &block.rank_intervals)));
    parts.push(Element::paragraph(recomputed(lang, &block.rankings)));
    parts.push(Element::Table(Table::of(&columns(&block.rankings), &block.rankings)));
    if is_filled(&block.rankings, &RankingRow::next_grade_at_most) {
        let is_declared = block.assessment.bands.iter().any(|band| band.declared);
        parts.push(Element::paragraph(distance_note(lang, is_declared)));
    }
    parts.push(Element::Figure(chart::ranking(
        lang,
        &block.rankings,
        &block.rank_intervals,
        &ChartSource::of(&block.assessment),
    )));
    parts
}

/// The columns that say something: a column that the document does not fill says nothing.
fn columns(rows: &[RankingRow]) -> Vec<Column<RankingRow>> {
    let amounts = [
        RankingRow::self_total,
        RankingRow::appraised_total,
        RankingRow::survey_total,
        RankingRow::total,
        RankingRow::recomputed_total,
    ];
    let mut columns = vec![RankingRow::rank, RankingRow::unit];
    columns.extend(amounts.into_iter().filter(|column| is_filled(rows, column)));
    // Out of 100 points, the share of the maximum would repeat the total.
    if rows.iter().any(|row| row.max_total != Points::HUNDRED) {
        columns.push(RankingRow::attainment);
    }
    columns.push(RankingRow::grade);
    if is_filled(rows, &RankingRow::next_grade_at_most) {
        columns.push(RankingRow::next_grade_at_most);
    }
    columns
}

fn is_filled(rows: &[RankingRow], column: &Column<RankingRow>) -> bool {
    rows.iter().any(|row| (column.cell)(row) != Cell::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    #[test]
    fn a_column_that_says_nothing_is_left_out() {
        let points = Points::from_ten_thousandths;
        let row = RankingRow { total: Some(points(900_000)), max_total: points(1_000_000), ..blank() };
        let names = |rows: &[RankingRow]| columns(rows).iter().map(|column| column.info.name).collect::<Vec<_>>();
        assert_eq!(names(std::slice::from_ref(&row)), ["rank", "unit", "total", "grade"]);
        let reduced = RankingRow { max_total: points(870_000), ..row };
        assert_eq!(names(&[reduced]), ["rank", "unit", "total", "attainment", "grade"]);
    }
}
