//! Excel 97 (.xls). The library allocates each sheet as a rectangle of all its cells. So the
//! records are read first, to find out how large these rectangles would be, and what the library
//! does not report: hidden rows and columns, percentages, and raised or struck-out letters.

mod record;
mod string;

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader as _, Xls};

use super::book::Book;
use super::excel::{day, digits};
use super::grid::Grid;
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions};
use record::look_through;

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    let sheets = look_through(bytes, reading)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => ReadError::Locked,
        other => ReadError::damaged(&other),
    })?;

    let listed = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .collect::<Vec<_>>();
    let names: Vec<_> = listed.iter().map(|(name, _)| name.clone()).collect();
    let mut book = Book::new(listed, reading)?;

    while let Some(name) = book.next() {
        let location = Location::Sheet(Arc::from(name.as_str()));
        let mut grid = Grid::new(location.clone());
        let range = workbook.worksheet_range(&name).map_err(|error| ReadError::damaged(&error))?;
        let (top, left) = range.start().unwrap_or_default();

        let records =
            names.iter().position(|sheet| *sheet == name).and_then(|index| sheets.get(index));
        for (row, column, value) in range.used_cells() {
            let key = (top as usize + row, left as usize + column);
            if records.is_some_and(|sheet| sheet.struck.contains(&key)) && *value != Data::Empty {
                book.strike();
                continue;
            }

            let shown = records.and_then(|sheet| sheet.visible_texts.get(&key));
            let (text, unformatted) = match value {
                Data::Empty => continue,
                Data::String(text) => match shown {
                    Some([all, shown]) if all == text => (shown.clone(), false),
                    // The library and the records disagree on the string of this cell.
                    Some(_) => return Err(ReadError::Damaged(name)),
                    None => (text.clone(), false),
                },
                Data::Int(number) => (number.to_string(), true),
                Data::Float(number) => {
                    let is_percent = records.is_some_and(|sheet| sheet.percent.contains(&key));
                    (
                        if is_percent {
                            format!("{}%", digits(number * 100.0))
                        } else {
                            digits(*number)
                        },
                        true,
                    )
                }
                Data::DateTime(date) => (day(*date), false),
                other => (other.to_string(), false),
            };

            let cell = RawCell { unformatted, ..RawCell::new(location.clone(), text) };
            book.put(&mut grid, key.0 + 1, key.1 + 1, cell)?;
        }

        for row in records.into_iter().flat_map(|sheet| &sheet.hidden_rows) {
            grid.hide(*row);
        }
        let columns =
            records.map(|sheet| sheet.hidden_columns.iter().copied().collect()).unwrap_or_default();
        book.hide_columns(&name, &grid, columns);

        book.merge(&mut grid, workbook.merge_cells_by_sheet_name(&name).unwrap_or_default())?;
        book.add(&name, grid)?;
    }
    Ok(book.content(Format::Excel97))
}
