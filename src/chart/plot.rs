//! The figures of reports as data. Office programs draw charts themselves from the numbers; all
//! other formats use the scene that [`draw`] makes of them. The colours are black, grey and one
//! accent, each with a second cue, so that a black-and-white copy carries the same information.

use crate::text::{Lang, statistic};

use super::font;
use super::frame::{round_step, step_digits};
use super::palette::{GRID, INK, MUTED, PAPER};
use super::scene::{Anchor, Colour, Scene};

/// The form of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line per series, over categories from left to right.
    Lines,
    /// Horizontal bars from zero, one bar per series in each category.
    Bars,
    /// Two joined points per category on a horizontal scale: a ring for the first series, a dot for
    /// the second.
    Pairs,
}

/// A series of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Its name.
    pub name: String,
    /// One number per category; `None` if it is unknown.
    pub values: Vec<Option<f64>>,
}

/// A figure as data.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// The form of the figure.
    pub form: Form,
    /// The names of the categories, in order.
    pub categories: Vec<String>,
    /// The series, three at most.
    pub datasets: Vec<Dataset>,
    /// The ends of the scale.
    pub scale: [f64; 2],
    /// The number of decimals shown.
    pub digits: u32,
    /// The categories, as indices, before which something new begins, each with a label for it.
    pub breaks: Vec<(usize, String)>,
    /// Width and height on paper, in millimetres.
    pub size: [u32; 2],
}

/// The pixels per millimetre of paper.
const MILLIMETRE: i32 = 5;
/// The size of text, 9 points, in pixels.
const TEXT: i32 = 16;
/// The colours of series: black, grey, one accent.
pub const DATA_COLOURS: [Colour; 3] = [(0, 0, 0), (110, 110, 110), (31, 78, 121)];

/// Draws a figure.
#[must_use]
pub fn draw(lang: Lang, plot: &Plot, title: &str) -> Scene {
    let [width, height] = plot.size.map(|length| i32::try_from(length).unwrap_or(160) * MILLIMETRE);
    let mut scene = Scene { width, height, title: title.to_owned(), shapes: Vec::new() };
    match plot.form {
        Form::Lines => lines(lang, plot, &mut scene),
        Form::Bars => bars(lang, plot, &mut scene),
        Form::Pairs => pairs(lang, plot, &mut scene),
    }
    scene
}

/// The coordinate of a value on a scale. Values outside the scale are drawn at its ends.
fn along(value: f64, [from, to]: [f64; 2], [left, right]: [i32; 2]) -> i32 {
    let share = ((value - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
    let position = f64::from(left) + share * f64::from(right - left);
    format!("{position:.0}").parse().unwrap_or(left)
}

/// The multiples of the step within a scale.
fn ticks(scale: [f64; 2], most: f64) -> Vec<f64> {
    let step = round_step(scale[1] - scale[0], most);
    let first = (scale[0] / step - 1e-9).ceil();
    let values = (0_u32..50).map(|index| (first + f64::from(index)) * step);
    values.take_while(|value| *value <= scale[1] + 1e-9).collect()
}

fn tick_label(lang: Lang, value: f64, scale: [f64; 2], most: f64) -> String {
    let digits = step_digits(round_step(scale[1] - scale[0], most));
    statistic(lang, value, digits)
}

fn colour(series: usize) -> Colour {
    DATA_COLOURS[series % DATA_COLOURS.len()]
}

/// Draws the legend: a square or a dot with the name of each series.
fn legend(plot: &Plot, scene: &mut Scene, y: i32) {
    let mut x = 8;
    for (series, index) in plot.datasets.iter().zip(0_usize..) {
        match plot.form {
            Form::Pairs => scene.dot((x + 7, y), 6, colour(0), index == 1),
            Form::Lines | Form::Bars => scene.rectangle(x, y - 7, 14, 14, colour(index)),
        }
        scene.text((x + 22, y), &series.name, TEXT, INK, Anchor::Start);
        x += 22 + font::width(&series.name, TEXT) + 28;
    }
}

fn lines(lang: Lang, plot: &Plot, scene: &mut Scene) {
    let names: Vec<&str> = plot.datasets.iter().map(|series| series.name.as_str()).collect();
    let widest = names.iter().map(|name| font::width(name, TEXT)).max().unwrap_or(0);
    let (left, right) = (48, scene.width - widest.min(scene.width / 3) - 74);
    let (top, bottom) = (30, scene.height - 30);

    let x = |index: usize| {
        let steps = i32::try_from(plot.categories.len().max(2) - 1).unwrap_or(1);
        left + 24 + (right - left - 48) * i32::try_from(index).unwrap_or(0) / steps
    };
    let y = |value: f64| along(value, plot.scale, [bottom, top]);

    for value in ticks(plot.scale, 5.0) {
        scene.line((left, y(value)), (right, y(value)), GRID, 1);
        let label = tick_label(lang, value, plot.scale, 5.0);
        scene.text((left - 8, y(value)), &label, TEXT, MUTED, Anchor::End);
    }

    for (category, index) in plot.categories.iter().zip(0..) {
        scene.text((x(index), bottom + 18), category, TEXT, INK, Anchor::Middle);
    }

    for (index, words) in &plot.breaks {
        let at = i32::midpoint(x(index.saturating_sub(1)), x(*index));
        scene.dashes((at, top - 6), (at, bottom), MUTED, 1);
        scene.text((at, top - 16), words, TEXT - 2, MUTED, Anchor::Middle);
    }

    let mut ends: Vec<(i32, usize, f64)> = Vec::new();
    for (series, number) in plot.datasets.iter().zip(0_usize..) {
        let points: Vec<_> = series
            .values
            .iter()
            .zip(0_usize..)
            .filter_map(|(value, index)| Some((x(index), (*value)?, index)))
            .collect();

        for pair in points.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|(x, value, _)| (x, y(value)));
            if number == 1 {
                scene.dashes(from, to, colour(number), 3);
            } else {
                scene.line(from, to, colour(number), 3);
            }
        }

        for (x, value, _) in &points {
            if number == 1 {
                scene.rectangle(x - 5, y(*value) - 5, 10, 10, colour(number));
            } else {
                scene.dot((*x, y(*value)), 5, colour(number), number == 0);
            }
        }

        if let Some((x, value, _)) = points.first() {
            let is_highest = plot.datasets.iter().all(|other| {
                other.values.first().copied().flatten().is_none_or(|other| other <= *value)
            });
            let label_y = if is_highest { y(*value) - 16 } else { y(*value) + 17 };
            scene.text(
                (*x, label_y),
                &statistic(lang, *value, plot.digits),
                TEXT,
                colour(number),
                Anchor::Middle,
            );
        }

        if let Some((_, value, _)) = points.last() {
            ends.push((y(*value), number, *value));
        }
    }

    // The names on the right must not overlap.
    ends.sort_unstable_by_key(|(y, ..)| *y);
    let mut lowest = i32::MIN;
    for (at, number, value) in ends {
        let at = at.max(lowest.saturating_add(20));
        lowest = at;
        let words =
            format!("{} {}", statistic(lang, value, plot.digits), plot.datasets[number].name);
        let words = super::frame::fit(&words, TEXT, scene.width - right - 4);
        scene.text((right + 4, at), &words, TEXT, colour(number), Anchor::Start);
    }
}

