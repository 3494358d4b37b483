//! Web pages: the tables of a page, and the text before each. Scripts and styles are passed over, end tags may be
//! missing, tables may stand within tables.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::grid::{Grid, Piece};
use super::limit::{Budget, Limits};
use super::mark::is_note_mark;
use super::{Content, Format, Place, RawCell, Reading, Remark, Unreadable};

/// Deeper than this no page puts tables into tables.
const DEEPEST: usize = 100;

/// Elements that begin a new line of text.
const BLOCKS: [&str; 16] =
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "section", "article", "header"];

/// Elements whose text is not shown, or is struck out.
const UNSEEN: [&str; 9] = ["script", "style", "title", "noscript", "template", "textarea", "del", "s", "strike"];

/// Whether an element says of itself that it is not shown.
fn is_hidden(tag: &StartTag<()>) -> bool {
    tag.attributes.iter().any(|(name, value)| match name.as_slice() {
        b"hidden" => true,
        b"style" => {
            let style = String::from_utf8_lossy(&value.value).to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// Whether a text is a web page: it begins as one, or has a table in tags.
pub(super) fn is_page(text: &str) -> bool {
    let begins = |start: &str| text.trim_start().get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let lower = text.to_ascii_lowercase();
    ["<!doctype html", "<html", "<table", "<meta", "<head", "<body"].iter().any(|start| begins(start))
        || (lower.contains("<table") && lower.contains("<td"))
}

pub(super) fn read(text: &str, reading: &Reading) -> Result<Content, Unreadable> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader { budget: Budget::new(reading), ..Reader::default() };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        reader.take(token)?;
    }
    if !reader.tables.is_empty() {
        return Err(Unreadable::Damaged("<table>".to_owned()));
    }
    let lower = text.to_ascii_lowercase();
    let is_cut = lower.contains("<html") && !lower.contains("</html");
    let remarks = is_cut.then_some(Remark::OpenPage).into_iter().collect();
    Ok(Content { format: Format::Html, pieces: reader.pieces, remarks })
}

#[derive(Default)]
struct Reader {
    budget: Budget,
    pieces: Vec<Piece>,
    caption: Vec<String>,
    tables: Vec<Table>,
    line: String,
    /// The element that is not shown, and how many of its name are open.
    unseen: Option<(String, usize)>,
    /// Where the text of `<sup>` began, within the text that is open.
    raised: Option<usize>,
}

struct Table {
    grid: Grid,
    row: usize,
    column: usize,
    cell: Option<OpenCell>,
    /// For each column, the last row that a span from above covers.
    covered: Vec<usize>,
    spans: Vec<[[usize; 2]; 2]>,
    hidden: Vec<usize>,
}

struct OpenCell {
    text: String,
    rows: usize,
    columns: usize,
}

impl Reader {
    fn take(&mut self, token: Token) -> Result<(), Unreadable> {
        match token {
            Token::StartTag(tag) => self.open(&tag),
            Token::EndTag(tag) => self.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.unseen.is_none() => {
                let text = String::from_utf8_lossy(&text.value).into_owned();
                self.text().push_str(&text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, tag: &StartTag<()>) -> Result<(), Unreadable> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((unseen, open)) = &mut self.unseen {
            *open += usize::from(*unseen == name);
            return Ok(());
        }
        let is_hidden = is_hidden(tag);
        match name.as_str() {
            // Rows are kept, and said to be hidden; a hidden cell has no place in its row.
            name if UNSEEN.contains(&name) || (is_hidden && !["tr", "br", "img", "input"].contains(&name)) => {
                self.unseen = Some((name.to_owned(), 1)).filter(|_| !tag.self_closing);
            }
            name if BLOCKS.contains(&name) => self.new_line(),
            "sup" => self.raised = Some(self.text().len()),
            "table" => {
                self.new_line();
                if self.tables.len() == DEEPEST {
                    return Err(Unreadable::Damaged(format!("<table> nested deeper than {DEEPEST}")));
                }
                let grid = Grid::new(Place::Table);
                let (covered, spans, hidden) = (Vec::new(), Vec::new(), Vec::new());
                self.tables.push(Table { grid, row: 0, column: 1, cell: None, covered, spans, hidden });
            }
            "tr" => {
                self.end_cell()?;
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                    table.column = 1;
                    table.hidden.extend(Some(table.row).filter(|_| is_hidden));
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                let span = |name: &[u8]| {
                    let value = tag.attributes.iter().find(|(key, _)| key.as_slice() == name);
                    let value =
                        value.and_then(|(_, value)| std::str::from_utf8(&value.value).ok()?.trim().parse().ok());
                    value.unwrap_or(1).clamp(1, 65_534)
                };
                let cell = OpenCell { text: String::new(), rows: span(b"rowspan"), columns: span(b"colspan") };
                if let Some(table) = self.tables.last_mut() {
                    table.row = table.row.max(1);
                    table.cell = Some(cell);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        if let Some((unseen, open)) = &mut self.unseen {
            *open -= usize::from(unseen == name);
            if *open == 0 {
                self.unseen = None;
            }
            return Ok(());
        }
        match name {
            name if BLOCKS.contains(&name) => self.new_line(),
            "sup" => self.end_raised(),
            "td" | "th" | "tr" => self.end_cell()?,
            "table" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Where text goes: into the cell that is open, or the line before the next table.
    fn text(&mut self) -> &mut String {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        cell.map_or(&mut self.line, |cell| &mut cell.text)
    }

    /// The mark of a note, such as a raised `(1)`, is no part of a figure or a name.
    fn end_raised(&mut self) {
        let Some(from) = self.raised.take() else { return };
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

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let row = table.row;
        while table.covered.get(table.column - 1).is_some_and(|last| *last >= row) {
            table.column += 1;
        }
        let column = table.column;
        let (last_row, last) = (row + cell.rows - 1, column + cell.columns - 1);
        if last > Limits::COLUMNS {
            return Err(Unreadable::TooManyColumns(last));
        }
        if table.covered.len() < last {
            table.covered.resize(last, 0);
        }
        table.covered[column - 1..last].fill(last_row);
        table.column = last + 1;
        let lines = cell.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        table.grid.put(row, column, RawCell::new(Place::Table, lines.join("\n")), &mut self.budget)?;
        if cell.rows > 1 || cell.columns > 1 {
            table.spans.push([[row, column], [last_row, last]]);
        }
        Ok(())
    }

    /// A table within another is one of its own; that of a page's layout, which holds it, has no rows left then.
    fn end_table(&mut self) -> Result<(), Unreadable> {
        self.end_cell()?;
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        for [from, to] in table.spans {
            table.grid.span(from, to, &mut self.budget)?;
        }
        for row in table.hidden {
            table.grid.hide(row);
        }
        // What a layout's cell says before the table is the table's caption.
        if let Some(outer) = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            let before = std::mem::take(&mut outer.text);
            let lines = before.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            self.caption.extend(lines.filter(|line| !line.is_empty()));
        }
        self.pieces.extend(table.grid.into_pieces(&mut self.caption, &mut self.budget)?);
        Ok(())
    }
}
