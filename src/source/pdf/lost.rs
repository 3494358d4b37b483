//! Checks that a PDF has everything that it states or refers to. The library repairs damaged files
//! and silently leaves out what is missing.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::super::ReadError;

/// Returns an error if the document states more pages than were found, or no number of pages.
pub(super) fn check_pages(pdf: &Pdf) -> Result<(), ReadError> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let counted = root
        .and_then(|root| root.get::<Dict<'_>>(b"Pages"))
        .and_then(|pages| pages.get::<i32>(b"Count"));
    let found = pdf.pages().len();
    match counted.and_then(|counted| usize::try_from(counted).ok()) {
        Some(counted) if counted <= found => Ok(()),
        Some(counted) => Err(ReadError::LostPages { found, counted }),
        None => Err(ReadError::Damaged("PDF, /Pages".to_owned())),
    }
}

/// Returns an error if a page refers to content, a font or an object that is missing, or if its
/// content cannot be followed to the end.
pub(super) fn check_page(page: &Page<'_>, number: usize) -> Result<(), ReadError> {
    let raw = page.raw();
    let lost = |what: &str| Err(ReadError::MissingPart { page: number, what: what.to_owned() });

    let has_all = match raw.get::<Array<'_>>(b"Contents") {
        Some(parts) => parts.raw_iter().count() == parts.iter::<Stream<'_>>().count(),
        None => !raw.contains_key(b"Contents") || raw.get::<Stream<'_>>(b"Contents").is_some(),
    };
    let content = page.page_stream();
    if !has_all
        || (raw.contains_key(b"Contents") && content.is_none())
        || !content.is_none_or(is_whole)
    {
        return lost("Contents");
    }

    if raw.contains_key(b"Resources") && raw.get::<Dict<'_>>(b"Resources").is_none() {
        return lost("Resources");
    }

    let resources = page.resources();
    if let Some(name) = resources.fonts.keys().find(|name| resources.get_font(name).is_none()) {
        return lost(&format!("Font {}", String::from_utf8_lossy(name.as_ref())));
    }
    if let Some(name) =
        resources.x_objects.keys().find(|name| resources.get_x_object(name).is_none())
    {
        return lost(&format!("XObject {}", String::from_utf8_lossy(name.as_ref())));
    }
    Ok(())
}

/// Whether all drawing instructions are valid up to the end. The library skips an instruction that
/// it does not know or whose operands do not fit, and stops where a word or a string breaks off.
pub(super) fn is_whole(content: &[u8]) -> bool {
    // An instruction after the end. If it is reached, everything before it was read.
    const END: &[u8] = b"cchc-end";
    let marked = [content, b"\n", END].concat();
    let mut instructions = TypedIter::new(&marked);

    // Unknown instructions are allowed between BX and EX.
    let mut optional = 0_u32;
    while let Some(instruction) = instructions.next() {
        match instruction {
            TypedInstruction::BeginCompatibility(_) => optional += 1,
            TypedInstruction::EndCompatibility(_) => optional = optional.saturating_sub(1),
            TypedInstruction::Fallback(operator) if &**operator == END => return true,
            TypedInstruction::Fallback(_) if optional == 0 => return false,
            _ => {}
        }
    }
    false
}

/// Whether a page has a form field with a value but no appearance, so that it is not drawn.
pub(super) fn has_undrawn_field(page: &Page<'_>) -> bool {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return false };
    annotations
        .iter::<Dict<'_>>()
        .any(|field| field.contains_key(b"V") && !field.contains_key(b"AP"))
}
