//! Excel (.xlsx): the sheets of a workbook, read cell by cell. A formula is read as the value that
//! is stored with it.

mod look;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader as _, Style, Xlsx};
use rust_decimal::{Decimal, RoundingStrategy};

use super::archive::Archive;
use super::book::Book;
use super::grid::Grid;
use super::xml::{Node, attribute, walk};
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions, Unread};
use look::{Looks, RAISED, STRUCK, look_through, mentions, shown_strings};

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    let mut archive = Archive::open(bytes)?;
    archive.check_sums(reading.limits.memory)?;
    if claims_more_strings_than_it_holds(&mut archive)? {
        return Err(ReadError::TooExpanded);
    }

    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| ReadError::damaged(&error))?;
    let sheets = workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible));
    let sheets: Vec<_> = sheets.collect();
    let stored = archive.names().filter(|name| is_worksheet(name)).count();
    if stored > sheets.len() {
        return Err(ReadError::LostSheets { found: sheets.len(), counted: stored });
    }
    let mut book = Book::new(sheets, reading)?;
    let paths = paths(&mut archive, reading)?;
    let shown = shown_strings(&mut archive, reading)?;

    while let Some(name) = book.next() {
        let mut grid = Grid::new(Location::Sheet(Arc::from(name.as_str())));
        read_cells(&mut workbook, &name, &mut grid, &mut book)?;
        let path = paths.iter().find(|(sheet, _)| *sheet == name).map(|(_, path)| path.as_str());
        let Some(path) = path else {
            book.add(&name, grid)?;
            continue;
        };

        // Most large sheets have no hidden rows, merged cells, note marks, struck-out text or
        // formulas, and need not be read a second time.
        let most = reading.limits.memory;
        let is_plain = match archive.part(path, most)? {
            Some(part) => {
                let words: [&[u8]; 7] =
                    [b"hidden", b"mergeCell", RAISED, STRUCK, b"<f>", b"<f ", b":f>"];
                shown.is_empty() && !mentions(part, &words)?
            }
            None => true,
        };

        if let Some(part) = archive.part(path, most)?.filter(|_| !is_plain) {
            let Looks { merged, hidden, texts, valueless } = look_through(part, &mut grid, &shown)?;
            for [row, column] in valueless {
                let cell =
                    RawCell { unread: Some(Unread::Formula), ..RawCell::new(grid.location(), "") };
                book.put(&mut grid, row, column, cell)?;
            }
            for ([row, column], text) in texts {
                if let Some(cell) = grid.cell(row, column).cloned() {
                    book.put(&mut grid, row, column, RawCell { text: text.into(), ..cell })?;
                }
            }
            book.merge(&mut grid, merged)?;
            book.hide_columns(&name, &grid, hidden.into_iter().collect());
        }
        book.add(&name, grid)?;
    }
    Ok(book.content(Format::Excel))
}

/// Whether a part claims to hold more strings than it has bytes. calamine takes memory for as many as are claimed
/// before it reads them.
fn claims_more_strings_than_it_holds(archive: &mut Archive) -> Result<bool, ReadError> {
    const BEGINNING: u64 = 2048;
    const CLAIM: &str = "uniqueCount";
    let claims_more = |(begins, size): &(Vec<u8>, u64)| {
        let text = String::from_utf8_lossy(begins);
        let Some((_, behind)) = text.split_once(CLAIM) else { return false };
        let digits = behind.trim_start_matches(|c: char| "=\"' \t\r\n".contains(c));
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let count = digits[..end].parse().unwrap_or(u64::MAX);
        end > 0 && count > *size
    };
    Ok(archive.beginnings(BEGINNING)?.iter().any(claims_more))
}

/// Whether a part of the archive holds the cells of a sheet.
fn is_worksheet(part: &str) -> bool {
    part.starts_with("xl/worksheets/")
        && Path::new(part).extension().is_some_and(|ending| ending == "xml")
        && !part.contains("/_rels/")
}

fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    grid: &mut Grid,
    book: &mut Book<'_>,
) -> Result<(), ReadError> {
    let location = Location::Sheet(Arc::from(name));
    let damaged = |error: calamine::XlsxError| ReadError::damaged(&error);
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let formats: Vec<_> = cells.styles().iter().map(NumberFormat::of).collect();
    let is_struck = |style: &Style| style.font.as_ref().is_some_and(|font| font.strikethrough);
    let struck: Vec<bool> = cells.styles().iter().map(is_struck).collect();

    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).copied().unwrap_or_default();
        if struck.get(style) == Some(&true) && !matches!(cell.get_value(), DataRef::Empty) {
            book.strike();
            continue;
        }

        let (text, unformatted) = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(number) => (number.to_string(), true),
            DataRef::Float(number) => {
                let text = format.digits(*number);
                let hides_decimals = format.hides_decimals_of(&text);
                let shown = hides_decimals.then(|| format.shown(*number)).flatten();
                if let Some(shown) = shown {
                    book.read_as_shown();
                    (shown, false)
                } else {
                    if hides_decimals {
                        book.read_hidden_decimals();
                    }
                    (text, format.decimals.is_none())
                }
            }
            DataRef::DateTime(date) => (day(*date), false),
            DataRef::String(text) => (text.clone(), false),
            DataRef::SharedString(text) => ((*text).to_owned(), false),
            other => (calamine::Data::from(other.clone()).to_string(), false),
        };
        if !text.is_empty() {
            let cell = RawCell { unformatted, ..RawCell::new(location.clone(), text) };
            book.put(grid, row as usize + 1, column as usize + 1, cell)?;
        }
    }
    Ok(())
}

/// The day of a date cell, such as `2024-05-09`, so that it is not taken for a figure.
pub(super) fn day(date: ExcelDateTime) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// The number format of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    /// The number of fixed decimals; `None` for the general format and for dates.
    decimals: Option<usize>,
    percent: bool,
}

impl NumberFormat {
    fn of(style: &Style) -> Self {
        style
            .number_format
            .as_ref()
            .map_or(Self::default(), |format| Self::parse(&format.format_code))
    }

    /// Reads the first section of a format such as `0.00`, `#,##0.0` or `0.00%`.
    fn parse(code: &str) -> Self {
        // Text in quotation marks or after a backslash is literal.
        let mut section = String::new();
        let (mut is_quoted, mut is_escaped) = (false, false);
        for c in code.chars().take_while(|c| *c != ';') {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => is_quoted = !is_quoted,
                _ if !is_quoted => section.push(c),
                _ => {}
            }
        }

        let percent = section.contains('%');
        let has_digits = section.contains(['0', '#', '?']);
        let is_date = section.to_ascii_lowercase().contains(['y', 'd', 'h', 's'])
            && !section.contains("General");
        if !has_digits || is_date {
            return Self { decimals: None, percent };
        }

        let fraction = section.split_once('.').map_or("", |(_, fraction)| fraction);
        let decimals =
            fraction.chars().take_while(|c| "0#?".contains(*c)).filter(|c| *c == '0').count();
        Self { decimals: Some(decimals), percent }
    }

    /// A number as its format shows it, if it has more decimals than points can have and the format shows
    /// no more than that. None for other numbers, which are read with all of their digits.
    fn shown(self, number: f64) -> Option<String> {
        let shown = rounded(if self.percent { number * 100.0 } else { number }, self.decimals?)?;
        Some(format!("{shown}{}", if self.percent { "%" } else { "" }))
    }

    /// Whether a number has more decimals than its format shows.
    fn hides_decimals_of(self, text: &str) -> bool {
        let present = text.trim_end_matches('%').split_once('.');
        let present = present.map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
        self.decimals.is_some_and(|decimals| present > decimals)
    }

    /// A number with all of its digits, and at least as many decimals as its format shows.
    pub(super) fn digits(self, number: f64) -> String {
        let mut text = digits(if self.percent { number * 100.0 } else { number });
        let present = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let decimals = self.decimals.unwrap_or(0);
        if present < decimals {
            if present == 0 {
                text.push('.');
            }
            text.push_str(&"0".repeat(decimals - present));
        }
        if self.percent {
            text.push('%');
        }
        text
    }
}

