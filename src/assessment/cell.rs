//! Cells and the figures in them.

use compact_str::CompactString;

use crate::model::{ParsePointsError, Points, Printed, clean};
use crate::source::{Location, RawCell, Unread, go_on};

/// Where a cell stands; everything counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The table of the document.
    pub table: usize,
    /// The row of the table, header rows counted.
    pub row: usize,
    /// The column of the table.
    pub column: usize,
    /// Where in the file a person finds it.
    pub location: Location,
}

/// A cell with its text to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: Position,
    /// What stands there.
    pub text: CompactString,
    /// A spreadsheet's number without a format of decimals: how many decimals it was shown with is
    /// not known.
    pub unformatted: bool,
    /// Whether it repeats a merged cell.
    pub copied: bool,
    /// What stands in it and was not read.
    pub unread: Option<Unread>,
}

/// What a score's cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// An amount of points.
    Points(Printed),
    /// A dash: the criterion or the score does not apply to the unit.
    NotApplicable,
    /// Nothing: the figure is missing.
    Missing,
}

/// A score's cell, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The cell.
    pub cell: Cell,
    /// What it says.
    pub value: Value,
}

impl Cell {
    pub(super) fn new(table: usize, raw: &RawCell) -> Self {
        let (row, column) = (raw.row as usize, raw.column as usize);
        let at = Position { table, row, column, location: raw.location.clone() };
        Self {
            at,
            text: raw.text.clone(),
            unformatted: raw.unformatted,
            copied: raw.copied,
            unread: raw.unread,
        }
    }

    /// Understands the cell as a total, which may have a percent sign.
    pub(super) fn read_percent(self) -> Result<Figure, (Self, ParsePointsError)> {
        let text = clean(&self.text);
        let Some(number) = text.strip_suffix('%') else { return self.read_figure() };
        match Points::parse(number.trim()) {
            Ok(printed) => Ok(Figure { cell: self, value: Value::Points(printed) }),
            Err(error) => Err((self, error)),
        }
    }

    /// Understands the cell as a score.
    pub(super) fn read_figure(self) -> Result<Figure, (Self, ParsePointsError)> {
        go_on();
        let text = clean(&self.text);
        let value = match text.as_str() {
            "" => Value::Missing,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}" => {
                Value::NotApplicable
            }
            number => match Points::parse(number) {
                Ok(printed) => Value::Points(printed),
                Err(error) => return Err((self, error)),
            },
        };
        Ok(Figure { cell: self, value })
    }
}

impl Figure {
    /// The points, where the cell has any.
    #[must_use]
    pub fn points(&self) -> Option<Points> {
        match self.value {
            Value::Points(printed) => Some(printed.points),
            Value::NotApplicable | Value::Missing => None,
        }
    }

    /// Whether the score applies to the unit.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.value != Value::NotApplicable
    }
}
