//! A grid of shares with one column per year, and the figures in the cells.

use crate::analysis::FrameworkBreak;
use crate::model::Year;
use crate::text::Lang;

use super::Anchor;
use super::frame::{Frame, NAMES, ROW, SMALL, TEXT, WIDTH, share_figure};
use super::palette::{INK, MUTED, ink_on};
use super::scene::Colour;

/// The columns of a grid.
pub(super) struct YearGrid {
    pub(super) years: Vec<Year>,
    width: i32,
}

impl YearGrid {
    /// A grid with one column for each distinct year.
    pub(super) fn new(years: impl Iterator<Item = Year>) -> Self {
        let mut years: Vec<Year> = years.collect();
        years.sort_unstable();
        years.dedup();
        let width = ((WIDTH - NAMES) / i32::try_from(years.len()).unwrap_or(1).max(1)).min(110);
        Self { years, width }
    }

    /// The first and the last year; `None` if the grid has no years.
    pub(super) fn span(&self) -> Option<[Year; 2]> {
        Some([*self.years.first()?, *self.years.last()?])
    }

    /// The x coordinate of the left edge of a column.
    pub(super) fn left(&self, index: usize) -> i32 {
        NAMES + self.width * i32::try_from(index).unwrap_or(0)
    }

    /// Draws the years above their columns.
    pub(super) fn head(&self, frame: &mut Frame) {
        for (index, year) in self.years.iter().enumerate() {
            let middle = (self.left(index) + self.width / 2 - 1, frame.y);
            frame.scene.text(middle, &year.to_string(), SMALL, INK, Anchor::Middle);
        }
        frame.y += 12;
    }

    /// Draws a vertical line where each new framework begins, from just above the first row, at
    /// `top`, to the current row.
    pub(super) fn breaks(&self, frame: &mut Frame, breaks: &[FrameworkBreak], top: i32) {
        for (framework_break, number) in breaks.iter().zip(1..) {
            let index = self
                .years
                .iter()
                .position(|year| *year >= framework_break.year)
                .filter(|index| *index > 0);
            let Some(index) = index else { continue };

            let x = self.left(index) - 1;
            frame.scene.dashes((x, top - 4), (x, frame.y + 2), INK, 2);
            frame.scene.text(
                (x, top - 26),
                &format!("[{number}]"),
                SMALL - 2,
                MUTED,
                Anchor::Middle,
            );
        }
    }

    /// Draws one share in the current row.
    pub(super) fn cell(&self, lang: Lang, frame: &mut Frame, year: Year, share: f64, fill: Colour) {
        let Some(index) = self.years.iter().position(|candidate| *candidate == year) else {
            return;
        };
        frame.scene.rectangle(self.left(index), frame.y, self.width - 2, ROW - 2, fill);
        let middle = (self.left(index) + self.width / 2 - 1, frame.y + ROW / 2 - 1);
        frame.scene.text(
            middle,
            &share_figure(lang, share, self.width),
            TEXT - 1,
            ink_on(fill),
            Anchor::Middle,
        );
    }
}
