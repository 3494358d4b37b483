//! The tables of a document, sent over a pipe in compact frames. The receiver trusts none of it.
//!
//! The row and column of a cell follow from its order. The texts of many cells are sent as one text
//! with their lengths, and properties shared by neighbouring cells are sent once. The end is
//! marked, so that tables that break off are not accepted.

use std::io::{self, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};

use crate::worker::{read_frame, write_frame};

use super::grid::Piece;
use super::sink::Sink;
use super::{About, Content, Limits, Location, RawCell, RawRow, ReadError, Unread};

/// A frame is sent once it has this many cells. A single row may have more.
const CELLS_PER_FRAME: usize = 4_096;
/// A frame is sent once it has this many bytes of text. A single row may have more.
const TEXT_PER_FRAME: usize = 1 << 20;

/// The content of a frame.
#[derive(Serialize, Deserialize)]
enum Message<'a> {
    /// Another table begins.
    Table { caption: Vec<String> },
    /// The next rows of the table.
    Rows {
        rows: Vec<Row>,
        /// The cells of all these rows, one after another.
        runs: Vec<Run>,
        /// The length of each cell's text, in bytes.
        lengths: Vec<u32>,
        texts: &'a str,
    },
    /// The end of the tables, with the layout of the document and the remarks on it.
    End(About),
    /// The document could not be read.
    Refused(ReadError),
}

#[derive(Serialize, Deserialize)]
struct Row {
    number: usize,
    hidden: bool,
    cells: usize,
}

/// Consecutive cells that differ only in their texts.
#[derive(Serialize, Deserialize)]
struct Run {
    cells: usize,
    /// `None` if it is the same as in the previous run.
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
    /// The rows of the next frame.
    rows: Vec<Row>,
    runs: Vec<Run>,
    lengths: Vec<u32>,
    texts: String,
    /// The location of the last cell.
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

    /// Sends the remaining rows and the end, or the error.
    pub(super) fn end(mut self, about: Result<About, ReadError>) -> io::Result<()> {
        match about {
            Ok(about) => {
                self.send()?;
                write_message(self.pipe, &mut self.frame, &Message::End(about))?;
            }
            Err(why) => write_message(self.pipe, &mut self.frame, &Message::Refused(why))?,
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

        if self.lengths.len() >= CELLS_PER_FRAME || self.texts.len() >= TEXT_PER_FRAME {
            self.send()?;
        }
        Ok(())
    }

    /// Sends the rows collected so far.
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
        write_message(self.pipe, &mut self.frame, &message)?;
        self.texts.clear();
        Ok(())
    }
}

fn write_message(
    pipe: &mut impl Write,
    frame: &mut Vec<u8>,
    message: &Message<'_>,
) -> io::Result<()> {
    frame.clear();
    *frame = postcard::to_extend(message, std::mem::take(frame)).map_err(io::Error::other)?;
    write_frame(pipe, frame)
}

impl<W: Write> Sink for TableWriter<'_, W> {
    fn table(&mut self, caption: Vec<String>) -> Result<(), ReadError> {
        self.send().map_err(ReadError::Io)?;
        write_message(self.pipe, &mut self.frame, &Message::Table { caption })
            .map_err(ReadError::Io)
    }

    fn row(&mut self, row: RawRow) -> Result<(), ReadError> {
        self.add(row).map_err(ReadError::Io)
    }
}

/// Reads the tables of a document, or the error of reading it.
///
/// # Errors
/// Returns an I/O error if the pipe breaks or if the data cannot be valid: more cells or bytes than
/// the limits allow, messages in the wrong order, or rows that do not add up.
pub(super) fn read(
    pipe: &mut impl Read,
    limits: &Limits,
) -> io::Result<Result<Content, ReadError>> {
    let nonsense = || io::Error::from(ErrorKind::InvalidData);
    let (mut bytes_left, mut cells_left) = (limits.memory, limits.cells);
    let mut frame = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut location = Location::Table;

    loop {
        if !read_frame(&mut *pipe, bytes_left, &mut frame)? {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        bytes_left -= frame.len() as u64;

        match postcard::from_bytes(&frame).map_err(|_| nonsense())? {
            Message::Refused(why) => return Ok(Err(why)),
            Message::Table { caption } => pieces.push(Piece { caption, rows: Vec::new() }),
            Message::Rows { rows, runs, lengths, texts } => {
                let piece = pieces.last_mut().ok_or_else(nonsense)?;
                cells_left = cells_left.checked_sub(lengths.len()).ok_or_else(nonsense)?;
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

/// The cells of a frame that have not been taken yet.
struct Cells<'a> {
    runs: std::vec::IntoIter<Run>,
    /// The current run, with the number of its cells that are left.
    run: Option<Run>,
    lengths: std::vec::IntoIter<u32>,
    texts: &'a str,
    location: Location,
}

impl Cells<'_> {
    /// Takes a row of `width` cells; `None` if there are not enough cells or too little text.
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

    /// The location of the last cell; `None` if cells or text are left over.
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
        let many = (1..=CELLS_PER_FRAME * 2).map(|number| RawRow {
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
        let mut writer = TableWriter::new(&mut pipe);
        let about = content().pour(&mut writer);
        writer.end(about).expect("memory");
        pipe
    }

    #[test]
    fn tables_arrive_as_they_were_sent() {
        let back = read(&mut &sample_stream()[..], &Limits::default())
            .expect("an answer")
            .expect("tables");
        let Content { format, pieces, remarks } = content();
        assert_eq!((back.format, back.pieces, back.remarks), (format, pieces, remarks));
    }

    #[test]
    fn errors_arrive_as_they_were_sent() {
        let name = "TCVN3 (ABC)".into();
        let why = || ReadError::OldEncoding {
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
    fn streams_that_break_off_or_exceed_a_limit_are_errors() {
        let stream = sample_stream();
        for length in [0, 1, 7, stream.len() / 2, stream.len() - 1, stream.len() - 5] {
            assert!(read(&mut &stream[..length], &Limits::default()).is_err(), "{length}");
        }
        let few = Limits { cells: 10, ..Limits::default() };
        assert!(read(&mut &stream[..], &few).is_err());
        let small = Limits { memory: 1_000, ..Limits::default() };
        assert!(read(&mut &stream[..], &small).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic() {
        let stream = sample_stream();
        let head = &stream[..600];
        for at in 0..head.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut damaged = head.to_vec();
                damaged[at] = byte;
                let _ = read(&mut &damaged[..], &Limits::default());
            }
        }
    }
}
