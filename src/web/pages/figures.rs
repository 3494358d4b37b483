//! The pages of figures: the latest year, ranks, criteria, all years, two years, over-scoring.

use anyhow::Result;
use cchc::analysis::{Subject, load_deltas, report_year};
use cchc::relation::{Cell, Column, DeltaRow, RankIntervalRow, RankingRow};
use cchc::store::Selection;
use cchc::text::report::year_at_a_glance;
use cchc::text::{block_label, index_title};
use maud::html;

use super::super::page::{Page, Part};
use super::super::request::Place;
use super::visit::{Field, Visit, chooser, year_and_block};
use crate::words::web::Word;

/// The latest year: what the report's summary says, and who leads each block.
pub fn start(visit: &Visit<'_>) -> Result<Page> {
    const FIRST: usize = 5;
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let store = visit.context.store()?;
    let of_year = |row: &&cchc::store::AssessmentRow| row.year == scope.year;
    let assessments: Vec<_> = scope.assessments.iter().filter(of_year).collect();
    let index = assessments.first().map_or_else(Default::default, |row| row.index);
    let authority = assessments.first().map_or("", |row| row.authority.as_str());
    let index = index_title(lang, index);
    let mut page = Page::new(lang.pick(
        format!("{index} năm {} – {authority}", scope.year),
        format!("{index} {} – {authority}", scope.year),
    ));
    page.simulated = scope.is_simulated();
    let years = scope.all_years();
    let field = Field::years("year", Word::Year, &years, &scope.year.to_string());
    page.push(chooser(request, &[field]));

    let blocks = report_year(&store, scope.year)?;
    let subjects: Vec<Subject<'_>> = blocks.iter().map(Subject::of_year).collect();
    page.push(Part::Items(year_at_a_glance(lang, &subjects)));
    for assessment in assessments {
        let (year, block) = (scope.year.to_string(), assessment.block.to_string());
        let call = visit.call("rank").with("year", Some(&year)).with("block", Some(&block));
        let mut captured = visit.run(call)?;
        page.push(Part::Heading(block_label(lang, assessment.block)));
        for mut table in captured.tables.drain(..) {
            table.rows.truncate(FIRST);
            table.notes.clear();
            page.push(Part::Table(table));
        }
        let whole = request.to(Place::Ranking, &[("year", &year), ("block", &block)]);
        page.push(Part::Markup(html! { p { a href=(whole) { (Word::Whole.say(lang)) } } }));
    }
    Ok(page)
}

/// The units of a block by rank, with what changed and how certain the ranks are.
pub fn ranking(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let store = visit.context.store()?;
    let mut page = visit.page(scope.title(lang, Place::Ranking.title(lang)));
    page.push(year_and_block(request, &scope));

    let call = visit.call_for("rank", &scope);
    let mut captured = visit.run(call)?;
    let before = scope.years().into_iter().find(|other| *other < scope.year);
    let deltas = match before {
        Some(before) => load_deltas(&store, scope.block, [before, scope.year])?,
        None => Vec::new(),
    };
    let selection =
        Selection { year: Some(scope.year), block: Some(scope.block), ..Selection::default() };
    let intervals: Vec<RankIntervalRow> = store.load(selection, &[])?;
    for mut table in captured.tables.drain(..) {
        let Some(unit) = table.place_of(RankingRow::unit_id.info.name) else { continue };
        let units: Vec<Cell> = table.rows.iter().map(|row| row[unit].clone()).collect();
        if !deltas.is_empty() {
            for column in [DeltaRow::rank_change, DeltaRow::delta] {
                table =
                    table.with_shown(column, of_units(&units, &deltas, |row| row.unit_id, column));
            }
        }
        if intervals.iter().any(|row| row.best_10.is_some()) {
            for column in [RankIntervalRow::best_10, RankIntervalRow::worst_10] {
                table = table
                    .with_shown(column, of_units(&units, &intervals, |row| row.unit_id, column));
            }
        }
        page.push(Part::Table(table));
    }
    let of_year = |kind: &str| {
        let call = visit.call_for("chart", &scope);
        visit.chart(call.subject(kind))
    };
    page.parts.extend(of_year("ranking"));
    page.push(Part::Heading(Word::NextGrade.say(lang).to_owned()));
    let call = visit.call_for("rank", &scope);
    let next = visit.run(call.flag("next-grade", true).flag("realistic", true))?;
    Visit::push(&mut page, next);
    Ok(page)
}

