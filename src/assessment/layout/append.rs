//! Adds columns or rows of one table to another one. Each cell keeps the place from which it was read.

use crate::source::{RawCell, RawRow, RawTable};

/// Adds columns of a piece to a table. `rows` are pairs of a row of the table and the row of the piece that
/// belongs to it, as indices. The other rows of the table are blank there.
pub(super) fn append_columns(
    table: &mut RawTable,
    piece: &RawTable,
    columns: &[usize],
    rows: impl Iterator<Item = (usize, usize)>,
) {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    for row in &mut table.rows {
        let Some(last) = row.cells.last().cloned() else { continue };
        row.cells.resize(width + columns.len(), RawCell { text: "".into(), copied: false, ..last });
    }
    for (to, from) in rows {
        let (Some(to), Some(from)) = (table.rows.get_mut(to), piece.rows.get(from)) else {
            continue;
        };
        for (cell, index) in to.cells[width..].iter_mut().zip(columns) {
            if let Some(moved) = from.cells.get(*index) {
                *cell = moved.clone().of_table(piece.number);
            }
        }
    }
}

/// Adds rows of a piece to the end of a table.
pub(in super::super) fn append_rows(table: &mut RawTable, piece: &RawTable, rows: &[RawRow]) {
    table.rows.extend(rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.clone().of_table(piece.number)).collect();
        RawRow { number: row.number, hidden: row.hidden, cells }
    }));
}
