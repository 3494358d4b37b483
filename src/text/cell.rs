//! The values of relations as people read them.

use crate::model::Traced;
use crate::relation::{Cell, Label};

use super::{
    Lang, block_label, event_label, figure_label, grade_label, percent, points, printable_line,
    severity_label, signed_count, signed_percent, signed_points, statistic, unit_change_label,
};

/// The heading of a column.
#[must_use]
pub fn heading(lang: Lang, label: Label) -> &'static str {
    lang.pick(label.vi, label.en)
}

/// A value in the notation of the language; a dash where there is none. The text is one line
/// without control characters.
#[must_use]
pub fn cell(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Year(year) => year.to_string(),
        Cell::Block(block) => block_label(lang, *block),
        Cell::Name(text) | Cell::Text(text) => printable_line(text),
        Cell::Id(id) => id.to_string(),
        Cell::Level(level) => level.to_string(),
        Cell::Points(amount) => points(lang, *amount),
        Cell::SignedPoints(amount) => signed_points(lang, *amount),
        Cell::Share(share) => percent(lang, *share),
        Cell::ShareChange(change) => signed_percent(lang, *change),
        Cell::PercentPoints(distance) => statistic(lang, distance * 100.0, 1),
        Cell::Statistic(value) => statistic(lang, *value, 2),
        Cell::Count(count) => count.to_string(),
        Cell::Rank(rank) => rank.to_string(),
        Cell::RankChange(change) => signed_count(*change),
        Cell::Grade(grade) => grade_label(lang, *grade).to_owned(),
        Cell::Coverage(coverage) => coverage.to_string(),
        Cell::Stage(stage) => stage.to_string(),
        Cell::Severity(severity) => severity_label(lang, *severity).to_owned(),
        Cell::Rule(rule) => rule.to_string(),
        Cell::Event(event) => event_label(lang, *event).to_owned(),
        Cell::Figure(figure) => figure_label(lang, *figure).to_owned(),
        Cell::Traced(figure) => traced(lang, *figure),
        Cell::UnitChange(change) => unit_change_label(lang, *change).to_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::Flag(true) => lang.pick("có", "yes").to_owned(),
        Cell::Flag(false) => lang.pick("không", "no").to_owned(),
        Cell::Texts(texts) => printable_line(&texts.join("; ")),
        Cell::Nested(value) => printable_line(&value.to_string()),
        Cell::Integer(integer) => integer.to_string().replace('-', "\u{2212}"),
        Cell::Real(real) => self::real(lang, *real),
    }
}

fn traced(lang: Lang, figure: Traced) -> String {
    match figure {
        Traced::Points(amount) => points(lang, amount),
        // As the document prints it.
        Traced::Rank(_) | Traced::Count(_) | Traced::Grade(_) => figure.to_string(),
    }
}

/// A float with at most ten decimals, which drops binary noise; a very large one with its power of
/// ten.
fn real(lang: Lang, value: f64) -> String {
    let plain = value.abs() < 1e15;
    // A tiny value that is rounded to zero has no sign.
    let value = if value.abs() < 5e-11 { 0.0 } else { value };
    let text = if plain { format!("{value:.10}") } else { format!("{value:e}") };
    let cut = if plain { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    lang.pick(cut.replace('.', ","), cut.to_owned()).replace('-', "\u{2212}")
}
