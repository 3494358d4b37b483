//! Where readers put what they find: tables and their rows, in the order of the document.

use super::grid::Piece;
use super::{RawRow, Unreadable, encoding};

/// Takes tables row by row.
pub(super) trait Sink {
    /// Another table begins, with the prose that stands before it.
    fn table(&mut self, caption: Vec<String>) -> Result<(), Unreadable>;

    /// The next row of the table that began last.
    fn row(&mut self, row: RawRow) -> Result<(), Unreadable>;
}

/// Keeps them.
impl Sink for Vec<Piece> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), Unreadable> {
        self.push(Piece { caption, rows: Vec::new() });
        Ok(())
    }

    fn row(&mut self, row: RawRow) -> Result<(), Unreadable> {
        if let Some(piece) = self.last_mut() {
            piece.rows.push(row);
        }
        Ok(())
    }
}

/// Puts what was kept into a sink.
pub(super) fn pour(pieces: Vec<Piece>, sink: &mut dyn Sink) -> Result<(), Unreadable> {
    for Piece { caption, rows } in pieces {
        sink.table(caption)?;
        rows.into_iter().try_for_each(|row| sink.row(row))?;
    }
    Ok(())
}

/// The most lines of prose and the most cells that show how a document is encoded.
const LINES: usize = 200;
const CELLS: usize = 2_000;

/// Passes on what it takes, and keeps enough of the text to see an encoding that fonts, not codes,
/// make Vietnamese.
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

    /// Refuses such an encoding.
    pub(super) fn check(self) -> Result<(), Unreadable> {
        encoding::check_old(&self.text)
    }

    fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }
}

impl Sink for Beginning<'_> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), Unreadable> {
        for line in caption.iter().take(LINES - self.lines) {
            self.keep(line);
        }
        self.lines = LINES.min(self.lines + caption.len());
        self.sink.table(caption)
    }

    fn row(&mut self, row: RawRow) -> Result<(), Unreadable> {
        for cell in row.cells.iter().take(CELLS - self.cells) {
            self.keep(&cell.text);
        }
        self.cells = CELLS.min(self.cells + row.cells.len());
        self.sink.row(row)
    }
}
