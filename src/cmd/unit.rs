//! `cchc unit`: one unit over the years, on the screen or as a page.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{BlockCourse, UnitCourse, report_trend};
use cchc::model::match_key;
use cchc::relation::UnitYear;
use cchc::render::html::html_page;
use cchc::render::table::Table;
use cchc::report::unit_report;
use cchc::store::Selection;
use cchc::text::change::partial_note;
use cchc::text::report;

use super::Context;
use crate::cli::{Select, Unit};
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Unit) -> Result<ExitCode> {
    let lang = context.lang;
    let (store, _) = context.open(&Select { year: None, block: options.block })?;
    let unit = context.unit(&store, &options.name, options.block)?;
    let name = unit.name.as_str();
    let selection = Selection { kind: Some(unit.kind), ..Selection::default() };

    let report = report_trend(&store, selection, options.lineage.into())?;
    if report.blocks.is_empty() {
        let known = store.load_assessments(selection)?;
        let known: Vec<_> =
            known.iter().map(|assessment| (assessment.year, assessment.block)).collect();
        return Err(Reported::failed(terminal::needs_two_years(lang, &known)));
    }
    // A unit may be in several groups of its kind.
    let courses = report.blocks.iter().flat_map(BlockCourse::units);
    let units: Vec<_> = courses.filter(|unit_course| unit.is(unit_course.trend.unit_id)).collect();

    let is_page = options
        .output
        .file
        .as_ref()
        .and_then(|path| path.extension())
        .is_some_and(|ending| match_key(&ending.to_string_lossy()) == "html");
    if let (Some(path), true) = (&options.output.file, is_page) {
        let weaknesses = units.iter().map(|course| course.weaknesses(&store));
        let weaknesses = weaknesses.collect::<Result<Vec<_>, _>>()?;
        let units: Vec<_> = units.iter().copied().zip(weaknesses).collect();
        let page = html_page(&unit_report(lang, &report, name, &units))?;
        context.write_file(path, page.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }

    let name_of = |course: &UnitCourse<'_>| course.trend.label.clone();
    let rows: Vec<UnitYear> = units.iter().flat_map(|course| course.years()).collect();
    let sentences = |course: &UnitCourse<'_>| {
        format!("{}. {}", name_of(course), report::unit_course(lang, *course).join(" "))
    };

    let mut notes: Vec<String> = units.iter().map(sentences).collect();
    if rows.iter().any(|row| row.partial) {
        notes.insert(0, report::partial_mark(lang).to_owned());
    }
    if rows.iter().any(|row| row.derived) {
        notes.insert(0, report::derived_mark(lang).to_owned());
    }
    notes.extend(units.iter().filter_map(|course| {
        course.delta().map(|row| report::explained(lang, row, &course.changes()))
    }));
    notes.extend(
        report.history.assessments.iter().filter_map(|assessment| partial_note(lang, assessment)),
    );

    let is_simulated = report.history.assessments.iter().any(|assessment| assessment.simulated);
    context.write(&Table::of(&rows).with_notes(notes, is_simulated), &options.output)?;
    Ok(ExitCode::SUCCESS)
}
