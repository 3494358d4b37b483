//! Pieces of tables → tables of results. A blank line too many or a page number in the middle parts a table in the
//! text, but not in the decision.

use crate::model::{Points, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::heading::{Heading, Title};
use super::{Cell, Finding, Rule, Severity, Shown};

/// The tables of results, numbered from 1, with their rows numbered from 1. A piece with figures that belongs to
/// none of them is a finding; signatures and other pieces without figures are passed over.
pub(super) fn join(pieces: &[RawTable], findings: &mut Vec<Finding>) -> Vec<RawTable> {
    let mut tables: Vec<RawTable> = Vec::new();
    for piece in pieces {
        let next = tables.len() + 1;
        if has_headings(&piece.rows) {
            tables.push(RawTable { number: next, ..piece.clone() });
            continue;
        }
        // Headings of scores go on with a table only where its figures have not begun.
        let is_headed = piece.rows.iter().any(heads_scores);
        let fits = |table: &&mut RawTable| {
            let same_width = |row: &RawRow| row.cells.len() == table.rows[0].cells.len();
            piece.rows.iter().any(same_width) && !(is_headed && table.rows.iter().any(is_data))
        };
        if let Some(table) = tables.last_mut().filter(fits) {
            table.rows.extend(piece.rows.iter().cloned());
            for (row, number) in table.rows.iter_mut().zip(1..) {
                row.number = number;
            }
        } else if looks_like_results(&piece.rows) {
            findings.push(unread(next, &piece.rows[0]));
        }
    }
    tables
}

/// A table with figures or headings that could not be read as one of results, by its first row.
pub(super) fn unread(table: usize, row: &RawRow) -> Finding {
    let cell = Cell::new(table, row.number, 1, &row.cells[0]);
    Finding::new(Rule::UnreadTable, Severity::Error, &cell).found(Shown::Text(first_words(row)))
}

/// Whether a cell holds a number and nothing else.
pub(super) fn is_figure(cell: &RawCell) -> bool {
    Points::parse(&clean(&cell.text)).is_ok()
}

/// The number of rows that hold headings: up to the last row with a known one above the first figures.
pub(super) fn header_rows(rows: &[RawRow]) -> usize {
    let first_figures = rows.iter().position(is_data).unwrap_or(rows.len());
    let known = |row: &RawRow| row.cells.iter().any(|cell| heading(&cell.text).is_some());
    rows[..first_figures].iter().rposition(known).map_or(0, |row| row + 1)
}

/// A row that only numbers the columns, such as `(1) (2) (3)`.
pub(super) fn numbers_columns(row: &RawRow) -> bool {
    let texts = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty());
    let numbers: Option<Vec<u32>> = texts.map(|text| text.trim_matches(['(', ')']).parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// The first cells of a row, for a message.
pub(super) fn first_words(row: &RawRow) -> String {
    let texts: Vec<_> = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty()).collect();
    texts.into_iter().take(6).collect::<Vec<_>>().join(" | ")
}

fn has_headings(rows: &[RawRow]) -> bool {
    let header = &rows[..header_rows(rows)];
    let known: Vec<_> = header.iter().flat_map(|row| &row.cells).filter_map(|cell| heading(&cell.text)).collect();
    known.contains(&Heading::Unit) && known.iter().any(|heading| matches!(heading, Heading::Part(_) | Heading::Total))
}

fn heading(text: &str) -> Option<Heading> {
    Title::read(text).heading()
}

fn is_data(row: &RawRow) -> bool {
    !numbers_columns(row) && row.cells.iter().any(is_figure)
}

/// Whether a piece looks as if it belonged to a result: figures in a row, running numbers down the rows, or the
/// headings of a table.
fn looks_like_results(rows: &[RawRow]) -> bool {
    let figures = rows.iter().any(|row| row.cells.iter().filter(|cell| is_figure(cell)).count() > 2);
    let numbered = rows.iter().filter(|row| row.cells.len() > 1 && row.cells.first().is_some_and(is_figure)).count();
    let known =
        |row: &RawRow, heads: fn(Heading) -> bool| row.cells.iter().any(|cell| heading(&cell.text).is_some_and(heads));
    let headed = rows.iter().any(|row| {
        known(row, |heading| heading == Heading::Sequence)
            || (row.cells.len() > 2 && known(row, |heading| matches!(heading, Heading::Unit | Heading::Part(_))))
    });
    figures || numbered > 1 || headed
}

fn heads_scores(row: &RawRow) -> bool {
    row.cells.iter().any(|cell| matches!(heading(&cell.text), Some(Heading::Part(_))))
}
