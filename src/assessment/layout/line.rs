//! A row of a table with the criteria down: its number and its name.

use crate::model::clean;
use crate::source::{RawCell, RawRow};

use super::super::row::is_merged;
use super::numbering::{NumberKind, numbered};
use super::place::Place;

/// A row with its number and its name.
pub(super) struct Line<'t> {
    pub(super) row: &'t RawRow,
    pub(super) kind: NumberKind,
    /// The name without its number. Empty if the row has neither.
    pub(super) name: String,
    pub(super) is_merged: bool,
    pub(super) is_bare: bool,
}

impl<'t> Line<'t> {
    /// Reads a row. None if it is blank, or too short to have a name.
    pub(super) fn read(row: &'t RawRow, place: &Place) -> Option<Self> {
        let named = row.cells.get(place.criterion)?;
        let is_merged = is_merged(row);
        let number = place.numbers.filter(|_| !is_merged).and_then(|index| row.cells.get(index));
        let printed = number.map(|cell| clean(&cell.text)).unwrap_or_default();
        // A name that is merged with its number, or a number or name of several rows.
        let is_shared = printed == clean(&named.text) && !printed.is_empty();
        let is_below = |cell: &RawCell| cell.copied && !is_merged && !is_shared;
        let name = if is_below(named) { String::new() } else { without_choices(&named.text) };
        let number =
            if is_shared || number.is_some_and(is_below) { String::new() } else { printed };
        let is_filled = |cell: &RawCell| !cell.copied && cell.text.contains(char::is_alphanumeric);
        if name.is_empty() && number.is_empty() && !row.cells.iter().any(is_filled) {
            return None;
        }
        let (kind, name) = numbered(&number, &name);
        Some(Self { row, kind, name, is_merged, is_bare: place.is_bare(row) })
    }
}

/// The name of a criterion without the lines below it in its cell that say how points are given: those
/// that begin with a dash or another bullet, or end with points.
fn without_choices(text: &str) -> String {
    let gives_points = |line: &str| {
        let line = line.trim().trim_end_matches(['.', ';', ',']);
        let number = line.strip_suffix("điểm").or_else(|| line.strip_suffix('đ'));
        let is_number = |number: &str| number.trim_end().ends_with(|c: char| c.is_ascii_digit());
        number.is_some_and(is_number)
    };
    let is_choice =
        |line: &str| line.trim_start().starts_with(['-', '–', '+', '•', '*']) || gives_points(line);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.take_while(|line| !is_choice(line));
    clean(&std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n"))
}
