//! What the rows of a table with the criteria down hold: criteria with their levels, sums, ranks and
//! grades.

use std::collections::HashSet;

use crate::model::{Points, clean, match_key};
use crate::source::{RawRow, RawTable, stop_if_abandoned};

use super::super::heading::Title;
use super::super::row::{is_figure, is_merged, is_points, numbers_columns, running_number};

/// Where a table with the criteria down the rows has its columns, as indices from 0.
pub(super) struct Place {
    /// The number of rows of headings.
    pub(super) header: usize,
    pub(super) numbers: Option<usize>,
    pub(super) criterion: usize,
    pub(super) maximum: Option<usize>,
    /// The columns of scores.
    pub(super) scores: Vec<usize>,
}

/// What a row holds.
pub(super) enum RowKind {
    Criterion(Placed),
    /// How the points of a criterion are given, such as `Ban hành kịp thời: 2 điểm`; the criterion.
    Guidance(String),
    /// A text behind the sums.
    Prose,
    /// The sum over all criteria.
    Sum,
    Rank,
    Grade,
    /// Bonus or penalty points of the unit as a whole.
    Adjustment,
}

/// The rows below the headings with what they hold, without blank rows, numbers of columns, and prose
/// behind the last criterion.
pub(super) fn rows_of<'t>(table: &'t RawTable, place: &Place) -> Vec<(&'t RawRow, RowKind)> {
    let mut reader = Rows::of(place);
    let kind = |row: &'t RawRow| {
        stop_if_abandoned();
        Some((row, reader.next(row)?))
    };
    let mut rows: Vec<_> = table.rows[place.header..].iter().filter_map(kind).collect();

    // A criterion has a maximum, points, or parts. What has nothing of them is guidance.
    let is_filled = |row: &RawRow, columns: &mut dyn Iterator<Item = usize>| {
        columns.filter_map(|index| row.cells.get(index)).any(is_points)
    };
    let mut with_parts = HashSet::new();
    for (row, kind) in rows.iter_mut().rev() {
        let RowKind::Criterion(placed) = &*kind else { continue };
        let mut columns = place.scores.iter().copied().chain(place.maximum);
        let is_scored = placed.maximum.is_some() || is_filled(row, &mut columns);
        if is_scored || with_parts.contains(&placed.name) {
            with_parts.insert(placed.parent.clone());
        } else {
            *kind = RowKind::Guidance(String::new());
        }
    }
    leave_choices(&mut rows, place);

    // Guidance is on the criterion above it. Behind the last criterion, it is prose.
    let is_criterion = |(_, kind): &(_, RowKind)| matches!(kind, RowKind::Criterion(_));
    let last = rows.iter().rposition(is_criterion).map_or(0, |last| last + 1);
    let mut above = String::new();
    let mut number = 0;
    rows.retain_mut(|(_, kind)| {
        number += 1;
        match kind {
            RowKind::Criterion(placed) => above.clone_from(&placed.name),
            RowKind::Guidance(criterion) => criterion.clone_from(&above),
            RowKind::Prose if number <= last => *kind = RowKind::Guidance(above.clone()),
            RowKind::Prose => return false,
            RowKind::Sum | RowKind::Rank | RowKind::Grade | RowKind::Adjustment => {}
        }
        true
    });
    rows
}

/// Where a criterion has a score and none of its parts has one, these are choices: how its points are
/// given.
fn leave_choices(rows: &mut [(&RawRow, RowKind)], place: &Place) {
    let has_points = |row: &RawRow| {
        let mut cells = place.scores.iter().filter_map(|index| row.cells.get(*index));
        cells.any(|cell| is_points(cell) && cell.text.contains(|c: char| ('1'..='9').contains(&c)))
    };
    for at in 0..rows.len() {
        let (row, RowKind::Criterion(placed)) = &rows[at] else { continue };
        if placed.is_merged || !has_points(row) {
            continue;
        }
        let mut names = HashSet::from([placed.name.clone()]);
        let mut parts = Vec::new();
        for (index, (part, kind)) in rows.iter().enumerate().skip(at + 1) {
            let RowKind::Criterion(placed) = kind else { continue };
            if !names.contains(&placed.parent) {
                break;
            }
            names.insert(placed.name.clone());
            parts.push((index, has_points(part)));
        }
        if parts.iter().all(|(_, has_points)| !has_points) {
            for (index, _) in parts {
                rows[index].1 = RowKind::Guidance(String::new());
            }
        }
    }
}

