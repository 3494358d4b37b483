//! The next page of a table with the units across: further rows below the same headings, or the same
//! criteria with other units.

use crate::model::clean;
use crate::source::{RawCell, RawRow, RawTable};

use super::super::heading::Words;
use super::super::row::{numbers_columns, sheet};
use super::crossing::Crossing;

/// What a piece adds to the table before it.
pub(in super::super) enum CrossedPage {
    /// Further criteria: the rows below so many rows of headings.
    Rows(usize),
    /// The same criteria for other units.
    Units(OtherUnits),
}

/// The columns of other units, with the row of the table that each row of the piece belongs to.
pub(in super::super) struct OtherUnits {
    columns: Vec<usize>,
    rows: Vec<(usize, RawRow)>,
}

impl CrossedPage {
    /// Finds out what a piece adds to a table. None if both are not parts of one table.
    pub(in super::super) fn of(table: &RawTable, piece: &RawTable, words: &Words) -> Option<Self> {
        let (first, next) = (Crossing::find(table, words)?, Crossing::find(piece, words)?);
        let names = |crossing: &Crossing| -> Vec<String> {
            crossing.units.iter().map(|unit| clean(&unit.name.text)).collect()
        };
        if sheet(table) != sheet(piece) {
            return None;
        }
        let (known, others) = (names(&first), names(&next));
        let (above, below) = (first.keys(table), next.keys(piece));
        if known == others {
            let has_begun = above.first().map(|row| &row.key) == below.first().map(|row| &row.key);
            return (!has_begun).then_some(Self::Rows(next.header));
        }
        let is_same_head = first.header == next.header && first.names == next.names;
        let are_new = others.iter().all(|name| !known.contains(name));
        let keys = |rows: &[KeyedRow]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.key.clone()).collect()
        };
        let is_whole = keys(&above) == keys(&below);
        if !is_same_head || !are_new || !is_whole {
            return None;
        }
        let fixed: Vec<usize> = first.fixed().collect();
        let columns = (0..piece.rows[0].cells.len()).filter(|index| !fixed.contains(index));
        let heads = (0..first.header).map(|at| (at, piece.rows[at].clone()));
        let rows = above.iter().zip(&below);
        let rows = rows.map(|(to, from)| (to.at, piece.rows[from.at].clone()));
        Some(Self::Units(OtherUnits {
            columns: columns.collect(),
            rows: heads.chain(rows).collect(),
        }))
    }
}

impl OtherUnits {
    /// Adds the columns to the table.
    pub(in super::super) fn add_to(self, table: &mut RawTable) {
        let keeps_numbers = sheet(table).is_some();
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        for row in &mut table.rows {
            let model = row.cells.last().cloned();
            let missing = width - row.cells.len();
            row.cells.extend(model.map(blank_like).into_iter().cycle().take(missing));
        }
        let (mut given, added) = (vec![false; table.rows.len()], self.columns.len());
        for (to, from) in self.rows {
            given[to] = true;
            let row = &mut table.rows[to];
            for index in &self.columns {
                let mut cell = from.cells[*index].clone();
                if !keeps_numbers {
                    cell.row = u32::try_from(row.number).unwrap_or(u32::MAX);
                    cell.column = u32::try_from(row.cells.len() + 1).unwrap_or(u32::MAX);
                }
                row.cells.push(cell);
            }
        }
        // A row that only numbers the columns has nothing over the others.
        for (row, _) in table.rows.iter_mut().zip(given).filter(|(_, given)| !given) {
            let model = row.cells.last().cloned();
            row.cells.extend(model.map(blank_like).into_iter().cycle().take(added));
        }
    }
}

fn blank_like(cell: RawCell) -> RawCell {
    RawCell { text: "".into(), copied: false, ..cell }
}

impl Crossing {
    /// The columns that are the same on every page: numbers, names and maxima.
    fn fixed(&self) -> impl Iterator<Item = usize> {
        self.numbers.into_iter().chain(self.names.iter().copied()).chain(self.maximum)
    }

    /// The rows below the headings that are not blank, with what tells each apart from the others.
    fn keys(&self, table: &RawTable) -> Vec<KeyedRow> {
        let key = |row: &RawRow| -> Vec<String> {
            let text = |index: usize| row.cells.get(index).map(|cell| clean(&cell.text));
            self.fixed().map(|index| text(index).unwrap_or_default()).collect()
        };
        let rows = table.rows.iter().enumerate().skip(self.header);
        let rows = rows.filter(|(_, row)| !numbers_columns(row));
        let keys = rows.map(|(at, row)| KeyedRow { at, key: key(row) });
        keys.filter(|row| row.key.iter().any(|text| !text.is_empty())).collect()
    }
}

/// A row with its number, its names and its maximum.
struct KeyedRow {
    at: usize,
    key: Vec<String>,
}
