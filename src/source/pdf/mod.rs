//! PDF with a text layer: the tables on each page. If a page has ruled tables, its lines and
//! letters make the cells; otherwise the positions of its words do.

mod aligned;
mod line;
mod lost;
mod page;
mod ruled;
mod whole;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, TransformExt,
    interpret_page,
};

use super::limit::Budget;
use super::{Content, Format, ReadError, ReadOptions, Remark};
use page::PageReader;

/// Pages with fewer letters than this on average may be scans. A signature or a stamp can add a few
/// letters to a scanned page.
const FEW_LETTERS: usize = 400;

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    if reading.sheet.is_some() || reading.range.is_some() {
        return Err(ReadError::Sheetless);
    }

    whole::check_file(bytes)?;
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Locked,
        LoadPdfError::Invalid => ReadError::Damaged("PDF".to_owned()),
    })?;
    whole::check_streams(&pdf)?;
    lost::check_pages(&pdf)?;

    let mut budget = Budget::new(reading);
    let (mut pieces, mut caption) = (Vec::new(), Vec::new());
    let (mut letters, mut unknown, mut pictures) = (0, 0, 0);
    let mut remarks = Vec::new();
    let cache = InterpreterCache::new();
    let pages = pdf.pages();
    for (page, number) in pages.iter().zip(1..) {
        lost::check_page(page, number)?;
        if lost::has_undrawn_field(page) {
            return Err(ReadError::FormField { page: number });
        }

        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
        let start = page.initial_transform(true).to_kurbo();
        let undrawn = Arc::new(AtomicBool::new(false));
        let sink = Arc::clone(&undrawn);
        let settings = InterpreterSettings {
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnresolvedAnnotationAppearance) {
                    sink.store(true, Ordering::Relaxed);
                }
            }),
            ..InterpreterSettings::default()
        };

        let mut context = Context::new(start, bounds, &cache, pdf.xref(), settings);
        let mut reader = PageReader::default();
        interpret_page(page, &mut context, &mut reader);
        if undrawn.load(Ordering::Relaxed) {
            return Err(ReadError::FormField { page: number });
        }

        if reader.turned > 0 {
            remarks.push(Remark::TurnedLetters { page: number, letters: reader.turned });
        }
        if reader.letters.is_empty()
            && reader.across.is_empty()
            && reader.down.is_empty()
            && reader.pictures == 0
        {
            remarks.push(Remark::EmptyPage(number));
        }

        letters += reader.letters.len();
        unknown += reader.unknown;
        pictures += reader.pictures;

        let PageReader { letters, across, down, .. } = reader;
        let tables = ruled::tables(across, down, number)?;
        pieces.extend(if tables.is_empty() {
            aligned::pieces(letters, number, &mut caption, &mut budget)?
        } else {
            ruled::pieces(tables, letters, number, &mut caption, &mut budget)?
        });
    }

    if unknown * 20 > letters {
        return Err(ReadError::UnknownLetters { unknown, letters });
    }
    if pieces.is_empty() {
        let is_scan = pictures > 0 && letters < FEW_LETTERS * pages.len();
        return Err(if is_scan { ReadError::Scanned } else { ReadError::NoTableInPdf });
    }
    Ok(Content { format: Format::Pdf, pieces, remarks })
}
