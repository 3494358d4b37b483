//! The next page of a table with the units across: further rows below the same headings, or the same
//! criteria with other units.

use crate::model::{clean, match_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::super::heading::Words;
use super::super::row::{numbers_columns, running_number, sheet};
use super::super::title::without_number;
use super::append::append_columns;
use super::crossing::Crossing;
use super::parts::names_group;
use super::self_titled::names_another_score;

/// The number of rows of headings of a piece that goes on with further criteria for the units of a table.
/// None for any other piece.
pub(in super::super) fn continues_crossed(
    table: &RawTable,
    piece: &RawTable,
    words: &Words,
) -> Option<usize> {
    let (first, next) = (Crossing::find(table, words)?, Crossing::find(piece, words)?);
    let begins = |table: &RawTable, crossing: &Crossing| {
        crossing.keys(table).into_iter().next().map(|row| row.key)
    };
    (sheet(table) == sheet(piece)
        && first.unit_names() == next.unit_names()
        && !names_another_score(table, piece)
        && begins(table, &first) != begins(piece, &next))
    .then_some(next.header)
}

/// Adds the units of a piece to a table that has the same criteria for others. False, and nothing is
/// changed, if the piece is none of these.
pub(in super::super) fn add_units(table: &mut RawTable, piece: &RawTable, words: &Words) -> bool {
    let found = Crossing::find(table, words).zip(Crossing::with_units(piece, words));
    let Some((first, next)) =
        found.filter(|(first, next)| has_other_units(table, first, piece, next))
    else {
        return false;
    };
    let (above, below) = (first.keys(table), next.keys(piece));
    let fixed: Vec<usize> = first.fixed().collect();
    let width = piece.rows.first().map_or(0, |row| row.cells.len());
    let columns: Vec<usize> = (0..width).filter(|index| !fixed.contains(index)).collect();
    let heads = (0..first.header).map(|at| (at, at));
    let rows = heads.chain(above.iter().zip(&below).map(|(to, from)| (to.at, from.at)));
    append_columns(table, piece, &columns, rows);
    // Units of two groups that are ranked together are in none of them.
    if group_of(piece).is_some() {
        table.caption.retain(|line| !names_group(line));
    }
    true
}

/// Whether a piece has the criteria of a table for other units, which may be a single one.
pub(in super::super) fn is_page_of(table: &RawTable, piece: &RawTable, words: &Words) -> bool {
    let found = Crossing::find(table, words).zip(Crossing::with_units(piece, words));
    found.is_some_and(|(first, next)| has_other_units(table, &first, piece, &next))
}

fn has_other_units(table: &RawTable, first: &Crossing, piece: &RawTable, next: &Crossing) -> bool {
    let (known, others) = (first.unit_names(), next.unit_names());
    let keys = |table: &RawTable, crossing: &Crossing| -> Vec<Vec<String>> {
        crossing.keys(table).into_iter().map(|row| row.key).collect()
    };
    first.header == next.header
        && !are_groups_apart(table, piece)
        && first.fixed().eq(next.fixed())
        && others.iter().all(|name| !known.contains(name))
        && keys(table, first) == keys(piece, next)
}

/// Whether two tables are of two groups, each of which is ranked for itself: both are called groups, and
/// the ranks, if there are any, begin at 1 in both.
fn are_groups_apart(table: &RawTable, piece: &RawTable) -> bool {
    let (Some(one), Some(other)) = (group_of(table), group_of(piece)) else { return false };
    let begins_anew = |table: &RawTable| {
        let is_ranks = |row: &&RawRow| {
            let mut cells = row.cells.iter();
            cells.any(|cell| match_key(&cell.text).contains("xếp hạng"))
        };
        let ranks = table.rows.iter().rev().find(is_ranks);
        ranks.is_none_or(|row| {
            let is_label = |cell: &RawCell| match_key(&cell.text).contains("xếp hạng");
            let behind = row.cells.iter().skip_while(|cell| !is_label(cell)).skip(1);
            behind.filter_map(|cell| running_number(&cell.text)).min() == Some(1)
        })
    };
    match_key(&one) != match_key(&other) && begins_anew(table) && begins_anew(piece)
}

/// The group that the nearest line above a table names.
fn group_of(table: &RawTable) -> Option<String> {
    let line = table.caption.iter().rev().find(|line| names_group(line))?;
    Some(without_number(&clean(line)).to_owned())
}

impl Crossing {
    pub(super) fn unit_names(&self) -> Vec<String> {
        self.units.iter().map(|unit| clean(&unit.name.text)).collect()
    }

    /// The columns that are the same on every page: numbers, names and maxima.
    pub(super) fn fixed(&self) -> impl Iterator<Item = usize> {
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
