//! Texts: which layout one has is told by its lines.

use super::limit::Budget;
use super::{Charset, Content, Format, Reading, Unreadable, blank_lines, cell_lines, csv, encoding, html, pipe};

pub(super) fn read(bytes: &[u8], reading: &Reading) -> Result<Content, Unreadable> {
    if reading.sheet.is_some() || reading.range.is_some() {
        return Err(Unreadable::Sheetless);
    }
    let (text, remark) = encoding::decode(bytes, reading.encoding.or_else(|| declared(bytes)))?;
    let mut content = read_text(&text, reading)?;
    content.remarks.splice(0..0, remark);
    Ok(content)
}

/// The encoding that a web page declares, where that is one which its bytes do not show.
fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    (head.contains("<meta") && head.contains("charset") && head.contains("windows-1258"))
        .then_some(Charset::Windows1258)
}

fn read_text(text: &str, reading: &Reading) -> Result<Content, Unreadable> {
    if reading.separator.is_some() {
        return csv::read(text, reading);
    }
    if html::is_page(text) {
        return html::read(text, reading);
    }
    if pipe::is_table(text) {
        return pipe::read(text, reading);
    }
    if is_cell_lines(text) {
        return cell_lines::read(text, reading);
    }
    if csv::separator(text).is_some() {
        return csv::read(text, reading);
    }
    if let Some(pieces) = blank_lines::read(text, &mut Budget::new(reading))? {
        return Ok(Content { format: Format::BlankLines, pieces, remarks: Vec::new() });
    }
    if reading.values { csv::read(text, reading) } else { cell_lines::read(text, reading) }
}

/// Whether most lines that begin with a tab have no other one.
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
