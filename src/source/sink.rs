//! Sinks, to which readers pass the tables they find, row by row and in the order of the document.

use super::grid::Piece;
use super::{Limits, RawRow, ReadError, encoding};

/// Receives tables row by row.
pub(super) trait Sink {
    /// Begins another table, with the prose before it.
    fn table(&mut self, caption: Vec<String>) -> Result<(), ReadError>;

    /// Adds the next row of the current table.
    fn row(&mut self, row: RawRow) -> Result<(), ReadError>;
}

/// Collects the tables.
impl Sink for Vec<Piece> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), ReadError> {
        self.push(Piece { caption, rows: Vec::new() });
        Ok(())
    }

    fn row(&mut self, row: RawRow) -> Result<(), ReadError> {
        if let Some(piece) = self.last_mut() {
            piece.rows.push(row);
        }
        Ok(())
    }
}

/// Passes collected tables on to a sink.
pub(super) fn pour(pieces: Vec<Piece>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    for Piece { caption, rows } in pieces {
        sink.table(caption)?;
        rows.into_iter().try_for_each(|row| sink.row(row))?;
    }
    Ok(())
}

/// How many lines of prose, and how many cells, are checked for an old encoding.
const LINES: usize = 200;
const CELLS: usize = 2_000;

/// Passes on what it receives, and keeps enough of the text to detect an old encoding, whose
/// letters look Vietnamese only in the right font.
pub(super) struct Beginning<'a> {
    sink: &'a mut dyn Sink,
    text: String,
    lines: usize,
    cells: usize,
}

impl<'a> Beginning<'a> {
    pub(super) fn of(sink: &'a mut dyn Sink) -> Self {
        Self { sink, text: String::new(), lines: 0, cells: 0 }
    }

    /// Returns an error if the text is in such an encoding.
    pub(super) fn check(self) -> Result<(), ReadError> {
        encoding::check_old(&self.text)
    }

    fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }
}

impl Sink for Beginning<'_> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), ReadError> {
        for line in caption.iter().take(LINES - self.lines) {
            self.keep(line);
        }
        self.lines = LINES.min(self.lines + caption.len());
        self.sink.table(caption)
    }

    fn row(&mut self, row: RawRow) -> Result<(), ReadError> {
        for cell in row.cells.iter().take(CELLS - self.cells) {
            self.keep(&cell.text);
        }
        self.cells = CELLS.min(self.cells + row.cells.len());
        let is_long = |text: &str| {
            text.len() > Limits::LETTERS && text.chars().nth(Limits::LETTERS).is_some()
        };
        if let Some(cell) = row.cells.iter().find(|cell| is_long(&cell.text)) {
            const SHOWN: usize = 40;
            return Err(ReadError::LongCell(cell.text.chars().take(SHOWN).collect()));
        }
        self.sink.row(row)
    }
}
