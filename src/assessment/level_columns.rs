//! Joins columns that hold one thing, one column per level of criteria: the numbers `I | 1 | 1.1`, or the
//! maxima of areas and of criteria.

use std::collections::BTreeSet;

use compact_str::CompactString;

use crate::model::{Heading, clean};
use crate::source::{RawCell, RawTable};

use super::criteria_heading::heads_criteria;
use super::heading::Words;
use super::row::{is_data, is_figure, numbers_columns};

/// Moves the cells of such columns into the first one of them. The others are left blank, so that every
/// other column keeps its place.
pub(super) fn joined(mut table: RawTable, words: &Words) -> RawTable {
    let Some(header) = table.rows.iter().position(is_data) else { return table };
    if !table.rows[..header].iter().any(|row| row.cells.iter().any(heads_criteria)) {
        return table;
    }
    name_areas(&mut table, header, words);
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
            join(&mut table, header, first..end, heading);
        }
        first = end;
    }
    table
}

/// Puts the maxima of areas that stand between the names of areas and those of their criteria into the names:
/// `Lĩnh vực | Điểm tối đa | Tiêu chí | Điểm tối đa`. Their column is left blank.
fn name_areas(table: &mut RawTable, header: usize, words: &Words) {
    let RawTable { rows, .. } = &*table;
    let head = |index: usize| -> Option<&RawCell> {
        let mut cells = rows[..header].iter().rev().filter_map(|row| row.cells.get(index));
        cells.find(|cell| !clean(&cell.text).is_empty())
    };
    let names = |index: usize| head(index).is_some_and(heads_criteria);
    let is_maximum = |index: usize| {
        head(index).and_then(|cell| words.heading(&words.title(&cell.text)))
            == Some(Heading::Maximum)
    };
    let width = rows.iter().map(|row| row.cells.len()).min().unwrap_or_default();
    let found = (1..width.saturating_sub(2)).find(|at| {
        names(at - 1) && is_maximum(*at) && names(at + 1) && (at + 2..width).any(is_maximum)
    });
    let Some(at) = found else { return };
    for (number, row) in table.rows.iter_mut().enumerate() {
        if number >= header && numbers_columns(row) {
            continue;
        }
        let most = clean(&row.cells[at].text);
        let name = clean(&row.cells[at - 1].text);
        if number >= header && is_figure(&row.cells[at]) && !name.is_empty() {
            let name = format!("{name} ({most} điểm)");
            row.cells[at - 1].text = name.as_str().into();
        }
        row.cells.swap(at, at + 1);
        row.cells[at + 1].text = CompactString::default();
    }
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
    // Two maxima in a row are the same.
    let is_single = rows().all(|row| {
        let cells = columns.clone().filter_map(|index| row.cells.get(index));
        let texts: BTreeSet<String> =
            cells.filter(|cell| is_own(cell)).map(|cell| clean(&cell.text)).collect();
        texts.len() <= 1
    });
    columns.clone().all(is_used) && (is_single || heading == Heading::Sequence)
}

fn join(table: &mut RawTable, header: usize, columns: std::ops::Range<usize>, heading: Heading) {
    // The number of each level that the present row is below.
    let mut open = vec![String::new(); columns.len()];
    for (at, row) in table.rows.iter_mut().enumerate() {
        if row.cells.len() < columns.end || (at >= header && numbers_columns(row)) {
            continue;
        }
        let (first, rest) = (columns.start, columns.start + 1..columns.end);
        // The number of the innermost level is that of the row.
        let last = rest.clone().rev().find(|index| at >= header && is_own(&row.cells[*index]));
        let own = last.or(Some(first).filter(|_| at >= header && is_own(&row.cells[first])));
        if let Some(own) = own {
            let level = own - first;
            clean(&row.cells[own].text).trim_end_matches('.').clone_into(&mut open[level]);
            open[level + 1..].fill(String::new());
            let above = level.checked_sub(1).map(|above| open[above].as_str()).unwrap_or_default();
            row.cells.swap(first, own);
            // `1 | 1` below each other is 1.1: the column shows the level.
            let shows_level = heading == Heading::Sequence && !open[level].contains('.');
            if shows_level && is_plain(above) && is_plain(&open[level]) {
                let joined = format!("{above}.{}", open[level]);
                row.cells[first].text = joined.as_str().into();
                open[level] = joined;
            }
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

/// Whether a number is one of digits alone, or of such numbers with points between them.
fn is_plain(number: &str) -> bool {
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}
