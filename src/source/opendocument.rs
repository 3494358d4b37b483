//! OpenDocument spreadsheets (.ods). The text of a cell is the text that it shows. Rows and cells
//! may be declared as repeated millions of times; repetitions of empty ones are ignored.

use std::collections::HashMap;
use std::sync::Arc;

use calamine::SheetVisible;
use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::book::Book;
use super::excel::{digits, rounded};
use super::grid::Grid;
use super::limit::Limits;
use super::mark::Look;
use super::xml::{Node, attribute, count, walk};
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions, Unread};

const CONTENT: &str = "content.xml";

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let mut names = Names::default();
    walk(archive.part(CONTENT, reading.limits.memory)?.ok_or_else(missing)?, |node| {
        names.take(&node);
        Ok(())
    })?;

    let Names { tables, looks, .. } = names;
    let mut book = Book::new(tables, reading)?;
    let mut names = Vec::new();
    while let Some(name) = book.next() {
        names.push(name);
    }

    let part = archive.part(CONTENT, reading.limits.memory)?.ok_or_else(missing)?;
    let mut reader = ContentReader {
        book: &mut book,
        names: &names,
        looks: &looks,
        sheet: None,
        row: 1,
        column: 1,
        cell: None,
        repeat: 1,
        hidden: false,
    };
    walk(part, |node| reader.take(node))?;
    Ok(book.content(Format::OpenDocument))
}

fn missing() -> ReadError {
    ReadError::Damaged(CONTENT.to_owned())
}

/// The names of the sheets, and which of them their styles hide.
#[derive(Default)]
struct Names {
    style: String,
    hidden_styles: Vec<String>,
    tables: Vec<(String, SheetVisible)>,
    /// The styles that raise or strike out letters.
    looks: HashMap<String, Look>,
}

impl Names {
    fn take(&mut self, node: &Node<'_>) {
        let Node::Open(name, start) = node else { return };
        match *name {
            "style" => self.style = attribute(start, "name").unwrap_or_default(),
            "table-properties"
                if attribute(start, "display").is_some_and(|value| value == "false") =>
            {
                self.hidden_styles.push(self.style.clone());
            }
            "text-properties" => {
                // Letters are raised by the word `super` or by a percentage of their size.
                let position = attribute(start, "text-position").unwrap_or_default();
                let raised = position.starts_with("super")
                    || position.trim_start().starts_with(|c| ('1'..='9').contains(&c));

                // Letters are struck out if the line has a type or a style.
                let is_set =
                    |name: &str| attribute(start, name).is_some_and(|value| value != "none");
                let struck = is_set("text-line-through-type") || is_set("text-line-through-style");
                if raised || struck {
                    self.looks.insert(self.style.clone(), Look { raised, struck });
                }
            }
            "table" => {
                let style = attribute(start, "style-name").unwrap_or_default();
                let is_hidden = self.hidden_styles.contains(&style);
                let visible = if is_hidden { SheetVisible::Hidden } else { SheetVisible::Visible };
                self.tables.push((attribute(start, "name").unwrap_or_default(), visible));
            }
            _ => {}
        }
    }
}

struct ContentReader<'a, 'b> {
    book: &'a mut Book<'b>,
    names: &'a [String],
    looks: &'a HashMap<String, Look>,
    sheet: Option<Sheet>,
    row: usize,
    column: usize,
    cell: Option<Cell>,
    /// How many times the current row is repeated.
    repeat: usize,
    /// Whether the current row is hidden.
    hidden: bool,
}

struct Sheet {
    name: String,
    grid: Grid,
    spans: Vec<([usize; 2], [usize; 2])>,
    /// The number of columns declared so far.
    columns: usize,
    /// The numbers of the hidden columns.
    hidden: Vec<usize>,
}

struct Cell {
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    skipped: usize,
    /// The open runs: where each begins in the text, and the look of its letters.
    runs: Vec<(usize, Look)>,
    style: String,
    /// The number in the cell.
    value: Option<f64>,
    /// Whether the number is shown as a percentage.
    is_percent: bool,
    /// Whether it has a formula whose value is not declared as text, which may be empty.
    needs_value: bool,
    columns: usize,
    span: [usize; 2],
}

