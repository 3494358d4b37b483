//! A row of a table with the criteria down: its number and its name.

use crate::model::clean;
use crate::source::{RawCell, RawRow};

use super::super::row::is_merged;
use super::numbering::{NumberKind, is_bare_number, numbered};
use super::place::Place;

/// A criterion, a sum or a text in a row, with its number and its name.
pub(super) struct Line<'t> {
    pub(super) row: &'t RawRow,
    pub(super) kind: NumberKind,
    /// The name without its number. Empty if the row has neither.
    pub(super) name: String,
    /// The column in which the name stands.
    pub(super) column: usize,
    /// Whether it has no figures: the row is merged to one cell, or its figures are those of a part that
    /// stands in the same row.
    pub(super) is_merged: bool,
    pub(super) is_bare: bool,
}

impl<'t> Line<'t> {
    /// Reads a row with one name. None if it is blank, or too short to have a name.
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
        let is_bare = place.is_bare(row);
        Some(Self { row, kind, name, column: place.criterion, is_merged, is_bare })
    }

    /// Whether its number, and not its column, shows that it is a criterion.
    pub(super) fn is_numbered(&self) -> bool {
        self.kind.is_number() && !matches!(self.kind, NumberKind::Column(_))
    }

    /// Whether it goes on with the name above it: `của cơ quan`.
    fn continues(&self, above: &Self) -> bool {
        let is_text = !self.name.contains(|c: char| c.is_ascii_digit() || c == ':');
        let begins = self.name.chars().next().is_some_and(char::is_lowercase);
        let is_open = !above.name.ends_with(['.', ';', ':']);
        let is_alone = self.is_bare && self.kind == NumberKind::None && !self.is_merged;
        is_alone && begins && is_text && is_open && !above.is_merged && self.column == above.column
    }
}

/// The names in the rows below the headings, from top to bottom and from the outermost level on.
pub(super) fn lines_of<'t>(rows: &[&'t RawRow], place: &Place) -> Vec<Line<'t>> {
    let mut lines: Vec<Line> = Vec::new();
    // The names that the present row is below, by levels.
    let mut open = vec![String::new(); place.names.len()];
    let by_numbers = numbers_show_levels(rows, place);
    for row in rows {
        let levels = if is_merged(row) { Vec::new() } else { new_levels(row, place, &mut open) };
        let Some((last, outer)) = levels.split_last().filter(|_| place.names.len() > 1) else {
            let Some(mut line) = Line::read(row, place) else { continue };
            if let Some(above) = lines.last_mut().filter(|above| line.continues(above)) {
                above.name = format!("{} {}", above.name, line.name);
                line.name.clear();
            }
            lines.push(line);
            continue;
        };
        let line = |level: usize, is_last: bool| {
            let column = place.names[level];
            let name = without_choices(&row.cells[column].text);
            let number =
                place.numbers.filter(|_| by_numbers).and_then(|index| row.cells.get(index));
            let (kind, name) = match number {
                Some(number) => numbered(&number.text, &name),
                None => (NumberKind::Column(level), numbered("", &name).1),
            };
            let is_bare = !is_last || place.is_bare(row);
            Line { row, kind, name, column, is_merged: !is_last, is_bare }
        };
        lines.extend(outer.iter().map(|level| line(*level, false)));
        lines.push(line(*last, true));
    }
    lines
}

/// Whether the numbers show the levels, as `1` and `1.1` do: each row has one name of its own, and there
/// are numbers of several kinds.
fn numbers_show_levels(rows: &[&RawRow], place: &Place) -> bool {
    let mut open = vec![String::new(); place.names.len()];
    let mut kinds: Vec<NumberKind> = Vec::new();
    for row in rows.iter().filter(|row| !is_merged(row)) {
        if new_levels(row, place, &mut open).len() > 1 {
            return false;
        }
        let number = place.numbers.and_then(|index| row.cells.get(index));
        let number = number.filter(|cell| !cell.copied && is_bare_number(&cell.text));
        let kind = number.map(|cell| NumberKind::of(&cell.text));
        kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
    }
    kinds.len() > 1
}

/// The levels that begin in a row: those whose columns have a name that the row above does not have.
fn new_levels(row: &RawRow, place: &Place, open: &mut [String]) -> Vec<usize> {
    let mut levels = Vec::new();
    for (level, column) in place.names.iter().enumerate() {
        let Some(cell) = row.cells.get(*column).filter(|cell| !cell.copied) else { continue };
        let name = clean(&cell.text);
        if name.is_empty() || (levels.is_empty() && open[level] == name) {
            continue;
        }
        open[level] = name;
        open[level + 1..].fill(String::new());
        levels.push(level);
    }
    levels
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