/// The values of a column for units, by their ids; empty for a unit that has no row.
fn of_units<R>(units: &[Cell], rows: &[R], unit_id: fn(&R) -> i64, column: Column<R>) -> Vec<Cell> {
    let of_unit = |id: &Cell| {
        let row = rows.iter().find(|row| Cell::Id(unit_id(row)) == *id);
        row.map_or(Cell::Empty, |row| (column.cell)(row))
    };
    units.iter().map(of_unit).collect()
}

/// Criteria by units in one year.
pub fn heatmap(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let mut page = visit.page(scope.title(lang, Place::Heatmap.title(lang)));
    page.push(year_and_block(request, &scope));
    let call = |verb: &str| visit.call_for(verb, &scope);
    let weaknesses = visit.run(call("weakness").with("by", Some("criterion")))?;
    Visit::push(&mut page, weaknesses);
    page.parts.extend(visit.chart(call("chart").subject("heatmap")));
    page.parts.extend(visit.chart(call("chart").subject("lost")));
    Ok(page)
}

/// All years of a block.
pub fn course(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let (_, block) = scope.texts();
    let title = format!("{} – {}", Place::Course.title(lang), block_label(lang, scope.block));
    let mut page = visit.page(title);
    page.push(chooser(request, &[Field::blocks(request, &scope)]));
    let call = |verb: &str| visit.call(verb).with("block", Some(&block));
    let trends = visit.run(call("trend"))?;
    Visit::push(&mut page, trends);
    for kind in ["bump", "course", "gap-years"] {
        page.parts.extend(visit.chart(call("chart").subject(kind)));
    }
    Ok(page)
}

/// Two years of a block beside each other, or of one unit.
pub fn compare(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let block = scope.block.to_string();
    let years: Vec<String> = scope.years().iter().map(ToString::to_string).collect();
    let to = request.value("to").map_or_else(|| years.first().cloned(), |to| Some(to.to_owned()));
    let before = |to: &String| years.iter().find(|year| *year < to).cloned();
    let from = request.value("from").map(str::to_owned).or_else(|| before(to.as_ref()?));
    let title = format!("{} – {}", Place::Compare.title(lang), block_label(lang, scope.block));
    let mut page = visit.page(title);
    let known = scope.years();
    let [first, last] = [&from, &to].map(|year| year.as_deref().unwrap_or_default());
    let fields = [
        Field::years("from", Word::From, &known, first),
        Field::years("to", Word::To, &known, last),
        Field::blocks(request, &scope),
    ];
    page.push(chooser(request, &fields));
    let call = |verb: &str| {
        let call = visit.call(verb).with("from", from.as_deref()).with("to", to.as_deref());
        call.with("block", Some(&block))
    };
    let unit = request.value("unit");
    let changes = visit.run(call("delta").with("unit", unit))?;
    Visit::push(&mut page, changes);
    page.parts.extend(visit.chart(call("chart").subject("delta")));
    if let Some(unit) = unit {
        page.parts.extend(visit.chart(call("chart").with("unit", Some(unit)).subject("causes")));
    }
    page.push(Part::Heading(Word::ByCriterion.say(lang).to_owned()));
    let by_criterion = call("delta").with("by", Some("criterion")).with("unit", unit);
    Visit::push(&mut page, visit.run(by_criterion)?);
    Ok(page)
}

/// Self scores beside the appraisal.
pub fn over_scoring(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let mut page = visit.page(scope.title(lang, Place::OverScoring.title(lang)));
    page.push(year_and_block(request, &scope));
    let call = |verb: &str| visit.call_for(verb, &scope);
    let gaps = visit.run(call("gap"))?;
    Visit::push(&mut page, gaps);
    page.parts.extend(visit.chart(call("chart").subject("gap")));
    page.push(Part::Heading(Word::LookFirst.say(lang).to_owned()));
    let cells = visit.run(call("gap").with("by", Some("cell")))?;
    Visit::push(&mut page, cells);
    // Without appraised scores, there is nothing to review.
    if let Ok(review) = visit.run(call("review")) {
        page.push(Part::Heading(Word::Review.say(lang).to_owned()));
        Visit::push(&mut page, review);
    }
    page.push(Part::Heading(Word::Leniency.say(lang).to_owned()));
    let leniency = visit.run(call("leniency"))?;
    Visit::push(&mut page, leniency);
    page.parts.extend(visit.chart(call("chart").subject("leniency")));
    // One year alone shows nothing that lasts.
    let lasting =
        visit.call("gap").with("block", Some(&scope.block.to_string())).flag("persistent", true);
    if let Ok(lasting) = visit.run(lasting) {
        page.push(Part::Heading(Word::Lasting.say(lang).to_owned()));
        Visit::push(&mut page, lasting);
    }
    Ok(page)
}
