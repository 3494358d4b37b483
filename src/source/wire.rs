//! What was read of a document, over a pipe: its tables in frames, compact, and believed by nobody.
//!
//! Which row and column a cell is of goes without saying. The texts of many cells go as one text
//! with their lengths, and what neighbours have in common is said once. The end is said, so that
//! tables that break off are no tables.

use std::io::{self, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};

use crate::worker::{read_frame, write_frame};

use super::grid::Piece;
use super::sink::Sink;
use super::{About, Content, Limits, Location, RawCell, RawRow, Unread, Unreadable};

/// How many cells go into a frame, unless one row has more, and bytes of text, unless a cell has
/// more.
const CELLS_A_FRAME: usize = 4_096;
const TEXT_A_FRAME: usize = 1 << 20;

/// What a frame says.
#[derive(Serialize, Deserialize)]
enum Message<'a> {
    /// Another table begins.
    Table { caption: Vec<String> },
    /// The next rows of the table.
    Rows {
        rows: Vec<Row>,
        /// The cells of all these rows, one after another.
        runs: Vec<Run>,
        /// How many bytes of the texts each cell has.
        lengths: Vec<u32>,
        texts: &'a str,
    },
    /// That was all; how the document is laid out, and what there is to say of it.
    End(About),
    /// It is no document.
    Refused(Unreadable),
}

#[derive(Serialize, Deserialize)]
struct Row {
    number: usize,
    hidden: bool,
    cells: usize,
}

/// So many cells that have all but their texts in common.
#[derive(Serialize, Deserialize)]
struct Run {
    cells: usize,
    /// None where it is that of the run before.
    location: Option<Location>,
    unformatted: bool,
    copied: bool,
    unread: Option<Unread>,
}

impl Run {
    fn fits(&self, cell: &RawCell) -> bool {
        (self.unformatted, self.copied, self.unread) == (cell.unformatted, cell.copied, cell.unread)
    }
}

/// Writes the tables of a document as they are found.
pub(super) struct TableWriter<'a, W> {
    pipe: &'a mut W,
    frame: Vec<u8>,
    /// The rows that go into the next frame.
    rows: Vec<Row>,
    runs: Vec<Run>,
    lengths: Vec<u32>,
    texts: String,
    /// The place of the last cell.
    location: Option<Location>,
}

impl<'a, W: Write> TableWriter<'a, W> {
    pub(super) fn new(pipe: &'a mut W) -> Self {
        Self {
            pipe,
            frame: Vec::new(),
            rows: Vec::new(),
            runs: Vec::new(),
            lengths: Vec::new(),
            texts: String::new(),
            location: None,
        }
    }

    /// Says what became of the document.
    pub(super) fn end(mut self, about: Result<About, Unreadable>) -> io::Result<()> {
        match about {
            Ok(about) => {
                self.send()?;
                say(self.pipe, &mut self.frame, &Message::End(about))?;
            }
            Err(why) => say(self.pipe, &mut self.frame, &Message::Refused(why))?,
        }
        self.pipe.flush()
    }

    fn add(&mut self, row: RawRow) -> io::Result<()> {
        let RawRow { number, hidden, cells } = row;
        self.rows.push(Row { number, hidden, cells: cells.len() });
        for cell in cells {
            self.lengths.push(u32::try_from(cell.text.len()).map_err(io::Error::other)?);
            self.texts.push_str(&cell.text);
            let is_same = self.location.as_ref() == Some(&cell.location);
            if is_same && let Some(run) = self.runs.last_mut().filter(|run| run.fits(&cell)) {
                run.cells += 1;
                continue;
            }
            self.runs.push(Run {
                cells: 1,
                location: Some(cell.location.clone()).filter(|_| !is_same),
                unformatted: cell.unformatted,
                copied: cell.copied,
                unread: cell.unread,
            });
            self.location = Some(cell.location);
        }
        if self.lengths.len() >= CELLS_A_FRAME || self.texts.len() >= TEXT_A_FRAME {
            self.send()?;
        }
        Ok(())
    }

