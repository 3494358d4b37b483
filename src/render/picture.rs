//! Draws scenes as SVG and PNG, with plotters.

use std::sync::Once;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::register_font;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::chart::{Anchor, Colour, Scene, Shape, font};
use crate::text::printable;

/// The reason why a picture cannot be drawn.
#[derive(Debug, thiserror::Error)]
#[error("the chart cannot be drawn: {0}")]
pub struct DrawError(String);

/// The corrections that a backend of plotters needs to draw text at the right size and height.
#[derive(Clone, Copy)]
struct Lettering {
    /// The font size to request for an em of one pixel.
    size: f64,
    /// The distance by which to lower a text so that it is centred vertically, in em.
    lower: f64,
}

/// Plotters' SVG backend divides the size by 1.24 and centres lower-case letters.
const SVG: Lettering = Lettering { size: 1.24, lower: 0.07 };
/// Plotters' bitmap backend takes the line height as the size and centres the line, including
/// accents.
const BITMAP: Lettering = Lettering { size: font::LINE_HEIGHT, lower: 0.2 };

/// The font as a CSS rule, so that a page or a picture needs no font of the system.
pub(super) fn font_css() -> String {
    format!(
        "@font-face{{font-family:'{}';src:url(data:font/ttf;base64,{}) format('truetype')}}",
        font::FAMILY,
        STANDARD.encode(font::FACE)
    )
}

/// Registers the font with plotters, once per process.
fn register() {
    static ONCE: Once = Once::new();
    // The font is part of the program, so a test notices if plotters cannot read it.
    ONCE.call_once(|| drop(register_font(font::FAMILY, FontStyle::Normal, font::FACE)));
}

/// Draws an SVG picture that embeds its font, for use as a file of its own.
pub fn draw_svg(scene: &Scene) -> Result<String, DrawError> {
    let svg = inline_svg(scene)?;
    let head = svg.find('>').map_or(0, |end| end + 1);
    Ok(format!("{}<style>{}</style>{}", &svg[..head], font_css(), &svg[head..]))
}

/// Draws an SVG picture without a font, for a page that already has it.
pub fn inline_svg(scene: &Scene) -> Result<String, DrawError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size(scene, 1)).into_drawing_area();
        draw(scene, &area, 1, SVG)?;
        area.present().map_err(|error| DrawError(error.to_string()))?;
    }

    // The title is the text alternative for readers who cannot see the picture.
    let escapes = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;")];
    let title = escapes
        .iter()
        .fold(scene.title.clone(), |text, (letter, escape)| text.replace(*letter, escape));
    let svg = svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{title}\" "), 1);

    // XML cannot contain control characters.
    Ok(printable(&svg).into_owned())
}

/// Draws a PNG picture. A `scale` of 2 gives twice the pixels in each direction, for print.
pub fn draw_png(scene: &Scene, scale: u32) -> Result<Vec<u8>, DrawError> {
    let failed = |error: &dyn std::fmt::Display| DrawError(error.to_string());
    let (width, height) = size(scene, scale);
    let mut pixels = vec![255; width as usize * height as usize * 3];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        draw(scene, &area, scale, BITMAP)?;
        area.present().map_err(|error| failed(&error))?;
    }

    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|error| failed(&error))?;
    writer.write_image_data(&pixels).map_err(|error| failed(&error))?;
    writer.finish().map_err(|error| failed(&error))?;
    Ok(bytes)
}

fn size(scene: &Scene, scale: u32) -> (u32, u32) {
    let pixels = |length: i32| u32::try_from(length).unwrap_or(0) * scale;
    (pixels(scene.width), pixels(scene.height))
}

/// Draws every shape of a scene on an area of `scale` pixels per pixel of the scene.
fn draw<DB: DrawingBackend>(
    scene: &Scene,
    area: &DrawingArea<DB, Shift>,
    scale: u32,
    lettering: Lettering,
) -> Result<(), DrawError> {
    register();
    let failed = |error: DrawingAreaErrorKind<DB::ErrorType>| DrawError(error.to_string());

    area.fill(&WHITE).map_err(failed)?;
    let factor = i32::try_from(scale).unwrap_or(1);
    let at = |x: i32, y: i32| (x * factor, y * factor);

    for shape in &scene.shapes {
        let result = match shape {
            Shape::Rectangle { x, y, width, height, fill } => area.draw(&Rectangle::new(
                [at(*x, *y), at(x + width, y + height)],
                colour(*fill).filled(),
            )),
            Shape::Line { from, to, colour: ink, width } => {
                let style = colour(*ink).stroke_width(width * scale);
                area.draw(&PathElement::new([at(from.0, from.1), at(to.0, to.1)], style))
            }
            Shape::Dot { x, y, radius, colour: ink, filled } => {
                let style = if *filled {
                    colour(*ink).filled()
                } else {
                    colour(*ink).stroke_width(2 * scale)
                };
                area.draw(&Circle::new(at(*x, *y), radius * factor, style))
            }
            Shape::Text { x, y, text, size, colour: ink, anchor } => {
                let h_pos = match anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let em = f64::from(*size) * f64::from(scale);
                let lower = format!("{:.0}", em * lettering.lower).parse().unwrap_or(0);
                let (x, y) = at(*x, *y);
                let size = em * lettering.size;
                let style = (font::FAMILY, size)
                    .into_font()
                    .color(&colour(*ink))
                    .pos(Pos::new(h_pos, VPos::Center));
                area.draw(&Text::new(text.as_str(), (x, y + lower), style))
            }
        };
        result.map_err(failed)?;
    }
    Ok(())
}

fn colour((red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(letter: char) -> Vec<u8> {
        let (text, colour) = (letter.to_string(), (0, 0, 0));
        let shape = Shape::Text { x: 4, y: 20, text, size: 24, colour, anchor: Anchor::Start };
        let scene = Scene { width: 40, height: 40, title: String::new(), shapes: vec![shape] };
        draw_png(&scene, 1).unwrap_or_default()
    }

    #[test]
    fn the_face_has_every_letter_of_vietnamese() {
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
        let (blank, missing) = (picture(' '), picture('\u{4e00}'));
        for letter in letters
            .chars()
            .chain(letters.to_uppercase().chars())
            .chain("0123456789,.%−–+()“”…".chars())
        {
            let glyph = picture(letter);
            assert!(glyph != missing && glyph != blank, "{letter} has no glyph");
        }
    }
}
