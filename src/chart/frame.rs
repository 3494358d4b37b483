//! The parts that charts share: title, legend, scales, source lines, and texts cut to fit.

use super::font;
use crate::analysis::FrameworkBreak;
use crate::model::Year;
use crate::text::{Lang, framework_label, framework_note, statistic};

use super::ChartSource;
use super::palette::{GRID, INK, MUTED, PAPER};
use super::scene::{Anchor, Colour, Scene};

/// The width of every chart in pixels. It is printed 180 mm wide, so 14 pixels are 8.7 points.
pub(super) const WIDTH: i32 = 820;
/// The size of ordinary text: an em in pixels.
pub(super) const TEXT: i32 = 14;
/// The size of remarks: an em in pixels.
pub(super) const SMALL: i32 = 12;
/// The height of a unit's row, in pixels.
pub(super) const ROW: i32 = 25;
/// The width of the column of names, in pixels.
pub(super) const NAMES: i32 = 312;

/// The height of a title of one line, in pixels.
const TOP: i32 = 36;

/// A scene that grows downwards.
pub(super) struct Frame {
    pub(super) scene: Scene,
    /// The y coordinate of the next element.
    pub(super) y: i32,
}

impl Frame {
    /// A frame with a title, wrapped over several lines if it is long.
    pub(super) fn new(title: &str) -> Self {
        let mut scene =
            Scene { width: WIDTH, height: 0, title: title.to_owned(), shapes: Vec::new() };
        let lines = wrap(title, TEXT + 3, WIDTH - 8);
        for (line, row) in lines.iter().zip(0..) {
            scene.text((4, 16 + row * 22), line, TEXT + 3, INK, Anchor::Start);
        }
        let more = i32::try_from(lines.len()).unwrap_or(1).max(1) - 1;
        Self { scene, y: TOP + more * 22 }
    }

    /// Adds the name at the left of a row, shortened with an ellipsis if it is too long.
    pub(super) fn name(&mut self, y: i32, text: &str) {
        let text = fit_middle(text, TEXT, NAMES - 14);
        self.scene.text((NAMES - 10, y), &text, TEXT, INK, Anchor::End);
    }

    /// Adds a figure after the end of a bar, on a background that covers the grid lines.
    pub(super) fn figure(&mut self, (x, y): (i32, i32), figure: &str) {
        self.scene.rectangle(x - 1, y - 9, font::width(figure, TEXT) + 3, 18, PAPER);
        self.scene.text((x, y), figure, TEXT, INK, Anchor::Start);
    }

    /// Adds coloured squares with labels, as many per line as fit.
    pub(super) fn legend(&mut self, entries: &[(Colour, String)]) {
        let mut x = 4;
        for (colour, words) in entries {
            let words = fit(words, SMALL, WIDTH - 40);
            let width = 20 + font::width(&words, SMALL) + 22;
            if x > 4 && x + width > WIDTH {
                x = 4;
                self.y += 20;
            }
            self.scene.rectangle(x, self.y - 6, 13, 13, *colour);
            self.scene.text((x + 19, self.y), &words, SMALL, INK, Anchor::Start);
            x += width;
        }
        self.y += 22;
    }

    /// Adds vertical lines through the next `height` pixels, with their figures above.
    pub(super) fn grid(&mut self, ticks: impl Iterator<Item = (i32, String)>, height: i32) {
        for (x, figure) in ticks {
            self.scene.line((x, self.y + 10), (x, self.y + 10 + height), GRID, 1);
            self.scene.text((x, self.y), &figure, SMALL, MUTED, Anchor::Middle);
        }
        self.y += 10;
    }

    /// Adds the numbers and names of new frameworks, as a legend of the lines that
    /// [`Years::breaks`] draws.
    pub(super) fn break_legend(&mut self, lang: Lang, breaks: &[FrameworkBreak]) {
        for (framework_break, number) in breaks.iter().zip(1..) {
            self.scene.dashes((8, self.y - 7), (8, self.y + 8), MUTED, 1);
            let words = framework_label(
                lang,
                number,
                framework_break.year,
                framework_break.name.as_deref(),
            );
            self.scene.text(
                (18, self.y),
                &fit(&words, SMALL, WIDTH - 30),
                SMALL,
                MUTED,
                Anchor::Start,
            );
            self.y += 18;
        }
    }

    /// Adds notes on new frameworks, for a chart that has no axis of years.
    pub(super) fn framework_notes(&mut self, lang: Lang, breaks: &[FrameworkBreak]) {
        for framework_break in breaks {
            let words = framework_note(lang, framework_break.year, framework_break.name.as_deref());
            self.scene.text(
                (4, self.y),
                &fit(&words, SMALL, WIDTH - 10),
                SMALL,
                MUTED,
                Anchor::Start,
            );
            self.y += 18;
        }
    }

    /// Adds the source lines and returns the finished scene.
    pub(super) fn finish(mut self, lang: Lang, source: &ChartSource) -> Scene {
        self.y += 18;
        for line in source.lines(lang).iter().flat_map(|line| wrap(line, SMALL, WIDTH - 8)) {
            self.scene.text((4, self.y), &line, SMALL, MUTED, Anchor::Start);
            self.y += 18;
        }
        self.scene.height = self.y;
        self.scene
    }
}

/// A horizontal scale of years, proportional to time.
#[derive(Clone, Copy)]
pub(super) struct Years {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) first: Year,
    pub(super) last: Year,
}

impl Years {
    /// The x coordinate of a year.
    pub(super) fn x(self, year: Year) -> i32 {
        self.between(year.number() * 2)
    }

    /// The x coordinate halfway between a year and the year before.
    pub(super) fn before(self, year: Year) -> i32 {
        self.between(year.number() * 2 - 1)
    }

