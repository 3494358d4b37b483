//! The pages, each of the tables of verbs, of charts and of sentences.

mod checks;
mod figures;
mod queries;
mod sources;
mod units;

use anyhow::Result;
use cchc::model::{Block, Year};
use cchc::store::{AssessmentRow, Selection, Store};
use cchc::text::block_label;
use maud::{Markup, html};

use super::page::{Page, Part};
use super::request::{Place, Request};
use super::verbs::{Call, select};
use crate::cmd::{Captured, Context};
use crate::failure::Reported;
use crate::words::web::{Word, place_title};

pub use queries::query_form;

/// One request for a page.
pub struct Visit<'a> {
    pub request: &'a Request,
    pub context: &'a Context,
}

/// The year and the block of a page: those that the address names, or else the latest year and its
/// first block.
struct Scope {
    assessments: Vec<AssessmentRow>,
    year: Year,
    block: Block,
}

/// Makes the page of a request.
pub fn page(visit: &Visit<'_>) -> Result<Page> {
    match visit.request.place {
        Place::Start => figures::start(visit),
        Place::Ranking => figures::ranking(visit),
        Place::Heatmap => figures::heatmap(visit),
        Place::Course => figures::course(visit),
        Place::Compare => figures::compare(visit),
        Place::OverScoring => figures::over_scoring(visit),
        Place::Findings => checks::findings(visit),
        Place::Rule => checks::rule(visit),
        Place::Methods => checks::methods(visit),
        Place::Questions => queries::questions(visit),
        Place::Sql => queries::sql(visit),
        Place::Search => queries::search(visit),
        Place::Documents => sources::documents(visit),
        // The site sends its bytes; a page of it there is none.
        Place::Original => {
            Err(Reported::named("unknown-name", Word::NotFound.say(visit.request.lang)))
        }
        Place::Cell => sources::cell(visit),
        Place::Unit => units::unit(visit),
        Place::Criterion => units::criterion(visit),
    }
}

impl Visit<'_> {
    /// A page under its title in the menu, below the start page.
    fn page(&self, title: String) -> Page {
        let mut page = Page::new(title);
        let lang = self.request.lang;
        page.trail
            .push((place_title(lang, Place::Start).into(), self.request.to(Place::Start, &[])));
        page
    }

    fn call(&self, verb: &str) -> Call {
        Call::new(self.request.lang, verb)
    }

    fn run(&self, call: Call) -> Result<Captured> {
        call.run(self.context)
    }

    /// The chart of a kind for the values of the address. None where it cannot be drawn, for example
    /// because the years lack scores.
    fn chart(&self, call: Call) -> Option<Part> {
        call.scene(self.context).ok().map(Part::Chart)
    }

    fn scope(&self) -> Result<Scope> {
        let store = self.context.store()?;
        let assessments = store.load_assessments(Selection::default())?;
        let asked = select(self.request)?;
        let is_asked = |row: &&AssessmentRow| {
            asked.block.is_none_or(|block| row.block.to_string() == block.to_string())
                && asked.year.is_none_or(|year| row.year == year)
        };
        let latest = assessments.iter().filter(is_asked).map(|row| row.year).max();
        let found = assessments.iter().filter(is_asked).find(|row| Some(row.year) == latest);
        if let Some(found) = found {
            let (year, block) = (found.year, found.block);
            return Ok(Scope { assessments, year, block });
        }
        // The error says what is stored.
        self.context.open(&asked)?;
        Err(Reported::named("nothing-stored", Word::NoRows.say(self.request.lang)))
    }

    /// Sentences that a verb printed beside its table.
    fn push(page: &mut Page, captured: Captured) {
        page.parts.extend(captured.tables.into_iter().map(Part::Table));
        page.parts.extend(captured.messages.into_iter().map(Part::Note));
    }
}

impl Scope {
    /// The years of the block, latest first.
    fn years(&self) -> Vec<Year> {
        let mut years: Vec<_> = self
            .assessments
            .iter()
            .filter(|row| row.block == self.block)
            .map(|row| row.year)
            .collect();
        years.sort_unstable();
        years.reverse();
        years
    }

    /// All years, latest first.
    fn all_years(&self) -> Vec<Year> {
        let mut years: Vec<_> = self.assessments.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        years.reverse();
        years
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<_> = self.assessments.iter().map(|row| row.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// The year and the block as texts of an address.
    fn texts(&self) -> (String, String) {
        (self.year.to_string(), self.block.to_string())
    }

    fn title(&self, lang: cchc::text::Lang, what: &str) -> String {
        let block = block_label(lang, self.block);
        lang.pick(
            format!("{what} – {block}, năm {}", self.year),
            format!("{what} – {block}, {}", self.year),
        )
    }
}

/// A field of a form in which one of several values is chosen.
struct Field {
    name: &'static str,
    label: Word,
    /// The values with their texts.
    options: Vec<(String, String)>,
    current: String,
}

impl Field {
    fn years(name: &'static str, label: Word, years: &[Year], current: &str) -> Self {
        let options = years.iter().map(|year| (year.to_string(), year.to_string())).collect();
        Self { name, label, options, current: current.to_owned() }
    }

    fn blocks(request: &Request, scope: &Scope) -> Self {
        let option = |block: Block| (block.to_string(), block_label(request.lang, block));
        let options = scope.blocks().into_iter().map(option).collect();
        Self { name: "block", label: Word::Block, options, current: scope.block.to_string() }
    }
}

/// A form with fields to choose from, which leads to the same page.
fn chooser(request: &Request, fields: &[Field]) -> Part {
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let here = request.to(request.place, &[]);
    let here = here.split('?').next().unwrap_or_default();
    let markup: Markup = html! {
        form.choose action=(here) data-submit="change" {
            @for (name, value) in request.kept(&names) { input type="hidden" name=(name) value=(value); }
            @for field in fields {
                label { (field.label.say(request.lang)) " "
                    select name=(field.name) {
                        @for (value, text) in &field.options { option value=(value) selected[*value == field.current] { (text) } }
                    }
                }
            }
            button { (Word::Show.say(request.lang)) }
        }
    };
    Part::Markup(markup)
}

/// The fields for the year and the block.
fn year_and_block(request: &Request, scope: &Scope) -> Part {
    let year = scope.year.to_string();
    let years = Field::years("year", Word::Year, &scope.all_years(), &year);
    chooser(request, &[years, Field::blocks(request, scope)])
}

/// The store that a page looks at.
fn store(visit: &Visit<'_>) -> Result<Store> {
    visit.context.store()
}
