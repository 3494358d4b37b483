//! Excel (.xlsx): the sheets of a workbook, read cell by cell. Formulas count as the values that are stored with them.

use std::io::{BufRead, Cursor};
use std::sync::Arc;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader as _, SheetVisible, Style, Xlsx};
use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::grid::{Grid, Piece};
use super::limit::{Budget, Limits};
use super::mark::Look;
use super::xml::{Node, attribute, walk};
use super::{Content, Format, Place, RawCell, Reading, Remark, Unreadable};

/// Bytes of the strings that the sheets share, of the styles and of the like: they are held all at once.
const HELD: u64 = 128 << 20;

pub(super) fn read(bytes: &[u8], reading: &Reading) -> Result<Content, Unreadable> {
    let mut archive = Archive::open(bytes)?;
    archive.measure(reading.limits.expanded)?;
    for part in ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
        if let Some(mut part) = archive.part(part, HELD.min(reading.limits.expanded))? {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| Unreadable::damaged(&error))?;
        }
    }
    check_styles(&mut archive, reading)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged(&error))?;
    let sheets = workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible));
    let mut book = Book::new(sheets.collect(), reading)?;
    let paths = paths(&mut archive, reading)?;
    let shown = shown_strings(&mut archive, reading)?;
    while let Some(name) = book.next() {
        let mut grid = Grid::new(Place::Sheet(Arc::from(name.as_str())));
        read_cells(&mut workbook, &name, &mut grid, &mut book)?;
        let path = paths.iter().find(|(own, _)| *own == name).map(|(_, path)| path.as_str());
        let Some(path) = path else {
            book.add(&name, grid)?;
            continue;
        };
        // Most large sheets hide and merge nothing, and need not be read again.
        let most = reading.limits.expanded;
        let is_plain = match archive.part(path, most)? {
            Some(part) => shown.is_empty() && !mentions(part, &[b"hidden=", b"mergeCell ", RAISED, STRUCK])?,
            None => true,
        };
        if let Some(part) = archive.part(path, most)?.filter(|_| !is_plain) {
            let Looks { merged, hidden, texts } = look_through(part, &mut grid, &shown)?;
            for ([row, column], text) in texts {
                let cell = grid.cell(row, column).filter(|cell| !cell.text.is_empty()).cloned();
                if let Some(cell) = cell {
                    book.put(&mut grid, row, column, RawCell { text: text.into(), ..cell })?;
                }
            }
            book.merge(&mut grid, merged)?;
            book.hide_columns(&name, &grid, hidden);
        }
        book.add(&name, grid)?;
    }
    Ok(book.content(Format::Excel))
}

/// The library keeps a copy of its format and fonts with every style: many styles of long names are too many bytes.
fn check_styles(archive: &mut Archive<'_>, reading: &Reading) -> Result<(), Unreadable> {
    let (mut styles, mut longest) = (0_u64, 0_u64);
    if let Some(part) = archive.part("xl/styles.xml", reading.limits.expanded)? {
        walk(part, |node| {
            if let Node::Open(name, start) = node {
                styles += u64::from(name == "xf");
                longest = longest.max(start.attributes_raw().len() as u64);
            }
            Ok(())
        })?;
    }
    if styles.saturating_mul(longest) > HELD * 2 { Err(Unreadable::TooExpanded) } else { Ok(()) }
}

fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    grid: &mut Grid,
    book: &mut Book<'_>,
) -> Result<(), Unreadable> {
    let place = Place::Sheet(Arc::from(name));
    let damaged = |error: calamine::XlsxError| Unreadable::damaged(&error);
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let formats: Vec<_> = cells.styles().iter().map(NumberFormat::of).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).copied().unwrap_or_default();
        let (text, unformatted) = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(number) => (number.to_string(), true),
            DataRef::Float(number) => (format.digits(*number), format.decimals.is_none()),
            DataRef::DateTime(date) => (day(*date), false),
            DataRef::String(text) => (text.clone(), false),
            DataRef::SharedString(text) => ((*text).to_owned(), false),
            other => (calamine::Data::from(other.clone()).to_string(), false),
        };
        if !text.is_empty() {
            let cell = RawCell { unformatted, ..RawCell::new(place.clone(), text) };
            book.put(grid, row as usize + 1, column as usize + 1, cell)?;
        }
    }
    Ok(())
}

