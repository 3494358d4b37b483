//! The one bundled face: Noto Sans, cut down to the letters of Vietnamese and English, digits and signs.
//! Licence: SIL Open Font License 1.1, in `OFL.txt` beside the face.

use std::sync::Once;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plotters::style::{FontStyle, IntoFont, register_font};

/// The family's name in charts and pages.
pub(super) const FAMILY: &str = "Noto Sans";
/// The face.
pub(super) const FACE: &[u8] = include_bytes!("NotoSans-Vietnamese.ttf");

/// Height of a line of the face (ascender − descender) in em; plotters' glyph renderer takes it for the size.
pub(super) const LINE_HEIGHT: f64 = 1.362;

/// Makes the face known to plotters.
pub(super) fn register() {
    static ONCE: Once = Once::new();
    // A face that cannot be read would be seen by the test below: it is part of the program.
    ONCE.call_once(|| drop(register_font(FAMILY, FontStyle::Normal, FACE)));
}

/// The width of a text in pixels, at a size of so many pixels an em.
pub(super) fn width(text: &str, size: i32) -> i32 {
    register();
    let font = (FAMILY, f64::from(size) * LINE_HEIGHT).into_font();
    font.layout_box(text).map_or(0, |((left, _), (right, _))| right - left)
}

/// The face as a CSS rule, so that a page or picture needs no font of the system.
pub(super) fn css() -> String {
    format!(
        "@font-face{{font-family:'{FAMILY}';src:url(data:font/ttf;base64,{}) format('truetype')}}",
        STANDARD.encode(FACE)
    )
}
