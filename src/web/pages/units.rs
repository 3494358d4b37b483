//! The pages of one unit and of one criterion.

use anyhow::Result;
use cchc::analysis::load_sheets;
use cchc::model::unit_key;
use cchc::relation::{Cell, RankingRow, Relation as _, WeaknessRow};
use cchc::render::table::Table;
use cchc::report::{sheets_report, single_sheets};
use cchc::store::Selection;
use maud::html;

use super::super::page::{Page, Part};
use super::super::request::{Ending, Place};
use super::visit::{Visit, year_and_block};
use crate::cmd::Captured;
use crate::failure::Reported;
use crate::words::web::Word;

/// One unit: its course, its criteria, its self scores, the way to the next grade, its result sheet.
pub fn unit(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let Some(name) = request.value("unit") else { return units(visit) };
    let store = visit.context.store()?;
    let mut scope = visit.scope()?;
    let asked = request.value("block").map(|_| scope.block);
    let known = visit.context.unit(&store, name, asked)?;
    // Its block, and the year that is asked for, or else the last one in which it has results.
    let rankings: Vec<RankingRow> = store.load(Selection::default(), &[])?;
    let own: Vec<_> = rankings
        .iter()
        .filter(|row| known.is(row.unit_id))
        .filter(|row| asked.is_none_or(|block| row.block == block))
        .collect();
    let of_year = own.iter().rev().find(|row| row.year == scope.year);
    if let Some(row) = of_year.or(own.last()) {
        (scope.year, scope.block) = (row.year, row.block);
    }
    let mut years: Vec<_> = own.iter().map(|row| row.year).collect();
    years.dedup();
    let (year, block) = scope.texts();
    let mut page = visit.page(known.name.clone());
    let above = request.to(Place::Ranking, &[("year", &year), ("block", &block)]);
    page.trail.push((scope.title(lang, Place::Ranking.title(lang)), above));

    // As a document, the page is the result sheet of the unit.
    if matches!(request.ending, Ending::Docx | Ending::Pdf) {
        let sheets = sheets_report(lang, scope.year, &load_sheets(&store, scope.year)?);
        let mut own = single_sheets(&sheets);
        let own = own.find(|(unit, _)| unit_key(unit) == unit_key(&known.name));
        page.document = own.map(|(_, sheet)| sheet);
    }

    page.push(scope.choices(request, &years));
    page.push(Part::Heading(Word::Course.say(lang).to_owned()));
    let of_block = |verb: &str| visit.call(verb).with("block", Some(&block));
    // A unit with one year has no course yet.
    if let Ok(course) = visit.run(of_block("unit").subject(&known.name)) {
        Visit::push(&mut page, course);
    }
    let history = of_block("chart").with("unit", Some(&known.name)).subject("history");
    page.parts.extend(visit.chart(history));

    let of_year = |verb: &str| {
        let call = visit.call_for(verb, &scope);
        call.with("unit", Some(&known.name))
    };
    page.push(Part::Heading(Word::Lost.say(lang).to_owned()));
    let mut lost = visit.run(of_year("weakness"))?;
    without_unit(&mut lost);
    Visit::push(&mut page, lost);
    page.push(Part::Heading(Word::Gaps.say(lang).to_owned()));
    let mut gaps = visit.run(of_year("gap").with("by", Some("criterion")))?;
    without_unit(&mut gaps);
    Visit::push(&mut page, gaps);

    page.push(Part::Heading(Word::NextGrade.say(lang).to_owned()));
    let call = visit.call_for("rank", &scope);
    let mut next = visit.run(call.flag("next-grade", true).flag("realistic", true))?;
    for table in &mut next.tables {
        let Some(column) = table.place_of(WeaknessRow::unit_id.info.name) else { continue };
        table.rows.retain(|row| matches!(row[column], Cell::Id(id) if known.is(id)));
    }
    without_unit(&mut next);
    Visit::push(&mut page, next);
    let values = [("unit", known.name.as_str()), ("year", &year), ("block", &block)];
    let (docx, pdf) = (request.again(lang, "docx", &values), request.again(lang, "pdf", &values));
    let compare = request.to(Place::Compare, &[("unit", &known.name), ("block", &block)]);
    let cells = request.to(Place::Cell, &values);
    page.push(Part::Markup(html! {
        p {
            (Word::Sheet.say(lang)) ": " a href=(docx) download { "Word" } " " a href=(pdf) download { "PDF" }
            " · " a href=(compare) { (Place::Compare.title(lang)) }
            " · " a href=(cells) { (Word::Cells.say(lang)) }
        }
    }));
    Ok(page)
}

/// Hides the column of the unit, which the page is about.
fn without_unit(captured: &mut Captured) {
    for table in &mut captured.tables {
        let whole = std::mem::replace(table, Table::of::<WeaknessRow>(&[]));
        *table = whole.hiding(&[WeaknessRow::unit]);
    }
}

/// All units of a block, as a list.
fn units(visit: &Visit<'_>) -> Result<Page> {
    let scope = visit.scope()?;
    let mut page = visit.page(Word::Units.say(visit.request.lang).to_owned());
    page.push(year_and_block(visit.request, &scope));
    let call = visit.call_for("rank", &scope);
    Visit::push(&mut page, visit.run(call)?);
    Ok(page)
}

/// One criterion: the points of all units on it in one year.
pub fn criterion(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let (year, block) = scope.texts();
    let store = visit.context.store()?;
    let asked = request.value("criterion").unwrap_or_default();
    let name = visit.context.criterion(&store, asked)?;
    let mut page = visit.page(name.clone());
    let above = request.to(Place::Heatmap, &[("year", &year), ("block", &block)]);
    page.trail.push((scope.title(lang, Place::Heatmap.title(lang)), above));
    let mut years = scope.years();
    years.reverse();
    page.push(scope.choices(request, &years));
    let selection =
        Selection { year: Some(scope.year), block: Some(scope.block), ..Selection::default() };
    let of_name = [(WeaknessRow::criterion, Cell::Name(name.clone()))];
    let rows: Vec<WeaknessRow> = store.load(selection, &of_name)?;
    if rows.is_empty() {
        return Err(Reported::named("nothing-stored", Word::NoRows.say(lang)));
    }
    let shown: Vec<_> = WeaknessRow::SHOWN
        .iter()
        .copied()
        .filter(|column| column.info.name != WeaknessRow::criterion.info.name)
        .collect();
    page.push(Part::Table(
        Table::showing(&shown, &rows).with_notes(Vec::new(), scope.is_simulated()),
    ));
    Ok(page)
}
