//! One unit over the years: a part of the report on several years, and a page of its own.

use maud::{Markup, html};

use crate::analysis::{History, TrendReport, UnitCourse};
use crate::model::Year;
use crate::render::chart::{ChartSource, DrawError, draw_causes, draw_history};
use crate::text::report::{self, Word};
use crate::text::{Lang, column_label, grade_label, percent, points};

use super::{figure, page};

/// The page of one unit; where two units bear its name, of both.
pub fn draw_unit_page(
    lang: Lang,
    report: &TrendReport,
    unit: &str,
    units: &[UnitCourse<'_>],
) -> Result<String, DrawError> {
    let is_simulated = report.history.assessments.iter().any(|own| own.simulated);
    let body = html! {
        header {
            @if is_simulated { p.simulated { (report::word(lang, Word::Simulated)) } }
            h1 { (unit) }
        }
        @for own in units { (draw(lang, &report.history, *own)?) }
        section { h2 { (report::word(lang, Word::Source)) } (super::trend::sources(lang, report)) }
    };
    Ok(page::wrap(lang, unit, &body))
}

/// The part of one unit: its course in sentences, a table and charts.
pub(super) fn draw(lang: Lang, history: &History, unit: UnitCourse<'_>) -> Result<Markup, DrawError> {
    let course = unit.block;
    let name = unit.trend.label.as_str();
    let weaknesses = unit.weaknesses();
    let block = course.block;
    let has_scores = |year: Year| weaknesses.iter().any(|row| row.year == year);
    let of_unit = history.assessments.iter().filter(|own| own.block == block && has_scores(own.year));
    let source = ChartSource::years(of_unit);
    let years = weaknesses.iter().map(|row| row.year);
    let span = [years.clone().min(), years.max()].map(|year| year.unwrap_or(course.span[0]));
    let several = weaknesses.iter().any(|row| row.year != weaknesses[0].year);
    let delta = unit.delta().filter(|row| row.performance.is_some());
    let last = ChartSource::years(course.span.iter().filter_map(|year| history.assessment(block, *year)));
    Ok(html! {
        // A unit with charts has a page of its own in print.
        section.page[several] {
            h4 { (name) }
            p { @for sentence in report::unit_course(lang, unit) { (sentence) " " } }
            @if let Some(row) = unit.delta() { p { (report::explained(lang, row, &unit.changes())) } }
            (by_year(lang, unit))
            @if several { (figure(&draw_history(lang, name, &weaknesses, &unit.breaks_between(span), &source))?) }
            @if let Some(row) = delta { (figure(&draw_causes(lang, row, &unit.changes(), &unit.breaks_between(course.span), &last))?) }
        }
    })
}

fn by_year(lang: Lang, unit: UnitCourse<'_>) -> Markup {
    let gap = |year: Year| unit.gaps().find(|row| row.year == year);
    let has_gaps = unit.gaps().next().is_some();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    html! {
        table {
            thead { tr {
                @for name in ["year", "rank", "units", "total"] { th.number { (column_label(lang, name)) } }
                th { (column_label(lang, "grade")) }
                th.number { (column_label(lang, "attainment")) }
                @if has_gaps { @for name in ["gap_share", "block_gap_share"] { th.number { (column_label(lang, name)) } } }
            } }
            tbody {
                @for point in &unit.trend.series {
                    @let own = gap(point.year).filter(|_| !point.derived);
                    tr {
                        td.number { (point.year) @if point.derived || point.partial { "*" } }
                        td.number { (or_dash(point.rank.map(|rank| rank.to_string()))) }
                        td.number { (point.units) }
                        td.number { (or_dash(point.total.map(|total| points(lang, total)))) }
                        td.short { (point.grade.map_or("–", |grade| grade_label(lang, grade))) }
                        td.number { (percent(lang, point.attainment)) }
                        @if has_gaps {
                            td.number { (or_dash(own.map(|row| percent(lang, row.gap_share)))) }
                            td.number { (or_dash(own.and_then(|row| row.block_gap_share).map(|share| percent(lang, share)))) }
                        }
                    }
                }
            }
        }
        @if unit.trend.series.iter().any(|point| point.partial) { p { (report::partial_mark(lang)) } }
        @if unit.trend.series.iter().any(|point| point.derived) { p { (report::derived_mark(lang)) } }
    }
}
