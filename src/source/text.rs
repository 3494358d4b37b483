//! Text files. The layout of a text is detected from its lines.

use super::limit::Budget;
use super::sink::Sink;
use super::{
    About, Charset, Content, Format, ReadError, ReadOptions, blank_lines, cell_lines, csv,
    encoding, html, pipe,
};

pub(super) fn read(
    bytes: &[u8],
    reading: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<About, ReadError> {
    if reading.sheet.is_some() || reading.range.is_some() {
        return Err(ReadError::Sheetless);
    }
    let (text, remark) = encoding::decode(bytes, reading.encoding.or_else(|| declared(bytes)))?;
    let mut about = read_text(&text, reading, sink)?;
    about.remarks.splice(0..0, remark);
    Ok(about)
}

/// The encoding that a web page declares, if it is one that cannot be detected from the bytes.
fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    (head.contains("<meta") && head.contains("charset") && head.contains("windows-1258"))
        .then_some(Charset::Windows1258)
}

fn read_text(text: &str, reading: &ReadOptions, sink: &mut dyn Sink) -> Result<About, ReadError> {
    if reading.separator.is_some() {
        return csv::read(text, reading, sink);
    }

    if html::is_page(text) {
        return html::read(text, reading)?.pour(sink);
    }
    if pipe::is_table(text) {
        return pipe::read(text, reading)?.pour(sink);
    }
    if is_cell_lines(text) {
        return cell_lines::read(text, reading)?.pour(sink);
    }
    if csv::separator(text).is_some() {
        return csv::read(text, reading, sink);
    }
    if let Some(pieces) = blank_lines::read(text, &mut Budget::new(reading))? {
        return Content { format: Format::BlankLines, pieces, remarks: Vec::new() }.pour(sink);
    }

    if reading.values {
        csv::read(text, reading, sink)
    } else {
        cell_lines::read(text, reading)?.pour(sink)
    }
}

/// Whether more than four fifths of the lines with tabs, and at least three of them, have a single
/// tab at the start.
fn is_cell_lines(text: &str) -> bool {
    let (mut cells, mut others) = (0, 0);
    for line in text.lines() {
        let tabs = memchr::memchr_iter(b'\t', line.as_bytes()).count();
        if line.starts_with('\t') && tabs == 1 {
            cells += 1;
        } else if tabs > 0 {
            others += 1;
        }
    }
    cells > 2 && cells > others * 4
}
