//! The ranks over the years, one line per unit. The units that moved most stand out.

use std::collections::HashMap;

use super::font;
use crate::analysis::{FrameworkBreak, LevelPair, Movers};
use crate::model::{Block, Year};
use crate::relation::{DeltaRow, TrendPoint, TrendRow};
use crate::text::{ChartKind, ChartWord, Lang, years_title};

use super::frame::{Frame, NAMES, SMALL, TEXT, WIDTH, Years, fit, wrap};
use super::palette::{INK, MUTED, OVER, PAPER, UNDER};
use super::scene::Colour;
use super::{Anchor, ChartSource, Scene};

/// The distance between ranks, in pixels.
const STEP: i32 = 22;
/// The radius of a dot, in pixels.
const RADIUS: i32 = 9;
/// The width of the line that joins level units, in pixels.
const LEVEL: u32 = 9;
/// The colour of units that do not stand out.
const OTHER: Colour = (176, 182, 188);
/// The most units whose lines and ranks are readable side by side.
const CROWD: usize = 30;

/// The units that stand out in the chart.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a> {
    /// The units that moved most.
    pub movers: &'a Movers<'a>,
    /// The units that were level, or nearly level.
    pub level: &'a [LevelPair],
}

/// The width of the line of a unit: those that stand out are thick, and a crowd is thin.
fn line_width(colour: Colour, units: usize) -> u32 {
    if colour != OTHER {
        3
    } else if units > CROWD {
        1
    } else {
        2
    }
}

/// Draws the units of one block, with those that moved most in colour. Each line ends with its
/// unit, and has a gap where a year is missing.
#[must_use]
pub fn bump(
    lang: Lang,
    block: Block,
    years: &[Year],
    rows: &[TrendRow],
    Marked { movers, level }: Marked<'_>,
    breaks: &[FrameworkBreak],
    source: &ChartSource,
) -> Scene {
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return Frame::new("").finish(lang, source);
    };

    let mut frame =
        Frame::new(&years_title(lang, (ChartKind::Bump, source.index()), block, [first, last]));
    let legend = legend(lang, movers);
    if !legend.is_empty() {
        frame.legend(&legend);
    }

    let is_ranked = |point: &&TrendPoint| point.rank.is_some() && !point.derived;
    let has_partial =
        rows.iter().flat_map(|row| &row.points).filter(is_ranked).any(|point| point.partial);
    if has_partial {
        frame.scene.text((4, frame.y), ChartWord::Partial.say(lang), SMALL, MUTED, Anchor::Start);
        frame.y += 20;
    }

    let slots = slots(rows);
    let joined = joined(rows, level, &slots);

    if !joined.is_empty() {
        frame.scene.line((6, frame.y - 8), (6, frame.y + 8), INK, LEVEL);
        frame.scene.text((16, frame.y), ChartWord::Level.say(lang), SMALL, MUTED, Anchor::Start);
        frame.y += 20;
    }

    frame.break_legend(lang, breaks);
    frame.y += 12;

    let scale = Years { left: 30, right: WIDTH - NAMES - 20, first, last };
    for year in years {
        frame.scene.text((scale.x(*year), frame.y), &year.to_string(), SMALL, INK, Anchor::Middle);
    }

    let top = frame.y + 24;
    let deepest = slots.values().copied().max().unwrap_or(1);
    let y = |slot: i32| top + (slot - 1) * STEP;
    scale.breaks(&mut frame.scene, breaks, top - 10, y(deepest) + 10);

    let colours = colours(rows, movers);

    // The lines that join level units are below all others.
    for (year, from, to) in joined {
        frame.scene.line((scale.x(year), y(from)), (scale.x(year), y(to)), INK, LEVEL);
    }

    // The movers are drawn last, above the others.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| colours[*index] != OTHER);
    for index in order {
        let (row, colour) = (&rows[index], colours[index]);

        let points: Vec<_> = row.points.iter().filter(is_ranked).collect();
        let position = |point: &TrendPoint| (scale.x(point.year), y(slots[&(index, point.year)]));

        for pair in points.windows(2) {
            let is_interrupted =
                years.iter().any(|year| pair[0].year < *year && *year < pair[1].year);
            if is_interrupted {
                continue;
            }

            let (from, to) = (position(pair[0]), position(pair[1]));
            let width = line_width(colour, rows.len());
            if pair[0].partial || pair[1].partial {
                frame.scene.dashes(from, to, colour, width);
            } else {
                frame.scene.line(from, to, colour, width);
            }
        }

        // In a crowd, only the units that stand out show every rank.
        let is_shown = |point: &&&TrendPoint| {
            rows.len() <= CROWD || colour != OTHER || point.year == first || point.year == last
        };
        for point in points.iter().filter(is_shown) {
            let at = position(point);
            frame.scene.dot(at, RADIUS, if point.partial { PAPER } else { colour }, true);
            frame.scene.dot(at, RADIUS, colour, false);
            let ink = if point.partial || colour == OTHER { INK } else { PAPER };
            let rank = point.rank.map_or_else(String::new, |rank| rank.to_string());
            frame.scene.text(at, &rank, SMALL - 1, ink, Anchor::Middle);
        }
    }

    // The line of a unit that is no longer ranked ends with a letter. Its name is below the chart.
    let mut former: Vec<String> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(end) = row.points.iter().rfind(is_ranked) else { continue };
        let (x, at) = (scale.x(end.year) + RADIUS + 5, y(slots[&(index, end.year)]));
        if end.year == last {
            let ink = if colours[index] == OTHER { INK } else { colours[index] };
            frame.scene.text(
                (x, at),
                &fit(&row.label, TEXT, WIDTH - x - 4),
                TEXT,
                ink,
                Anchor::Start,
            );
        } else {
            let letter = letter(former.len());
            frame.scene.rectangle(x - 1, at - 7, font::width(&letter, SMALL) + 2, 14, PAPER);
            frame.scene.text((x, at), &letter, SMALL, INK, Anchor::Start);
            former.push(format!("{letter}: {}", row.label));
        }
    }

    frame.y = y(deepest) + 26;
    for line in wrap(&former.join("; "), SMALL, WIDTH - 8).iter().filter(|line| !line.is_empty()) {
        frame.scene.text((4, frame.y), line, SMALL, INK, Anchor::Start);
        frame.y += 18;
    }
    frame.y -= 12;
    frame.finish(lang, source)
}

