//! What a document may cost, and what a person says of it.

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
use super::error::{TooExpanded, Unreadable};

/// The name of the thread that reads or checks a document: whoever prints panics can leave out
/// those of broken documents.
pub const READER_THREAD: &str = "reader";

/// Stack of that thread: readers of nested formats may recurse.
const STACK: usize = 64 * 1024 * 1024;

/// What one document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of memory that reading it may take, and of each part of it once it is expanded.
    pub memory: u64,
    /// Cells of its tables, those that fill up short rows included.
    pub cells: usize,
    /// Seconds for reading and checking it.
    pub seconds: u64,
}

impl Limits {
    /// The most columns of a table: more than any decision has.
    pub const COLUMNS: usize = 2_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, memory: 512 << 20, cells: 5_000_000, seconds: 10 }
    }
}

/// How a document is to be read; what is not said is found out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
            corners.ok_or_else(|| format!("{text:?} is no range such as A5:AC31"))?;
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
        self.check(cells)?;
        self.left -= cells;
        Ok(())
    }

    /// An error where not so many are left.
    pub(super) fn check(&self, cells: usize) -> Result<(), Unreadable> {
        go_on();
        if cells > self.left { Err(Unreadable::TooManyCells(self.most)) } else { Ok(()) }
    }
}

/// How long work that was given up may take to end.
const GRACE: Duration = Duration::from_secs(2);

thread_local! {
    /// Whether nobody waits any more for what this thread does.
    static GIVEN_UP: OnceCell<Arc<AtomicBool>> = const { OnceCell::new() };
}

/// Ends a thread whose work was given up. Whoever goes through a document of any size calls this
/// now and then: what is not waited for would take time and memory from what is.
pub fn go_on() {
    let is_given_up =
        GIVEN_UP.with(|cell| cell.get().is_some_and(|flag| flag.load(Ordering::Relaxed)));
    if is_given_up {
        // Unwinds without a word; nobody listens.
        std::panic::resume_unwind(Box::new("given up"));
    }
}

/// Runs work on a document in a thread of its own, so that one that takes too long or breaks down
/// is an error like any other. `spent` is what the document took before: the limit is for all of
/// it. Work that takes too long ends where it next asks whether it may [`go_on`].
pub(super) fn within<T: Send + 'static>(
    limits: &Limits,
    spent: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unreadable> {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(READER_THREAD.to_owned()).stack_size(STACK);
    let is_given_up = Arc::new(AtomicBool::new(false));
    let flag_of_work = Arc::clone(&is_given_up);
    let work = move || {
        GIVEN_UP.with(|flag| drop(flag.set(flag_of_work)));
        // Nobody listens once the time is up.
        drop(sender.send(work()));
    };
    let thread = thread.spawn(work).map_err(Unreadable::Io)?;
    let left = Duration::from_secs(limits.seconds).saturating_sub(spent);
    match receiver.recv_timeout(left) {
        Ok(done) => {
            let _ = thread.join();
            Ok(done)
        }
        Err(mpsc::RecvTimeoutError::Timeout) => {
            is_given_up.store(true, Ordering::Relaxed);
            // Its memory is free once it is over, and the next document needs it.
            let _ = receiver.recv_timeout(GRACE);
            Err(Unreadable::TooSlow(limits.seconds))
        }
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
    fn work_that_is_given_up_ends() {
        /// Tells when the work is over.
        struct Over(mpsc::Sender<()>);
        impl Drop for Over {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }
        let (sender, over) = mpsc::channel();
        let none = Limits { seconds: 0, ..Limits::default() };
        let endless = within(&none, Duration::ZERO, move || {
            let _own = Over(sender);
            loop {
                go_on();
                thread::sleep(Duration::from_millis(1));
            }
        });
        assert!(matches!(endless, Err::<(), _>(Unreadable::TooSlow(0))));
        assert!(over.recv_timeout(Duration::from_mins(1)).is_ok());
        go_on();
    }

    #[test]
    fn a_reader_that_breaks_down_or_dawdles_is_an_error() {
        let none = Limits { seconds: 0, ..Limits::default() };
        let slow = within(&none, Duration::ZERO, || thread::sleep(Duration::from_millis(200)));
        assert!(matches!(slow, Err(Unreadable::TooSlow(0))));
        let late = within(&Limits::default(), Duration::from_secs(11), || {
            thread::sleep(Duration::from_millis(200))
        });
        assert!(matches!(late, Err(Unreadable::TooSlow(10))), "what went before counts");
        let breaks = within(&Limits::default(), Duration::ZERO, || panic!("broken"));
        assert!(matches!(breaks, Err::<(), _>(Unreadable::Damaged(_))));
    }
}
