//! Reports as Word documents: an officer edits them, so that what they are made of are real styles,
//! tables whose heads repeat, fields, charts with their data, and places to fill in. `maud` writes
//! the XML and escapes whatever comes from a document; every element is closed by itself.
//!
//! Layout: A4 and margins of Decree 30/2020/NĐ-CP, appendix I; order of elements as ECMA-376 part 1
//! has it, on which Word insists.

mod body;
mod chart;
mod package;
mod style;
mod table;
mod writer;

use crate::report::Report;
use crate::source::Reference;

use super::picture::DrawError;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A figure cannot be drawn.
    #[error("{0}")]
    Picture(#[from] DrawError),
    /// The workbook of a chart cannot be written.
    #[error("{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive cannot be written, or that of a workbook cannot be read.
    #[error("{0}")]
    Archive(#[from] zip::result::ZipError),
    /// Nor can its bytes.
    #[error("{0}")]
    Bytes(#[from] std::io::Error),
}

/// A report as a .docx file, in the look of the program or in that of an office. The same report is
/// the same bytes.
///
/// # Errors
/// A figure that cannot be drawn, and what the writers of archives and workbooks refuse.
pub fn docx_document(report: &Report, reference: Option<&Reference>) -> Result<Vec<u8>, DocxError> {
    package::pack(report, &body::Body::of(report, reference)?, reference)
}
