//! The limits on reading a document, and the options with which it is read.

use std::cell::OnceCell;
use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::encoding::Charset;
use super::error::{ReadError, TooExpanded};

/// The name of the thread that reads or checks a document. A panic hook can use it to silence
/// panics that a broken document causes.
pub const READER_THREAD: &str = "reader";

/// The stack of that thread, in bytes. Readers of nested formats may recurse.
const STACK: usize = 64 * 1024 * 1024;

/// The limits on reading one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The memory for reading it, and the size of each of its parts once expanded, in bytes.
    pub memory: u64,
    /// The cells of all its tables, including those that fill up short rows.
    pub cells: usize,
    /// The time for reading and checking it, in seconds.
    pub seconds: u64,
}

impl Limits {
    /// The most columns of a table. No decision has as many.
    pub const COLUMNS: usize = 2_000;
    /// The most letters of a cell: as many as Excel keeps.
    pub const LETTERS: usize = 32_767;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, memory: 512 << 20, cells: 5_000_000, seconds: 10 }
    }
}

/// The options for reading a document. Anything left out is detected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReadOptions {
    /// The limits.
    pub limits: Limits,
    /// The encoding of a text.
    pub encoding: Option<Charset>,
    /// Whether a text without any other layout is read as separated values.
    pub values: bool,
    /// The separator of separated values.
    pub separator: Option<char>,
    /// The decimal mark of separated values. Figures with another one are rejected.
    pub decimal_mark: Option<char>,
    /// The only sheet of a workbook to read, even if it is hidden.
    pub sheet: Option<String>,
    /// The part of each sheet to read.
    pub range: Option<CellRange>,
}

/// A rectangle of a sheet, such as `A5:AC31`. Rows and columns count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellRange {
    /// The first and the last row.
    pub rows: [usize; 2],
    /// The first and the last column.
    pub columns: [usize; 2],
}

impl CellRange {
    /// Whether the cell at a row and column lies in the rectangle.
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        (self.rows[0]..=self.rows[1]).contains(&row)
            && (self.columns[0]..=self.columns[1]).contains(&column)
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = |mut column: usize| {
            let mut letters = Vec::new();
            while column > 0 {
                letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(column - 1) % 26]));
                column = (column - 1) / 26;
            }
            letters.iter().rev().collect::<String>()
        };
        let [left, right] = self.columns.map(letters);
        write!(f, "{left}{}:{right}{}", self.rows[0], self.rows[1])
    }
}

impl FromStr for CellRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let corner = |text: &str| {
            let text = text.trim().replace('$', "").to_ascii_uppercase();
            let letters = text.chars().take_while(char::is_ascii_uppercase).count();
            let digit = |letter: u8| usize::from(letter - b'A') + 1;
            let column = text[..letters].bytes().try_fold(0_usize, |sum, letter| {
                Some(sum * 26 + digit(letter)).filter(|column| *column <= 16_384)
            });
            let row = text[letters..].parse().ok().filter(|row| (1..=1_048_576).contains(row));
            Some((row?, column.filter(|column| *column > 0)?))
        };

        let corners =
            text.split_once(':').and_then(|(from, to)| Some((corner(from)?, corner(to)?)));
        let ((top, left), (bottom, right)) =
            corners.ok_or_else(|| format!("{text:?} is not a range such as A5:AC31"))?;
        let ordered = |a: usize, b: usize| [a.min(b), a.max(b)];
        Ok(Self { rows: ordered(top, bottom), columns: ordered(left, right) })
    }
}

/// The cells that a document may still have.
#[derive(Default)]
pub(super) struct Budget {
    left: usize,
    most: usize,
}

impl Budget {
    pub(super) fn new(reading: &ReadOptions) -> Self {
        Self { left: reading.limits.cells, most: reading.limits.cells }
    }

    /// Takes this many cells. Returns an error if there are not as many left.
    pub(super) fn take(&mut self, cells: usize) -> Result<(), ReadError> {
        self.check(cells)?;
        self.left -= cells;
        Ok(())
    }

    /// Returns an error if there are not as many cells left.
    pub(super) fn check(&self, cells: usize) -> Result<(), ReadError> {
        stop_if_abandoned();
        if cells > self.left { Err(ReadError::TooManyCells(self.most)) } else { Ok(()) }
    }
}

