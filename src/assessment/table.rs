//! Pieces of tables → tables of results. A blank line too many, a page number or a new page parts a table in the file,
//! but not in the decision.

use crate::model::{Heading, Points, Rule, Severity, clean};
use crate::source::{Format, Place, RawCell, RawRow, RawTable};

use super::heading::{Title, Words};
use super::origin::Caption;
use super::tidy::is_tidy;
use super::{Cell, Finding, Shown};

/// The tables of results, numbered from 1. A piece with figures that belongs to none of them is a finding; signatures
/// and other pieces without figures are passed over.
pub(super) fn join(pieces: Vec<RawTable>, format: Format, words: &Words, findings: &mut Vec<Finding>) -> Vec<RawTable> {
    // Each table with the number of its header rows.
    let mut tables: Vec<(RawTable, usize)> = Vec::new();
    for mut piece in pieces {
        let next = tables.len() + 1;
        if is_tidy(&piece) {
            tables.push((RawTable { number: next, ..piece }, 1));
            continue;
        }
        // In text copied from a page every heading is repeated, and an empty one is missing.
        if format != Format::CellLines {
            spread_headings(&mut piece.rows, words);
        }
        let header = words.header_rows(&piece.rows);
        let is_behind = !tables.is_empty();
        let last = tables.last_mut().filter(|(table, _)| !names_another(table, &piece));
        if words.has_headings(&piece.rows[..header]) {
            match last.filter(|(table, above)| repeats_headings(table, *above, &piece, header)) {
                Some((table, _)) => {
                    let mut rows = piece.rows.split_off(header);
                    finish_row(table, &mut rows);
                    extend(table, rows);
                }
                None => tables.push((RawTable { number: next, ..piece }, header)),
            }
            continue;
        }
        // Headings of scores go on with a table only where its figures have not begun.
        let is_headed = piece.rows.iter().any(|row| words.heads_scores(row));
        let fits = |table: &RawTable, above: usize| {
            let same_width = |row: &RawRow| row.cells.len() == table.rows[0].cells.len();
            piece.rows.iter().any(same_width) && !(is_headed && table.rows[above..].iter().any(is_data))
        };
        match last.filter(|(table, above)| fits(table, *above)) {
            Some((table, above)) => {
                finish_row(table, &mut piece.rows);
                extend(table, piece.rows);
                *above = words.header_rows(&table.rows).max(*above);
            }
            None if words.looks_like_results(&piece.rows, is_behind) => {
                findings.push(unread(next, &piece.rows[0]));
            }
            None => {}
        }
    }
    tables.into_iter().map(|(table, _)| table).collect()
}

/// Whether a piece stands on another sheet, or something above it names another block, year or decision.
fn names_another(table: &RawTable, piece: &RawTable) -> bool {
    let caption = Caption::new(&piece.caption);
    let named = caption.block().is_some() || caption.year().is_some() || caption.decision().is_some();
    named || sheet(table) != sheet(piece)
}

/// Whether a piece with headings is the next page of a table: its headings are the same, and its running numbers do
/// not begin anew.
fn repeats_headings(table: &RawTable, above: usize, piece: &RawTable, header: usize) -> bool {
    let first = piece.rows[header..].iter().find(|row| is_data(row)).and_then(|row| row.cells.first());
    let number = first.map(|cell| clean(&cell.text).trim_end_matches(['.', ')']).parse::<u32>());
    // Without running numbers nothing tells a next page from another table, but for what stands above it.
    let begins_anew = match number {
        Some(Ok(number)) => number == 1,
        _ => !piece.caption.is_empty(),
    };
    header == above
        && piece.rows[..header].iter().zip(&table.rows[..above]).all(|(a, b)| reads_alike(a, b))
        && !begins_anew
}

