//! The kinds of files that are not supported, and what a person can do with them.

use crate::model::coded;

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
        /// A workbook whose main part is not where it usually is.
        OddExcel = "Excel (.xlsx, xl/workbook.xml?)",
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
            Self::ExcelXml | Self::OddExcel | Self::ExcelBinary | Self::FlatOpenDocument => {
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
