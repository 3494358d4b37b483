//! What the checks found, and how everything is computed.

use anyhow::Result;
use cchc::analysis::{Subject, report_year};
use cchc::model::{Rule, Severity};
use cchc::relation::FindingRow;
use cchc::text::report::method as method_terms;
use cchc::text::{rule as explained, severity_label};
use maud::html;

use super::super::page::{Page, Part};
use super::super::request::Place;
use super::visit::{Field, Visit, chooser, year_and_block};
use crate::failure::Reported;
use crate::words::web::Word;

/// What the checks found in one year.
pub fn findings(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let mut page = visit.page(scope.title(lang, Place::Findings.title(lang)));
    page.push(year_and_block(request, &scope));
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let of = |severity: &Severity| {
        let code = severity.code();
        let label = severity_label(lang, *severity).to_owned();
        let is_current = request.value("severity") == Some(code);
        (label, request.again(lang, "", &[("severity", code)]), is_current)
    };
    let all = (
        Word::All.say(lang).to_owned(),
        request.again(lang, "", &[("severity", "")]),
        request.value("severity").is_none(),
    );
    page.push(Part::Choices([all].into_iter().chain(severities.iter().map(of)).collect()));
    let call = visit.call_for("check", &scope);
    let mut captured = visit.run(call)?;
    for table in &mut captured.tables {
        for (name, value) in [
            (FindingRow::severity.info.name, request.value("severity")),
            (FindingRow::rule.info.name, request.value("rule")),
        ] {
            let (Some(column), Some(value)) = (table.place_of(name), value) else { continue };
            table.rows.retain(|row| match row[column].stored() {
                cchc::relation::Stored::Text(text) => text == value,
                cchc::relation::Stored::Null
                | cchc::relation::Stored::Integer(_)
                | cchc::relation::Stored::Real(_) => false,
            });
        }
    }
    Visit::push(&mut page, captured);
    Ok(page)
}

/// One check: what it checks, and why.
pub fn rule(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let name = request.value("rule").unwrap_or_default();
    let rule = name.parse::<Rule>();
    let rule = rule.map_err(|_| Reported::named("unknown-name", Word::NotFound.say(lang)))?;
    let mut page = visit.page(rule.to_string());
    let above = request.to(Place::Findings, &[]);
    page.trail.push((Place::Findings.title(lang).to_owned(), above));
    page.push(Part::Items(explained(lang, rule).lines().skip(1).map(str::to_owned).collect()));
    let found = request.to(Place::Findings, &[("rule", name)]);
    page.push(Part::Markup(html! { p { a href=(found) { (Place::Findings.title(lang)) } } }));
    Ok(page)
}

/// How figures are computed, as the annex of the report says, and every check.
pub fn methods(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let scope = visit.scope()?;
    let mut page = visit.page(Place::Methods.title(lang).to_owned());
    let years = scope.all_years();
    let field = Field::years("year", Word::Year, &years, &scope.year.to_string());
    page.push(chooser(request, &[field]));
    let store = visit.context.store()?;
    let blocks = report_year(&store, scope.year)?;
    let subjects: Vec<Subject<'_>> = blocks.iter().map(Subject::of_year).collect();
    page.simulated = blocks.iter().any(|block| block.assessment.simulated);
    let terms = method_terms(lang, &subjects, years.len() > 1);
    page.push(Part::Markup(html! {
        dl { @for (term, meaning) in &terms { dt { (term) } dd { (meaning) } } }
    }));
    page.push(Part::Heading(Word::Rules.say(lang).to_owned()));
    let links = Rule::ALL.iter().map(ToString::to_string);
    page.push(Part::Markup(html! {
        ul.columns {
            @for name in links { li { a href=(request.to(Place::Rule, &[("rule", &name)])) { (name) } } }
        }
    }));
    Ok(page)
}
