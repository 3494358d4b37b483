//! Cells and the figures in them.

use crate::model::{ParsePointsError, Points, Printed, clean};
use crate::source::RawCell;

/// Where a cell stands; everything counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The table of the document.
    pub table: usize,
    /// The row of the table, header rows counted.
    pub row: usize,
    /// The column of the table.
    pub column: usize,
    /// The line of the file.
    pub line: usize,
}

/// A cell with its text to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: Position,
    /// What stands there.
    pub text: String,
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
    pub(super) fn new(table: usize, row: usize, column: usize, raw: &RawCell) -> Self {
        Self { at: Position { table, row, column, line: raw.line }, text: raw.text.clone() }
    }

    /// Understands the cell as a score.
    pub(super) fn read_figure(self) -> Result<Figure, (Self, ParsePointsError)> {
        let text = clean(&self.text);
        let value = match text.as_str() {
            "" => Value::Missing,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}" => Value::NotApplicable,
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
