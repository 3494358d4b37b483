//! Excel 97 (.xls). The library lays a sheet out as a rectangle of all its cells, so the records are looked through
//! first: for how large that would be, and for hidden rows and cells in percent, which the library does not tell.

use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{Data, Reader as _, Xls};

use super::excel::{Book, day, digits};
use super::grid::Grid;
use super::{Content, Format, Place, RawCell, Reading, Unreadable};

pub(super) fn read(bytes: &[u8], reading: &Reading) -> Result<Content, Unreadable> {
    let sheets = look_through(bytes, reading)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Unreadable::Locked,
        other => Unreadable::damaged(&other),
    })?;
    let named = workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect::<Vec<_>>();
    let names: Vec<_> = named.iter().map(|(name, _)| name.clone()).collect();
    let mut book = Book::new(named, reading)?;
    while let Some(name) = book.next() {
        let place = Place::Sheet(Arc::from(name.as_str()));
        let mut grid = Grid::new(place.clone());
        let range = workbook.worksheet_range(&name).map_err(|error| Unreadable::damaged(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let looked = names.iter().position(|own| *own == name).and_then(|index| sheets.get(index));
        for (row, column, value) in range.used_cells() {
            let (text, unformatted) = match value {
                Data::Empty => continue,
                Data::Int(number) => (number.to_string(), true),
                Data::Float(number) => {
                    let at = (top as usize + row, left as usize + column);
                    let is_percent = looked.is_some_and(|sheet| sheet.percent.contains(&at));
                    (if is_percent { format!("{}%", digits(number * 100.0)) } else { digits(*number) }, true)
                }
                Data::DateTime(date) => (day(*date), false),
                other => (other.to_string(), false),
            };
            let cell = RawCell { unformatted, ..RawCell::new(place.clone(), text) };
            book.put(&mut grid, top as usize + row + 1, left as usize + column + 1, cell)?;
        }
        for row in looked.into_iter().flat_map(|sheet| &sheet.hidden) {
            grid.hide(*row);
        }
        book.merge(&mut grid, workbook.merge_cells_by_sheet_name(&name).unwrap_or_default())?;
        book.add(&name, grid)?;
    }
    Ok(book.content(Format::Excel97))
}

/// What the records of one sheet say.
#[derive(Default)]
struct Sheet {
    /// First and last row and column of cells that hold something, from 0.
    bounds: Option<[usize; 4]>,
    /// The numbers of hidden rows, from 1.
    hidden: Vec<usize>,
    /// Rows and columns, from 0, of cells that are shown in percent.
    percent: HashSet<(usize, usize)>,
}

/// Looks through the records of the workbook's stream: two bytes of kind, two of length, the record.
fn look_through(bytes: &[u8], reading: &Reading) -> Result<Vec<Sheet>, Unreadable> {
    let damaged = |error: std::io::Error| Unreadable::damaged(&error);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let part = file.open_stream(name).map_err(damaged)?;
    part.take(reading.limits.expanded).read_to_end(&mut stream).map_err(damaged)?;
    let word = |at: usize| stream.get(at..at + 2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut formats, mut styles) = (HashSet::from([9, 10]), Vec::new());
    // The stream begins with the workbook's own part; each sheet is one, and may have a chart's within it.
    let (mut at, mut depth, mut is_globals) = (0, 0_usize, true);
    while let (Some(kind), Some(length)) = (word(at), word(at + 2)) {
        let record = at + 4;
        at = record + length;
        match kind {
            0x0809 => {
                depth += 1;
                if depth == 1 && !std::mem::take(&mut is_globals) {
                    sheets.push(Sheet::default());
                }
            }
            0x000A => depth = depth.saturating_sub(1),
            0x041E if stream.get(record..at.min(stream.len())).is_some_and(|format| format.contains(&b'%')) => {
                formats.extend(word(record));
            }
            0x00E0 => styles.push(word(record + 2).is_some_and(|format| formats.contains(&format))),
            _ => {
                let Some(sheet) = sheets.last_mut().filter(|_| depth == 1) else { continue };
                let (Some(row), Some(column)) = (word(record), word(record + 2)) else { continue };
                let is_percent = |at: usize| word(at).is_some_and(|style| styles.get(style) == Some(&true));
                match kind {
                    0x0208 if word(record + 12).is_some_and(|flags| flags & 0x20 != 0) => sheet.hidden.push(row + 1),
                    0x0006 | 0x00FD | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                        sheet.extend(row, column, column);
                        sheet.percent.extend(Some((row, column)).filter(|_| is_percent(record + 4)));
                    }
                    0x00BD | 0x00BE if length >= 6 => {
                        let last = word(record + length - 2).unwrap_or(column);
                        sheet.extend(row, column, last);
                        let size = if kind == 0x00BD { 6 } else { 2 };
                        let styled = (column..=last).zip((record + 4..record + length - 2).step_by(size));
                        sheet.percent.extend(styled.filter(|(_, at)| is_percent(*at)).map(|(column, _)| (row, column)));
                    }
                    _ => {}
                }
            }
        }
    }
    // Several sheets are laid out at once.
    let cells = sheets.iter().filter_map(|sheet| sheet.bounds).fold(0_usize, |sum, [top, left, bottom, right]| {
        sum.saturating_add((bottom - top + 1).saturating_mul(right - left + 1))
    });
    if cells > reading.limits.cells.saturating_mul(2) {
        return Err(Unreadable::TooManyCells(reading.limits.cells));
    }
    Ok(sheets)
}

impl Sheet {
    fn extend(&mut self, row: usize, first: usize, last: usize) {
        let last = last.max(first);
        let [top, left, bottom, right] = self.bounds.unwrap_or([row, first, row, last]);
        self.bounds = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
    }
}