/// Whether two rows say the same in every cell.
pub(super) fn reads_alike(a: &RawRow, b: &RawRow) -> bool {
    a.cells.len() == b.cells.len() && a.cells.iter().zip(&b.cells).all(|(a, b)| clean(&a.text) == clean(&b.text))
}

/// A row that a new page breaks goes on below the break without its number and figures: its words belong to the last
/// row above.
fn finish_row(table: &mut RawTable, rows: &mut Vec<RawRow>) {
    let Some(row) = rows.first() else { return };
    let is_page = row.cells.first().is_some_and(|cell| matches!(cell.place, Place::Page(_)) && cell.text.is_empty());
    let is_rest = is_page && !row.cells.iter().any(|cell| cell.copied || is_figure(cell));
    let Some(last) = table.rows.last_mut().filter(|last| is_rest && last.cells.len() == row.cells.len()) else {
        return;
    };
    for (cell, rest) in last.cells.iter_mut().zip(&row.cells).filter(|(_, rest)| !rest.text.is_empty()) {
        cell.text.push_str(if cell.text.is_empty() { "" } else { "\n" });
        cell.text.push_str(&rest.text);
    }
    rows.remove(0);
}

/// The sheet of a table, where it stands on one.
pub(super) fn sheet(table: &RawTable) -> Option<&Place> {
    let first = table.rows.first().and_then(|row| row.cells.first()).map(|cell| &cell.place);
    first.filter(|place| matches!(place, Place::Sheet(_)))
}

/// Adds rows to a table. Those of a sheet keep their numbers.
fn extend(table: &mut RawTable, rows: Vec<RawRow>) {
    let keeps_numbers = sheet(table).is_some();
    let mut last = table.rows.last().map_or(0, |row| row.number);
    for mut row in rows {
        if !keeps_numbers {
            row.set_number(last + 1);
        }
        last = row.number;
        table.rows.push(row);
    }
}

/// A heading over several columns that stands over the first of them only is repeated over the others: those that
/// have a heading below it, and none beside it.
fn spread_headings(rows: &mut [RawRow], words: &Words) {
    let count = words.header_rows(rows);
    for upper in 0..count.saturating_sub(1) {
        let (above, below) = rows[..count].split_at_mut(upper + 1);
        let row = &mut above[upper];
        let is_below = |column: usize| {
            below.iter().any(|row| row.cells.get(column).is_some_and(|cell| !clean(&cell.text).is_empty()))
        };
        let mut group: Option<RawCell> = None;
        for column in 0..row.cells.len() {
            let is_empty = clean(&row.cells[column].text).is_empty();
            if !is_empty {
                group = Some(row.cells[column].clone()).filter(|_| is_below(column));
            } else if let Some(group) = group.as_ref().filter(|_| is_below(column)) {
                row.cells[column] = group.clone();
            }
        }
    }
}

/// A table with figures or headings that could not be read as one of results, by its first row.
pub(super) fn unread(table: usize, row: &RawRow) -> Finding {
    let cell = Cell::new(table, &row.cells[0]);
    Finding::new(Rule::UnreadTable, Severity::Error, &cell).found(Shown::Text(first_words(row)))
}

/// A running number, such as `5`, `5.`, `5)` or `V`.
pub(super) fn running_number(text: &str) -> Option<u32> {
    let text = clean(text);
    let text = text.trim_end_matches(['.', ')']);
    text.parse().ok().or_else(|| roman(text))
}

/// A number in Roman letters, up to 39.
fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.chars().take_while(|letter| *letter == 'X').count();
    let ones = ONES.iter().position(|ones| *ones == &text[tens..])?;
    u32::try_from(tens * 10 + ones).ok().filter(|number| (1..40).contains(number))
}

/// Whether a cell holds a number and nothing else.
pub(super) fn is_figure(cell: &RawCell) -> bool {
    Points::parse(&clean(&cell.text)).is_ok()
}

