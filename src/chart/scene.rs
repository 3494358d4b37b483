//! The shapes of a chart, in pixels from its top left corner.

use serde::Serialize;

use super::font;

/// A colour: red, green, blue.
pub type Colour = (u8, u8, u8);

/// The point of a text that its x coordinate refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A shape to draw. Later shapes cover earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "coordinates speak for themselves")]
pub enum Shape {
    /// A filled rectangle.
    Rectangle { x: i32, y: i32, width: i32, height: i32, fill: Colour },
    /// A line.
    Line { from: (i32, i32), to: (i32, i32), colour: Colour, width: u32 },
    /// A dot, either filled or a ring.
    Dot { x: i32, y: i32, radius: i32, colour: Colour, filled: bool },
    /// One line of text. `y` is the middle of its height; `size` is an em in pixels.
    Text { x: i32, y: i32, text: String, size: i32, colour: Colour, anchor: Anchor },
}

impl Shape {
    /// The top left and bottom right corners of its bounding box. The box of a text is as wide as
    /// its letters and one em high.
    #[must_use]
    pub fn bounds(&self) -> [(i32, i32); 2] {
        match self {
            Self::Rectangle { x, y, width, height, .. } => [(*x, *y), (x + width, y + height)],
            Self::Line { from, to, .. } => {
                [(from.0.min(to.0), from.1.min(to.1)), (from.0.max(to.0), from.1.max(to.1))]
            }
            Self::Dot { x, y, radius, .. } => [(x - radius, y - radius), (x + radius, y + radius)],
            Self::Text { x, y, text, size, anchor, .. } => {
                let width = font::width(text, *size);
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2,
                    Anchor::End => x - width,
                };
                [(left, y - size / 2), (left + width, y + size / 2)]
            }
        }
    }
}

/// A chart before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scene {
    /// The width in pixels.
    pub width: i32,
    /// The height in pixels.
    pub height: i32,
    /// The title, and the text alternative for readers who cannot see the chart.
    pub title: String,
    /// The shapes in drawing order.
    pub shapes: Vec<Shape>,
}

impl Scene {
    pub(super) fn rectangle(&mut self, x: i32, y: i32, width: i32, height: i32, fill: Colour) {
        self.shapes.push(Shape::Rectangle { x, y, width, height, fill });
    }

    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), colour: Colour, width: u32) {
        self.shapes.push(Shape::Line { from, to, colour, width });
    }

    /// A dashed line.
    pub(super) fn dashes(&mut self, from: (i32, i32), to: (i32, i32), colour: Colour, width: u32) {
        const DASH: i32 = 5;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let pieces = (dx.abs().max(dy.abs()) / (2 * DASH)).max(1);
        let at = |half: i32| (from.0 + dx * half / (2 * pieces), from.1 + dy * half / (2 * pieces));
        for piece in 0..pieces {
            self.line(at(2 * piece), at(2 * piece + 1), colour, width);
        }
    }

    pub(super) fn dot(&mut self, (x, y): (i32, i32), radius: i32, colour: Colour, filled: bool) {
        self.shapes.push(Shape::Dot { x, y, radius, colour, filled });
    }

    pub(super) fn text(
        &mut self,
        (x, y): (i32, i32),
        text: &str,
        size: i32,
        colour: Colour,
        anchor: Anchor,
    ) {
        self.shapes.push(Shape::Text { x, y, text: text.to_owned(), size, colour, anchor });
    }
}
