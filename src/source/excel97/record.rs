//! The records of an .xls file. Each has two bytes of kind, two bytes of length and its content.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{Cursor, Read};

use super::super::mark::Look;
use super::super::{ReadError, ReadOptions};
use super::string::{SharedString, font_of, shared_strings};

/// The most rows and columns of a sheet.
const ROWS: usize = 65_536;
const COLUMNS: usize = 256;

/// What the records of one sheet state.
#[derive(Default)]
pub(super) struct Sheet {
    /// The first row, first column, last row and last column with cells, from 0.
    bounds: Option<[usize; 4]>,
    /// The numbers of hidden rows, from 1.
    pub(super) hidden_rows: Vec<usize>,
    /// The numbers of hidden columns, from 1.
    pub(super) hidden_columns: BTreeSet<usize>,
    /// The rows and columns, from 0, of cells that are shown as percentages.
    pub(super) percent: HashSet<(usize, usize)>,
    /// The rows and columns, from 0, of cells that are struck out entirely.
    pub(super) struck: HashSet<(usize, usize)>,
    /// By row and column, from 0: the full text of a cell, and its text without note marks and
    /// struck-out letters, if the two differ.
    pub(super) visible_texts: HashMap<(usize, usize), [String; 2]>,
}

/// Reads the records of the workbook's stream: first its own part, then each sheet at the position
/// where the library finds it.
pub(super) fn look_through(bytes: &[u8], reading: &ReadOptions) -> Result<Vec<Sheet>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::damaged(&error);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let part = file.open_stream(name).map_err(damaged)?;
    part.take(reading.limits.memory).read_to_end(&mut stream).map_err(damaged)?;

    let book = Workbook::read(&stream);
    book.check_sheets()?;
    let sheets = book.offsets.iter().map(|offset| book.sheet(*offset));
    let sheets = sheets.collect::<Result<Vec<_>, _>>()?;

    // The library allocates all sheets at once.
    let sizes = sheets
        .iter()
        .filter_map(|sheet| sheet.bounds)
        .map(|[top, left, bottom, right]| (bottom - top + 1).saturating_mul(right - left + 1));
    if sizes.fold(0_usize, usize::saturating_add) > reading.limits.cells {
        return Err(ReadError::TooManyCells(reading.limits.cells));
    }
    Ok(sheets)
}

/// What the records of the workbook state for all sheets.
struct Workbook<'a> {
    stream: &'a [u8],
    styles: Vec<CellStyle>,
    strings: Vec<SharedString>,
    /// The position at which each sheet begins.
    offsets: Vec<usize>,
    /// The position at which the workbook's own part ends; `None` if its end is missing.
    end: Option<usize>,
}

impl<'a> Workbook<'a> {
    /// Reads the workbook's own part, at the beginning of the stream.
    fn read(stream: &'a [u8]) -> Self {
        let mut workbook = Self {
            stream,
            styles: Vec::new(),
            strings: Vec::new(),
            offsets: Vec::new(),
            end: None,
        };

        let (mut formats, mut fonts) = (HashSet::from([9, 10]), Vec::new());
        let mut at = 0;
        while let Some((kind, record, end)) = workbook.record(at) {
            at = end;
            match kind {
                0x000A => {
                    workbook.end = Some(end);
                    break;
                }
                0x0031 => fonts.push(Look {
                    struck: workbook.word(record + 2).is_some_and(|flags| flags & 8 != 0),
                    raised: workbook.word(record + 8) == Some(1),
                }),
                0x0085 => workbook.offsets.push(workbook.double(record).unwrap_or(usize::MAX)),
                0x00E0 => workbook.styles.push(CellStyle {
                    percent: workbook
                        .word(record + 2)
                        .is_some_and(|format| formats.contains(&format)),
                    struck: workbook.word(record).is_some_and(|font| font_of(&fonts, font).struck),
                }),
                0x00FC => {
                    let mut pieces = vec![stream.get(record + 8..end).unwrap_or_default()];
                    while let Some((0x003C, record, end)) = workbook.record(at) {
                        pieces.push(stream.get(record..end).unwrap_or_default());
                        at = end;
                    }
                    workbook.strings = shared_strings(&pieces, &fonts);
                }
                0x041E if stream.get(record..end).is_some_and(|format| format.contains(&b'%')) => {
                    formats.extend(workbook.word(record));
                }
                _ => {}
            }
        }
        workbook
    }

    /// Returns an error if there is a sheet that the workbook's own part does not list, since the
    /// library would not read it.
    fn check_sheets(&self) -> Result<(), ReadError> {
        let lost = || ReadError::Damaged("a sheet that the workbook does not list".to_owned());
        let (mut at, mut depth) = (self.end.ok_or_else(lost)?, 0_usize);
        while let Some((kind, _, end)) = self.record(at) {
            match kind {
                0x0809 if depth == 0 && !self.offsets.contains(&at) => return Err(lost()),
                0x0809 => depth += 1,
                0x000A => depth = depth.saturating_sub(1),
                _ => {}
            }
            at = end;
        }
        Ok(())
    }

