//! The terminal: writes to stdout and stderr. A closed pipe or a full device never makes the
//! program panic, and no control characters are written.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use cchc::text::printable;

/// Prints a message to stderr. If that fails, the work goes on.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// Writes a text to stdout, with its control characters replaced.
pub fn print(text: &str) -> Result<()> {
    print_bytes(printable(text).as_bytes())
}

/// Writes bytes that are printable already. A reader that closes the pipe is not an error.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}

/// Stdout for output that is printable already and comes piece by piece. A closed pipe is returned
/// as an error, so that the writer stops.
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

/// Whether people see stdout on a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The characters per line of the terminal; `None` in a pipe, where nothing wraps.
pub fn width() -> Option<u16> {
    if !is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| width)
}
