//! The bundled font of charts: Noto Sans, reduced to the letters of Vietnamese and English, digits
//! and signs. Its licence is the SIL Open Font License 1.1, in `OFL.txt` next to the font file.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, ScaleFont};

/// The name of the font family in charts and pages.
pub const FAMILY: &str = "Noto Sans";
/// The font file, in TrueType format.
pub const FACE: &[u8] = include_bytes!("NotoSans-Vietnamese.ttf");

/// The line height of the font (ascender − descender), in em. Plotters' glyph renderer takes the
/// line height as the size.
pub const LINE_HEIGHT: f64 = 1.362;

/// The width of a text in pixels; `size` is an em in pixels.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "no text is that wide")]
pub fn width(text: &str, size: i32) -> i32 {
    static FONT: LazyLock<Option<FontRef<'static>>> =
        LazyLock::new(|| FontRef::try_from_slice(FACE).ok());
    let Some(font) = FONT.as_ref() else { return 0 };
    let font = font.as_scaled((f64::from(size) * LINE_HEIGHT) as f32);

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