/// The width of the column of names: that of the widest name, but at most two fifths of the figure.
fn names_width(plot: &Plot, width: i32) -> i32 {
    let widest = plot.categories.iter().map(|name| font::width(name, TEXT)).max().unwrap_or(0);
    (widest + 14).min(width * 2 / 5)
}

fn bars(lang: Lang, plot: &Plot, scene: &mut Scene) {
    legend(plot, scene, 14);
    let (left, right) = (names_width(plot, scene.width), scene.width - 12);
    let (top, bottom) = (34, scene.height - 6);

    let count = i32::try_from(plot.categories.len().max(1)).unwrap_or(1);
    let series_count = i32::try_from(plot.datasets.len().max(1)).unwrap_or(1);
    let row = (bottom - top) / count;
    let thickness = ((row - 6) / series_count).clamp(4, 16);

    // There is room for figures beyond the ends of the bars.
    let inner = [left + 54, right - 54];
    let x = |value: f64| along(value, plot.scale, inner);

    for (category, index) in plot.categories.iter().zip(0_i32..) {
        let middle = top + row * index + row / 2;
        let name = super::frame::fit_middle(category, TEXT, left - 10);
        scene.text((left - 8, middle), &name, TEXT, INK, Anchor::End);

        for (series, position) in plot.datasets.iter().zip(0_i32..) {
            let at = usize::try_from(index).unwrap_or(0);
            let Some(value) = series.values.get(at).copied().flatten() else { continue };
            let y = middle - thickness * series_count / 2 + thickness * position;

            let (from, to) = (x(value.min(0.0)), x(value.max(0.0)));
            let ink = colour(usize::try_from(position).unwrap_or(0));
            scene.rectangle(from, y + 1, (to - from).max(1), thickness - 2, ink);

            if value < 0.0 && to - from > 4 {
                // A falling bar is hollow, as a second cue besides its side.
                scene.rectangle(from + 2, y + 3, to - from - 4, (thickness - 6).max(1), PAPER);
            }

            let sign = if value > 0.0 { "+" } else { "" };
            let figure = format!("{sign}{}", statistic(lang, value, plot.digits));
            let (at, anchor) =
                if value < 0.0 { (from - 5, Anchor::End) } else { (to + 5, Anchor::Start) };
            scene.text(
                (at, y + thickness / 2),
                &figure,
                (TEXT - 2).min(thickness + 1).max(11),
                INK,
                anchor,
            );
        }
    }

    scene.line((x(0.0), top), (x(0.0), bottom), INK, 1);
}

