//! What a document may cost, and what a person says of it.

use std::io;
use std::str::FromStr;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::{Charset, Unreadable};

/// The name of the thread that reads a document: whoever prints panics can leave out those of broken documents.
pub const READER_THREAD: &str = "reader";

/// Stack of that thread: readers of nested formats may recurse.
const STACK: usize = 64 * 1024 * 1024;

/// What reading one document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of everything in it, once it is expanded.
    pub expanded: u64,
    /// Cells of its tables, those that fill up short rows included.
    pub cells: usize,
    /// Seconds.
    pub seconds: u64,
}

impl Limits {
    /// The most columns of a table: more than any decision has.
    pub const COLUMNS: usize = 2_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, expanded: 256 << 20, cells: 5_000_000, seconds: 10 }
    }
}

/// How a document is to be read; what is not said is found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What it may cost.
    pub limits: Limits,
    /// The encoding of a text.
    pub encoding: Option<Charset>,
    /// Whether a text of no other layout is one of separated values.
    pub values: bool,
    /// The separator of a text of separated values.
    pub separator: Option<char>,
    /// The decimal mark of a text of separated values: figures with another one are refused.
    pub decimal_mark: Option<char>,
    /// The one sheet of a workbook that is read, also where it is hidden.
    pub sheet: Option<String>,
    /// The part of each sheet that is read.
    pub range: Option<CellRange>,
}

/// A rectangle of a sheet, such as `A5:AC31`. Rows and columns count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRange {
    /// The first and the last row.
    pub rows: [usize; 2],
    /// The first and the last column.
    pub columns: [usize; 2],
}

impl CellRange {
    /// Whether a cell lies within.
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        (self.rows[0]..=self.rows[1]).contains(&row) && (self.columns[0]..=self.columns[1]).contains(&column)
    }
}

impl FromStr for CellRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let corner = |text: &str| {
            let text = text.trim().replace('$', "").to_ascii_uppercase();
            let letters = text.chars().take_while(char::is_ascii_uppercase).count();
            let digit = |letter: u8| usize::from(letter - b'A') + 1;
            let column = text[..letters]
                .bytes()
                .try_fold(0_usize, |sum, letter| Some(sum * 26 + digit(letter)).filter(|column| *column <= 16_384));
            let row = text[letters..].parse().ok().filter(|row| (1..=1_048_576).contains(row));
            Some((row?, column.filter(|column| *column > 0)?))
        };
        let corners = text.split_once(':').and_then(|(from, to)| Some((corner(from)?, corner(to)?)));
        let ((top, left), (bottom, right)) = corners.ok_or_else(|| format!("{text:?} is no range such as A5:AC31"))?;
        let ordered = |a: usize, b: usize| [a.min(b), a.max(b)];
        Ok(Self { rows: ordered(top, bottom), columns: ordered(left, right) })
    }
}

/// Counts what is taken of a limit.
#[derive(Default)]
pub(super) struct Budget {
    left: usize,
    most: usize,
}

impl Budget {
    pub(super) fn new(reading: &Reading) -> Self {
        Self { left: reading.limits.cells, most: reading.limits.cells }
    }

    /// Takes so many cells.
    pub(super) fn take(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.left = self.left.checked_sub(cells).ok_or(Unreadable::TooManyCells(self.most))?;
        Ok(())
    }
}

/// Runs a reader in a thread of its own, so that one that takes too long or breaks down is an error like any other.
pub(super) fn within<T: Send + 'static>(
    reading: &Reading,
    bytes: &Arc<Vec<u8>>,
    read: fn(&[u8], &Reading) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let (sender, receiver) = mpsc::channel();
    let (own, options) = (Arc::clone(bytes), reading.clone());
    let work = move || {
        let read = read(&own, &options);
        drop(own);
        // Nobody listens once the time is up.
        let _ = sender.send(read);
    };
    let thread = thread::Builder::new().name(READER_THREAD.to_owned()).stack_size(STACK);
    let thread = thread.spawn(work).map_err(Unreadable::Io)?;
    match receiver.recv_timeout(Duration::from_secs(reading.limits.seconds)) {
        Ok(read) => {
            let _ = thread.join();
            read
        }
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Unreadable::TooSlow(reading.limits.seconds)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Unreadable::Damaged(String::new())),
    }
}

/// A reader that refuses to give more bytes than its limit.
pub(super) struct Capped<R> {
    inner: R,
    left: u64,
}

impl<R> Capped<R> {
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self { inner, left: most }
    }
}

impl<R: io::Read> io::Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(TooExpanded))?;
        Ok(read)
    }
}

/// What [`Capped`] says at its limit.
#[derive(Debug, thiserror::Error)]
#[error("expands to too many bytes")]
pub(super) struct TooExpanded;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_spreadsheets_write_them() {
        let range = |text: &str| text.parse::<CellRange>().ok().map(|range| (range.rows, range.columns));
        assert_eq!(range("A5:AC31"), Some(([5, 31], [1, 29])));
        assert_eq!(range("$c$9:b2"), Some(([2, 9], [2, 3])));
        for wrong in ["A5", "5:7", "A0:B2", "A1:ZZZZ9", "", "Â1:B2"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reader_that_breaks_down_or_dawdles_is_an_error() {
        let bytes = Arc::new(Vec::new());
        let reading = Reading { limits: Limits { seconds: 0, ..Limits::default() }, ..Reading::default() };
        let slow = |_: &[u8], _: &Reading| {
            thread::sleep(Duration::from_millis(200));
            Ok(())
        };
        assert!(matches!(within(&reading, &bytes, slow), Err(Unreadable::TooSlow(0))));
        let breaks = |_: &[u8], _: &Reading| -> Result<(), Unreadable> { panic!("broken") };
        assert!(matches!(within(&Reading::default(), &bytes, breaks), Err(Unreadable::Damaged(_))));
    }
}