/// Reads the rows of a table in their order.
struct Rows<'a> {
    place: &'a Place,
    outline: Outline,
    is_behind_sum: bool,
    /// Whether criteria have numbers.
    are_numbered: bool,
}

impl<'a> Rows<'a> {
    fn of(place: &'a Place) -> Self {
        Self { place, outline: Outline::default(), is_behind_sum: false, are_numbered: false }
    }

    /// What the next row holds, by the cells of its number and of its name. None for a blank row, for
    /// numbers of columns, and for prose below the sums.
    fn next(&mut self, row: &RawRow) -> Option<RowKind> {
        let Place { numbers, criterion, .. } = *self.place;
        if numbers_columns(row) {
            return None;
        }
        let name = without_choices(&row.cells.get(criterion)?.text);
        let is_merged = is_merged(row);
        let number = numbers.filter(|_| !is_merged).and_then(|index| row.cells.get(index));
        let number = number.map(|cell| clean(&cell.text)).unwrap_or_default();
        if name.is_empty() && number.is_empty() {
            return None;
        }
        let has_figure = || {
            row.cells.iter().enumerate().any(|(index, cell)| {
                Some(index) != numbers && index != criterion && is_figure(cell)
            })
        };
        if self.is_behind_sum && !has_figure() && is_criterion(&number, &name) {
            return Some(RowKind::Prose);
        }
        let what = if name.is_empty() { &number } else { &name };
        // `-` and `+` before a name number nothing.
        let numbers_it = number.contains(char::is_alphanumeric);
        let is_numbered = numbers_it && !name.is_empty() || has_number(what);
        let key = match_key(what);
        // A numbered row is a criterion, whatever its name begins with, unless that is all of it.
        let says = |words: &[&str], all: &[&str]| {
            let begins = words.iter().any(|word| key.starts_with(word));
            all.contains(&key.as_str()) || (begins && !is_numbered)
        };
        if says(&SUBTOTALS, &[]) {
            return None;
        }
        Some(if says(&RANKS, &RANKS) {
            RowKind::Rank
        } else if says(&GRADES, &GRADES) {
            RowKind::Grade
        } else if says(&SUMS, &WHOLE_SUMS) {
            self.is_behind_sum = true;
            RowKind::Sum
        } else if !is_numbered && Title::read(&name).is_bonus_or_penalty() {
            RowKind::Adjustment
        } else if self.are_numbered && !is_numbered && !is_merged && !self.has_score(row) {
            // Where criteria have numbers, `Ban hành kịp thời | 2` below one of them is a choice.
            RowKind::Guidance(String::new())
        } else {
            let title = Title::read(&name);
            let maximum = title.maximum.filter(|_| self.place.maximum.is_none());
            let bare = if maximum.is_some() { title.name } else { name.clone() };
            let mut placed = self.outline.place(&number, &bare);
            (placed.is_merged, placed.maximum) = (is_merged, maximum);
            self.are_numbered |= is_numbered;
            RowKind::Criterion(placed)
        })
    }
}

impl Rows<'_> {
    /// Whether a row has anything but dashes in the columns of scores.
    fn has_score(&self, row: &RawRow) -> bool {
        let mut cells = self.place.scores.iter().filter_map(|index| row.cells.get(*index));
        cells.any(|cell| cell.text.contains(char::is_alphanumeric))
    }
}