/// A row that only numbers the columns, such as `(1) (2) (3)`, `A B 1 2 3` or `1 2 3 4=2+3`.
pub(super) fn numbers_columns(row: &RawRow) -> bool {
    let texts: Vec<_> = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty()).collect();
    let is_letter = |text: &&String| text.len() == 1 && text.chars().all(char::is_alphabetic);
    let letters = texts.iter().take_while(is_letter).count();
    let number = |text: &String| text.split('=').next().and_then(|own| own.trim_matches(['(', ')', ' ']).parse().ok());
    let numbers: Option<Vec<u32>> = texts[letters..].iter().map(number).collect();
    numbers.is_some_and(|numbers| {
        texts.len() > 2 && numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    })
}

/// The first cells of a row, for a message.
pub(super) fn first_words(row: &RawRow) -> String {
    let texts: Vec<_> = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty()).collect();
    texts.into_iter().take(6).collect::<Vec<_>>().join(" | ")
}

fn is_data(row: &RawRow) -> bool {
    !numbers_columns(row) && row.cells.iter().any(is_figure)
}

impl Words {
    /// The number of rows that hold headings: up to the last row with a known one above the first figures.
    pub(super) fn header_rows(&self, rows: &[RawRow]) -> usize {
        let ends = |row: &RawRow| is_data(row) || numbers_columns(row);
        let first_figures = rows.iter().position(ends).unwrap_or(rows.len());
        // The name of a group may have a word in it that heads the units.
        let known = |row: &RawRow| {
            let known: Vec<_> = row.cells.iter().filter_map(|cell| self.of(&cell.text)).collect();
            known.len() > 1 || known.first().is_some_and(|heading| *heading != Heading::Unit)
        };
        rows[..first_figures].iter().rposition(known).map_or(0, |row| row + 1)
    }

    fn has_headings(&self, header: &[RawRow]) -> bool {
        let known: Vec<_> = header.iter().flat_map(|row| &row.cells).filter_map(|cell| self.of(&cell.text)).collect();
        known.contains(&Heading::Unit)
            && known.iter().any(|heading| matches!(heading, Heading::Part(_) | Heading::Total))
    }

    fn of(&self, text: &str) -> Option<Heading> {
        self.heading(&Title::read(text))
    }

    /// Whether a piece looks as if it belonged to a result: figures in a row, running numbers down the rows, or the
    /// headings of a table. Behind a table one numbered row is enough.
    fn looks_like_results(&self, rows: &[RawRow], is_behind: bool) -> bool {
        let figures = rows.iter().any(|row| row.cells.iter().filter(|cell| is_figure(cell)).count() > 2);
        let is_number = |cell: &RawCell| running_number(&cell.text).is_some();
        let is_numbered = |row: &&RawRow| row.cells.len() > 1 && row.cells.first().is_some_and(is_number);
        let numbered = rows.iter().filter(is_numbered).count();
        let known = |row: &RawRow, heads: fn(Heading) -> bool| {
            row.cells.iter().any(|cell| self.of(&cell.text).is_some_and(heads))
        };
        let headed = rows.iter().any(|row| {
            known(row, |heading| heading == Heading::Sequence)
                || (row.cells.len() > 2 && known(row, |heading| matches!(heading, Heading::Unit | Heading::Part(_))))
        });
        figures || numbered > usize::from(!is_behind) || headed
    }

    fn heads_scores(&self, row: &RawRow) -> bool {
        row.cells.iter().any(|cell| matches!(self.of(&cell.text), Some(Heading::Part(_))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_numbers() {
        for (text, number) in [("5", 5), ("5.", 5), ("I.", 1), ("IV", 4), ("IX)", 9), ("X", 10), ("XXVII", 27)] {
            assert_eq!(running_number(text), Some(number), "{text}");
        }
        for text in ["", "IIII", "VX", "A", "XXXX", "1,5", "Xã"] {
            assert_eq!(running_number(text), None, "{text}");
        }
    }
}