    /// Sends the rows that wait.
    fn send(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let (rows, runs) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.runs));
        let message = Message::Rows {
            rows,
            runs,
            lengths: std::mem::take(&mut self.lengths),
            texts: &self.texts,
        };
        say(self.pipe, &mut self.frame, &message)?;
        self.texts.clear();
        Ok(())
    }
}

fn say(pipe: &mut impl Write, frame: &mut Vec<u8>, message: &Message<'_>) -> io::Result<()> {
    frame.clear();
    *frame = postcard::to_extend(message, std::mem::take(frame)).map_err(io::Error::other)?;
    write_frame(pipe, frame)
}

impl<W: Write> Sink for TableWriter<'_, W> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), Unreadable> {
        self.send().map_err(Unreadable::Io)?;
        say(self.pipe, &mut self.frame, &Message::Table { caption }).map_err(Unreadable::Io)
    }

    fn row(&mut self, row: RawRow) -> Result<(), Unreadable> {
        self.add(row).map_err(Unreadable::Io)
    }
}

/// Reads what became of a document. What cannot be true is an error: more cells or bytes than the
/// limits let through, parts that do not follow each other, rows that do not add up.
pub(super) fn read(
    pipe: &mut impl Read,
    limits: &Limits,
) -> io::Result<Result<Content, Unreadable>> {
    let nonsense = || io::Error::from(ErrorKind::InvalidData);
    let (mut bytes, mut left) = (limits.memory, limits.cells);
    let mut frame = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut location = Location::Table;
    loop {
        if !read_frame(&mut *pipe, bytes, &mut frame)? {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        bytes -= frame.len() as u64;
        match postcard::from_bytes(&frame).map_err(|_| nonsense())? {
            Message::Refused(why) => return Ok(Err(why)),
            Message::Table { caption } => pieces.push(Piece { caption, rows: Vec::new() }),
            Message::Rows { rows, runs, lengths, texts } => {
                let piece = pieces.last_mut().ok_or_else(nonsense)?;
                left = left.checked_sub(lengths.len()).ok_or_else(nonsense)?;
                let mut cells = Cells {
                    runs: runs.into_iter(),
                    run: None,
                    lengths: lengths.into_iter(),
                    texts,
                    location,
                };
                piece.rows.reserve(rows.len());
                for Row { number, hidden, cells: width } in rows {
                    let row = cells.take(width).ok_or_else(nonsense)?;
                    piece.rows.push(RawRow { number, hidden, cells: row });
                }
                location = cells.end().ok_or_else(nonsense)?;
            }
            Message::End(About { format, remarks }) => {
                return Ok(Ok(Content { format, pieces, remarks }));
            }
        }
    }
}

/// The cells of a frame that are still to come.
struct Cells<'a> {
    runs: std::vec::IntoIter<Run>,
    /// The run that is under way, of which so many cells are left.
    run: Option<Run>,
    lengths: std::vec::IntoIter<u32>,
    texts: &'a str,
    location: Location,
}

