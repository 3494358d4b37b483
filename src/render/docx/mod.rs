//! Renders reports as Word documents. Officers edit them, so they consist of real styles, tables
//! with repeating headers, fields, charts with their data, and blanks to fill in. `maud` writes the
//! XML, closes every element and escapes all text from documents.
//!
//! Paper and margins follow Decree 30/2020/NĐ-CP, appendix I. Elements are in the order of ECMA-376
//! part 1, which Word requires.

mod body;
mod chart;
mod package;
mod style;
mod table;
mod writer;

use crate::report::Report;
use crate::source::Reference;

use super::picture::DrawError;

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A figure cannot be drawn.
    #[error("{0}")]
    Picture(#[from] DrawError),
    /// The workbook of a chart cannot be written.
    #[error("{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive cannot be written, or the archive of a chart's workbook cannot be read.
    #[error("{0}")]
    Archive(#[from] zip::result::ZipError),
    /// The bytes of an archive cannot be read or written.
    #[error("{0}")]
    Bytes(#[from] std::io::Error),
}

/// Renders a report as a .docx file, in the program's own style or in the style of an office's
/// `reference` document. The same report gives the same bytes.
///
/// # Errors
/// Returns an error if a figure cannot be drawn, or if the archive or a chart's workbook cannot be
/// written.
pub fn docx_document(report: &Report, reference: Option<&Reference>) -> Result<Vec<u8>, DocxError> {
    package::pack(report, &body::Body::of(report, reference)?, reference)
}
