//! The sheets of a workbook, in any format: which of them are read, and what was found in them.

use calamine::{Dimensions, SheetVisible};

use super::grid::{Grid, Piece};
use super::limit::Budget;
use super::{Content, Format, RawCell, ReadError, ReadOptions, Remark};

/// The sheets of a workbook that are still to be read, and the tables found so far.
pub(super) struct Book<'a> {
    reading: &'a ReadOptions,
    budget: Budget,
    waiting: Vec<String>,
    caption: Vec<String>,
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
    /// The number of cells that are struck out entirely.
    struck: usize,
    /// The number of cells that were read as they are shown, because they have too many decimals.
    shown: usize,
    /// The number of cells with more decimals than they show, which are read.
    hidden: usize,
}

impl<'a> Book<'a> {
    /// Chooses the sheets: all visible ones, or the one that was requested.
    ///
    /// # Errors
    /// Returns an error if the workbook lacks the requested sheet.
    pub(super) fn new(
        sheets: Vec<(String, SheetVisible)>,
        reading: &'a ReadOptions,
    ) -> Result<Self, ReadError> {
        let mut remarks = Vec::new();
        let mut waiting = Vec::new();
        if let Some(requested) = &reading.sheet {
            let key = |name: &str| name.trim().to_lowercase();
            let names: Vec<_> = sheets.into_iter().map(|(name, _)| name).collect();
            let Some(index) = names.iter().position(|name| key(name) == key(requested)) else {
                return Err(ReadError::NoSheet { name: requested.clone(), sheets: names });
            };

            for (at, name) in names.into_iter().enumerate() {
                if at == index {
                    waiting.push(name);
                } else {
                    remarks.push(Remark::SkippedSheet(name));
                }
            }
        } else {
            for (name, visible) in sheets {
                if visible == SheetVisible::Visible {
                    waiting.push(name);
                } else {
                    remarks.push(Remark::HiddenSheet(name));
                }
            }
        }

        waiting.reverse();
        let budget = Budget::new(reading);
        Ok(Self {
            reading,
            budget,
            waiting,
            caption: Vec::new(),
            pieces: Vec::new(),
            remarks,
            struck: 0,
            shown: 0,
            hidden: 0,
        })
    }

    /// The next sheet to be read.
    pub(super) fn next(&mut self) -> Option<String> {
        self.waiting.pop()
    }

    /// Puts a cell into a grid, unless it lies outside the requested range.
    pub(super) fn put(
        &mut self,
        grid: &mut Grid,
        row: usize,
        column: usize,
        cell: RawCell,
    ) -> Result<(), ReadError> {
        if self.reading.range.is_none_or(|range| range.contains(row, column)) {
            grid.put(row, column, cell, &mut self.budget)?;
        }
        Ok(())
    }

    /// Returns an error if the limit does not allow this many more cells.
    pub(super) fn make_room(&self, cells: usize) -> Result<(), ReadError> {
        self.budget.check(cells)
    }

    /// Counts a cell that is left out because it is struck out entirely.
    pub(super) fn strike(&mut self) {
        self.struck += 1;
    }

    /// Counts a number that is read as it is shown, because it has too many decimals.
    pub(super) fn read_as_shown(&mut self) {
        self.shown += 1;
    }

    /// Counts a number that has more decimals than it shows.
    pub(super) fn read_hidden_decimals(&mut self) {
        self.hidden += 1;
    }

    /// Repeats merged cells over their spans.
    pub(super) fn merge(
        &mut self,
        grid: &mut Grid,
        merged: Vec<Dimensions>,
    ) -> Result<(), ReadError> {
        for Dimensions { start, end } in merged {
            let corner = |(row, column): (u32, u32)| [row as usize + 1, column as usize + 1];
            self.span(grid, corner(start), corner(end))?;
        }
        Ok(())
    }

    /// Repeats the upper left cell over a span.
    pub(super) fn span(
        &mut self,
        grid: &mut Grid,
        from: [usize; 2],
        to: [usize; 2],
    ) -> Result<(), ReadError> {
        grid.span(from, to, &mut self.budget)
    }

    /// Adds a remark on the hidden columns that have text.
    pub(super) fn hide_columns(&mut self, name: &str, grid: &Grid, mut columns: Vec<usize>) {
        let width = grid.width();
        columns.retain(|column| *column <= width && grid.uses(*column));
        if !columns.is_empty() {
            self.remarks.push(Remark::HiddenColumns { sheet: name.to_owned(), columns });
        }
    }

    /// Adds a sheet that was read. Its name is the first line of its caption, since the block or
    /// the year may be stated nowhere else.
    pub(super) fn add(&mut self, name: &str, grid: Grid) -> Result<(), ReadError> {
        let rows = grid.hidden();
        if !rows.is_empty() {
            self.remarks.push(Remark::HiddenRows { sheet: name.to_owned(), rows });
        }

        self.caption = vec![name.to_owned()];
        let pieces = grid.into_pieces(&mut self.caption, &mut self.budget)?;
        if pieces.is_empty() {
            self.remarks.push(Remark::SkippedSheet(name.to_owned()));
        }
        self.pieces.extend(pieces);
        Ok(())
    }

    pub(super) fn content(mut self, format: Format) -> Content {
        self.remarks.extend(Some(Remark::LeftOutText(self.struck)).filter(|_| self.struck > 0));
        self.remarks.extend(Some(Remark::ReadAsShown(self.shown)).filter(|_| self.shown > 0));
        self.remarks.extend(Some(Remark::HiddenDecimals(self.hidden)).filter(|_| self.hidden > 0));
        Content { format, pieces: self.pieces, remarks: self.remarks }
    }
}
