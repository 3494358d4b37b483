//! Joins columns that hold one thing, one column per level of criteria: the numbers `I | 1 | 1.1`, or the
//! maxima of areas and of criteria.

use compact_str::CompactString;

use crate::model::{Heading, clean};
use crate::source::{RawCell, RawTable};

use super::criteria_heading::heads_criteria;
use super::heading::Words;
use super::row::{is_data, numbers_columns};

/// Moves the cells of such columns into the first one of them. The others are left blank, so that every
/// other column keeps its place.
pub(super) fn joined(mut table: RawTable, words: &Words) -> RawTable {
    let Some(header) = table.rows.iter().position(is_data) else { return table };
    if !table.rows[..header].iter().any(|row| row.cells.iter().any(heads_criteria)) {
        return table;
    }
    let width = table.rows[0].cells.len();
    let mut first = 0;
    while first < width {
        let Some(heading) = heading_of(&table, header, first, words) else {
            first += 1;
            continue;
        };
        let is_same = |index: &usize| heading_of(&table, header, *index, words) == Some(heading);
        let end = (first + 1..width).take_while(is_same).last().unwrap_or(first) + 1;
        if end - first > 1 && holds_levels(&table, header, first..end, heading) {
            join(&mut table, header, first..end);
        }
        first = end;
    }
    table
}

/// What a column holds that may be divided by levels: running numbers or maxima. The heading may stand
/// over several columns, with the levels below it.
fn heading_of(table: &RawTable, header: usize, index: usize, words: &Words) -> Option<Heading> {
    let cells = table.rows[..header].iter().filter_map(|row| row.cells.get(index));
    let mut known = cells.filter_map(|cell| words.heading(&words.title(&cell.text)));
    known.next().filter(|heading| matches!(heading, Heading::Sequence | Heading::Maximum))
}

/// Whether each row has its number or maximum in one of the columns, and each column has some. A row of
/// numbers may repeat those of the levels above it.
fn holds_levels(
    table: &RawTable,
    header: usize,
    columns: std::ops::Range<usize>,
    heading: Heading,
) -> bool {
    let rows = || table.rows[header..].iter().filter(|row| !numbers_columns(row));
    let is_used = |index: usize| rows().any(|row| row.cells.get(index).is_some_and(is_own));
    let is_single = rows().all(|row| {
        columns.clone().filter(|index| row.cells.get(*index).is_some_and(is_own)).count() <= 1
    });
    columns.clone().all(is_used) && (is_single || heading == Heading::Sequence)
}

fn join(table: &mut RawTable, header: usize, columns: std::ops::Range<usize>) {
    for (at, row) in table.rows.iter_mut().enumerate() {
        if row.cells.len() < columns.end || (at >= header && numbers_columns(row)) {
            continue;
        }
        let (first, rest) = (columns.start, columns.start + 1..columns.end);
        // The number of the innermost level is that of the row.
        let last = rest.clone().rev().find(|index| at >= header && is_own(&row.cells[*index]));
        if let Some(last) = last {
            row.cells.swap(first, last);
        }
        for cell in &mut row.cells[rest] {
            cell.text = CompactString::default();
        }
    }
}

/// Whether a cell holds something that is not merged with the row above it.
fn is_own(cell: &RawCell) -> bool {
    !cell.copied && !clean(&cell.text).is_empty()
}
