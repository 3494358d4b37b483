//! What the library does not report of a workbook: hidden rows and columns, merged cells, formulas
//! without a value, and letters that are raised or struck out.

use std::collections::BTreeSet;
use std::io::BufRead;

use calamine::Dimensions;
use quick_xml::events::BytesStart;

use super::super::archive::Archive;
use super::super::grid::Grid;
use super::super::limit::Limits;
use super::super::mark::Look;
use super::super::xml::{Node, attribute, walk};
use super::super::{CellRange, ReadError, ReadOptions};

/// Words that occur in a part in which letters are raised or struck out.
pub(super) const RAISED: &[u8] = b"vertAlign";
pub(super) const STRUCK: &[u8] = b"strike";

/// For each shared string, its text without note marks and struck-out letters; `None` if that is
/// the full text, as the library reports it. Empty if no string has such letters.
pub(super) fn shown_strings(
    archive: &mut Archive<'_>,
    reading: &ReadOptions,
) -> Result<Vec<Option<String>>, ReadError> {
    const STRINGS: &str = "xl/sharedStrings.xml";
    let most = reading.limits.memory;
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
                shown.push(std::mem::take(&mut rich).into_visible());
            }
            Ok(())
        })?;
    }
    Ok(shown)
}

/// A text whose runs may have different looks.
#[derive(Default)]
struct RichText {
    text: String,
    run: String,
    look: Look,
    in_text: bool,
    /// Whether a run was left out.
    is_shortened: bool,
    /// Whether the current node is within a phonetic guide, which is not part of the text.
    skipped: bool,
}

impl RichText {
    fn take(&mut self, node: &Node<'_>) {
        let is = |start: &BytesStart<'_>, value: &str| {
            attribute(start, "val").is_some_and(|text| text == value)
        };
        match node {
            Node::Open("rPh", _) => self.skipped = true,
            Node::Close("rPh") => self.skipped = false,
            _ if self.skipped => {}
            Node::Open("t", _) => self.in_text = true,
            Node::Close("t") => self.in_text = false,
            Node::Open("vertAlign", start) => self.look.raised = is(start, "superscript"),
            Node::Open("strike", start) => {
                self.look.struck = !is(start, "0") && !is(start, "false");
            }
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
            self.is_shortened |= !run.is_empty();
        }
    }

    fn into_visible(self) -> Option<String> {
        Some(self.text).filter(|_| self.is_shortened)
    }
}

/// Whether a part contains one of the words.
pub(super) fn mentions(mut part: impl BufRead, words: &[&[u8]]) -> Result<bool, ReadError> {
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(1);
    let mut seen: Vec<u8> = Vec::new();
    loop {
        let read = part.fill_buf().map_err(|error| ReadError::damaged(&error))?;
        if read.is_empty() {
            return Ok(false);
        }

        let length = read.len();
        // A word may begin in the bytes read before.
        seen.drain(..seen.len().saturating_sub(longest - 1));
        seen.extend_from_slice(read);
        if words.iter().any(|word| memchr::memmem::find(&seen, word).is_some()) {
            return Ok(true);
        }
        part.consume(length);
    }
}

/// What the library does not report of a sheet.
#[derive(Default)]
pub(super) struct Looks {
    /// The spans of merged cells.
    pub(super) merged: Vec<Dimensions>,
    /// The numbers of hidden columns.
    pub(super) hidden: BTreeSet<usize>,
    /// The rows and columns of cells with a formula and no value.
    pub(super) valueless: Vec<[usize; 2]>,
    /// The rows and columns of cells with note marks or struck-out letters, and their texts without
    /// them.
    pub(super) texts: Vec<([usize; 2], String)>,
}

/// Reads the XML of a sheet. Hidden rows are marked in the grid; the rest is returned. `strings`
/// are those of [`shown_strings`].
pub(super) fn look_through(
    part: impl BufRead,
    grid: &mut Grid,
    strings: &[Option<String>],
) -> Result<Looks, ReadError> {
    let (mut row, mut column, mut looks) = (0_usize, 0_usize, Looks::default());
    let (mut is_shared, mut value, mut rich) = (false, String::new(), None::<RichText>);
    let (mut has_formula, mut has_value, mut in_value, mut is_text) = (false, false, false, false);
    let is_hidden = |start: &BytesStart<'_>| {
        attribute(start, "hidden").is_some_and(|value| value == "1" || value == "true")
    };

    walk(part, |node| {
        if let Some(rich) = &mut rich {
            rich.take(&node);
        }
        let (name, start) = match node {
            Node::Open(name, start) => (name, start),
            Node::Text(text) => {
                if is_shared {
                    value.push_str(text);
                }
                has_value |= in_value && !text.trim().is_empty();
                return Ok(());
            }
            Node::Close(name) => {
                in_value &= name != "v";
                if name == "c" && has_formula && !has_value && column <= Limits::COLUMNS {
                    looks.valueless.push([row, column]);
                }
                let text = match name {
                    "is" => rich.take().and_then(RichText::into_visible),
                    "v" if is_shared => value
                        .trim()
                        .parse()
                        .ok()
                        .and_then(|at: usize| strings.get(at).cloned().flatten()),
                    _ => None,
                };
                // Keep only the texts of cells that are read: there may be any number of others.
                let is_read = grid.cell(row, column).is_some_and(|cell| !cell.text.is_empty());
                looks.texts.extend(text.filter(|_| is_read).map(|text| ([row, column], text)));
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
                let bound =
                    |name| attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(0);
                let last: usize = bound("max");
                looks.hidden.extend(
                    (bound("min")..=last.min(Limits::COLUMNS)).filter(|column| *column > 0),
                );
            }
            "c" => {
                let range =
                    attribute(start, "r").and_then(|text| format!("{text}:{text}").parse().ok());
                let position = range.map(|CellRange { rows, columns }| [rows[0], columns[0]]);
                [row, column] = position.unwrap_or([row, column + 1]);
                is_shared = attribute(start, "t").is_some_and(|kind| kind == "s");
                is_text = attribute(start, "t").is_some_and(|kind| kind == "str");
                (has_formula, has_value) = (false, false);
            }
            "f" => has_formula = true,
            "v" => {
                value.clear();
                in_value = true;
                // The value of a formula may be an empty text.
                has_value |= is_text;
            }
            "is" => {
                rich = Some(RichText::default());
                has_value = true;
            }
            "mergeCell" => {
                let range = attribute(start, "ref").and_then(|text| text.parse::<CellRange>().ok());
                if let Some(CellRange { rows, columns }) = range {
                    let to = |number: usize| u32::try_from(number - 1).unwrap_or(u32::MAX);
                    looks.merged.push(Dimensions::new(
                        (to(rows[0]), to(columns[0])),
                        (to(rows[1]), to(columns[1])),
                    ));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(looks)
}