/// The name of a criterion without the lines below it in its cell that say how points are given: those
/// that begin with a dash or another bullet.
fn without_choices(text: &str) -> String {
    let is_choice = |line: &str| line.trim_start().starts_with(['-', '–', '+', '•', '*']);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.take_while(|line| !is_choice(line));
    clean(&std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n"))
}

/// Whether a name begins with a number of its own: `1. Kế hoạch`.
fn has_number(name: &str) -> bool {
    name.split(' ')
        .next()
        .is_some_and(|first| first.len() < name.len() && first.ends_with(['.', ')']))
}

/// The first words of rows of ranks and of grades.
const RANKS: [&str; 3] = ["xếp hạng", "thứ hạng", "hạng"];
const GRADES: [&str; 2] = ["xếp loại", "phân loại"];

/// The first words of the row of sums.
const SUMS: [&str; 4] = ["tổng điểm", "tổng cộng", "tổng số", "cộng điểm"];

/// The first words of rows that sum up one area only, which the area's own row does.
const SUBTOTALS: [&str; 8] = [
    "cộng mục",
    "cộng phần",
    "cộng lĩnh vực",
    "tổng mục",
    "tổng phần",
    "tổng điểm mục",
    "tổng điểm phần",
    "tổng điểm lĩnh vực",
];

/// All words of the row of sums, where it has a number as well.
const WHOLE_SUMS: [&str; 7] =
    ["tổng", "cộng", "tổng điểm", "tổng cộng", "tổng số", "tổng số điểm", "tổng cộng điểm"];

/// Whether a row holds a criterion, by its number and name.
fn is_criterion(number: &str, name: &str) -> bool {
    let key = match_key(if name.is_empty() { number } else { name });
    let mut others = RANKS.iter().chain(&GRADES).chain(&SUMS);
    !others.any(|word| key.starts_with(word)) && !WHOLE_SUMS.contains(&key.as_str())
}

/// The name of a criterion, and of the one that contains it; that is empty at level 1.
pub(super) struct Placed {
    pub(super) name: String,
    pub(super) parent: String,
    /// Whether its row is merged to one cell, and so has no figures.
    pub(super) is_merged: bool,
    /// The maximum in its name.
    pub(super) maximum: Option<Points>,
}

/// The criteria that contain the present one, by the kinds of their numbers: `I`, `1`, `1.1`, `a`.
#[derive(Default)]
struct Outline {
    /// The kinds of numbers in the order of their levels.
    kinds: Vec<NumberKind>,
    /// The criterion of each level that the present row is below.
    open: Vec<String>,
    names: Vec<String>,
}

/// The kind of the number of a criterion, which shows its level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberKind {
    Roman,
    /// The number of its parts: 1 for `1`, 2 for `1.1`.
    Arabic(usize),
    /// A letter such as `a)`.
    Letter,
    /// A capital such as `A.`, over the rest.
    Capital,
    None,
}

impl NumberKind {
    fn of(number: &str) -> Self {
        let number = number.trim_end_matches(['.', ')', ' ']);
        let parts = number.split('.').filter(|part| !part.is_empty()).count();
        let is_arabic = |c: char| c.is_ascii_digit() || c == '.';
        if number.is_empty() {
            Self::None
        } else if number.chars().all(is_arabic) {
            Self::Arabic(parts)
        } else if running_number(number).is_some() {
            Self::Roman
        } else if number.chars().all(char::is_uppercase) {
            Self::Capital
        } else {
            Self::Letter
        }
    }
}

impl Outline {
    /// Places the next criterion below those that contain it.
    fn place(&mut self, number: &str, name: &str) -> Placed {
        // The number may stand before the name: `1. Kế hoạch`.
        let (number, name) = match name.split_once([' ']) {
            Some((first, rest)) if number.is_empty() && first.ends_with(['.', ')']) => {
                (first, rest.trim())
            }
            _ => (number, name),
        };
        let kind = NumberKind::of(number);
        let level = self.kinds.iter().position(|other| *other == kind).unwrap_or_else(|| {
            // A new kind of number is one level below the present row.
            self.kinds.truncate(self.open.len());
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        self.open.truncate(level);
        let parent = self.open.last().cloned().unwrap_or_default();
        let is_known =
            |name: &str| self.names.iter().any(|other| match_key(other) == match_key(name));
        let mut unique = name.to_owned();
        if is_known(&unique) && !parent.is_empty() {
            unique = format!("{name} ({parent})");
        }
        self.names.push(unique.clone());
        self.open.push(unique.clone());
        Placed { name: unique, parent, is_merged: false, maximum: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_the_levels_of_criteria() {
        let mut outline = Outline::default();
        let mut place = |number: &str, name: &str| {
            let placed = outline.place(number, name);
            (placed.name, placed.parent)
        };
        let pair = |name: &str, parent: &str| (name.to_owned(), parent.to_owned());
        assert_eq!(place("I", "A"), pair("A", ""));
        assert_eq!(place("1", "B"), pair("B", "A"));
        assert_eq!(place("1.1", "C"), pair("C", "B"));
        assert_eq!(place("1.2", "D"), pair("D", "B"));
        assert_eq!(place("2", "E"), pair("E", "A"));
        assert_eq!(place("II", "F"), pair("F", ""));
        assert_eq!(place("1", "B"), pair("B (F)", "F"));
        assert_eq!(place("", "2. G"), pair("G", "F"));
    }
}
