//! Takes tables with criteria down the rows apart that stand below each other in one sheet or file.

use crate::model::{Heading, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::block::named_block;
use super::caption::states_year;
use super::criteria_heading::heads_criteria;
use super::district_tables::district_alone;
use super::form_unit::FormFacts;
use super::heading::Words;
use super::layout::names_group;
use super::row::{is_data, reads_alike};

/// The rows above the headings of such a table, at most.
const MOST_ROWS_ABOVE: usize = 3;

/// The pieces of a table that holds several, each with the lines between them as its caption. A
/// heading that is repeated on a new page begins no piece, unless a line above it names a unit, a
/// group of units, a block or a year.
pub(super) fn pieces(table: RawTable, words: &Words) -> Vec<RawTable> {
    let first = table.rows.iter().take(MOST_ROWS_ABOVE).position(|row| is_head(row, words));
    let Some(first) = first else { return vec![table] };
    let head = table.rows[first].clone();
    let RawTable { number, caption, mut rows } = table;
    let mut begins: Vec<(usize, usize)> = Vec::new();
    // Until the first figures, these are further rows of its headings.
    let data = rows[first..].iter().position(is_data).map_or(rows.len(), |data| first + data);
    for at in data..rows.len() {
        if !is_head(&rows[at], words) {
            continue;
        }
        let lines = rows[..at].iter().rev().take_while(|row| line(row).is_some()).count();
        let above = at - lines;
        let is_named = rows[above..at].iter().filter_map(line).any(|line| names_piece(&line));
        if is_named || !reads_alike(&rows[at], &head) {
            begins.push((above, at));
        }
    }

    let mut pieces = Vec::new();
    for (above, at) in begins.into_iter().rev() {
        let piece = rows.split_off(at);
        let caption = rows.split_off(above).iter().filter_map(line).collect();
        pieces.push(without_blank_columns(RawTable { number, caption, rows: piece }));
    }
    let first = RawTable { number, caption, rows };
    let is_alone = pieces.is_empty();
    pieces.push(if is_alone { first } else { without_blank_columns(first) });
    pieces.reverse();
    pieces
}

/// A piece without the blank columns behind its own, which others in its sheet fill.
fn without_blank_columns(mut piece: RawTable) -> RawTable {
    let is_filled = |cell: &RawCell| !clean(&cell.text).is_empty() || cell.unread.is_some();
    let filled = |row: &RawRow| row.cells.iter().rposition(is_filled).map_or(0, |last| last + 1);
    let width = piece.rows.iter().map(filled).max().unwrap_or_default().max(1);
    for row in &mut piece.rows {
        row.cells.truncate(width);
    }
    piece
}

/// Whether a row heads a table: it names the column of criteria or that of running numbers, and
/// others.
fn is_head(row: &RawRow, words: &Words) -> bool {
    if is_data(row) || line(row).is_some() {
        return false;
    }
    let means = |heading: Heading| {
        row.cells.iter().any(|cell| words.heading(&words.title(&cell.text)) == Some(heading))
    };
    row.cells.iter().any(heads_criteria) || means(Heading::Sequence)
}

/// Whether a line says what the table below it is of, and not only that it goes on.
fn names_piece(line: &str) -> bool {
    /// A longer line is a remark, which may mention any block.
    const MOST_WORDS: usize = 14;
    let is_short = line.split(' ').count() <= MOST_WORDS;
    FormFacts::is_named_in(line)
        || states_year(line)
        || district_alone(line).is_some()
        || (is_short && (names_group(line) || named_block(line, &[]).is_some()))
}

/// The text of a row that has only one. None for a blank row and for any other one.
fn line(row: &RawRow) -> Option<String> {
    let mut texts = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty());
    let first = texts.next()?;
    texts.all(|text| text == first).then_some(first)
}
