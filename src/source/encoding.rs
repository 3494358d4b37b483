//! Bytes → text, or what the bytes are instead.

use super::Unreadable;

/// First bytes of the kinds of file that people take for a text.
const KINDS: [(&[u8], &str); 8] = [
    (b"PK\x03\x04", "Word, Excel, ZIP (.docx, .xlsx, .zip)"),
    (b"\xd0\xcf\x11\xe0", "Word 97, Excel 97 (.doc, .xls)"),
    (b"%PDF", "PDF"),
    (b"SQLite format 3\0", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
];

/// The text of a UTF-8 file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Binary(kind));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Unreadable::NotUtf8 { line: 1, byte: bytes[0] });
    }
    if bytes.contains(&0) {
        return Err(Unreadable::Binary("binary"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = &bytes[..error.valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        Unreadable::NotUtf8 { line, byte: bytes[error.valid_up_to()] }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}