/// The legend of the colours; empty if no unit moved.
fn legend(lang: Lang, movers: &Movers<'_>) -> Vec<(Colour, String)> {
    let Some([from, to]) = movers.years() else { return Vec::new() };
    let moved = |word: ChartWord| format!("{}, {from}–{to}", word.say(lang));
    let mut legend = Vec::new();
    legend.extend((!movers.risen.is_empty()).then(|| (UNDER, moved(ChartWord::Risen))));
    legend.extend((!movers.fallen.is_empty()).then(|| (OVER, moved(ChartWord::Fallen))));
    legend.push((OTHER, ChartWord::Other.say(lang).to_owned()));
    legend
}

/// The pairs of level units, each as its year and the slots of the two units.
fn joined(
    rows: &[TrendRow],
    level: &[LevelPair],
    slots: &HashMap<(usize, Year), i32>,
) -> Vec<(Year, i32, i32)> {
    let indices: HashMap<i64, usize> =
        rows.iter().enumerate().map(|(index, row)| (row.unit_id, index)).collect();
    let slot = |unit: i64, year: Year| slots.get(&(*indices.get(&unit)?, year)).copied();
    let pair = |pair: &LevelPair| {
        Some((pair.year, slot(pair.upper, pair.year)?, slot(pair.lower, pair.year)?))
    };
    level.iter().filter_map(pair).collect()
}

/// The letters for an index, like the columns of a spreadsheet: `a` to `z`, then `aa`, `ab` …
fn letter(index: usize) -> String {
    let last = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    let before = if index < 26 { String::new() } else { letter(index / 26 - 1) };
    format!("{before}{last}")
}

/// The slot of each unit in each year: its rank, or the next free slot below if several units share
/// it.
fn slots(rows: &[TrendRow]) -> HashMap<(usize, Year), i32> {
    let mut slots = HashMap::new();
    let mut used: HashMap<(Year, i32), usize> = HashMap::new();

    for (index, row) in rows.iter().enumerate() {
        for point in row.points.iter().filter(|point| !point.derived) {
            let Some(rank) = point.place.and_then(|place| i32::try_from(place).ok()) else {
                continue;
            };

            let most = i32::try_from(rows.len()).unwrap_or(i32::MAX);
            let mut below = rank..=rank.saturating_add(most);
            let free = below.find(|slot| !used.contains_key(&(point.year, *slot))).unwrap_or(rank);
            used.insert((point.year, free), index);
            slots.insert((index, point.year), free);
        }
    }
    slots
}

/// The colour of each unit. The units that moved most stand out.
fn colours(rows: &[TrendRow], movers: &Movers<'_>) -> Vec<Colour> {
    let is_among = |row: &TrendRow, moved: &[&DeltaRow]| {
        moved.iter().any(|delta| delta.unit_id == row.unit_id)
    };
    let colour = |row: &TrendRow| {
        if is_among(row, &movers.risen) {
            UNDER
        } else if is_among(row, &movers.fallen) {
            OVER
        } else {
            OTHER
        }
    };
    rows.iter().map(colour).collect()
}
