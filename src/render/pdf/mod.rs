//! Renders reports as PDF, typeset by the typst library. No other module uses typst, and it is
//! initialised only when a PDF is requested. The file is tagged, embeds its fonts, and conforms to
//! PDF/A-2a if its texts allow it.

mod element;
mod source;
mod world;

use crate::report::Report;

use self::element::Body;
use self::world::PageWorld;
use super::picture::DrawError;

/// The reason why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A figure cannot be drawn.
    #[error("{0}")]
    Picture(#[from] DrawError),
    /// The pages cannot be typeset or exported.
    #[error("the pages cannot be typeset: {0}")]
    Setting(String),
}

/// Renders a report as a PDF file. The same report gives the same bytes.
///
/// # Errors
/// Returns an error if a figure cannot be drawn or the pages cannot be typeset.
pub fn pdf_document(report: &Report) -> Result<Vec<u8>, PdfError> {
    let Body { source, files } = Body::of(report)?;
    PageWorld::new(source, files).render(&report.title).map_err(PdfError::Setting)
}
