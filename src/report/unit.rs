//! One unit over the years: a part of the report on several years, and a report of its own.

use crate::analysis::{History, TrendReport, UnitCourse};
use crate::chart::{self, ChartSource};
use crate::model::Year;
use crate::relation::{Cell, Column, UnitYear};
use crate::text::Lang;
use crate::text::report::{Word, derived_mark, explained, next_grade, partial_mark, unit_course, word};

use super::{Element, Report, Section, Table, sources};

/// The report on one unit; where two units bear its name, on both.
#[must_use]
pub fn unit_report(lang: Lang, report: &TrendReport, unit: &str, units: &[UnitCourse<'_>]) -> Report {
    let mut sections: Vec<_> = units.iter().map(|course| section(lang, &report.history, *course)).collect();
    sections.push(Section::new(word(lang, Word::Source), sources::of_years(lang, report)));
    Report {
        lang,
        title: unit.to_owned(),
        simulated: report.history.assessments.iter().any(|own| own.simulated),
        head: Vec::new(),
        numbered: false,
        sections,
    }
}

/// The part of one unit: its course in sentences, a table and charts.
pub(super) fn section(lang: Lang, history: &History, unit: UnitCourse<'_>) -> Section {
    let course = unit.block;
    let name = unit.trend.label.as_str();
    let weaknesses = unit.weaknesses();
    let has_several_years = weaknesses.iter().any(|row| row.year != weaknesses[0].year);
    let mut parts = vec![Element::Heading(name.to_owned()), Element::paragraph(unit_course(lang, unit).join(" "))];
    if let Some(row) = unit.delta() {
        parts.push(Element::paragraph(explained(lang, row, &unit.changes())));
    }
    let unit_id = unit.trend.unit_id;
    let steps: Vec<_> = course.next_grades.iter().filter(|row| row.unit_id == unit_id).cloned().collect();
    parts.extend(Element::paragraphs(next_grade(lang, &steps)));
    parts.extend(by_year(lang, unit));
    if has_several_years {
        let has_scores = |year: Year| weaknesses.iter().any(|row| row.year == year);
        let assessments = history.assessments.iter().filter(|own| own.block == course.block && has_scores(own.year));
        let years = weaknesses.iter().map(|row| row.year);
        let span = [years.clone().min(), years.max()].map(|year| year.unwrap_or(course.span[0]));
        let (breaks, source) = (course.breaks_between(span), ChartSource::years(assessments));
        parts.push(Element::Figure(chart::history(lang, name, &weaknesses, &breaks, &source)));
    }
    if let Some(row) = unit.delta().filter(|row| row.performance.is_some()) {
        let assessments = course.span.iter().filter_map(|year| history.assessment(course.block, *year));
        let (breaks, source) = (course.breaks_between(course.span), ChartSource::years(assessments));
        parts.push(Element::Figure(chart::causes(lang, row, &unit.changes(), &breaks, &source)));
    }
    // A unit with charts has a page of its own in print.
    Section { heading: None, own_page: has_several_years, elements: parts }
}

/// Its years in a table, and what their marks mean.
fn by_year(lang: Lang, unit: UnitCourse<'_>) -> Vec<Element> {
    let years = unit.years();
    let mut columns: Vec<Column<UnitYear>> =
        vec![UnitYear::year, UnitYear::rank, UnitYear::units, UnitYear::total, UnitYear::grade, UnitYear::attainment];
    if unit.gaps().next().is_some() {
        columns.extend([UnitYear::gap_share, UnitYear::block_gap_share]);
    }
    let mut table = Table::of(&columns, &years);
    for (row, year) in table.rows.iter_mut().zip(&years) {
        row[0] = Cell::Text(format!("{}{}", year.year, year.mark));
    }
    let mut parts = vec![Element::Table(table)];
    if years.iter().any(|row| row.partial) {
        parts.push(Element::paragraph(partial_mark(lang)));
    }
    if years.iter().any(|row| row.derived) {
        parts.push(Element::paragraph(derived_mark(lang)));
    }
    parts
}
