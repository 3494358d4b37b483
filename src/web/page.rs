//! A page: its parts in order, and what stands around them.

use cchc::chart::Scene;
use cchc::render::picture::inline_svg;
use cchc::render::table::Table;
use cchc::report::{PlainPart, PlainTable, Report, plain_report};
use cchc::text::Lang;
use cchc::text::report::not_for_reporting;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::request::{Ending, Place, Request};
use super::table;
use crate::words::web::Word;

/// A part of a page.
pub enum Part {
    Heading(String),
    Text(String),
    /// The sentences of a list.
    Items(Vec<String>),
    Note(String),
    Table(Table),
    Chart(Scene),
    /// Links to what belongs together: texts, addresses, and whether each is the present page.
    Choices(Vec<(String, String, bool)>),
    /// What has no place in a document, such as a form.
    Markup(Markup),
}

/// A page.
pub struct Page {
    pub title: String,
    /// The pages above it: titles and addresses.
    pub trail: Vec<(String, String)>,
    pub parts: Vec<Part>,
    /// Whether its figures are simulated.
    pub simulated: bool,
    /// A document of its own in place of its parts.
    pub document: Option<Report>,
    /// Whether the site takes documents.
    pub may_import: bool,
    /// Whether there is nothing to show yet.
    pub is_first: bool,
    /// The authorities and indices of the database, if there are several: texts, addresses, and whether
    /// each is the present one.
    pub scopes: Vec<(String, String, bool)>,
}

