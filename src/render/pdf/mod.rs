//! Reports as PDF: the same parts, set by typst as a library. Nothing else of the program knows of
//! it, and nothing of it is touched before a PDF is asked for. Tagged, PDF/A-2a, its fonts in it;
//! the same report is the same bytes.

mod element;
mod source;
mod world;

use crate::report::Report;

use self::element::Body;
use self::world::PageWorld;
use super::picture::DrawError;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A figure cannot be drawn.
    #[error("{0}")]
    Picture(#[from] DrawError),
    /// The pages cannot be set, or not as PDF/A.
    #[error("the pages cannot be set: {0}")]
    Setting(String),
}

/// A report as a PDF file. The same report is the same bytes.
///
/// # Errors
/// A figure that cannot be drawn, and pages that cannot be set.
pub fn pdf_document(report: &Report) -> Result<Vec<u8>, PdfError> {
    let Body { source, files } = Body::of(report)?;
    PageWorld::new(source, files).render(&report.title).map_err(PdfError::Setting)
}
