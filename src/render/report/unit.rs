//! One unit over the years: a part of the report on several years, and a page of its own.

use maud::{Markup, html};

use crate::analysis::{History, TrendReport, UnitCourse};
use crate::model::Year;
use crate::relation::UnitYear;
use crate::render::chart::{ChartSource, DrawError, draw_causes, draw_history};
use crate::text::Lang;
use crate::text::report::{self, Word};

use super::table::{head, value};
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
    let years = unit.years();
    let mut columns = vec![UnitYear::rank, UnitYear::units, UnitYear::total, UnitYear::grade, UnitYear::attainment];
    if unit.gaps().next().is_some() {
        columns.extend([UnitYear::gap_share, UnitYear::block_gap_share]);
    }
    html! {
        table {
            thead { tr { (head(lang, &UnitYear::year.info)) @for column in &columns { (head(lang, &column.info)) } } }
            tbody {
                @for row in &years {
                    tr { td.number { (row.year) (row.mark) } @for column in &columns { (value(lang, column, row)) } }
                }
            }
        }
        @if years.iter().any(|row| row.partial) { p { (report::partial_mark(lang)) } }
        @if years.iter().any(|row| row.derived) { p { (report::derived_mark(lang)) } }
    }
}