fn pairs(lang: Lang, plot: &Plot, scene: &mut Scene) {
    legend(plot, scene, 14);
    let (left, right) = (names_width(plot, scene.width), scene.width - 70);
    let (top, bottom) = (34, scene.height - 28);

    let count = i32::try_from(plot.categories.len().max(1)).unwrap_or(1);
    let row = (bottom - top) / count;
    let x = |value: f64| along(value, plot.scale, [left + 12, right - 12]);

    for value in ticks(plot.scale, 6.0) {
        scene.line((x(value), top), (x(value), bottom), GRID, 1);
        let label = tick_label(lang, value, plot.scale, 6.0);
        scene.text((x(value), bottom + 14), &label, TEXT, MUTED, Anchor::Middle);
    }

    for (category, index) in plot.categories.iter().zip(0_usize..) {
        let middle = top + row * i32::try_from(index).unwrap_or(0) + row / 2;
        let name = super::frame::fit_middle(category, TEXT, left - 10);
        scene.text((left - 8, middle), &name, TEXT, INK, Anchor::End);

        let value = |series: usize| plot.datasets.get(series)?.values.get(index).copied().flatten();
        let (Some(first), Some(second)) = (value(0), value(1)) else { continue };

        scene.line((x(first), middle), (x(second), middle), MUTED, 2);
        scene.dot((x(second), middle), 6, colour(0), true);
        scene.dot((x(first), middle), 6, PAPER, true);
        scene.dot((x(first), middle), 6, colour(0), false);

        let difference = first - second;
        let sign = if difference > 0.0 { "+" } else { "" };
        let figure = format!("{sign}{}", statistic(lang, difference, plot.digits));
        scene.text((right + 6, middle), &figure, TEXT, INK, Anchor::Start);
    }
}

/// A small line chart in a cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Spark {
    /// One number per year; `None` if it is unknown.
    pub values: Vec<Option<f64>>,
    /// The ends of the scale, shared by all charts of a table.
    pub scale: [f64; 2],
    /// The values, as indices, before which something new begins.
    pub breaks: Vec<usize>,
}

impl Spark {
    /// Draws the chart at 26 × 5 mm.
    #[must_use]
    pub fn draw(&self) -> Scene {
        const WIDTH: i32 = 130;
        const HEIGHT: i32 = 25;
        let mut scene =
            Scene { width: WIDTH, height: HEIGHT, title: String::new(), shapes: Vec::new() };

        let steps = i32::try_from(self.values.len().max(2) - 1).unwrap_or(1);
        let x = |index: usize| 5 + (WIDTH - 10) * i32::try_from(index).unwrap_or(0) / steps;
        let y = |value: f64| along(value, self.scale, [HEIGHT - 4, 4]);

        for index in &self.breaks {
            let at = i32::midpoint(x(index.saturating_sub(1)), x(*index));
            scene.line((at, 2), (at, HEIGHT - 2), GRID, 2);
        }

        let points: Vec<_> = self
            .values
            .iter()
            .zip(0_usize..)
            .filter_map(|(value, index)| Some((x(index), y((*value)?))))
            .collect();

        for pair in points.windows(2) {
            scene.line(pair[0], pair[1], INK, 2);
        }

        if let Some(last) = points.last() {
            scene.dot(*last, 3, INK, true);
        }
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Shape;

    fn plot(form: Form) -> Plot {
        Plot {
            form,
            categories: vec!["2022".to_owned(), "2023".to_owned(), "2024".to_owned()],
            datasets: vec![
                Dataset {
                    name: "Sở, ban, ngành".to_owned(),
                    values: vec![Some(82.0), None, Some(85.2)],
                },
                Dataset {
                    name: "Huyện, thành phố".to_owned(),
                    values: vec![Some(82.0), Some(84.0), Some(85.1)],
                },
            ],
            scale: [75.0, 100.0],
            digits: 1,
            breaks: vec![(1, "bộ tiêu chí mới".to_owned())],
            size: [160, 55],
        }
    }

    #[test]
    fn every_shape_lies_within_the_figure_and_vietnamese_numbers_have_decimal_commas() {
        for form in [Form::Lines, Form::Bars, Form::Pairs] {
            let scene = draw(Lang::Vi, &plot(form), "Hình");
            for shape in &scene.shapes {
                let [(left, top), (right, bottom)] = shape.bounds();
                assert!(
                    left >= 0 && top >= 0 && right <= scene.width && bottom <= scene.height,
                    "{form:?}: {shape:?} takes {:?} of {} × {}",
                    shape.bounds(),
                    scene.width,
                    scene.height
                );
            }
            let figures = scene
                .shapes
                .iter()
                .filter(|shape| matches!(shape, Shape::Text { text, .. } if text.contains("85,2")));
            assert!(form == Form::Pairs || figures.count() > 0, "{form:?}");
        }
    }

    #[test]
    fn a_scale_has_a_few_round_steps() {
        assert_eq!(ticks([75.0, 100.0], 5.0), [75.0, 80.0, 85.0, 90.0, 95.0, 100.0]);
        assert_eq!(ticks([-0.3, 0.5], 5.0).len(), 4, "−0.2, 0, 0.2 and 0.4");
        assert!(ticks([1.0, 1.0], 5.0).len() <= 50);
    }
}
