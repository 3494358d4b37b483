//! The records of an .xls file: two bytes of kind, two of length, the record.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{Cursor, Read};

use super::super::mark::Look;
use super::super::{Reading, Unreadable};
use super::string::{SharedString, shared_strings};

/// The rows and columns of a sheet.
const ROWS: usize = 65_536;
const COLUMNS: usize = 256;

/// What the records of one sheet say.
#[derive(Default)]
pub(super) struct Sheet {
    /// First and last row and column of cells that hold something, from 0.
    bounds: Option<[usize; 4]>,
    /// The numbers of hidden rows and columns, from 1.
    pub(super) hidden_rows: Vec<usize>,
    pub(super) hidden_columns: BTreeSet<usize>,
    /// Rows and columns, from 0, of cells that are shown in percent.
    pub(super) percent: HashSet<(usize, usize)>,
    /// Rows and columns, from 0, of cells that are struck out as a whole.
    pub(super) struck: HashSet<(usize, usize)>,
    /// All of what stands in a cell, and what it says without the marks of notes and without what is struck out, where
    /// that is less.
    pub(super) shown: HashMap<(usize, usize), [String; 2]>,
}

/// Looks through the records of the workbook's stream.
pub(super) fn look_through(bytes: &[u8], reading: &Reading) -> Result<Vec<Sheet>, Unreadable> {
    let damaged = |error: std::io::Error| Unreadable::damaged(&error);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let part = file.open_stream(name).map_err(damaged)?;
    part.take(reading.limits.expanded).read_to_end(&mut stream).map_err(damaged)?;
    let word = |at: usize| stream.get(at..at + 2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut formats, mut styles) = (HashSet::from([9, 10]), Vec::new());
    let (mut fonts, mut strings): (Vec<Look>, Vec<SharedString>) = (Vec::new(), Vec::new());
    // The library gives each cell its own copy of a shared string.
    let mut left = reading.limits.expanded;
    // The stream begins with the workbook's own part; each sheet is one, and may have a chart's within it.
    let (mut at, mut depth, mut is_globals) = (0, 0_usize, true);
    while let (Some(kind), Some(length)) = (word(at), word(at + 2)) {
        let record = at + 4;
        at = record + length;
        match kind {
            // The library makes room for as many cells as a sheet is said to have.
            0x0200 => {
                let double = |at: usize| word(at).zip(word(at + 2)).map_or(0, |(low, high)| high << 16 | low);
                if double(record + 4) > ROWS || word(record + 10).is_some_and(|columns| columns > COLUMNS) {
                    return Err(Unreadable::TooManyCells(reading.limits.cells));
                }
            }
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
            0x0031 => fonts.push(Look {
                struck: word(record + 2).is_some_and(|flags| flags & 8 != 0),
                raised: word(record + 8) == Some(1),
            }),
            0x00FC => {
                let mut pieces = vec![stream.get(record + 8..at).unwrap_or_default()];
                while let (Some(0x003C), Some(length)) = (word(at), word(at + 2)) {
                    pieces.push(stream.get(at + 4..at + 4 + length).unwrap_or_default());
                    at += 4 + length;
                }
                strings = shared_strings(&pieces, &fonts);
            }
            0x00E0 => styles.push(CellStyle {
                percent: word(record + 2).is_some_and(|format| formats.contains(&format)),
                struck: word(record).is_some_and(|font| font_of(&fonts, font).struck),
            }),
            _ => {
                let Some(sheet) = sheets.last_mut().filter(|_| depth == 1) else { continue };
                let (Some(row), Some(column)) = (word(record), word(record + 2)) else { continue };
                let style = |at: usize| word(at).and_then(|style| styles.get(style).copied()).unwrap_or_default();
                match kind {
                    0x0208 if word(record + 12).is_some_and(|flags| flags & 0x20 != 0) => {
                        sheet.hidden_rows.push(row + 1);
                    }
                    0x007D if word(record + 8).is_some_and(|flags| flags & 1 != 0) => {
                        sheet.hidden_columns.extend(row + 1..=(column + 1).min(COLUMNS));
                    }
                    0x0006 | 0x00FD | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                        sheet.extend(row, column, column);
                        let own = style(record + 4);
                        let string = word(record + 6).zip(word(record + 8)).filter(|_| kind == 0x00FD);
                        match string.and_then(|(low, high)| strings.get(high << 16 | low)) {
                            Some(string) if !string.is_plain() => {
                                left = left.checked_sub(string.bytes).ok_or(Unreadable::TooExpanded)?;
                                let look = Look { raised: false, struck: own.struck };
                                sheet.shown.extend(string.shown(look).map(|shown| ((row, column), shown)));
                            }
                            string => {
                                let bytes = string.map_or(0, |string| string.bytes);
                                left = left.checked_sub(bytes).ok_or(Unreadable::TooExpanded)?;
                                sheet.dress(row, column, own);
                            }
                        }
                    }
                    0x00BD | 0x00BE if length >= 6 => {
                        let last = word(record + length - 2).unwrap_or(column);
                        sheet.extend(row, column, last);
                        let size = if kind == 0x00BD { 6 } else { 2 };
                        for (column, at) in (column..=last).zip((record + 4..record + length - 2).step_by(size)) {
                            sheet.dress(row, column, style(at));
                        }
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

/// How a style shows its cells.
#[derive(Debug, Clone, Copy, Default)]
struct CellStyle {
    percent: bool,
    struck: bool,
}

/// How letters of a font look: the fifth font has no number.
pub(super) fn font_of(fonts: &[Look], number: usize) -> Look {
    fonts.get(if number > 4 { number - 1 } else { number }).copied().unwrap_or_default()
}

impl Sheet {
    fn dress(&mut self, row: usize, column: usize, style: CellStyle) {
        self.percent.extend(Some((row, column)).filter(|_| style.percent));
        self.struck.extend(Some((row, column)).filter(|_| style.struck));
    }

    fn extend(&mut self, row: usize, first: usize, last: usize) {
        let last = last.max(first);
        let [top, left, bottom, right] = self.bounds.unwrap_or([row, first, row, last]);
        self.bounds = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
    }
}
