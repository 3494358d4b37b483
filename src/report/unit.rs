//! The report on one unit over the years, as a page.

use crate::analysis::{History, TrendReport, UnitCourse};
use crate::chart::{self, ChartSource};
use crate::model::Year;
use crate::relation::{Cell, Column, UnitYear, WeaknessRow};
use crate::text::Lang;
use crate::text::report::{
    Word, derived_mark, explained, next_grade, not_for_reporting, partial_mark, sources,
    unit_course, word,
};

use super::{Chapter, Element, Entry, Figure, Heading, Level, Page, Report, Table};

/// The width of the text on a portrait page, in tenths of a millimetre.
const WIDTH: u32 = 1_650;

/// The report on one unit, or on all units with that name, each with its weaknesses on the criteria of level 1.
#[must_use]
pub fn unit_report(
    lang: Lang,
    report: &TrendReport,
    unit: &str,
    units: &[(UnitCourse<'_>, Vec<WeaknessRow>)],
) -> Report {
    let simulated = report.history.assessments.iter().any(|assessment| assessment.simulated);
    let mut elements = vec![Element::Title([unit.to_owned(), String::new()])];
    if simulated {
        elements.push(Element::Warning(not_for_reporting(lang).to_owned()));
    }

    for ((course, weaknesses), number) in units.iter().zip(1_usize..) {
        let weaknesses: Vec<_> = weaknesses.iter().collect();
        elements.extend(section(lang, &report.history, (*course, &weaknesses), number));
    }

    elements.push(heading("sources", word(lang, Word::Source).to_owned()));
    let assessments: Vec<_> = report.history.assessments.iter().collect();
    elements.extend(sources(lang, &assessments).into_iter().map(|line| Element::Item(line.into())));

    let chapter =
        Chapter { id: "body".to_owned(), name: unit.to_owned(), page: Page::Portrait, elements };
    Report { lang, title: unit.to_owned(), simulated, chapters: vec![chapter] }
}

fn heading(id: &str, text: String) -> Element {
    Element::Heading(Heading { level: Level::Section, id: id.to_owned(), text })
}

/// The section on one unit: its course in sentences, a table and charts.
fn section(
    lang: Lang,
    history: &History,
    (unit, weaknesses): (UnitCourse<'_>, &[&WeaknessRow]),
    number: usize,
) -> Vec<Element> {
    let course = unit.block;
    let name = unit.trend.label.as_str();
    let has_several_years = weaknesses.iter().any(|row| row.year != weaknesses[0].year);

    let mut elements = vec![
        heading(&format!("unit-{number}"), name.to_owned()),
        Element::paragraph(unit_course(lang, unit).join(" ")),
    ];
    if let Some(row) = unit.delta() {
        elements.push(Element::paragraph(explained(lang, row, &unit.changes())));
    }

    let unit_id = unit.trend.unit_id;
    let steps: Vec<_> =
        course.next_grades.iter().filter(|row| row.unit_id == unit_id).cloned().collect();
    elements.extend(next_grade(lang, &steps).map(Element::paragraph));
    elements.extend(by_year(lang, unit));

    if has_several_years {
        let has_scores = |year: Year| weaknesses.iter().any(|row| row.year == year);
        let assessments = history
            .assessments
            .iter()
            .filter(|assessment| assessment.block == course.block && has_scores(assessment.year));
        let years = weaknesses.iter().map(|row| row.year);
        let span = [years.clone().min(), years.max()].map(|year| year.unwrap_or(course.span[0]));
        let (breaks, source) = (course.breaks_between(span), ChartSource::years(assessments));
        elements.push(picture(chart::history(lang, name, weaknesses, &breaks, &source)));
    }

    if let Some(row) = unit.delta().filter(|row| row.performance.is_some()) {
        let assessments =
            course.span.iter().filter_map(|year| history.assessment(course.block, *year));
        let (breaks, source) =
            (course.breaks_between(course.span), ChartSource::years(assessments));
        elements.push(picture(chart::causes(lang, row, &unit.changes(), &breaks, &source)));
    }
    elements
}

fn picture(scene: chart::Scene) -> Element {
    Element::Figure(Figure { caption: None, description: scene.title.clone(), scene, plot: None })
}

/// The table of a unit's years, and the notes that explain its marks.
fn by_year(lang: Lang, unit: UnitCourse<'_>) -> Vec<Element> {
    let years = unit.years();
    let mut columns: Vec<Column<UnitYear>> = vec![
        UnitYear::year,
        UnitYear::rank,
        UnitYear::units,
        UnitYear::total,
        UnitYear::grade,
        UnitYear::attainment,
    ];
    if unit.gaps().next().is_some() {
        columns.extend([UnitYear::gap_share, UnitYear::block_gap_share]);
    }

    let mut table = Table::of(lang, &columns, &years, WIDTH);
    for (row, year) in table.rows.iter_mut().zip(&years) {
        row.entries[0] = Entry::from(Cell::Text(format!("{}{}", year.year, year.mark)));
    }

    let mut elements = vec![Element::Table(table)];
    if years.iter().any(|row| row.partial) {
        elements.push(Element::note(partial_mark(lang)));
    }
    if years.iter().any(|row| row.derived) {
        elements.push(Element::note(derived_mark(lang)));
    }
    elements
}