/// The day of a cell that is shown as one, such as `2024-05-09`: no figure.
pub(super) fn day(date: ExcelDateTime) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    /// Decimals; none where the format is the general one.
    decimals: Option<usize>,
    percent: bool,
}

impl NumberFormat {
    fn of(style: &Style) -> Self {
        style.number_format.as_ref().map_or(Self::default(), |format| Self::parse(&format.format_code))
    }

    /// Reads a format such as `0.00`, `#,##0.0` or `0.00%`: its first section.
    fn parse(code: &str) -> Self {
        // What stands in quotation marks or behind a backslash is shown to the letter.
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
        let is_date = section.to_ascii_lowercase().contains(['y', 'd', 'h', 's']) && !section.contains("General");
        if !has_digits || is_date {
            return Self { decimals: None, percent };
        }
        let fraction = section.split_once('.').map_or("", |(_, fraction)| fraction);
        let decimals = fraction.chars().take_while(|c| "0#?".contains(*c)).filter(|c| *c == '0').count();
        Self { decimals: Some(decimals), percent }
    }

    /// The digits of a number: all that it has, and as many decimals as it is shown with.
    pub(super) fn digits(self, number: f64) -> String {
        let mut text = digits(if self.percent { number * 100.0 } else { number });
        let have = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let wanted = self.decimals.unwrap_or(0);
        if have < wanted {
            if have == 0 {
                text.push('.');
            }
            text.push_str(&"0".repeat(wanted - have));
        }
        if self.percent {
            text.push('%');
        }
        text
    }
}

