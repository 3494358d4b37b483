//! Detects the kind of a file from its bytes alone.

use std::io::Read;

use super::archive::Archive;
use super::{OtherKind, ReadError};

/// A kind of file that is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Excel,
    Excel97,
    OpenDocument,
    Pdf,
    Text,
    /// A ZIP archive of documents.
    Bundle,
}

/// The first bytes of kinds that are not supported.
const OTHERS: [(&[u8], OtherKind); 11] = [
    (b"SQLite format 3\0", OtherKind::Sqlite),
    (b"{\\rtf", OtherKind::Rtf),
    (b"\x89PNG", OtherKind::Png),
    (b"\xff\xd8\xff", OtherKind::Jpeg),
    (b"GIF8", OtherKind::Gif),
    (b"II*\0", OtherKind::Tiff),
    (b"MM\0*", OtherKind::Tiff),
    (b"BM", OtherKind::Bitmap),
    (b"\x1f\x8b", OtherKind::Gzip),
    (b"Rar!", OtherKind::Rar),
    (b"7z\xbc\xaf", OtherKind::SevenZip),
];

const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub(super) fn of(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(bytes);
    }

    // Some producers put a few bytes before the signature.
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }

    let other = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    // A text may well begin with `BM`, the signature of a bitmap.
    match other
        .filter(|kind| *kind != OtherKind::Bitmap || bytes.contains(&0))
        .or_else(|| other_text(bytes))
    {
        Some(kind) => Err(ReadError::OtherKind(kind)),
        None => Ok(Kind::Text),
    }
}

/// The kind of a text in an office format that is not supported, by its first words.
fn other_text(bytes: &[u8]) -> Option<OtherKind> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<?xml") || head.starts_with('<') {
        const MARKS: [(&str, OtherKind); 3] = [
            ("urn:schemas-microsoft-com:office:spreadsheet", OtherKind::ExcelXml),
            ("http://schemas.microsoft.com/office/word/2003/wordml", OtherKind::WordXml),
            ("office:document ", OtherKind::FlatOpenDocument),
        ];
        return MARKS.iter().find(|(mark, _)| head.contains(mark)).map(|(_, kind)| *kind);
    }

    let is_mime =
        head.lines().take(40).any(|line| line.to_ascii_lowercase().starts_with("mime-version:"));
    is_mime.then_some(OtherKind::Mhtml)
}

/// The kind of document that a ZIP archive contains.
fn zipped(bytes: &[u8]) -> Result<Kind, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let mut mime = String::new();
    if let Some(part) = archive.part("mimetype", 1024)? {
        // If it is not text, it names none of the kinds.
        let _ = part.take(1024).read_to_string(&mut mime);
    }

    let main = archive.main_part()?;
    let is_there = |name: &str| archive.has(name);
    let is_in = |folder: &str| main.as_ref().is_some_and(|main| main.starts_with(folder));
    if is_in("word/") || is_there("word/document.xml") {
        Ok(Kind::Word)
    } else if is_there("xl/workbook.xml") {
        Ok(Kind::Excel)
    } else if is_there("content.xml") {
        if mime.starts_with(SPREADSHEET) {
            Ok(Kind::OpenDocument)
        } else {
            Err(ReadError::OtherKind(OtherKind::OpenDocument))
        }
    } else if is_in("xl/") && !is_there("xl/workbook.bin") {
        Err(ReadError::OtherKind(OtherKind::OddExcel))
    } else if is_there("xl/workbook.bin") {
        Err(ReadError::OtherKind(OtherKind::ExcelBinary))
    } else if is_there("ppt/presentation.xml") {
        Err(ReadError::OtherKind(OtherKind::PowerPoint))
    } else if !is_there("[Content_Types].xml") && archive.holds_files() {
        Ok(Kind::Bundle)
    } else {
        Err(ReadError::OtherKind(OtherKind::Zip))
    }
}

/// Whether a compound file is long enough to contain its directory, whose position its header
/// states.
fn has_directory(bytes: &[u8]) -> bool {
    let shift = bytes.get(30..32).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let sector =
        bytes.get(48..52).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let begin = shift.zip(sector).and_then(|(shift, sector)| {
        (u64::from(sector) + 1)
            .checked_shl(u32::from(shift))
            .and_then(|begin| usize::try_from(begin).ok())
    });
    begin.is_some_and(|begin| begin < bytes.len())
}

/// The kind of document in a compound file of Office 97, by the names in its directory.
fn compound(bytes: &[u8]) -> Result<Kind, ReadError> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };

    if has("EncryptedPackage") {
        Err(ReadError::Locked)
    } else if has("WordDocument") {
        Err(ReadError::OldWord)
    } else if has("Workbook") || has("Book") {
        Ok(Kind::Excel97)
    } else if !has_directory(bytes) {
        Err(ReadError::Damaged(String::new()))
    } else {
        Err(ReadError::OtherKind(OtherKind::Ole))
    }
}
