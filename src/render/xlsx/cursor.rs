//! Tracks the next free row of a sheet and the widths of its columns.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::render::native_chart::column;
use crate::text::Lang;

use super::cell::{Formats, text_cell};

/// The average width of a letter at 11 points, in millimetres.
pub(super) const LETTER: f64 = 1.65;
/// The height of a line, in points.
pub(super) const LINE: f64 = 15.0;

/// A sheet under construction.
pub(super) struct SheetCursor<'a> {
    pub(super) lang: Lang,
    pub(super) formats: &'a Formats,
    pub(super) sheet: &'a mut Worksheet,
    pub(super) name: &'a str,
    /// The next free row.
    pub(super) next: u32,
    /// The widths of its columns, in millimetres; at least one.
    pub(super) widths: Vec<f64>,
}

impl SheetCursor<'_> {
    /// The number of columns.
    pub(super) fn count(&self) -> usize {
        self.widths.len()
    }

    /// Writes a text across all columns, in a row as high as it needs.
    pub(super) fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (at, last) = (self.next, column(self.count() - 1));
        if last > 0 {
            self.sheet.merge_range(at, 0, at, last, "", format)?;
        }
        text_cell(self.sheet, (at, 0), text, format)?;
        let width: f64 = self.widths.iter().sum();
        self.sheet.set_row_height(at, lines(text, width, 11) * LINE)?;
        self.next += 1;
        Ok(())
    }
}

/// Estimates the number of lines that a text takes in a width in millimetres, at a size in points;
/// at most 25.
pub(super) fn lines(text: &str, width: f64, size: u8) -> f64 {
    let letter = LETTER * f64::from(size) / 11.0;
    let of =
        |line: &str| (line.chars().count() as f64 * letter / width.max(letter)).ceil().max(1.0);
    text.split('\n').map(of).sum::<f64>().min(25.0)
}
