//! Web pages: the tables of a page, and the text before each. Scripts are ignored; styles count
//! only for hidden, raised and struck-out text. End tags may be missing, and tables may be nested.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::grid::{Grid, Piece};
use super::limit::{Budget, Limits};
use super::mark::is_note_mark;
use super::style_sheet::{Effect, StyleSheet};
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions, Remark, Unread};

/// No page nests its tables deeper than this.
const DEEPEST: usize = 100;

/// Elements that begin a new line of text.
const BLOCKS: [&str; 16] = [
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "section",
    "article", "header",
];

/// Elements within a line of text.
const INLINE: [&str; 12] =
    ["sup", "span", "font", "a", "b", "i", "u", "em", "strong", "small", "sub", "label"];

/// Elements whose text is not part of the page's text, or is struck out.
const UNSEEN: [&str; 10] = [
    "script", "style", "title", "noscript", "template", "textarea", "select", "del", "s", "strike",
];

/// Elements that show content other than the page's text.
const FIELDS: [&[u8]; 3] = [b"input", b"select", b"textarea"];
const PICTURES: [&[u8]; 6] = [b"img", b"svg", b"canvas", b"object", b"iframe", b"embed"];

/// Whether a text is a web page: it begins like one, or contains a table in tags.
pub(super) fn is_page(text: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    let begins = |start: &str| {
        text.trim_start().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    let lower = text.to_ascii_lowercase();
    ["<!doctype html", "<html", "<table", "<meta", "<head", "<body"]
        .iter()
        .any(|start| begins(start))
        || (lower.contains("<table") && lower.contains("<td"))
}

pub(super) fn read(text: &str, reading: &ReadOptions) -> Result<Content, ReadError> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = HtmlReader { budget: Budget::new(reading), ..HtmlReader::default() };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        reader.take(token)?;
    }

    if !reader.tables.is_empty() {
        return Err(ReadError::Damaged("<table>".to_owned()));
    }

    let lower = text.to_ascii_lowercase();
    let is_cut = lower.contains("<html") && !lower.contains("</html");
    let mut remarks: Vec<_> = is_cut.then_some(Remark::UnclosedPage).into_iter().collect();
    if reader.left_out > 0 {
        remarks.push(Remark::LeftOutText(reader.left_out));
    }
    if reader.hidden_rows > 0 {
        remarks.push(Remark::SkippedHiddenRows(reader.hidden_rows));
    }
    Ok(Content { format: Format::Html, pieces: reader.pieces, remarks })
}

#[derive(Default)]
struct HtmlReader {
    budget: Budget,
    pieces: Vec<Piece>,
    caption: Vec<String>,
    tables: Vec<OpenTable>,
    line: String,
    /// The open element that is not shown, and how many elements of that name are open.
    unseen: Option<(String, usize)>,
    /// The open elements within a line; for a raised one, where its text begins.
    inline: Vec<(String, Option<usize>)>,
    styles: StyleSheet,
    /// The text of the open `<style>` element.
    style: String,
    /// The number of rows that the page does not show.
    hidden_rows: usize,
    /// The number of texts in tables that the page hides or strikes out.
    left_out: usize,
}

struct OpenTable {
    grid: Grid,
    row: usize,
    column: usize,
    cell: Option<OpenCell>,
    /// For each column, the last row that a span from above covers.
    covered: Vec<usize>,
    spans: Vec<[[usize; 2]; 2]>,
    /// Whether the current row is hidden.
    is_hidden: bool,
}

struct OpenCell {
    text: String,
    rows: usize,
    columns: usize,
    unread: Option<Unread>,
}

