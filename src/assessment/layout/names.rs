//! The columns in which a table with the criteria down the rows names them: one, or one for each level.

use crate::model::{clean, match_key};
use crate::source::{RawCell, RawRow};

use super::super::criteria_heading::heads_criteria;
use super::super::row::{is_figure, numbers_columns};
use super::numbering::is_bare_number;

/// The columns of names, as indices from 0.
pub(super) struct NameColumns {
    /// A column of numbers below the heading of the names.
    pub(super) numbers: Option<usize>,
    /// The columns of names, one per level from the outermost one.
    pub(super) names: Vec<usize>,
}

impl NameColumns {
    /// Finds the columns from `criterion` on. `heads` are the rows of headings, `below` those below them.
    pub(super) fn find(heads: &[RawRow], below: &[RawRow], criterion: usize) -> Self {
        let width = heads.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let of_head = |index: usize| -> Vec<&RawCell> {
            let cells = heads.iter().filter_map(|row| row.cells.get(index));
            cells.filter(|cell| !clean(&cell.text).is_empty()).collect()
        };
        let first = of_head(criterion).first().map(|cell| match_key(&cell.text));
        let is_name = |index: &usize| {
            let heads = of_head(*index);
            let is_same = |cell: &&RawCell| Some(match_key(&cell.text)) == first;
            let is_headed = heads.iter().all(|cell| heads_criteria(cell) || is_same(cell));
            is_headed && (!heads.is_empty() || holds_names(below, *index))
        };
        let last = (criterion + 1..width).take_while(is_name).last().unwrap_or(criterion);
        let holds_numbers = last > criterion
            && cells(below, criterion).next().is_some()
            && cells(below, criterion).all(|cell| is_bare_number(&cell.text));
        let outermost = if holds_numbers { criterion + 1 } else { criterion };
        let inner = (outermost + 1..=last).take_while(|index| is_level(below, *index));
        Self {
            numbers: holds_numbers.then_some(criterion),
            names: std::iter::once(outermost).chain(inner).collect(),
        }
    }
}

/// The cells of a column that hold something of their own.
fn cells(rows: &[RawRow], index: usize) -> impl Iterator<Item = &RawCell> {
    let rows = rows.iter().filter(|row| !numbers_columns(row));
    let cells = rows.filter_map(move |row| row.cells.get(index));
    cells.filter(|cell| !cell.copied && !clean(&cell.text).is_empty())
}

/// Whether a column without a heading holds names.
fn holds_names(rows: &[RawRow], index: usize) -> bool {
    let is_name = |cell: &RawCell| !is_figure(cell) && clean(&cell.text).contains(' ');
    let (names, others): (Vec<_>, Vec<_>) = cells(rows, index).partition(|cell| is_name(cell));
    names.len() > others.len()
}

/// Whether a column holds parts of what stands to its left: some row has a name in it and goes on with
/// the name to its left. A column that explains each name beside it is no level.
fn is_level(rows: &[RawRow], index: usize) -> bool {
    let mut above = String::new();
    rows.iter().filter(|row| !numbers_columns(row)).any(|row| {
        let (Some(outer), Some(inner)) = (row.cells.get(index - 1), row.cells.get(index)) else {
            return false;
        };
        let text = clean(&outer.text);
        let goes_on = outer.copied || text.is_empty() || text == above;
        if !text.is_empty() {
            above = text;
        }
        let name = clean(&inner.text);
        goes_on && !inner.copied && !name.is_empty() && name != above && !is_figure(inner)
    })
}