impl Cells<'_> {
    /// So many cells; none where there are not as many, or not as much text.
    fn take(&mut self, width: usize) -> Option<Vec<RawCell>> {
        if width > self.lengths.len() {
            return None;
        }
        let mut cells = Vec::with_capacity(width);
        while cells.len() < width {
            if self.run.as_ref().is_none_or(|run| run.cells == 0) {
                let mut run = self.runs.next()?;
                self.location = run.location.take().unwrap_or_else(|| self.location.clone());
                self.run = Some(run);
            }
            let run = self.run.as_mut()?;
            let count = run.cells.min(width - cells.len());
            run.cells -= count;
            let (unformatted, copied, unread) = (run.unformatted, run.copied, run.unread);
            for length in self.lengths.by_ref().take(count) {
                let (text, rest) = self.texts.split_at_checked(usize::try_from(length).ok()?)?;
                self.texts = rest;
                cells.push(RawCell {
                    unformatted,
                    copied,
                    unread,
                    ..RawCell::new(self.location.clone(), text)
                });
            }
        }
        Some(cells)
    }

    /// The last place, where nothing is left.
    fn end(self) -> Option<Location> {
        let is_over = self.lengths.len() == 0
            && self.texts.is_empty()
            && self.runs.len() == 0
            && self.run.is_none_or(|run| run.cells == 0);
        is_over.then_some(self.location)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Format, Remark};
    use super::*;

    fn content() -> Content {
        let sheet = Location::Sheet(Arc::from("Biểu 1"));
        let cell = |text: &str| RawCell::new(sheet.clone(), text);
        let unread = RawCell { unread: Some(Unread::Formula), copied: true, ..cell("") };
        let rows = vec![
            RawRow {
                number: 3, hidden: false, cells: vec![cell("Sở Nội vụ"), cell("87,25")]
            },
            RawRow {
                number: 9,
                hidden: true,
                cells: vec![unread, RawCell::new(Location::Page(2), "x")],
            },
            RawRow { number: 10, hidden: false, cells: Vec::new() },
        ];
        let many = (1..=CELLS_A_FRAME * 2).map(|number| RawRow {
            number,
            hidden: false,
            cells: vec![RawCell {
                unformatted: true,
                ..RawCell::new(Location::Line(number), number.to_string())
            }],
        });
        let pieces = vec![
            Piece { caption: vec!["KẾT QUẢ".to_owned()], rows },
            Piece::default(),
            Piece { caption: Vec::new(), rows: many.collect() },
        ];
        Content {
            format: Format::Excel,
            pieces,
            remarks: vec![Remark::HiddenSheet("Nháp".to_owned())],
        }
    }

    fn sample_stream() -> Vec<u8> {
        let mut pipe = Vec::new();
        let mut written = TableWriter::new(&mut pipe);
        let about = content().pour(&mut written);
        written.end(about).expect("memory");
        pipe
    }

    #[test]
    fn tables_come_as_they_went() {
        let back = read(&mut &sample_stream()[..], &Limits::default())
            .expect("an answer")
            .expect("tables");
        let Content { format, pieces, remarks } = content();
        assert_eq!((back.format, back.pieces, back.remarks), (format, pieces, remarks));
    }

    #[test]
    fn refusals_come_as_they_went() {
        let name = "TCVN3 (ABC)".into();
        let why = || Unreadable::OldEncoding {
            name: std::borrow::Cow::clone(&name),
            sample: "Së Néi vô".to_owned(),
        };
        let mut pipe = Vec::new();
        TableWriter::new(&mut pipe).end(Err(why())).expect("memory");
        let back =
            read(&mut &pipe[..], &Limits::default()).expect("an answer").expect_err("a refusal");
        assert_eq!(back.to_string(), why().to_string());
    }

    #[test]
    fn what_breaks_off_or_is_too_much_is_no_answer() {
        let whole = sample_stream();
        for length in [0, 1, 7, whole.len() / 2, whole.len() - 1, whole.len() - 5] {
            assert!(read(&mut &whole[..length], &Limits::default()).is_err(), "{length}");
        }
        let few = Limits { cells: 10, ..Limits::default() };
        assert!(read(&mut &whole[..], &few).is_err());
        let small = Limits { memory: 1_000, ..Limits::default() };
        assert!(read(&mut &whole[..], &small).is_err());
    }

    #[test]
    fn no_bytes_break_the_reader() {
        let whole = sample_stream();
        let head = &whole[..600];
        for at in 0..head.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut damaged = head.to_vec();
                damaged[at] = byte;
                let _ = read(&mut &damaged[..], &Limits::default());
            }
        }
    }
}
