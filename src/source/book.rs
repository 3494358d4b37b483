//! The sheets of a workbook, whatever its format.

use calamine::{Dimensions, SheetVisible};

use super::grid::{Grid, Piece};
use super::limit::Budget;
use super::{Content, Format, RawCell, Reading, Remark, Unreadable};

/// The sheets of a workbook that are to be read, and what is made of them.
pub(super) struct Book<'a> {
    reading: &'a Reading,
    budget: Budget,
    waiting: Vec<String>,
    caption: Vec<String>,
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
    /// How many cells are struck out as a whole.
    struck: usize,
}

impl<'a> Book<'a> {
    /// Chooses the sheets: all that are visible, or the one that was asked for.
    pub(super) fn new(
        sheets: Vec<(String, SheetVisible)>,
        reading: &'a Reading,
    ) -> Result<Self, Unreadable> {
        let mut remarks = Vec::new();
        let mut waiting = Vec::new();
        if let Some(wanted) = &reading.sheet {
            let key = |name: &str| name.trim().to_lowercase();
            let names: Vec<_> = sheets.into_iter().map(|(name, _)| name).collect();
            let Some(index) = names.iter().position(|name| key(name) == key(wanted)) else {
                return Err(Unreadable::NoSheet { name: wanted.clone(), sheets: names });
            };
            for (at, name) in names.into_iter().enumerate() {
                if at == index {
                    waiting.push(name);
                } else {
                    remarks.push(Remark::OtherSheet(name));
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
        })
    }

    /// The next sheet to be read.
    pub(super) fn next(&mut self) -> Option<String> {
        self.waiting.pop()
    }

    /// Puts a cell in its place, unless it lies outside the range that was asked for.
    pub(super) fn put(
        &mut self,
        grid: &mut Grid,
        row: usize,
        column: usize,
        cell: RawCell,
    ) -> Result<(), Unreadable> {
        if self.reading.range.is_none_or(|range| range.contains(row, column)) {
            grid.put(row, column, cell, &mut self.budget)?;
        }
        Ok(())
    }

    /// An error where there is no room for so many more cells.
    pub(super) fn make_room(&self, cells: usize) -> Result<(), Unreadable> {
        self.budget.check(cells)
    }

    /// Leaves out a cell that is struck out as a whole.
    pub(super) fn strike(&mut self) {
        self.struck += 1;
    }

    /// Repeats merged cells over their spans.
    pub(super) fn merge(
        &mut self,
        grid: &mut Grid,
        merged: Vec<Dimensions>,
    ) -> Result<(), Unreadable> {
        for Dimensions { start, end } in merged {
            let corner = |(row, column): (u32, u32)| [row as usize + 1, column as usize + 1];
            self.span(grid, corner(start), corner(end))?;
        }
        Ok(())
    }

    /// Repeats the cell of the upper left corner over a span.
    pub(super) fn span(
        &mut self,
        grid: &mut Grid,
        from: [usize; 2],
        to: [usize; 2],
    ) -> Result<(), Unreadable> {
        grid.span(from, to, &mut self.budget)
    }

    /// Says which of the hidden columns hold something.
    pub(super) fn hide_columns(&mut self, name: &str, grid: &Grid, mut columns: Vec<usize>) {
        let width = grid.width();
        columns.retain(|column| *column <= width && grid.uses(*column));
        if !columns.is_empty() {
            self.remarks.push(Remark::HiddenColumns { sheet: name.to_owned(), columns });
        }
    }

    /// Takes a sheet that was read. Its name stands first in its caption: it may be all that tells
    /// block or year.
    pub(super) fn add(&mut self, name: &str, grid: Grid) -> Result<(), Unreadable> {
        let rows = grid.hidden();
        if !rows.is_empty() {
            self.remarks.push(Remark::HiddenRows { sheet: name.to_owned(), rows });
        }
        self.caption = vec![name.to_owned()];
        let pieces = grid.into_pieces(&mut self.caption, &mut self.budget)?;
        if pieces.is_empty() {
            self.remarks.push(Remark::OtherSheet(name.to_owned()));
        }
        self.pieces.extend(pieces);
        Ok(())
    }

    pub(super) fn content(mut self, format: Format) -> Content {
        self.remarks
            .extend(Some(Remark::TrackedDeletions(self.struck)).filter(|_| self.struck > 0));
        Content { format, pieces: self.pieces, remarks: self.remarks }
    }
}
