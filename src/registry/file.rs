//! Reads small configuration files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a text file of at most `most` bytes.
///
/// # Errors
/// Returns an error if the file cannot be read, is not UTF-8 or is too large. A pipe or a device is
/// refused before it is opened, because reading it may never end.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not an ordinary file"));
    }
    let mut text = String::new();
    File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("more than {} MB", most >> 20),
        ));
    }
    Ok(text)
}
