//! Turns a table of totals round whose units stand across: `Đơn vị | Sở Tư pháp | Sở Nội vụ` over `Tổng điểm | 95 |
//! 90`.

use crate::model::{Heading, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::heading::Words;
use super::row::is_figure;
use super::unit_words::names_a_unit;

/// The table with one row per unit. Any other table is returned as it is.
pub(super) fn units_down(table: RawTable, words: &Words) -> RawTable {
    const FEWEST_UNITS: usize = 2;
    let [head, below @ ..] = table.rows.as_slice() else { return table };
    let means = |cell: &RawCell| words.heading(&words.title(&cell.text));
    let [corner, units @ ..] = head.cells.as_slice() else { return table };
    let is_of_unit = |row: &RawRow| match row.cells.first().and_then(means) {
        Some(
            Heading::Score(_)
            | Heading::Total
            | Heading::Rank
            | Heading::Grade
            | Heading::Respondents
            | Heading::Sequence
            | Heading::Further(_),
        ) => true,
        Some(
            Heading::Unit | Heading::Group | Heading::Maximum | Heading::Evidence | Heading::Remark,
        )
        | None => false,
    };
    let is_turned = means(corner) == Some(Heading::Unit)
        && units.len() >= FEWEST_UNITS
        && units.iter().all(|cell| names_a_unit(&clean(&cell.text)) && !cell.copied)
        && !below.is_empty()
        && below.iter().all(|row| row.cells.len() == head.cells.len() && is_of_unit(row))
        && below.iter().any(|row| row.cells[1..].iter().all(is_figure));
    if !is_turned {
        return table;
    }
    let row = |column: usize| RawRow {
        number: column + 1,
        hidden: false,
        cells: table.rows.iter().map(|row| row.cells[column].clone()).collect(),
    };
    let rows = (0..head.cells.len()).map(row).collect();
    RawTable { number: table.number, caption: table.caption, rows }
}
