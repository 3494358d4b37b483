//! The content of a page: its letters with their positions, and its straight lines. Distances are
//! in points, from the upper left corner of the page.

use std::collections::HashMap;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

/// The greatest thickness of a line that is drawn as a filled rectangle.
const THICKEST: f64 = 3.0;
/// The shortest line of a table. Shorter ones are parts of pictures.
const SHORTEST: f64 = 2.0;
/// No page of a decision has more letters, lines or elements of a path than this.
const MOST: usize = 200_000;

/// A letter: its text and the box that it takes, from its baseline up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
    /// Whether it is printed twice to look bold.
    pub(super) doubled: bool,
}

/// A horizontal or vertical line: its position on the other axis, and its two ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Collects what a page draws.
#[derive(Default)]
pub(super) struct PageReader {
    pub(super) letters: Vec<Letter>,
    /// The number of letters that the font does not identify.
    pub(super) unknown: usize,
    /// The horizontal lines.
    pub(super) across: Vec<Rule>,
    /// The vertical lines.
    pub(super) down: Vec<Rule>,
    /// The number of pictures.
    pub(super) pictures: usize,
    /// The number of letters that run up or down the page, which are not read.
    pub(super) turned: usize,
    /// The indices of the letters, by column, row and text. Columns and rows are whole points.
    letter_index: HashMap<(i64, i64, String), usize>,
}

/// Two prints of a letter nearer than this are one bold letter. The first value is in sizes of the
/// letter, the second in points; the smaller one counts. Letters of a word are further apart.
const SAME_LETTER: [f64; 2] = [0.15, 1.0];

impl PageReader {
    /// Adds a letter, unless it is the second print of one.
    #[allow(clippy::cast_possible_truncation, reason = "points of a page")]
    fn put(&mut self, letter: Letter) {
        let (column, row) = (letter.left.floor() as i64, letter.baseline.floor() as i64);
        let most = SAME_LETTER[1].min(SAME_LETTER[0] * letter.size);

        for (x, y) in [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)]
        {
            let Some(index) = self.letter_index.get(&(column + x, row + y, letter.text.clone()))
            else {
                continue;
            };
            let first = &mut self.letters[*index];
            if (first.left - letter.left).abs() <= most
                && (first.baseline - letter.baseline).abs() <= most
            {
                first.doubled = true;
                return;
            }
        }

        self.letter_index.insert((column, row, letter.text.clone()), self.letters.len());
        self.letters.push(letter);
    }

    fn line(&mut self, from: Point, to: Point) {
        let (wide, high) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if !(wide.is_finite() && high.is_finite()) || self.across.len() + self.down.len() >= MOST {
            return;
        }

        if high < 0.5 && wide >= SHORTEST {
            self.across.push(Rule {
                at: f64::midpoint(from.y, to.y),
                from: from.x.min(to.x),
                to: from.x.max(to.x),
            });
        } else if wide < 0.5 && high >= SHORTEST {
            self.down.push(Rule {
                at: f64::midpoint(from.x, to.x),
                from: from.y.min(to.y),
                to: from.y.max(to.y),
            });
        }
    }

    fn thin(&mut self, bounds: Rect) {
        let middle = bounds.center();
        if bounds.height() <= THICKEST && bounds.width() > bounds.height() {
            self.line(Point::new(bounds.x0, middle.y), Point::new(bounds.x1, middle.y));
        } else if bounds.width() <= THICKEST {
            self.line(Point::new(middle.x, bounds.y0), Point::new(middle.x, bounds.y1));
        }
    }

    fn stroke(&mut self, path: &BezPath) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (start, last) = (point, point),
                PathEl::LineTo(point) => {
                    self.line(last, point);
                    last = point;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
            }
        }
    }

    /// Adds a line for each part of a filled path that is a thin rectangle.
    fn fill(&mut self, path: &BezPath) {
        let elements = path.elements();
        let starts: Vec<_> = (0..elements.len())
            .filter(|index| matches!(elements[*index], PathEl::MoveTo(_)))
            .collect();
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(elements.len());
            self.thin(BezPath::from_vec(elements[*start..end].to_vec()).bounding_box());
        }
    }
}

impl Device<'_> for PageReader {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if path.elements().len() > MOST {
            return;
        }
        let path = props.transform * path.clone();
        match mode {
            DrawMode::Fill(_) => self.fill(&path),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroke(&path),
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                None => String::new(),
            };

            // An unknown letter is kept as a replacement character: without it, a figure would
            // become another one.
            let is_known = !text.is_empty() && !text.contains('\u{fffd}');
            self.unknown += usize::from(!is_known);
            let text = if is_known { text } else { '\u{fffd}'.to_string() };

            let transform = props.transform * glyph.transform();
            // An em is a thousand units of a glyph.
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro_interpret::font::Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let (start, up) = (transform * Point::ZERO, transform * Point::new(0.0, 1000.0));
            let end = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let size = (up - start).hypot();

            let is_level = (end.y - start.y).abs() <= (end.x - start.x).abs();
            self.turned += usize::from(!is_level && !text.trim().is_empty());
            if self.letters.len() < MOST
                && size.is_finite()
                && start.is_finite()
                && end.is_finite()
                && is_level
            {
                let (left, right) = (start.x.min(end.x), start.x.max(end.x));
                self.put(Letter { text, left, right, baseline: start.y, size, doubled: false });
            }
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn read(letters: &[(&str, f64)]) -> (String, bool) {
        let mut reader = PageReader::default();
        for (text, left) in letters {
            let (text, right) = ((*text).to_owned(), left + 5.0);
            reader.put(Letter {
                text,
                left: *left,
                right,
                baseline: 100.0,
                size: 10.0,
                doubled: false,
            });
        }
        let lines = lines(reader.letters);
        (lines[0].text(), lines[0].is_half_doubled())
    }

    #[test]
    fn a_letter_printed_twice_is_one_bold_letter() {
        // A bold 10: each digit twice, a quarter or half a point apart.
        assert_eq!(
            read(&[("1", 20.0), ("1", 20.25), ("0", 25.0), ("0", 25.5)]),
            ("10".to_owned(), false)
        );
        assert_eq!(
            read(&[("1", 20.0), ("0", 25.0), ("1", 20.6), ("0", 25.6)]),
            ("10".to_owned(), false)
        );
        // Eleven: two digits side by side.
        assert_eq!(read(&[("1", 20.0), ("1", 25.0)]), ("11".to_owned(), false));
        // One digit twice and the other once: this may be 110.
        assert!(read(&[("1", 20.0), ("1", 20.5), ("0", 25.0)]).1);
    }
}