impl Page {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            trail: Vec::new(),
            parts: Vec::new(),
            simulated: false,
            document: None,
            may_import: false,
            is_first: false,
            scopes: Vec::new(),
        }
    }

    pub fn push(&mut self, part: Part) {
        self.parts.push(part);
    }

    /// The first table.
    pub fn table(&self) -> Option<&Table> {
        self.parts.iter().find_map(|part| match part {
            Part::Table(table) => Some(table),
            Part::Heading(_)
            | Part::Text(_)
            | Part::Items(_)
            | Part::Note(_)
            | Part::Chart(_)
            | Part::Choices(_)
            | Part::Markup(_) => None,
        })
    }

    /// Whether there is anything to write into a document.
    fn has_document(&self) -> bool {
        self.document.is_some()
            || self.table().is_some()
            || self.parts.iter().any(|part| matches!(part, Part::Chart(_)))
    }

    /// The page as a document.
    pub fn report(self, lang: Lang) -> Report {
        if let Some(report) = self.document {
            return report;
        }
        let mut parts = Vec::new();
        for part in self.parts {
            match part {
                Part::Heading(text) => parts.push(PlainPart::Heading(text)),
                Part::Text(text) => parts.push(PlainPart::Text(text)),
                Part::Items(texts) => parts.extend(texts.into_iter().map(PlainPart::Text)),
                Part::Note(text) => parts.push(PlainPart::Note(text)),
                Part::Chart(scene) => parts.push(PlainPart::Chart(scene)),
                Part::Table(table) => {
                    let notes = table.notes.clone();
                    for section in table.sections(lang) {
                        parts.push(PlainPart::Table(PlainTable {
                            heading: section.heading,
                            columns: section.columns,
                            numeric: section.numeric,
                            rows: section.rows,
                        }));
                    }
                    parts.extend(notes.into_iter().map(PlainPart::Note));
                }
                Part::Choices(_) | Part::Markup(_) => {}
            }
        }
        plain_report(lang, &self.title, self.simulated, parts)
    }

    /// Whether a page stands in the menu of this one.
    fn is_in_menu(&self, place: Place) -> bool {
        place.is_in_menu() && if place == Place::Import { self.may_import } else { !self.is_first }
    }

    /// The page as HTML.
    pub fn markup(&self, request: &Request) -> Markup {
        let lang = request.lang;
        let other = lang.pick(Lang::En, Lang::Vi);
        html! {
            (DOCTYPE)
            html lang=(lang.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title {
                        @if self.simulated { (not_for_reporting(lang)) " – " }
                        (self.title) " – cchc"
                    }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href="/site.css";
                    script defer src="/site.js" {}
                }
                body {
                    a.skip href="#main" { (Word::Skip.say(lang)) }
                    header {
                        nav aria-label=(Word::Menu.say(lang)) {
                            @for place in Place::ALL.iter().filter(|place| self.is_in_menu(**place)) {
                                @let current = (*place == request.place).then_some("page");
                                a href=(request.to(*place, &[])) aria-current=[current] { (place.title(lang)) }
                            }
                        }
                        form.search action=(request.to(Place::Search, &[]).split('?').next().unwrap_or_default()) role="search" {
                            @for (name, value) in request.kept(&[]) { input type="hidden" name=(name) value=(value); }
                            label { span.hidden { (Word::Search.say(lang)) }
                                input type="search" name="q" value=(request.value("q").filter(|_| request.place == Place::Search).unwrap_or_default()) placeholder=(Word::Search.say(lang)); }
                            button { (Word::Find.say(lang)) }
                        }
                        a.language lang=(other.code()) hreflang=(other.code()) href=(request.again(other, "", &[])) { (other.pick("Tiếng Việt", "English")) }
                    }
                    @if self.simulated { p.simulated role="note" { (not_for_reporting(lang)) } }
                    @if !self.scopes.is_empty() {
                        nav.scopes aria-label=(Word::Scopes.say(lang)) {
                            @for (text, address, is_current) in &self.scopes {
                                a href=(address) aria-current=[is_current.then_some("true")] { (text) }
                            }
                        }
                    }
                    main id="main" {
                        @if !self.trail.is_empty() {
                            nav.trail aria-label=(Word::Trail.say(lang)) {
                                @for (title, address) in &self.trail { a href=(address) { (title) } " › " }
                                span aria-current="page" { (self.title) }
                            }
                        }
                        h1 { (self.title) }
                        @for part in &self.parts { (self.part(request, part)) }
                        @if self.has_document() { (files(request, self)) }
                    }
                    footer { p { "cchc " (env!("CARGO_PKG_VERSION")) " · " (Word::Offline.say(lang)) } }
                }
            }
        }
    }

    fn part(&self, request: &Request, part: &Part) -> Markup {
        match part {
            Part::Heading(text) => html! { h2 { (text) } },
            Part::Text(text) => html! { p { (text) } },
            Part::Items(texts) => html! { ul { @for text in texts { li { (text) } } } },
            Part::Note(text) => html! { p.note { (text) } },
            Part::Table(table) => html! {
                (table::markup(request, table, &self.title))
                @for note in &table.notes { p.note { (note) } }
            },
            Part::Chart(scene) => chart(scene),
            Part::Choices(choices) => html! {
                p.choices {
                    @for (text, address, is_current) in choices {
                        a href=(address) aria-current=[is_current.then_some("true")] { (text) }
                    }
                }
            },
            Part::Markup(markup) => html! { (markup) },
        }
    }
}

/// A chart. The drawing escapes its texts, and its title is the text for those who cannot see it.
fn chart(scene: &Scene) -> Markup {
    match inline_svg(scene) {
        Ok(svg) => html! { figure { div.scroll tabindex="0" { (PreEscaped(svg)) } } },
        Err(error) => html! { p.note { (error) } },
    }
}

/// Links to the same page as files, with the same values in the address.
fn files(request: &Request, page: &Page) -> Markup {
    let lang = request.lang;
    let is_offered =
        |ending: &&(&str, &str)| page.table().is_some() || ["docx", "pdf"].contains(&ending.0);
    html! {
        p.files {
            (Word::Files.say(lang)) ": "
            @for (ending, label) in Ending::OFFERED.iter().filter(is_offered) {
                a href=(request.again(lang, ending, &[])) download { (label) } " "
            }
            button.copy type="button" hidden data-done=(Word::Copied.say(lang)) { (Word::Copy.say(lang)) }
        }
    }
}
