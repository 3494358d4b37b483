//! Detects the kind of a file from its bytes alone.

use std::io::Read;

use crate::model::coded;

use super::ReadError;
use super::archive::Archive;
use super::bundle;

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

coded! {
    /// A kind of file that is not supported, by the name that people know.
    pub enum OtherKind {
        /// A database of this program or of another.
        Sqlite = "SQLite",
        /// Rich text.
        Rtf = "RTF",
        /// A picture.
        Png = "PNG",
        /// A picture.
        Jpeg = "JPEG",
        /// A picture.
        Gif = "GIF",
        /// A picture.
        Tiff = "TIFF",
        /// A picture.
        Bitmap = "BMP",
        /// A compressed file.
        Gzip = "GZIP",
        /// An archive.
        Rar = "RAR",
        /// An archive.
        SevenZip = "7-Zip",
        /// An archive without documents, or within another one.
        Zip = "ZIP",
        /// A workbook as XML.
        ExcelXml = "Excel 2003 XML",
        /// A binary workbook.
        ExcelBinary = "Excel (.xlsb)",
        /// A document as XML.
        WordXml = "Word 2003 XML",
        /// A document as one file of XML.
        FlatOpenDocument = "OpenDocument XML (.fods, .fodt)",
        /// A document or presentation.
        OpenDocument = "OpenDocument (.odt, .odp)",
        /// A web page in one file.
        Mhtml = "MHTML (.mht)",
        /// A presentation.
        PowerPoint = "PowerPoint (.pptx)",
        /// A compound file of Office 97 that is neither a document nor a workbook.
        Ole = "OLE (.msg, .ppt, …)",
        /// Bytes that are no text.
        Binary = "binary",
    }
}

/// What a person can do with a file of a kind that is not supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Open it in a word processor and save it as .docx.
    SaveAsDocument,
    /// Open it in a spreadsheet and save it as .xlsx.
    SaveAsWorkbook,
    /// Ask for the document itself: this is a picture of it.
    GetDocument,
    /// Unpack it.
    Unpack,
}

impl OtherKind {
    /// What a person can do with such a file. None if it can hold no document.
    #[must_use]
    pub const fn remedy(self) -> Option<Remedy> {
        match self {
            Self::Rtf | Self::WordXml | Self::OpenDocument | Self::Mhtml => {
                Some(Remedy::SaveAsDocument)
            }
            Self::ExcelXml | Self::ExcelBinary | Self::FlatOpenDocument => {
                Some(Remedy::SaveAsWorkbook)
            }
            Self::Png | Self::Jpeg | Self::Gif | Self::Tiff | Self::Bitmap => {
                Some(Remedy::GetDocument)
            }
            Self::Gzip | Self::Rar | Self::SevenZip | Self::Zip => Some(Remedy::Unpack),
            Self::Sqlite | Self::PowerPoint | Self::Ole | Self::Binary => None,
        }
    }
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
    match other.filter(|kind| *kind != OtherKind::Bitmap || bytes.contains(&0)).or_else(|| other_text(bytes)) {
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
    if main.is_some_and(|main| main.starts_with("word/")) || is_there("word/document.xml") {
        Ok(Kind::Word)
    } else if is_there("xl/workbook.xml") {
        Ok(Kind::Excel)
    } else if is_there("content.xml") {
        if mime.starts_with(SPREADSHEET) {
            Ok(Kind::OpenDocument)
        } else {
            Err(ReadError::OtherKind(OtherKind::OpenDocument))
        }
    } else if is_there("xl/workbook.bin") {
        Err(ReadError::OtherKind(OtherKind::ExcelBinary))
    } else if is_there("ppt/presentation.xml") {
        Err(ReadError::OtherKind(OtherKind::PowerPoint))
    } else if !is_there("[Content_Types].xml") && bundle::holds_files(&archive) {
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
