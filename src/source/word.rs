//! Word (.docx): the paragraphs and tables of a document's body. Tracked changes count as accepted.
//! Notes, comments and pictures are left out.

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::grid::{Grid, Piece};
use super::limit::Budget;
use super::mark::is_note_mark;
use super::word_style::{PartialLook, Styles};
use super::xml::{Node, attribute, count, walk};
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions, Remark, Unread};

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    if reading.sheet.is_some() || reading.range.is_some() {
        return Err(ReadError::Sheetless);
    }

    let mut archive = Archive::open(bytes)?;
    let styles = Styles::read(&mut archive, reading)?;
    let main = archive.main_part()?.unwrap_or_else(|| "word/document.xml".to_owned());
    let part = archive.part(&main, reading.limits.memory)?;
    let part = part.ok_or(ReadError::Damaged(main))?;
    let mut reader = WordReader { budget: Budget::new(reading), styles, ..WordReader::default() };
    walk(part, |node| reader.take(&node))?;

    let remarks = (reader.deleted > 0).then_some(Remark::LeftOutText(reader.deleted));
    Ok(Content {
        format: Format::Word,
        pieces: reader.pieces,
        remarks: remarks.into_iter().collect(),
    })
}

/// Elements that are not part of the current text: deletions, field codes, the fallback form of a
/// picture, text boxes within pictures, and properties from before a tracked change.
const SKIPPED: [&str; 12] = [
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "Fallback",
    "drawing",
    "pict",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
];

#[derive(Default)]
struct WordReader {
    budget: Budget,
    pieces: Vec<Piece>,
    caption: Vec<String>,
    /// The open tables, outermost first.
    tables: Vec<OpenTable>,
    /// The text of the current paragraph, if it is outside tables.
    line: String,
    /// The depth within skipped elements; 0 outside them.
    skipped: usize,
    styles: Styles,
    /// The text of the current run.
    run: String,
    /// The looks set by the run itself, by its style and by the style of its paragraph.
    looks: [PartialLook; 3],
    in_text: bool,
    /// The number of deletions and of hidden or struck-out runs.
    deleted: usize,
}

/// A table that is being read.
struct OpenTable {
    grid: Grid,
    row: usize,
    column: usize,
    row_deleted: bool,
    cell: Option<OpenCell>,
    /// For each column, the open vertical span that begins there.
    spans: Vec<Option<Span>>,
    /// The spans that have ended.
    done: Vec<Span>,
}

#[derive(Clone, Copy)]
struct Span {
    from: [usize; 2],
    to: [usize; 2],
}

struct OpenCell {
    text: String,
    columns: usize,
    merge: Merge,
    unread: Option<Unread>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

impl WordReader {
    fn take(&mut self, node: &Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open(name, start) => self.open(name, start),
            Node::Close(name) => self.close(name)?,
            Node::Text(text) if self.in_text && self.skipped == 0 => self.run.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, name: &str, start: &BytesStart<'_>) {
        // A deletion in the properties of a row deletes the whole row.
        if name == "del" && self.skipped == 0 {
            let table = self.tables.last_mut();
            self.deleted += usize::from(table.as_ref().is_none_or(|table| !table.row_deleted));
            if let Some(table) = table.filter(|table| table.cell.is_none() && table.row > 0) {
                table.row_deleted = true;
            }
        }

        // Drawings, numbers that Word computes and form fields are not read.
        let unread = match name {
            "drawing" | "pict" | "object" | "altChunk" => Some(Unread::Picture),
            "fldChar" | "fldSimple" | "ffData" | "dropDownList" | "comboBox" | "checkbox"
            | "numPr" => Some(Unread::Field),
            _ => None,
        };
        if let Some(unread) = unread.filter(|_| self.skipped == 0)
            && let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut())
        {
            cell.unread = cell.unread.or(Some(unread));
        }

        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }

        match name {
            "tbl" => self.tables.push(OpenTable {
                grid: Grid::new(Location::Table),
                row: 0,
                column: 1,
                row_deleted: false,
                cell: None,
                spans: Vec::new(),
                done: Vec::new(),
            }),
            "p" => {
                self.looks = [
                    PartialLook::default(),
                    PartialLook::default(),
                    self.styles.of_paragraph(None),
                ];
            }
            "pStyle" => self.looks[2] = self.styles.of_paragraph(attribute(start, "val")),
            // The paragraph mark has properties of its own, which a run does not inherit.
            "r" => {
                (self.looks[0], self.looks[1]) = (PartialLook::default(), PartialLook::default());
            }
            "rStyle" => self.looks[1] = self.styles.of(attribute(start, "val")),
            "t" => self.in_text = true,
            "tab" | "ptab" if self.looks[0].raised != Some(true) => self.run.push('\t'),
            "br" | "cr" => self.run.push('\n'),
            "noBreakHyphen" => self.run.push('-'),
            // A character of a symbol font: it is not a digit, but may stand between digits.
            "sym" => self.run.push(char::REPLACEMENT_CHARACTER),
            _ if self.looks[0].take(name, start) => {}
            _ => self.open_in_table(name, start),
        }
    }

    fn open_in_table(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        match (name, &mut table.cell) {
            ("tr", _) => {
                table.row += 1;
                table.column = 1;
                table.row_deleted = false;
            }
            ("tc", _) => {
                table.cell = Some(OpenCell {
                    text: String::new(),
                    columns: 1,
                    merge: Merge::None,
                    unread: None,
                });
            }
            ("gridBefore", None) => {
                table.column += attribute(start, "val")
                    .and_then(|text| text.parse::<usize>().ok())
                    .unwrap_or(0);
            }
            ("gridSpan", Some(cell)) => cell.columns = count(start, "val"),
            ("vMerge", Some(cell)) => {
                let begins = attribute(start, "val").is_some_and(|value| value == "restart");
                cell.merge = if begins { Merge::Begins } else { Merge::GoesOn };
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "r" => self.end_run(),
            "p" => self.end_paragraph(),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(&mut self.budget)?;
                }
            }
            "tr" => {
                // The next row takes the number of a deleted one.
                if let Some(table) = self.tables.last_mut().filter(|table| table.row_deleted) {
                    table.row -= 1;
                }
            }
            "tbl" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Adds the run to the text, unless it is hidden, struck out or the mark of a note such as a
    /// raised `(1)`.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        // The run's own look overrides that of its style, which overrides that of the paragraph.
        let look =
            |of: fn(&PartialLook) -> Option<bool>| self.looks.iter().find_map(of).unwrap_or(false);
        if look(|look| look.unseen) {
            self.deleted += usize::from(!run.trim().is_empty());
            return;
        }

        let is_mark = look(|look| look.raised) && is_note_mark(&run);
        if !is_mark {
            let cell = self.tables.last_mut().and_then(|table| table.cell.as_mut());
            cell.map_or(&mut self.line, |cell| &mut cell.text).push_str(&run);
        }
    }

    fn end_paragraph(&mut self) {
        self.end_run();
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
        } else if self.tables.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.caption
                .extend(line.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
        }
    }

    /// Ends a table. A table within a cell of another one becomes text of that cell if it has text
    /// in a single cell, and a separate table otherwise.
    fn end_table(&mut self) -> Result<(), ReadError> {
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        for span in table.done.into_iter().chain(table.spans.into_iter().flatten()) {
            table.grid.span(span.from, span.to, &mut self.budget)?;
        }

        let outer = self.tables.last_mut().and_then(|table| table.cell.as_mut());
        match outer {
            None => {
                self.pieces.extend(table.grid.into_pieces(&mut self.caption, &mut self.budget)?);
            }
            Some(outer) => {
                let mut caption: Vec<_> = outer.text.lines().map(str::to_owned).collect();
                if let Some(text) = table.grid.only_text() {
                    caption.push(text);
                    outer.text = caption.join("\n") + "\n";
                    return Ok(());
                }

                let pieces = table.grid.into_pieces(&mut caption, &mut self.budget)?;
                outer.text = caption.join("\n");
                if !pieces.is_empty() {
                    outer.unread = Some(Unread::Table);
                }
                self.pieces.extend(pieces);
                // Text after the table begins a new line.
                if !outer.text.is_empty() {
                    outer.text.push('\n');
                }
            }
        }
        Ok(())
    }
}

impl OpenTable {
    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        if self.row_deleted || self.row == 0 {
            return Ok(());
        }

        let (row, column) = (self.row, self.column);
        let last = column.saturating_add(cell.columns - 1);
        self.column = last.saturating_add(1);

        let mut text = cell.text;
        text.truncate(text.trim_end_matches('\n').len());
        // A picture beside text can be ignored.
        let unread =
            cell.unread.filter(|unread| *unread == Unread::Table || text.trim().is_empty());
        self.grid.put(
            row,
            column,
            RawCell { unread, ..RawCell::new(Location::Table, text) },
            budget,
        )?;
        self.grid.put(row, last, self.grid_cell(row, last), budget)?;

        if self.spans.len() < last {
            self.spans.resize(last, None);
        }
        match (&mut self.spans[column - 1], cell.merge) {
            (Some(span), Merge::GoesOn) => span.to[0] = row,
            (open, merge) => {
                self.done.extend(open.take());
                let span = Span { from: [row, column], to: [row, last] };
                match merge {
                    Merge::None if cell.columns > 1 => self.done.push(span),
                    Merge::None => {}
                    Merge::Begins | Merge::GoesOn => *open = Some(span),
                }
            }
        }
        Ok(())
    }

    fn grid_cell(&self, row: usize, column: usize) -> RawCell {
        self.grid.cell(row, column).cloned().unwrap_or_else(|| RawCell::new(Location::Table, ""))
    }
}