impl HtmlReader {
    fn take(&mut self, token: Token) -> Result<(), ReadError> {
        match token {
            Token::StartTag(tag) => self.open(&tag),
            Token::EndTag(tag) => self.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.unseen.is_none() => {
                let text = String::from_utf8_lossy(&text.value).into_owned();
                self.text().push_str(&text);
                Ok(())
            }
            Token::String(text) if !self.tables.is_empty() && self.is_left_out(&text.value) => {
                self.left_out += 1;
                Ok(())
            }
            Token::String(text)
                if self.unseen.as_ref().is_some_and(|(name, _)| name == "style") =>
            {
                self.style.push_str(&String::from_utf8_lossy(&text.value));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, tag: &StartTag<()>) -> Result<(), ReadError> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();

        if let Some((unseen, open)) = &mut self.unseen {
            *open += usize::from(*unseen == name);
            return Ok(());
        }

        let effect = match self.styles.of(tag) {
            Some(effect) => effect,
            None if self.tables.is_empty() => Effect::default(),
            None => return Err(ReadError::UnclearStyle(name)),
        };
        let is_hidden =
            effect.hidden || effect.struck || tag.attributes.contains_key(&b"hidden"[..]);
        self.note_unread(tag, is_hidden);

        match name.as_str() {
            // A hidden cell takes no column in its row.
            name if UNSEEN.contains(&name)
                || (is_hidden && !["tr", "br", "img", "input"].contains(&name)) =>
            {
                self.unseen = Some((name.to_owned(), 1)).filter(|_| !tag.self_closing);
            }
            name if BLOCKS.contains(&name) => self.new_line(),
            name if INLINE.contains(&name) => {
                let is_raised = name == "sup" || effect.raised;
                let from = self.text().len();
                if self.inline.len() < DEEPEST && !tag.self_closing {
                    self.inline.push((name.to_owned(), if is_raised { Some(from) } else { None }));
                }
            }
            "table" => {
                self.new_line();
                if self.tables.len() == DEEPEST {
                    return Err(ReadError::Damaged(format!(
                        "<table> nested deeper than {DEEPEST}"
                    )));
                }
                let grid = Grid::new(Location::Table);
                let (covered, spans) = (Vec::new(), Vec::new());
                self.tables.push(OpenTable {
                    grid,
                    row: 0,
                    column: 1,
                    cell: None,
                    covered,
                    spans,
                    is_hidden: false,
                });
            }
            // Without an open table, figures would be read as prose.
            "tr" | "td" | "th" if self.tables.is_empty() => {
                return Err(ReadError::Damaged(format!("<{name}> outside of <table>")));
            }
            "tr" => {
                self.end_cell()?;
                if let Some(table) = self.tables.last_mut() {
                    table.row += usize::from(!is_hidden);
                    table.column = 1;
                    table.is_hidden = is_hidden;
                    self.hidden_rows += usize::from(is_hidden);
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                let span = |name: &[u8]| {
                    let value = tag.attributes.iter().find(|(key, _)| key.as_slice() == name);
                    let value = value.and_then(|(_, value)| {
                        std::str::from_utf8(&value.value).ok()?.trim().parse().ok()
                    });
                    value.unwrap_or(1).clamp(1, 65_534)
                };

                let (rows, columns) = (span(b"rowspan"), span(b"colspan"));
                let cell = OpenCell { text: String::new(), rows, columns, unread: None };
                self.inline.clear();
                if let Some(table) = self.tables.last_mut() {
                    table.row = table.row.max(1);
                    table.cell = Some(cell);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        if let Some((unseen, open)) = &mut self.unseen {
            *open -= usize::from(unseen == name);
            if *open == 0 {
                self.unseen = None;
                if name == "style" {
                    self.styles.add(&std::mem::take(&mut self.style));
                }
            }
            return Ok(());
        }
        match name {
            name if BLOCKS.contains(&name) => self.new_line(),
            name if INLINE.contains(&name) => self.end_inline(name),
            "td" | "th" | "tr" => self.end_cell()?,
            "table" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// The target of text: the open cell, or else the line of prose before the next table.
    fn text(&mut self) -> &mut String {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        cell.map_or(&mut self.line, |cell| &mut cell.text)
    }

    /// Whether an unseen text would be readable if it were not hidden or struck out.
    fn is_left_out(&self, text: &[u8]) -> bool {
        const NEVER_READ: [&str; 5] = ["script", "style", "title", "noscript", "template"];
        let is_text =
            self.unseen.as_ref().is_some_and(|(name, _)| !NEVER_READ.contains(&name.as_str()));
        is_text && !String::from_utf8_lossy(text).trim().is_empty()
    }

    /// Records that the open cell shows a form field or a picture.
    fn note_unread(&mut self, tag: &StartTag<()>, is_hidden: bool) {
        let is_unseen = is_hidden
            || tag.attributes.iter().any(|(name, value)| {
                name.as_slice() == b"type" && value.value.eq_ignore_ascii_case(b"hidden")
            });
        let unread = match tag.name.as_slice() {
            _ if is_unseen => return,
            name if FIELDS.contains(&name) => Unread::Field,
            name if PICTURES.contains(&name) => Unread::Picture,
            _ => return,
        };
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.unread = cell.unread.or(Some(unread));
        }
    }

    /// Ends an inline element. If it was raised and is the mark of a note such as `(1)`, its text
    /// is removed, since it is not part of a figure or name.
    fn end_inline(&mut self, name: &str) {
        let Some(at) = self.inline.iter().rposition(|(open, _)| open == name) else { return };
        let from = self.inline.drain(at..).find_map(|(_, from)| from);
        let Some(from) = from else { return };
        let text = self.text();
        if text.get(from..).is_some_and(is_note_mark) {
            text.truncate(from);
        }
    }

    fn new_line(&mut self) {
        if let Some(cell) = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            cell.text.push('\n');
        } else {
            let line = std::mem::take(&mut self.line);
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            self.caption.extend(Some(line).filter(|line| !line.is_empty()));
        }
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        if table.is_hidden {
            return Ok(());
        }

        let row = table.row;
        while table.covered.get(table.column - 1).is_some_and(|last| *last >= row) {
            table.column += 1;
        }
        let column = table.column;
        let (last_row, last) = (row + cell.rows - 1, column + cell.columns - 1);
        if last > Limits::COLUMNS {
            return Err(ReadError::TooManyColumns(last));
        }
        if table.covered.len() < last {
            table.covered.resize(last, 0);
        }
        table.covered[column - 1..last].fill(last_row);
        table.column = last + 1;

        let lines =
            cell.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        // A picture beside text can be ignored.
        let unread = cell.unread.filter(|unread| *unread == Unread::Table || lines.is_empty());
        let raw = RawCell { unread, ..RawCell::new(Location::Table, lines.join("\n")) };
        table.grid.put(row, column, raw, &mut self.budget)?;
        if cell.rows > 1 || cell.columns > 1 {
            table.spans.push([[row, column], [last_row, last]]);
        }
        Ok(())
    }

    /// Ends a table. A nested table becomes a separate table; a table that only lays out the page
    /// is left without rows. A nested table with text in a single cell becomes text of the outer
    /// cell.
    fn end_table(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        for [from, to] in table.spans {
            table.grid.span(from, to, &mut self.budget)?;
        }

        // The text before a nested table in its cell is the table's caption.
        if let Some(outer) = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            if let Some(text) = table.grid.only_text() {
                outer.text.push('\n');
                outer.text.push_str(&text);
                return Ok(());
            }
            outer.unread = Some(Unread::Table);
            let before = std::mem::take(&mut outer.text);
            let lines =
                before.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            self.caption.extend(lines.filter(|line| !line.is_empty()));
        }

        self.pieces.extend(table.grid.into_pieces(&mut self.caption, &mut self.budget)?);
        Ok(())
    }
}
