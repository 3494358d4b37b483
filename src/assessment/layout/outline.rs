//! What the rows of a table with the criteria down hold: criteria with their levels, sums, ranks and
//! grades.

use std::collections::HashSet;

use crate::model::{Points, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable, stop_if_abandoned};

use super::super::heading::Title;
use super::super::row::{is_figure, is_merged, is_points, numbers_columns, running_number};

/// Headings of the column of criteria.
const CRITERIA: [&str; 17] = [
    "nội dung",
    "nội dung đánh giá",
    "tiêu chí",
    "tên tiêu chí",
    "tiêu chí đánh giá",
    "tiêu chí thành phần",
    "lĩnh vực",
    "lĩnh vực/tiêu chí",
    "lĩnh vực, tiêu chí",
    "lĩnh vực/tiêu chí/tiêu chí thành phần",
    "lĩnh vực, tiêu chí, tiêu chí thành phần",
    "tiêu chí/tiêu chí thành phần",
    "chỉ tiêu",
    "nội dung tiêu chí",
    "nội dung chấm điểm",
    "tên tiêu chí, tiêu chí thành phần",
    "tên lĩnh vực/tiêu chí",
];

/// Whether a cell heads the column of criteria.
pub(in super::super) fn heads_criteria(cell: &RawCell) -> bool {
    let key = match_key(&cell.text).replace(" / ", "/").replace("/ ", "/");
    CRITERIA.contains(&key.as_str())
}

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
    /// The sum over all criteria.
    Sum,
    Rank,
    Grade,
    /// Bonus or penalty points of the unit as a whole.
    Adjustment,
}

/// The rows below the headings with what they hold, without blank rows, numbers of columns, and prose
/// below the sums.
pub(super) fn rows_of<'t>(table: &'t RawTable, place: &Place) -> Vec<(&'t RawRow, RowKind)> {
    let mut reader = Rows::of(place);
    let kind = |row: &'t RawRow| {
        stop_if_abandoned();
        Some((row, reader.next(row)?))
    };
    let mut rows: Vec<_> = table.rows[place.header..].iter().filter_map(kind).collect();

    // A criterion has a maximum, points, or parts. What has nothing of them is guidance on the
    // criterion above it.
    let mut with_parts = HashSet::new();
    for (row, kind) in rows.iter_mut().rev() {
        let RowKind::Criterion(placed) = &*kind else { continue };
        let columns = place.scores.iter().copied().chain(place.maximum);
        let mut cells = columns.filter_map(|index| row.cells.get(index));
        let is_scored = placed.maximum.is_some() || cells.any(is_points);
        if is_scored || with_parts.contains(&placed.name) {
            with_parts.insert(placed.parent.clone());
        } else {
            *kind = RowKind::Guidance(placed.parent.clone());
        }
    }
    rows
}

/// Reads the rows of a table in their order.
struct Rows<'a> {
    place: &'a Place,
    outline: Outline,
    is_behind_sum: bool,
    /// The last criterion, if criteria have numbers.
    numbered: Option<String>,
}

impl<'a> Rows<'a> {
    fn of(place: &'a Place) -> Self {
        Self { place, outline: Outline::default(), is_behind_sum: false, numbered: None }
    }

    /// What the next row holds, by the cells of its number and of its name. None for a blank row, for
    /// numbers of columns, and for prose below the sums.
    fn next(&mut self, row: &RawRow) -> Option<RowKind> {
        let Place { numbers, criterion, .. } = *self.place;
        if numbers_columns(row) {
            return None;
        }
        let name = clean(&row.cells.get(criterion)?.text);
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
            return None;
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
        Some(if says(&RANKS, &RANKS) {
            RowKind::Rank
        } else if says(&GRADES, &GRADES) {
            RowKind::Grade
        } else if says(&SUMS, &WHOLE_SUMS) {
            self.is_behind_sum = true;
            RowKind::Sum
        } else if !is_numbered && Title::read(&name).is_bonus_or_penalty() {
            RowKind::Adjustment
        } else if let Some(criterion) =
            self.numbered.as_ref().filter(|_| !is_numbered && !is_merged && !self.has_score(row))
        {
            // Where criteria have numbers, `Ban hành kịp thời | 2` below one of them is a choice.
            RowKind::Guidance(criterion.clone())
        } else {
            let title = Title::read(&name);
            let maximum = title.maximum.filter(|_| self.place.maximum.is_none());
            let bare = if maximum.is_some() { title.name } else { name.clone() };
            let mut placed = self.outline.place(&number, &bare);
            (placed.is_merged, placed.maximum) = (is_merged, maximum);
            if is_numbered {
                self.numbered = Some(placed.name.clone());
            }
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
