//! Colours that colour-blind readers, and readers of grey prints, can tell apart. They differ in
//! lightness, and figures or words next to them carry the same information. They follow Okabe and
//! Ito (2008) and ColorBrewer's single-hue blues.

use crate::model::Grade;

use super::scene::Colour;

pub(super) const INK: Colour = (33, 37, 41);
pub(super) const MUTED: Colour = (90, 96, 102);
pub(super) const GRID: Colour = (221, 225, 229);
pub(super) const PAPER: Colour = (255, 255, 255);
pub(super) const OVER: Colour = (213, 94, 0);
pub(super) const UNDER: Colour = (0, 114, 178);

/// The colour of a grade: dark for the best, light for the weakest.
pub(super) fn grade(grade: Option<Grade>) -> Colour {
    match grade.map(Grade::place) {
        Some(0) => (8, 69, 148),
        Some(1) => (74, 144, 200),
        Some(2) => (240, 173, 78),
        Some(3) => (248, 214, 160),
        Some(_) => (225, 225, 225),
        None => (150, 155, 160),
    }
}

/// The colour of a criterion. Dark and light alternate, so that neighbours differ in grey.
pub(super) fn data_colour(index: usize) -> Colour {
    const DATA_COLOURS: [Colour; 8] = [
        (0, 90, 150),
        (240, 200, 80),
        (0, 130, 100),
        (170, 215, 245),
        (150, 50, 90),
        (245, 170, 110),
        (70, 70, 70),
        (200, 200, 200),
    ];
    DATA_COLOURS[index % DATA_COLOURS.len()]
}

/// The colour of a gap share, in parts of the maximum: blue for units that score themselves low,
/// orange for those that score themselves far too high.
pub(super) fn gap(share: f64) -> Colour {
    const STOPS: [Colour; 4] = [(107, 174, 214), (247, 247, 247), (253, 190, 133), (217, 95, 14)];
    const AT: [f64; 4] = [-0.1, 0.0, 0.1, 0.25];
    mix(share, &AT, &STOPS)
}

/// The colour of a share: light for a low share, dark for 1.
pub(super) fn share(share: f64) -> Colour {
    const STOPS: [Colour; 5] =
        [(253, 231, 214), (247, 251, 255), (198, 219, 239), (107, 174, 214), (8, 69, 148)];
    const AT: [f64; 5] = [0.3, 0.5, 0.7, 0.85, 1.0];
    mix(share, &AT, &STOPS)
}

/// The colour of a value, interpolated between the stops; `at` holds the value of each stop.
fn mix(value: f64, at: &[f64], stops: &[Colour]) -> Colour {
    let value = value.clamp(at[0], at[at.len() - 1]);
    let upper = at.iter().position(|at| value <= *at).unwrap_or(at.len() - 1).max(1);
    let weight = (value - at[upper - 1]) / (at[upper] - at[upper - 1]);
    let mix = |from: u8, to: u8| {
        let value = f64::from(from) + (f64::from(to) - f64::from(from)) * weight;
        format!("{value:.0}").parse().unwrap_or(to)
    };
    let (from, to) = (stops[upper - 1], stops[upper]);
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// Dark or white ink, whichever is easier to read on a colour. The luma weights are 0.299, 0.587
/// and 0.114, without gamma.
pub(super) fn ink_on(fill: Colour) -> Colour {
    let luminance = 299 * u32::from(fill.0) + 587 * u32::from(fill.1) + 114 * u32::from(fill.2);
    if luminance > 140_000 { INK } else { PAPER }
}
