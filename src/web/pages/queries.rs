//! Questions, SQL and the search.

use anyhow::Result;
use cchc::relation::{ColumnInfo, CriterionRow, Declaration, DocumentRow, RankingRow, views};
use cchc::store::{Selection, has_vietnamese_words, sort_by_vietnamese};
use cchc::text::{Lang, heading};
use maud::{Markup, html};

use super::super::page::{Page, Part};
use super::super::request::{Ending, Place, Request};
use super::visit::Visit;
use crate::ask::{find, questions as saved};
use crate::words::web::Word;

/// The most rows of an answer on a page or in a document.
const MOST_ROWS: usize = 1_000;
/// The most rows of an answer in a table file.
const MOST_ROWS_IN_FILE: usize = 100_000;

/// The saved questions, or the answer to one of them.
pub fn questions(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let (all, _) = saved(lang, std::path::Path::new("questions"))?;
    let title = Place::Questions.title(lang);
    let Some(asked) = request.value("question") else {
        let mut page = visit.page(title.to_owned());
        page.push(Part::Markup(html! {
            ol {
                @for (question, number) in all.iter().zip(1..) {
                    li { a href=(request.to(Place::Questions, &[("question", &number.to_string())])) { (question.title(lang)) } }
                }
            }
        }));
        return Ok(page);
    };
    let Some(question) = find(&all, asked) else {
        let message = Word::NotFound.say(lang);
        return Err(crate::failure::Reported::named("unknown-name", message));
    };
    let mut page = visit.page(question.title(lang).to_owned());
    page.trail.push((title.to_owned(), request.to(Place::Questions, &[])));
    let fields: Vec<_> = question.parameters.iter().collect();
    if !fields.is_empty() {
        let here = request.to(Place::Questions, &[]);
        page.push(Part::Markup(html! {
            form.choose action=(here) {
                input type="hidden" name="question" value=(asked);
                @for field in &fields {
                    label { (field.meaning(lang)) " "
                        input name=(field.name) value=(request.value(field.name).unwrap_or_default());
                    }
                }
                button { (Word::Run.say(lang)) }
            }
        }));
    }
    let mut call = visit.call("ask").subject(asked);
    for field in &fields {
        call = call.with(field.name, request.value(field.name));
    }
    let captured = visit.run(call)?;
    Visit::push(&mut page, captured);
    let sql = request.to(Place::Sql, &[("q", &question.sql)]);
    page.push(Part::Markup(html! { p { a href=(sql) { "SQL" } } }));
    Ok(page)
}

/// SQL: read-only, in a worker with limits.
pub fn sql(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let mut page = visit.page("SQL".to_owned());
    page.push(Part::Markup(query_form(request)));
    if let Some(query) = request.value("q") {
        let parameters: Vec<_> = request
            .values_after("p_")
            .map(|(name, value)| (name.to_owned(), cchc::store::SqlValue::Text(value.to_owned())))
            .collect();
        let rows = match request.ending {
            Ending::Table(_) => MOST_ROWS_IN_FILE,
            Ending::Page | Ending::Docx | Ending::Pdf => MOST_ROWS,
        };
        let captured = super::super::verbs::query(visit.context, query, &parameters, rows)?;
        Visit::push(&mut page, captured);
    }
    page.push(Part::Heading(Word::Views.say(lang).to_owned()));
    let declarations = views();
    page.push(Part::Markup(html! {
        @for view in &declarations {
            details {
                summary { code { (view.name) } @if lang == Lang::En { " – " (first_sentence(view)) } }
                ul { @for column in &view.columns { li { code { (column.name) } " – " (meaning(lang, column)) } } }
            }
        }
    }));
    Ok(page)
}

/// What a column means: in full in English, by its heading in Vietnamese.
fn meaning(lang: Lang, column: &ColumnInfo) -> String {
    match lang {
        Lang::Vi => heading(lang, column.label).to_owned(),
        Lang::En => column.meaning.trim().to_owned(),
    }
}

fn first_sentence(view: &Declaration) -> String {
    view.meaning.split(". ").next().unwrap_or_default().trim().trim_end_matches('.').to_owned()
}

/// The field for a query.
pub fn query_form(request: &Request) -> Markup {
    let here = request.to(Place::Sql, &[]);
    let here = here.split('?').next().unwrap_or_default();
    let query = request
        .value("q")
        .unwrap_or("SELECT * FROM rankings WHERE year = (SELECT max(year) FROM rankings)");
    html! {
        form.query action=(here) {
            @for (name, value) in request.kept(&[]) { input type="hidden" name=(name) value=(value); }
            label { (Word::Query.say(request.lang))
                textarea name="q" rows="6" spellcheck="false" { (query) }
            }
            button { (Word::Run.say(request.lang)) }
        }
    }
}

/// Units, criteria and documents whose names have some words, whatever their marks and case.
pub fn search(visit: &Visit<'_>) -> Result<Page> {
    const MOST: usize = 200;
    let (request, lang) = (visit.request, visit.request.lang);
    let words = request.value("q").unwrap_or_default();
    let mut page = visit.page(format!("{}: {words}", Place::Search.title(lang)));
    let store = visit.context.store()?;
    let units: Vec<RankingRow> = store.load(Selection::default(), &[])?;
    let criteria: Vec<CriterionRow> = store.load(Selection::default(), &[])?;
    let documents: Vec<DocumentRow> = store.load(Selection::default(), &[])?;
    let links = |found: Vec<(String, String)>, heading: Word, page: &mut Page| {
        let mut found: Vec<_> =
            found.into_iter().filter(|(name, _)| has_vietnamese_words(name, words)).collect();
        sort_by_vietnamese(&mut found, |(name, _)| name.clone());
        found.dedup_by(|a, b| a.0 == b.0);
        found.truncate(MOST);
        if !found.is_empty() {
            page.push(Part::Heading(heading.say(lang).to_owned()));
            page.push(Part::Markup(html! {
                ul.columns { @for (name, address) in &found { li { a href=(address) { (name) } } } }
            }));
        }
    };
    let of_unit = |row: &RankingRow| {
        let block = row.block.to_string();
        let to = request.to(Place::Unit, &[("unit", &row.unit), ("block", &block)]);
        (row.unit.clone(), to)
    };
    let of_criterion = |row: &CriterionRow| {
        let (block, year) = (row.block.to_string(), row.year.to_string());
        let values = [("criterion", row.criterion.as_str()), ("block", &block), ("year", &year)];
        (row.criterion.clone(), request.to(Place::Criterion, &values))
    };
    let of_document = |row: &DocumentRow| {
        let name = format!("{} – {}", row.number, row.file_name);
        (name, request.to(Place::Original, &[("sha256", &row.sha256)]))
    };
    links(units.iter().rev().map(of_unit).collect(), Word::Units, &mut page);
    links(criteria.iter().rev().map(of_criterion).collect(), Word::Criteria, &mut page);
    links(documents.iter().map(of_document).collect(), Word::Documents, &mut page);
    if page.parts.is_empty() {
        page.push(Part::Note(Word::NoRows.say(lang).to_owned()));
    }
    Ok(page)
}
