//! The one bundled face: Noto Sans, cut down to the letters of Vietnamese and English, digits and
//! signs. Licence: SIL Open Font License 1.1, in `OFL.txt` beside the face.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, ScaleFont};

/// The family's name in charts and pages.
pub const FAMILY: &str = "Noto Sans";
/// The face.
pub const FACE: &[u8] = include_bytes!("NotoSans-Vietnamese.ttf");

/// Height of a line of the face (ascender − descender) in em; plotters' glyph renderer takes it for
/// the size.
pub const LINE_HEIGHT: f64 = 1.362;

/// The width of a text in pixels, at a size of so many pixels an em.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "no text is that wide")]
pub fn width(text: &str, size: i32) -> i32 {
    static FONT: LazyLock<Option<FontRef<'static>>> =
        LazyLock::new(|| FontRef::try_from_slice(FACE).ok());
    let Some(face) = FONT.as_ref() else { return 0 };
    let font = face.as_scaled((f64::from(size) * LINE_HEIGHT) as f32);
    let mut width = 0.0;
    let mut before = None;
    for glyph in text.chars().map(|letter| font.glyph_id(letter)) {
        width += font.h_advance(glyph);
        if let Some(before) = before {
            width += font.kern(before, glyph);
        }
        before = Some(glyph);
    }
    width as i32
}