/// A number with the fifteen significant digits that spreadsheets show: 13.499999999999998 is 13.5.
pub(super) fn digits(number: f64) -> String {
    if !number.is_finite() || number.abs() >= 1e15 {
        return number.to_string();
    }
    // The shortest text that gives the number is the one that was typed, unless it shows the noise of a sum.
    let shortest = number.to_string();
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 && shortest != "-0" {
        return shortest;
    }
    // The exponent of the scientific form is the place of the first digit.
    let scientific = format!("{number:.14e}");
    let exponent: i32 = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from(14 - exponent).unwrap_or(0).min(20);
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Words of a part in which some letters are raised or struck out.
const RAISED: &[u8] = b"vertAlign";
const STRUCK: &[u8] = b"strike";

/// For each of the strings that the sheets share, what it says without the marks of notes and without what is struck
/// out; none where that is all of it, which the library gives. Empty where no string has any such letters.
fn shown_strings(archive: &mut Archive<'_>, reading: &Reading) -> Result<Vec<Option<String>>, Unreadable> {
    const STRINGS: &str = "xl/sharedStrings.xml";
    let most = HELD.min(reading.limits.expanded);
    let is_plain = match archive.part(STRINGS, most)? {
        Some(part) => !mentions(part, &[RAISED, STRUCK])?,
        None => true,
    };
    let mut shown = Vec::new();
    if let Some(part) = archive.part(STRINGS, most)?.filter(|_| !is_plain) {
        let mut rich = RichText::default();
        walk(part, |node| {
            rich.take(&node);
            if let Node::Close("si") = node {
                shown.push(std::mem::take(&mut rich).shown());
            }
            Ok(())
        })?;
    }
    Ok(shown)
}

/// A text whose runs may look different.
#[derive(Default)]
struct RichText {
    text: String,
    run: String,
    look: Look,
    in_text: bool,
    /// Whether a run was left out.
    is_less: bool,
    /// How a text is pronounced is no part of it.
    skipped: bool,
}

impl RichText {
    fn take(&mut self, node: &Node<'_>) {
        let is = |start: &BytesStart<'_>, value: &str| attribute(start, "val").is_some_and(|own| own == value);
        match node {
            Node::Open("rPh", _) => self.skipped = true,
            Node::Close("rPh") => self.skipped = false,
            _ if self.skipped => {}
            Node::Open("t", _) => self.in_text = true,
            Node::Close("t") => self.in_text = false,
            Node::Open("vertAlign", start) => self.look.raised = is(start, "superscript"),
            Node::Open("strike", start) => self.look.struck = !is(start, "0") && !is(start, "false"),
            Node::Text(text) if self.in_text => self.run.push_str(text),
            Node::Open("r", _) | Node::Close("r" | "si" | "is") => self.end_run(),
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let (run, look) = (std::mem::take(&mut self.run), std::mem::take(&mut self.look));
        if look.says(&run) {
            self.text.push_str(&run);
        } else {
            self.is_less |= !run.is_empty();
        }
    }

    fn shown(self) -> Option<String> {
        Some(self.text).filter(|_| self.is_less)
    }
}

/// Whether one of some words stands in a part.
fn mentions(mut part: impl BufRead, words: &[&[u8]]) -> Result<bool, Unreadable> {
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(1);
    let mut seen: Vec<u8> = Vec::new();
    loop {
        let read = part.fill_buf().map_err(|error| Unreadable::damaged(&error))?;
        if read.is_empty() {
            return Ok(false);
        }
        let length = read.len();
        // A word may begin in what was read before.
        seen.drain(..seen.len().saturating_sub(longest - 1));
        seen.extend_from_slice(read);
        if words.iter().any(|word| memchr::memmem::find(&seen, word).is_some()) {
            return Ok(true);
        }
        part.consume(length);
    }
}

/// What the library does not tell of a sheet.
#[derive(Default)]
struct Looks {
    /// The spans of merged cells.
    merged: Vec<Dimensions>,
    /// The numbers of hidden columns.
    hidden: Vec<usize>,
    /// Rows and columns of cells with raised or struck-out letters, and what they say without them.
    texts: Vec<([usize; 2], String)>,
}

/// Looks through a sheet and hides the rows that it hides.
fn look_through(part: impl BufRead, grid: &mut Grid, shown: &[Option<String>]) -> Result<Looks, Unreadable> {
    let (mut row, mut column, mut looks) = (0_usize, 0_usize, Looks::default());
    let (mut shares, mut value, mut rich) = (false, String::new(), None::<RichText>);
    let is_hidden =
        |start: &BytesStart<'_>| attribute(start, "hidden").is_some_and(|value| value == "1" || value == "true");
    walk(part, |node| {
        if let Some(rich) = &mut rich {
            rich.take(&node);
        }
        let (name, start) = match node {
            Node::Open(name, start) => (name, start),
            Node::Text(text) => {
                value.push_str(text);
                return Ok(());
            }
            Node::Close(name) => {
                let text = match name {
                    "is" => rich.take().and_then(RichText::shown),
                    "v" if shares => value.trim().parse().ok().and_then(|at: usize| shown.get(at).cloned().flatten()),
                    _ => None,
                };
                looks.texts.extend(text.map(|text| ([row, column], text)));
                return Ok(());
            }
        };
        match name {
            "row" => {
                column = 0;
                row = attribute(start, "r").and_then(|text| text.parse().ok()).unwrap_or(row + 1);
                if is_hidden(start) {
                    grid.hide(row);
                }
            }
            "col" if is_hidden(start) => {
                let bound = |name| attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(0);
                let last: usize = bound("max");
                looks.hidden.extend((bound("min")..=last.min(Limits::COLUMNS)).filter(|column| *column > 0));
            }
            "c" => {
                let place = attribute(start, "r").and_then(|text| format!("{text}:{text}").parse().ok());
                let place = place.map(|super::CellRange { rows, columns }| [rows[0], columns[0]]);
                [row, column] = place.unwrap_or([row, column + 1]);
                shares = attribute(start, "t").is_some_and(|kind| kind == "s");
            }
            "v" => value.clear(),
            "is" => rich = Some(RichText::default()),
            "mergeCell" => {
                let range = attribute(start, "ref").and_then(|text| text.parse::<super::CellRange>().ok());
                if let Some(super::CellRange { rows, columns }) = range {
                    let to = |number: usize| u32::try_from(number - 1).unwrap_or(u32::MAX);
                    looks.merged.push(Dimensions::new((to(rows[0]), to(columns[0])), (to(rows[1]), to(columns[1]))));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(looks)
}

/// The parts of a workbook's sheets, by name.
fn paths(archive: &mut Archive<'_>, reading: &Reading) -> Result<Vec<(String, String)>, Unreadable> {
    let most = reading.limits.expanded;
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
                let path = targets.iter().find(|(own, _)| *own == id).map(|(_, path)| path.clone());
                sheets.extend(path.map(|path| (attribute(start, "name").unwrap_or_default(), path)));
            }
            Ok(())
        })?;
    }
    Ok(sheets)
}

/// The sheets of a workbook that are to be read, and what is made of them. Formats with sheets share it.
pub(super) struct Book<'a> {
    reading: &'a Reading,
    budget: Budget,
    waiting: Vec<String>,
    caption: Vec<String>,
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
}

impl<'a> Book<'a> {
    /// Chooses the sheets: all that are visible, or the one that was asked for.
    pub(super) fn new(sheets: Vec<(String, SheetVisible)>, reading: &'a Reading) -> Result<Self, Unreadable> {
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
        Ok(Self { reading, budget, waiting, caption: Vec::new(), pieces: Vec::new(), remarks })
    }

    /// The next sheet to be read.
    pub(super) fn next(&mut self) -> Option<String> {
        self.waiting.pop()
    }

    /// Puts a cell in its place, unless it lies outside the range that was asked for.
    pub(super) fn put(&mut self, grid: &mut Grid, row: usize, column: usize, cell: RawCell) -> Result<(), Unreadable> {
        if self.reading.range.is_none_or(|range| range.contains(row, column)) {
            grid.put(row, column, cell, &mut self.budget)?;
        }
        Ok(())
    }

    /// Repeats merged cells over their spans.
    pub(super) fn merge(&mut self, grid: &mut Grid, merged: Vec<Dimensions>) -> Result<(), Unreadable> {
        for Dimensions { start, end } in merged {
            let corner = |(row, column): (u32, u32)| [row as usize + 1, column as usize + 1];
            self.span(grid, corner(start), corner(end))?;
        }
        Ok(())
    }

    /// Repeats the cell of the upper left corner over a span.
    pub(super) fn span(&mut self, grid: &mut Grid, from: [usize; 2], to: [usize; 2]) -> Result<(), Unreadable> {
        grid.span(from, to, &mut self.budget)
    }

    /// Says which of the hidden columns hold something.
    pub(super) fn hide_columns(&mut self, name: &str, grid: &Grid, mut columns: Vec<usize>) {
        columns.retain(|column| grid.uses(*column));
        if !columns.is_empty() {
            self.remarks.push(Remark::HiddenColumns { sheet: name.to_owned(), columns });
        }
    }

    /// Takes a sheet that was read. Its name stands first in its caption: it may be all that tells block or year.
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

    pub(super) fn content(self, format: Format) -> Content {
        Content { format, pieces: self.pieces, remarks: self.remarks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_spreadsheets_show() {
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
    fn formats_add_decimals_and_percent_signs_and_take_nothing_away() {
        let shown = |code: &str, number| NumberFormat::parse(code).digits(number);
        assert_eq!(shown("0.00", 13.5), "13.50");
        assert_eq!(shown("0.0", 13.456), "13.456");
        assert_eq!(shown("#,##0.00;[Red]-#,##0.00", 9.0), "9.00");
        assert_eq!(shown("0.00%", 0.9005), "90.05%");
        assert_eq!(shown("0.00\"%\"", 94.28), "94.28");
        assert_eq!(shown("0.00\\%", 94.28), "94.28");
        assert_eq!(shown("General", 13.5), "13.5");
        assert_eq!(NumberFormat::parse("General").decimals, None);
        assert_eq!(NumberFormat::parse("yyyy-mm-dd").decimals, None);
    }
}