impl ContentReader<'_, '_> {
    fn take(&mut self, node: Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open("table", start) => {
                let name = attribute(start, "name").unwrap_or_default();
                if self.sheet.is_none() && self.names.contains(&name) {
                    let grid = Grid::new(Location::Sheet(Arc::from(name.as_str())));
                    self.sheet = Some(Sheet {
                        name,
                        grid,
                        spans: Vec::new(),
                        columns: 0,
                        hidden: Vec::new(),
                    });
                    self.row = 1;
                }
            }
            Node::Close("table") => {
                if let Some(Sheet { name, mut grid, spans, hidden, .. }) = self.sheet.take() {
                    for (from, to) in spans {
                        self.book.span(&mut grid, from, to)?;
                    }
                    self.book.hide_columns(&name, &grid, hidden);
                    self.book.add(&name, grid)?;
                }
            }
            Node::Open("table-column", start) => {
                if let Some(sheet) = &mut self.sheet {
                    let first = sheet.columns + 1;
                    sheet.columns =
                        sheet.columns.saturating_add(count(start, "number-columns-repeated"));
                    if attribute(start, "visibility").is_some_and(|value| value != "visible") {
                        sheet.hidden.extend(first..=sheet.columns.min(Limits::COLUMNS));
                    }
                }
            }
            Node::Open("table-row", start) => {
                self.column = 1;
                self.repeat = count(start, "number-rows-repeated");
                self.hidden =
                    attribute(start, "visibility").is_some_and(|value| value != "visible");
            }
            Node::Close("table-row") => self.row = self.row.saturating_add(self.repeat),
            Node::Open("table-cell" | "covered-table-cell", start) => {
                self.cell = Some(Cell::open(start));
            }
            Node::Close("table-cell" | "covered-table-cell") => self.end_cell()?,
            other => {
                if let Some(cell) = &mut self.cell {
                    cell.take(&other, self.looks);
                }
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let (Some(cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return Ok(()) };
        let column = self.column;
        let (span, columns) = (cell.span, cell.columns);
        self.column = column.saturating_add(columns);

        let style = cell.style.clone();
        let is_valueless = cell.needs_value && cell.value.is_none() && cell.paragraphs == 0;
        let rounded = cell.rounded();
        let (text, unformatted) = cell.into_text();
        if is_valueless {
            let cell = RawCell {
                unread: Some(Unread::Formula),
                ..RawCell::new(sheet.grid.location(), "")
            };
            return self.book.put(&mut sheet.grid, self.row, column, cell);
        }
        if text.is_empty() {
            return Ok(());
        }
        if self.looks.get(&style).is_some_and(|look| look.struck) {
            self.book.strike();
            return Ok(());
        }

        let (text, unformatted) = match rounded {
            Some(shown) => {
                self.book.read_as_shown();
                (shown, false)
            }
            None => (text, unformatted),
        };
        self.book.make_room(self.repeat.saturating_mul(columns.min(Limits::COLUMNS)))?;
        for row in self.row..self.row.saturating_add(self.repeat) {
            for column in column..column.saturating_add(columns).min(Limits::COLUMNS + 2) {
                let cell =
                    RawCell { unformatted, ..RawCell::new(sheet.grid.location(), text.clone()) };
                self.book.put(&mut sheet.grid, row, column, cell)?;
            }
            if self.hidden {
                sheet.grid.hide(row);
            }
        }

        if span != [1, 1] {
            let to = [self.row.saturating_add(span[0] - 1), column.saturating_add(span[1] - 1)];
            sheet.spans.push(([self.row, column], to));
        }
        Ok(())
    }
}

impl Cell {
    fn open(start: &BytesStart<'_>) -> Self {
        let is_number = attribute(start, "value-type")
            .is_some_and(|kind| kind == "float" || kind == "percentage");
        let value =
            attribute(start, "value").filter(|_| is_number).and_then(|text| text.parse().ok());

        Self {
            is_percent: attribute(start, "value-type").is_some_and(|kind| kind == "percentage"),
            needs_value: attribute(start, "formula").is_some()
                && attribute(start, "value-type").is_none_or(|kind| kind != "string"),
            text: String::new(),
            paragraphs: 0,
            in_paragraph: false,
            skipped: 0,
            runs: Vec::new(),
            style: attribute(start, "style-name").unwrap_or_default(),
            value,
            columns: count(start, "number-columns-repeated"),
            span: [count(start, "number-rows-spanned"), count(start, "number-columns-spanned")],
        }
    }

    /// The number as the cell shows it, if it has more decimals than points can have.
    fn rounded(&self) -> Option<String> {
        let text = self.text.trim();
        let (number, scale) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
        let number = number.trim().replace(',', ".");
        let decimals = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let shown = rounded(self.value? * scale, decimals).filter(|shown| *shown == number)?;
        Some(format!("{shown}{}", if self.is_percent { "%" } else { "" }))
    }

    /// The text that the cell shows, and false. If it does not show its number in full: the digits
    /// of the number, and true (unformatted).
    fn into_text(self) -> (String, bool) {
        let Some(value) = self.value else { return (self.text, false) };
        let text = self.text.trim();
        let (number, scale) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
        let shown = number.trim().replace(',', ".").parse::<f64>();
        let is_exact = shown.is_ok_and(|shown| (shown - value * scale).abs() < 1e-9);
        match (is_exact, self.is_percent) {
            (true, _) => (self.text, false),
            (false, true) => (format!("{}%", digits(value * 100.0)), true),
            (false, false) => (digits(value), true),
        }
    }

    /// Takes a node within the cell. Comments, which have paragraphs of their own, are left out.
    fn take(&mut self, node: &Node<'_>, looks: &HashMap<String, Look>) {
        match node {
            Node::Open("annotation", _) => self.skipped += 1,
            Node::Close("annotation") => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            Node::Open("p", _) => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            Node::Close("p") => self.in_paragraph = false,
            Node::Open("span", start) => {
                let style = attribute(start, "style-name").unwrap_or_default();
                self.runs.push((self.text.len(), looks.get(&style).copied().unwrap_or_default()));
            }
            Node::Close("span") => {
                if let Some((from, look)) = self.runs.pop()
                    && self.text.get(from..).is_some_and(|run| !look.says(run))
                {
                    self.text.truncate(from);
                }
            }
            Node::Open("s", start) => self.text.push_str(&" ".repeat(count(start, "c").min(100))),
            Node::Open("tab", _) => self.text.push('\t'),
            Node::Open("line-break", _) => self.text.push('\n'),
            Node::Text(text) if self.in_paragraph => self.text.push_str(text),
            _ => {}
        }
    }
}