    /// The kind of the record at a position, and the positions at which its content begins and
    /// ends.
    fn record(&self, at: usize) -> Option<(usize, usize, usize)> {
        let (kind, length) = (self.word(at)?, self.word(at + 2)?);
        Some((kind, at + 4, at + 4 + length))
    }

    fn word(&self, at: usize) -> Option<usize> {
        let pair = self.stream.get(at..at.checked_add(2)?)?;
        Some(usize::from(u16::from_le_bytes([pair[0], pair[1]])))
    }

    fn double(&self, at: usize) -> Option<usize> {
        Some(self.word(at + 2)? << 16 | self.word(at)?)
    }

    /// Reads the records of one sheet, without those of the charts in it.
    fn sheet(&self, offset: usize) -> Result<Sheet, ReadError> {
        let mut sheet = Sheet::default();
        let (mut at, mut is_begun, mut depth) = (offset, false, 0_usize);
        while let Some((kind, record, end)) = self.record(at) {
            at = end;
            match kind {
                0x0809 if is_begun => depth += 1,
                0x0809 => is_begun = true,
                0x000A if depth == 0 => break,
                0x000A => depth -= 1,
                _ if depth > 0 => {}
                0x0200 => self.check_dimensions(record, end)?,
                _ => self.read_record(&mut sheet, kind, record, end)?,
            }
        }
        Ok(sheet)
    }

    /// Returns an error if a sheet declares more rows or columns than it can have, or an end before its
    /// beginning: the library allocates as many cells as the sheet declares.
    fn check_dimensions(&self, record: usize, end: usize) -> Result<(), ReadError> {
        let is_short = end - record == 10;
        let (first_row, last_row) = if is_short {
            (self.word(record), self.word(record + 2))
        } else {
            (self.double(record), self.double(record + 4))
        };
        let last_column = self.word(record + if is_short { 6 } else { 10 });
        let (Some(first_row), Some(last_row), Some(last_column)) =
            (first_row, last_row, last_column)
        else {
            return Ok(());
        };
        if last_row > ROWS || last_column > COLUMNS {
            return Err(ReadError::TooManyColumns(last_column));
        }
        if last_row > 0 && last_column > 0 && last_row <= first_row {
            return Err(ReadError::Damaged(format!("rows {first_row} to {last_row}")));
        }
        Ok(())
    }

    /// Reads a record of rows, columns or cells.
    fn read_record(
        &self,
        sheet: &mut Sheet,
        kind: usize,
        record: usize,
        end: usize,
    ) -> Result<(), ReadError> {
        let (Some(row), Some(column)) = (self.word(record), self.word(record + 2)) else {
            return Ok(());
        };
        let style = |at: usize| {
            self.word(at).and_then(|style| self.styles.get(style).copied()).unwrap_or_default()
        };

        match kind {
            0x0208 if self.word(record + 12).is_some_and(|flags| flags & 0x20 != 0) => {
                sheet.hidden_rows.push(row + 1);
            }
            0x007D if self.word(record + 8).is_some_and(|flags| flags & 1 != 0) => {
                sheet.hidden_columns.extend(row + 1..=(column + 1).min(COLUMNS));
            }
            0x0006 | 0x00D6 | 0x00FD | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                sheet.extend(row, column, column)?;
                let style = style(record + 4);
                let number = self.double(record + 6).filter(|_| kind == 0x00FD);
                let string = number.and_then(|number| self.strings.get(number));
                match string.filter(|string| !string.is_plain()) {
                    Some(string) => {
                        let look = Look { raised: false, struck: style.struck };
                        sheet
                            .visible_texts
                            .extend(string.visible_text(look).map(|texts| ((row, column), texts)));
                    }
                    None => sheet.apply_style(row, column, style),
                }
            }
            0x00BD | 0x00BE if end - record >= 6 => {
                let last = self.word(end - 2).unwrap_or(column);
                sheet.extend(row, column, last)?;
                let size = if kind == 0x00BD { 6 } else { 2 };
                for (column, at) in (column..=last).zip((record + 4..end - 2).step_by(size)) {
                    sheet.apply_style(row, column, style(at));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// How a cell style shows its cells.
#[derive(Debug, Clone, Copy, Default)]
struct CellStyle {
    percent: bool,
    struck: bool,
}

impl Sheet {
    fn apply_style(&mut self, row: usize, column: usize, style: CellStyle) {
        self.percent.extend(Some((row, column)).filter(|_| style.percent));
        self.struck.extend(Some((row, column)).filter(|_| style.struck));
    }

    fn extend(&mut self, row: usize, first: usize, last: usize) -> Result<(), ReadError> {
        let last = last.max(first);
        if last >= COLUMNS {
            return Err(ReadError::TooManyColumns(last + 1));
        }
        let [top, left, bottom, right] = self.bounds.unwrap_or([row, first, row, last]);
        self.bounds = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
        Ok(())
    }
}