    /// The x coordinate of a point in time, in half years.
    fn between(self, half_years: i32) -> i32 {
        let span = (self.last.number() - self.first.number()).max(1) * 2;
        self.left + (half_years - self.first.number() * 2) * (self.right - self.left) / span
    }

    /// Draws a vertical line where each new framework begins, with its number on top.
    pub(super) fn breaks(
        self,
        scene: &mut Scene,
        breaks: &[FrameworkBreak],
        top: i32,
        bottom: i32,
    ) {
        for (framework_break, number) in breaks.iter().zip(1..) {
            let x = self.before(framework_break.year);
            scene.dashes((x, top), (x, bottom), MUTED, 1);
            scene.text((x, top - 7), &format!("[{number}]"), SMALL - 2, MUTED, Anchor::Middle);
        }
    }
}

/// A horizontal scale of values.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Scale {
    /// The x coordinate of a value. Values outside the scale are drawn at its ends.
    pub(super) fn x(self, value: f64) -> i32 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        let x = f64::from(self.left) + share * f64::from(self.right - self.left);
        format!("{x:.0}").parse().unwrap_or(self.left)
    }

    /// The multiples of the step within the scale, as x coordinates and labels.
    pub(super) fn ticks(self, lang: Lang, step: f64) -> impl Iterator<Item = (i32, String)> {
        let first = (self.from / step - 1e-9).ceil() * step;
        (0..)
            .map(move |index| first + f64::from(index) * step)
            .take_while(move |value| *value <= self.to + 1e-9)
            .map(move |value| (self.x(value), statistic(lang, value, step_digits(step))))
    }
}

/// The smallest step, 1, 2 or 5 times a power of ten, that divides a span into at most `most`
/// steps.
pub(super) fn round_step(span: f64, most: f64) -> f64 {
    let least = (span / most).max(1e-9);
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least - 1e-12)
        .unwrap_or(power * 10.0)
}

/// The decimals that tell the multiples of a step apart.
pub(super) fn step_digits(step: f64) -> u32 {
    if step >= 1.0 {
        0
    } else if step >= 0.1 {
        1
    } else {
        2
    }
}

/// A scale for points, from and to multiples of the step, and the step: about ten steps at most, so
/// that labels do not touch. It spans at least a tenth of the points, because a smaller span would
/// make small differences look large.
pub(super) fn points_scale([lowest, highest]: [f64; 2], [left, right]: [i32; 2]) -> (Scale, f64) {
    const MOST: f64 = 10.0;
    let step = round_step((highest - lowest).max(highest.abs() / MOST), MOST);
    let margin = step / 5.0;
    let from = ((lowest - margin) / step).floor() * step;
    // No unit has negative points, unless the figures say so.
    let from = if lowest >= 0.0 { from.max(0.0) } else { from };
    let to = ((highest + margin) / step).ceil() * step;
    (Scale { left, right, from, to }, step)
}

/// A share in per cent without the sign, with one decimal if the cell, `width` pixels wide, has
/// room for it.
pub(super) fn share_figure(lang: Lang, share: f64, width: i32) -> String {
    statistic(lang, share * 100.0, u32::from(width > 44))
}

/// The text, with its end replaced by an ellipsis if it is wider than `width` pixels.
pub(super) fn fit(text: &str, size: i32, width: i32) -> String {
    shortened(text, size, width, |letters, count| {
        format!("{}…", letters[..count].iter().collect::<String>().trim_end())
    })
}

/// The text, with its middle replaced by an ellipsis if it is wider than `width` pixels. Names
/// often differ only at their end, which stays readable.
pub(super) fn fit_middle(text: &str, size: i32, width: i32) -> String {
    shortened(text, size, width, |letters, count| {
        let (head, tail) = (count.div_ceil(2), count / 2);
        let join = |letters: &[char]| letters.iter().collect::<String>();
        format!(
            "{}…{}",
            join(&letters[..head]).trim_end(),
            join(&letters[letters.len() - tail..]).trim_start()
        )
    })
}

/// The text, shortened if it is wider than `width` pixels. `cut` builds a shortened text with a
/// given number of letters.
fn shortened(text: &str, size: i32, width: i32, cut: impl Fn(&[char], usize) -> String) -> String {
    if text.chars().nth(1_000).is_none() && font::width(text, size) <= width {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    // No picture is a thousand letters wide, and measuring takes time.
    let counts: Vec<usize> = (0..letters.len().min(1_000)).collect();
    let fitting =
        counts.partition_point(|count| font::width(&cut(&letters, *count), size) <= width);
    cut(&letters, fitting.saturating_sub(1))
}

/// The text in lines of at most `width` pixels, broken between words.
pub(super) fn wrap(text: &str, size: i32, width: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) if font::width(&joined, size) <= width => *line = joined,
            _ => lines.push(fit(word, size, width)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_end_in_an_ellipsis_and_fit() {
        let name = "Sở Nông nghiệp và Phát triển nông thôn và nhiều việc khác nữa của tỉnh";
        let cut = fit(name, TEXT, 200);
        assert!(cut.ends_with('…') && font::width(&cut, TEXT) <= 200, "{cut}");
        assert_eq!(fit("Sở Y tế", TEXT, 200), "Sở Y tế");
        let ends = ["một", "hai"].map(|end| fit_middle(&format!("{name} {end}"), TEXT, 200));
        assert!(
            ends[0] != ends[1]
                && ends.iter().all(|end| end.contains('…') && font::width(end, TEXT) <= 200)
        );
        let lines = wrap(name, SMALL, 90);
        assert!(
            lines.len() > 3 && lines.iter().all(|line| font::width(line, SMALL) <= 90),
            "{lines:?}"
        );
        assert_eq!(lines.join(" "), name);
    }
}
