//! Where figures come from: the documents, and the cells of their tables.

use anyhow::Result;
use cchc::import::trace;
use cchc::model::Year;
use cchc::relation::TraceRow;
use cchc::render::table::Table;
use cchc::source::{RawCell, RawRow, RawTable};
use cchc::store::Store;
use cchc::text::printable_line;
use maud::{Markup, html};

use super::super::page::{Page, Part};
use super::super::request::Place;
use super::visit::Visit;
use crate::cmd::NamedUnit;
use crate::failure::Reported;
use crate::words::web::Word;

/// The stored documents.
pub fn documents(visit: &Visit<'_>) -> Result<Page> {
    let mut page = visit.page(Place::Documents.title(visit.request.lang).to_owned());
    let captured = visit.run(visit.call("documents"))?;
    Visit::push(&mut page, captured);
    if visit.imports.is_some() {
        page.push(removal(visit)?);
    }
    Ok(page)
}

/// The documents that may be removed, each with the page that asks whether.
fn removal(visit: &Visit<'_>) -> Result<Part> {
    let (request, lang) = (visit.request, visit.request.lang);
    let names = visit.context.store()?.load_document_names()?;
    Ok(Part::Markup(html! {
        h2 { (Word::Remove.say(lang)) }
        ul {
            @for name in &names {
                li { (name.number) " – " (name.file_name) " – "
                    a href=(request.to(Place::Import, &[("remove", &name.sha256)])) { (Word::Remove.say(lang)) }
                }
            }
        }
    }))
}

/// The cells behind the figures of a unit in one year, with the table of the document around them.
pub fn cell(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let store = visit.context.store()?;
    let scope = visit.scope()?;
    let (year, block) = scope.texts();
    let name = request.value("unit").unwrap_or_default();
    let unit = visit.context.unit(&store, name, Some(scope.block))?;
    let criterion = request.value("criterion");
    let criterion = criterion.map(|name| visit.context.criterion(&store, name)).transpose()?;

    let mut page = visit.page(Place::Cell.title(lang).to_owned());
    let values = [("unit", unit.name.as_str()), ("year", &year), ("block", &block)];
    page.trail.push((format!("{} {year}", unit.name), request.to(Place::Unit, &values)));
    let rows = traced(visit, &store, &unit, (scope.year, criterion.as_deref()))?;
    let Some(first) = rows.first() else {
        return Err(Reported::named("nothing-stored", Word::NoRows.say(lang)));
    };
    let original = request.to(Place::Original, &[("sha256", &first.sha256)]);
    page.push(Part::Markup(html! {
        p { strong { (unit.name) } ", " (year) @if let Some(criterion) = &criterion { " – " (criterion) } }
        p { (first.number) ": " (first.file_name) " – SHA-256 " code { (first.sha256) } " – "
            a href=(original) download { (Word::Original.say(lang)) } }
    }));
    let has_texts = rows.iter().any(|row| row.evidence.is_some() || row.remark.is_some());
    let shown = if has_texts {
        TraceRow::SHOWN_WITH_TEXTS
    } else {
        &[
            TraceRow::criterion,
            TraceRow::figure,
            TraceRow::value,
            TraceRow::text,
            TraceRow::table,
            TraceRow::row,
            TraceRow::column,
            TraceRow::agrees,
        ]
    };
    page.push(Part::Table(
        Table::showing(shown, &rows).with_notes(Vec::new(), scope.is_simulated()),
    ));

    // The figure that was clicked, or else all that the table lists.
    let figure = request.value("figure").filter(|figure| {
        rows.iter().any(|row| row.criterion == criterion && row.figure.code() == *figure)
    });
    let is_meant = |row: &&TraceRow| {
        figure.is_none_or(|figure| row.criterion == criterion && row.figure.code() == figure)
    };
    let first = rows.iter().find(is_meant).unwrap_or(first);
    let marked: Vec<[usize; 2]> = rows
        .iter()
        .filter(is_meant)
        .filter(|row| row.table == first.table)
        .map(|row| [row.row, row.column])
        .collect();
    let document = visit.context.rereads.document_of(first);
    if let Some(table) = document.as_ref().and_then(|document| document.table(first.table)) {
        page.push(Part::Heading(Word::Around.say(lang).to_owned()));
        page.push(Part::Markup(around(table, &marked)));
    }
    Ok(page)
}

/// The cells of a unit in one year, over all its ids.
fn traced(
    visit: &Visit<'_>,
    store: &Store,
    unit: &NamedUnit,
    (year, criterion): (Year, Option<&str>),
) -> Result<Vec<TraceRow>> {
    let (reader, kept) = (&visit.context.reader, &visit.context.rereads);
    let mut rows = Vec::new();
    for id in unit.ids() {
        let of_unit = store
            .within_snapshot(|store| trace(store, *id, Some(year), criterion, reader, kept))?;
        rows.extend(of_unit);
    }
    Ok(rows)
}

/// The headings of a table, and the rows and columns around the marked cells. Merged cells are shown as
/// one.
fn around(table: &RawTable, marked: &[[usize; 2]]) -> Markup {
    const HEADINGS: usize = 4;
    const NEAR: usize = 3;
    const FIRST_COLUMNS: usize = 2;
    let is_near_row = |number: usize| marked.iter().any(|[row, _]| number.abs_diff(*row) <= NEAR);
    let is_near_column = |number: usize| {
        number <= FIRST_COLUMNS || marked.iter().any(|[_, column]| number.abs_diff(*column) <= NEAR)
    };
    let is_marked = |row: usize, column: u32| marked.contains(&[row, column as usize]);
    let is_found = |row: usize| marked.iter().any(|[number, _]| *number == row);
    let shown = table.rows.iter().zip(0..);
    let shown = shown.filter(|(row, place)| *place < HEADINGS || is_near_row(row.number));
    // What is merged with the cell to its left widens that one. Text copied from a page repeats it.
    let cells = |(row, place): (&RawRow, usize)| {
        let is_heading = place < HEADINGS && !row.cells.iter().any(is_number);
        let mut cells: Vec<(RawCell, usize)> = Vec::new();
        for cell in row.cells.iter().filter(|cell| is_near_column(cell.column as usize)) {
            match cells.last_mut() {
                Some((last, across))
                    if (cell.copied || is_heading)
                        && last.text == cell.text
                        && !cell.text.trim().is_empty() =>
                {
                    *across += 1;
                }
                _ => cells.push((cell.clone(), 1)),
            }
        }
        cells
    };
    html! {
        @for line in &table.caption { p.note { (printable_line(line)) } }
        div.scroll tabindex="0" {
            table.source {
                tbody {
                    @for (row, place) in shown {
                        tr class=[is_found(row.number).then_some("found")] {
                            th scope="row" { (row.number) }
                            @for (cell, across) in cells((row, place)) {
                                td class=[is_marked(row.number, cell.column).then_some("marked")] colspan=[(across > 1).then_some(across)] {
                                    @if is_marked(row.number, cell.column) { mark { (printable_line(&cell.text)) } }
                                    @else { (printable_line(&cell.text)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a cell holds a figure.
fn is_number(cell: &RawCell) -> bool {
    let text = cell.text.trim();
    text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}