/// How long to wait for abandoned work to end.
const GRACE: Duration = Duration::from_secs(2);

thread_local! {
    /// Whether the work of this thread was abandoned, so that nothing waits for it any more.
    static GIVEN_UP: OnceCell<Arc<AtomicBool>> = const { OnceCell::new() };
}

/// Unwinds the current thread if its work was abandoned. Code that goes through a whole document
/// calls this now and then, so that abandoned work does not take time and memory from other work.
pub fn stop_if_abandoned() {
    let is_given_up =
        GIVEN_UP.with(|cell| cell.get().is_some_and(|flag| flag.load(Ordering::Relaxed)));
    if is_given_up {
        // Skips the panic hook, so that nothing is printed.
        std::panic::resume_unwind(Box::new("given up"));
    }
}

/// Runs work on a document in a thread of its own, so that a timeout or a panic becomes an ordinary
/// error. `spent` is the time that the document has taken so far; it counts towards the limit. Work
/// that takes too long ends at its next call of [`stop_if_abandoned`].
pub(super) fn within<T: Send + 'static>(
    limits: &Limits,
    spent: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ReadError> {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(READER_THREAD.to_owned()).stack_size(STACK);

    let is_given_up = Arc::new(AtomicBool::new(false));
    let flag_of_work = Arc::clone(&is_given_up);
    let work = move || {
        GIVEN_UP.with(|flag| drop(flag.set(flag_of_work)));
        // Sending fails once the time is up.
        drop(sender.send(work()));
    };

    let thread = thread.spawn(work).map_err(ReadError::Io)?;

    let left = Duration::from_secs(limits.seconds).saturating_sub(spent);
    match receiver.recv_timeout(left) {
        Ok(done) => {
            let _ = thread.join();
            Ok(done)
        }
        Err(mpsc::RecvTimeoutError::Timeout) => {
            is_given_up.store(true, Ordering::Relaxed);
            // Wait for it to free its memory, which the next document needs.
            let _ = receiver.recv_timeout(GRACE);
            Err(ReadError::TooSlow(limits.seconds))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(ReadError::Damaged(String::new())),
    }
}

/// A stream that returns an error once more bytes than its limit have been read.
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
        self.left =
            self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(TooExpanded))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_spreadsheets_write_them() {
        let range =
            |text: &str| text.parse::<CellRange>().ok().map(|range| (range.rows, range.columns));
        assert_eq!(range("A5:AC31"), Some(([5, 31], [1, 29])));
        assert_eq!(range("$c$9:b2"), Some(([2, 9], [2, 3])));
        for wrong in ["A5", "5:7", "A0:B2", "A1:ZZZZ9", "", "Â1:B2"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn abandoned_work_ends() {
        /// Sends a message when the work ends.
        struct Over(mpsc::Sender<()>);
        impl Drop for Over {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }

        let (sender, over) = mpsc::channel();
        let none = Limits { seconds: 0, ..Limits::default() };
        let endless = within(&none, Duration::ZERO, move || {
            let _guard = Over(sender);
            loop {
                stop_if_abandoned();
                thread::sleep(Duration::from_millis(1));
            }
        });
        assert!(matches!(endless, Err::<(), _>(ReadError::TooSlow(0))));
        assert!(over.recv_timeout(Duration::from_mins(1)).is_ok());
        stop_if_abandoned();
    }

    #[test]
    fn a_reader_that_panics_or_takes_too_long_is_an_error() {
        let none = Limits { seconds: 0, ..Limits::default() };
        let slow = within(&none, Duration::ZERO, || thread::sleep(Duration::from_millis(200)));
        assert!(matches!(slow, Err(ReadError::TooSlow(0))));
        let late = within(&Limits::default(), Duration::from_secs(11), || {
            thread::sleep(Duration::from_millis(200));
        });
        assert!(matches!(late, Err(ReadError::TooSlow(10))), "time spent before counts");
        let breaks = within(&Limits::default(), Duration::ZERO, || panic!("broken"));
        assert!(matches!(breaks, Err::<(), _>(ReadError::Damaged(_))));
    }
}
