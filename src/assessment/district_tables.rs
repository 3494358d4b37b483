//! Communes in a table for each district, with the name of the district in the line above: makes one table
//! of them, in which rows of their own name the districts.

use crate::model::{BlockKind, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::heading::Words;
use super::layout::append_rows;
use super::merge::is_of_one_assessment;
use super::row::{is_data, reads_alike};
use super::title::without_number;
use super::unit_words::begins_as;

/// The district that a line names, and nothing else: `II. Huyện Na Rì`.
pub(super) fn district_alone(line: &str) -> Option<&str> {
    const MOST_WORDS: usize = 6;
    let name = without_number(line).trim_end_matches([':', '.']);
    let is_name = begins_as(BlockKind::District, name)
        && name.split(' ').count() <= MOST_WORDS
        && !name.contains([',', ';', ':']);
    is_name.then_some(name)
}

/// The pieces, with the districts above tables of communes in rows of those tables, and the tables of several
/// districts joined that follow each other with the same headings.
pub(super) fn with_district_rows(pieces: Vec<RawTable>, words: &Words) -> Vec<RawTable> {
    let mut whole: Vec<RawTable> = Vec::new();
    // Whether the last piece has such a row.
    let mut is_open = false;
    for mut piece in pieces {
        let header = words.header_rows(&piece.rows);
        let line = piece.caption.last().map(|line| clean(line));
        let district = line.as_deref().and_then(district_alone);
        let Some(district) = district.filter(|_| header > 0 && lists_communes(&piece)) else {
            whole.push(piece);
            is_open = false;
            continue;
        };
        let row = row_of(district, &piece.rows[header - 1]);
        piece.rows.insert(header, row);
        match whole.last_mut().filter(|table| is_open && goes_on(table, &piece, header, words)) {
            Some(table) => append_rows(table, &piece, &piece.rows[header..]),
            None => whole.push(piece),
        }
        is_open = true;
    }
    whole
}

/// Whether a table of results lists communes.
fn lists_communes(piece: &RawTable) -> bool {
    let mut cells = piece.rows.iter().filter(|row| is_data(row)).flat_map(|row| &row.cells);
    cells.any(|cell| begins_as(BlockKind::Commune, &clean(&cell.text)))
}

/// A row with the name of a district only, in the place of another one.
fn row_of(district: &str, place: &RawRow) -> RawRow {
    let name = |cell: &RawCell| RawCell { text: district.into(), copied: true, ..cell.clone() };
    RawRow { cells: place.cells.iter().map(name).collect(), ..*place }
}

/// Whether a piece is the next district of a table: it has the same headings, and is of the same assessment.
fn goes_on(table: &RawTable, piece: &RawTable, header: usize, words: &Words) -> bool {
    is_of_one_assessment(table, piece, words)
        && piece.rows[..header].iter().zip(&table.rows).all(|(a, b)| reads_alike(a, b))
}
