//! PDF with a text layer: letters and ruled lines of each page, and the tables that they make.

mod page;
mod ruled;

use std::io::{self, Read};
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use super::limit::Budget;
use super::{Content, Format, Reading, Remark, Unreadable};
use page::PageReader;

/// A scan may carry the few letters of a signature or a stamp on each page.
const FEW_LETTERS: usize = 400;

pub(super) fn read(bytes: &[u8], reading: &Reading) -> Result<Content, Unreadable> {
    if reading.sheet.is_some() || reading.range.is_some() {
        return Err(Unreadable::Sheetless);
    }
    measure(bytes, reading.limits.expanded)?;
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Locked,
        LoadPdfError::Invalid => Unreadable::Damaged("PDF".to_owned()),
    })?;
    let mut budget = Budget::new(reading);
    let (mut pieces, mut caption) = (Vec::new(), Vec::new());
    let (mut letters, mut unknown, mut pictures) = (0, 0, 0);
    let mut remarks = Vec::new();
    let cache = InterpreterCache::new();
    let pages = pdf.pages();
    for (page, number) in pages.iter().zip(1..) {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut reader = PageReader::default();
        interpret_page(page, &mut context, &mut reader);
        if reader.letters.is_empty() && reader.across.is_empty() && reader.down.is_empty() && reader.pictures == 0 {
            remarks.push(Remark::EmptyPage(number));
        }
        letters += reader.letters.len();
        unknown += reader.unknown;
        pictures += reader.pictures;
        pieces.extend(ruled::pieces(reader, number, &mut caption, &mut budget)?);
    }
    if unknown * 20 > letters {
        return Err(Unreadable::UnknownLetters { unknown, letters });
    }
    if pieces.is_empty() {
        let is_scan = pictures > 0 && letters < FEW_LETTERS * pages.len();
        return Err(if is_scan { Unreadable::Scanned } else { Unreadable::Unruled });
    }
    Ok(Content { format: Format::Pdf, pieces, remarks })
}

/// Expands every compressed stream once and counts, as the library sets no limit. A stream may be compressed twice.
fn measure(bytes: &[u8], most: u64) -> Result<(), Unreadable> {
    let mut left = most;
    let mut at = 0;
    let is_plain = !bytes.windows(8).any(|window| window == b"/Encrypt");
    while let Some(found) = bytes[at..].windows(6).position(|window| window == b"stream") {
        at += found + 6;
        let body = bytes[at..].trim_ascii_start();
        // The two bytes of a compressed stream's head have a check in them.
        if let [first, second, ..] = *body
            && first & 0x0f == 8
            && (u16::from(first) * 256 + u16::from(second)).is_multiple_of(31)
        {
            let (count, is_whole) = expanded(ZlibDecoder::new(body), left);
            left = left.saturating_sub(count);
            // What begins as a compressed stream and breaks off is part of a page.
            if is_plain && !is_whole {
                return Err(Unreadable::Damaged(format!("PDF, byte {at}")));
            }
            let mut once = ZlibDecoder::new(body);
            let mut head = [0; 2];
            if once.read_exact(&mut head).is_ok() && head[0] == 0x78 {
                let twice = ZlibDecoder::new(io::Cursor::new(head).chain(once));
                left = left.saturating_sub(expanded(twice, left).0);
            }
        }
        if left == 0 {
            return Err(Unreadable::TooExpanded);
        }
    }
    Ok(())
}

/// How many bytes a stream gives before it ends, breaks off or reaches a limit; and whether it did not break off.
fn expanded(stream: impl Read, most: u64) -> (u64, bool) {
    let (mut stream, mut buffer, mut count) = (stream.take(most), [0; 8192], 0);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (count, true),
            Ok(read) => count += read as u64,
            Err(_) => return (count, false),
        }
    }
}
