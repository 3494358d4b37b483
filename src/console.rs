//! The terminal: what goes to stdout and stderr. A reader that is gone and a device that is full
//! are no reason to break down, and nothing that steers a terminal is written.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use cchc::text::printable;

/// Says something on stderr. Where nobody can hear it, the work goes on.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// Writes a text to stdout.
pub fn print(text: &str) -> Result<()> {
    print_bytes(printable(text).as_bytes())
}

/// Writes what is printable already; a reader that has seen enough is no error.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}

/// Stdout for what is printable already and comes piece by piece; a reader that has seen enough is
/// no error, and no reason to go on.
pub struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes).and_then(|()| stdout.flush()).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Characters a line of the terminal; none in a pipe, where nothing wraps.
pub fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| width)
}
