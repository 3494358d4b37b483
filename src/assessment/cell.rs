//! Cells and the figures in them.

use compact_str::CompactString;

use crate::model::{DecimalMark, ParsePointsError, Points, Printed, clean, match_key};
use crate::source::{Location, RawCell, Unread, stop_if_abandoned};

use super::decimal_mark::mark_for;

/// The position of a cell. All numbers count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The table in the document.
    pub table: usize,
    /// The row in the table, including header rows.
    pub row: usize,
    /// The column in the table.
    pub column: usize,
    /// Where a person finds the cell in the file.
    pub location: Location,
}

/// A cell with its unchanged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its position.
    pub at: Position,
    /// Its text.
    pub text: CompactString,
    /// Whether this is a number of a spreadsheet without a number format. The number of decimals
    /// that was shown is then unknown.
    pub unformatted: bool,
    /// Whether the text was copied from the first cell of a merged cell.
    pub copied: bool,
    /// Content of the cell that could not be read.
    pub unread: Option<Unread>,
}

/// The value of a cell for a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// An amount of points.
    Points(Printed),
    /// An amount of points with the maximum that applies to the unit, as in `57,5/60`.
    OutOf(Printed, Points),
    /// A dash: the score does not apply to the unit.
    NotApplicable,
    /// An empty cell: the figure is missing.
    Missing,
}

/// A cell for a score, with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The cell.
    pub cell: Cell,
    /// Its value.
    pub value: Value,
}

impl Cell {
    pub(super) fn new(table: usize, raw: &RawCell) -> Self {
        let (row, column) = (raw.row as usize, raw.column as usize);
        let table = raw.table.map_or(table, |moved| moved.get() as usize);
        let at = Position { table, row, column, location: raw.location.clone() };
        Self {
            at,
            text: raw.text.clone(),
            unformatted: raw.unformatted,
            copied: raw.copied,
            unread: raw.unread,
        }
    }

    /// Reads the cell as a total, which may have a percent sign. `mark` is the one before decimals.
    ///
    /// # Errors
    /// Returns the cell and an error if its text is not a number.
    pub(super) fn read_percent(
        self,
        mark: Option<DecimalMark>,
    ) -> Result<Figure, (Self, ParsePointsError)> {
        let text = clean(&self.text);
        let Some(number) = text.strip_suffix('%') else { return self.read_figure(mark) };
        match Points::parse_with(number.trim(), mark_for(mark, &self.at.location)) {
            Ok(printed) => Ok(Figure { cell: self, value: Value::Points(printed) }),
            Err(error) => Err((self, error)),
        }
    }

    /// Reads the cell as a score. `mark` is the one before decimals.
    ///
    /// # Errors
    /// Returns the cell and an error if its text is not a number, a dash or empty.
    pub(super) fn read_figure(
        self,
        mark: Option<DecimalMark>,
    ) -> Result<Figure, (Self, ParsePointsError)> {
        stop_if_abandoned();
        let text = clean(&self.text);
        let value = match without_mark(&text) {
            "" => Value::Missing,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}" => {
                Value::NotApplicable
            }
            words if does_not_apply(words) => Value::NotApplicable,
            number => {
                // Amounts that are taken off are often in brackets: `(2)` is -2.
                let inside = number.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
                let negative = inside.filter(|inside| !inside.contains(['-', '\u{2212}']));
                let negative = negative.map(|inside| format!("-{}", inside.trim()));
                let number = negative.as_deref().unwrap_or(number);
                let read = |number: &str| {
                    Points::parse_with(number.trim(), mark_for(mark, &self.at.location))
                };
                let parts = number.split_once('/').map(|(points, most)| [points, most].map(read));
                match (parts, read(number)) {
                    (Some([Ok(printed), Ok(most)]), _) if most.points > Points::ZERO => {
                        Value::OutOf(printed, most.points)
                    }
                    (_, Ok(printed)) => Value::Points(printed),
                    (_, Err(error)) => return Err((self, error)),
                }
            }
        };
        Ok(Figure { cell: self, value })
    }
}

/// A text without the mark of a footnote behind it, or the share that it is: `55*`, `93,5 (*)`, `38 (95%)`.
pub(super) fn without_mark(text: &str) -> &str {
    let bracketed = text.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let is_share = |inside: &str| {
        inside.strip_suffix('%').is_some_and(|share| Points::parse(share.trim()).is_ok())
    };
    let is_mark = |inside: &str| !inside.is_empty() && inside.chars().all(|c| c == '*');
    let text = match bracketed {
        Some((before, inside)) if is_mark(inside) || is_share(inside) => before,
        _ => text,
    };
    let text = text.trim_end_matches(['¹', '²', '³']);
    text.trim_end_matches('*').trim_end()
}

/// Whether a text in a cell for a score says that the score does not apply.
pub(super) fn does_not_apply(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "không áp dụng",
        "không đánh giá",
        "không phát sinh",
        "không chấm điểm",
        "không chấm",
        "không tham gia",
        "không thuộc đối tượng",
        "n/a",
        "kad",
    ];
    text.starts_with(char::is_alphabetic) && WORDS.contains(&match_key(text).as_str())
}

impl Figure {
    /// The points as printed. None if the cell is empty or a dash.
    #[must_use]
    pub fn printed(&self) -> Option<Printed> {
        match self.value {
            Value::Points(printed) | Value::OutOf(printed, _) => Some(printed),
            Value::NotApplicable | Value::Missing => None,
        }
    }

    /// The points. None if the cell is empty or a dash.
    #[must_use]
    pub fn points(&self) -> Option<Points> {
        Some(self.printed()?.points)
    }

    /// The maximum that applies to the unit, if the cell prints it.
    #[must_use]
    pub fn own_maximum(&self) -> Option<Points> {
        match self.value {
            Value::OutOf(_, most) => Some(most),
            Value::Points(_) | Value::NotApplicable | Value::Missing => None,
        }
    }

    /// Whether the score applies to the unit.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.value != Value::NotApplicable
    }
}