/// A number that has more decimals than points can have, rounded to those that are shown. None for other
/// numbers, and if more are shown than points can have.
pub(super) fn rounded(number: f64, decimals: usize) -> Option<String> {
    /// The decimals of points.
    const MOST: usize = 4;
    let text = digits(number);
    let present = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let exact = Decimal::from_str_exact(&text).ok()?;
    let places = u32::try_from(decimals).ok().filter(|_| present > MOST && decimals <= MOST)?;
    let shown = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    Some(format!("{shown:.decimals$}"))
}

/// A number with the fifteen significant digits that spreadsheets show: 13.499999999999998 is 13.5.
pub(super) fn digits(number: f64) -> String {
    if !number.is_finite() || number.abs() >= 1e15 {
        return number.to_string();
    }

    // The shortest text that yields the number is the one that was typed, unless the number carries
    // the rounding error of a sum.
    let shortest = number.to_string();
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 && shortest != "-0" {
        return shortest;
    }

    // The exponent of the scientific form gives the position of the first digit.
    let scientific = format!("{number:.14e}");
    let exponent: i32 =
        scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from(14 - exponent).unwrap_or(0).min(20);
    let text = format!("{number:.decimals$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The names of a workbook's sheets, each with the path of its part in the archive.
fn paths(
    archive: &mut Archive<'_>,
    reading: &ReadOptions,
) -> Result<Vec<(String, String)>, ReadError> {
    let most = reading.limits.memory;

    let mut targets: Vec<(String, String)> = Vec::new();
    if let Some(part) = archive.part("xl/_rels/workbook.xml.rels", most)? {
        walk(part, |node| {
            if let Node::Open("Relationship", start) = node {
                let target = attribute(start, "Target").unwrap_or_default();
                let path = target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_owned);
                targets.push((attribute(start, "Id").unwrap_or_default(), path));
            }
            Ok(())
        })?;
    }

    let mut sheets = Vec::new();
    if let Some(part) = archive.part("xl/workbook.xml", most)? {
        walk(part, |node| {
            if let Node::Open("sheet", start) = node {
                let id = attribute(start, "id").unwrap_or_default();
                let path =
                    targets.iter().find(|(target, _)| *target == id).map(|(_, path)| path.clone());
                sheets
                    .extend(path.map(|path| (attribute(start, "name").unwrap_or_default(), path)));
            }
            Ok(())
        })?;
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_shows() {
        for (number, text) in [
            (13.499_999_999_999_998, "13.5"),
            (13.5, "13.5"),
            (100.0, "100"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (69.3075, "69.3075"),
            (1e-7, "0.0000001"),
            (1_234_567.25, "1234567.25"),
        ] {
            assert_eq!(digits(number), text);
        }
    }

    #[test]
    fn formats_add_decimals_and_percent_signs_but_remove_no_digits() {
        let shown = |code: &str, number| NumberFormat::parse(code).digits(number);
        assert_eq!(shown("0.00", 13.5), "13.50");
        assert_eq!(shown("0.0", 13.456), "13.456");
        assert_eq!(shown("#,##0.00;[Red]-#,##0.00", 9.0), "9.00");
        assert_eq!(shown("0.00%", 0.9005), "90.05%");
        assert_eq!(shown("0.00\"%\"", 94.28), "94.28");
        assert_eq!(shown("0.00\\%", 94.28), "94.28");
        assert_eq!(shown("General", 13.5), "13.5");
        assert_eq!(NumberFormat::parse("General").decimals, None);
        let as_shown = |code: &str, number| NumberFormat::parse(code).shown(number);
        assert_eq!(as_shown("0.00", 17.179_975_310_3).as_deref(), Some("17.18"));
        assert_eq!(as_shown("0.0", -0.250_000_1).as_deref(), Some("-0.3"));
        assert_eq!(as_shown("0.00%", 0.905_678_9).as_deref(), Some("90.57%"));
        assert_eq!(as_shown("0.00", 17.1234), None);
        assert_eq!(as_shown("General", 17.179_975_310_3), None);
        assert_eq!(as_shown("0.00000", 17.179_975_310_3), None);
        assert_eq!(NumberFormat::parse("yyyy-mm-dd").decimals, None);
    }
}
