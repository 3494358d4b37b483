//! What all pages share: the request, the year and the block that it names, and the fields to choose them.

use anyhow::Result;
use cchc::model::{Block, Year};
use cchc::store::{AssessmentRow, Selection};
use cchc::text::{Lang, block_label};
use maud::{Markup, html};

use super::super::imports::Imports;
use super::super::page::{Page, Part};
use super::super::request::{Place, Request};
use super::super::verbs::{Call, select};
use crate::cmd::{Captured, Context};
use crate::failure::Reported;
use crate::words::web::Word;

/// One request for a page.
pub struct Visit<'a> {
    pub request: &'a Request,
    pub context: &'a Context,
    /// What is imported, if anything may be.
    pub imports: Option<&'a Imports>,
}

/// The year and the block of a page: those that the address names, or else the latest year and its
/// first block.
pub struct Scope {
    pub assessments: Vec<AssessmentRow>,
    pub year: Year,
    pub block: Block,
}

impl Visit<'_> {
    /// A page under its title in the menu, below the start page.
    pub fn page(&self, title: String) -> Page {
        let mut page = Page::new(title);
        let lang = self.request.lang;
        page.trail.push((Place::Start.title(lang).into(), self.request.to(Place::Start, &[])));
        page
    }

    pub fn call(&self, verb: &str) -> Call {
        Call::new(self.request.lang, verb)
    }

    /// A verb for the year and the block of a page.
    pub fn call_for(&self, verb: &str, scope: &Scope) -> Call {
        let (year, block) = scope.texts();
        self.call(verb).with("year", Some(&year)).with("block", Some(&block))
    }

    pub fn run(&self, call: Call) -> Result<Captured> {
        call.run(self.context)
    }

    /// The chart of a kind for the values of the address. None where it cannot be drawn, for example
    /// because the years lack scores.
    pub fn chart(&self, call: Call) -> Option<Part> {
        call.scene(self.context).ok().map(Part::Chart)
    }

    pub fn scope(&self) -> Result<Scope> {
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
    pub fn push(page: &mut Page, captured: Captured) {
        page.parts.extend(captured.tables.into_iter().map(Part::Table));
        page.parts.extend(captured.messages.into_iter().map(Part::Note));
    }
}

impl Scope {
    /// The years of the block, latest first.
    pub fn years(&self) -> Vec<Year> {
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
    pub fn all_years(&self) -> Vec<Year> {
        let mut years: Vec<_> = self.assessments.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        years.reverse();
        years
    }

    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<_> = self.assessments.iter().map(|row| row.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// Whether the figures of the year are simulated.
    pub fn is_simulated(&self) -> bool {
        self.assessments.iter().any(|row| row.year == self.year && row.simulated)
    }

    /// Links to the same page for each of some years.
    pub fn choices(&self, request: &Request, years: &[Year]) -> Part {
        let choice = |year: &Year| {
            let text = year.to_string();
            let address = request.again(request.lang, "", &[("year", &text)]);
            (text, address, *year == self.year)
        };
        Part::Choices(years.iter().map(choice).collect())
    }

    /// The year and the block as texts of an address.
    pub fn texts(&self) -> (String, String) {
        (self.year.to_string(), self.block.to_string())
    }

    pub fn title(&self, lang: Lang, what: &str) -> String {
        let block = block_label(lang, self.block);
        lang.pick(
            format!("{what} – {block}, năm {}", self.year),
            format!("{what} – {block}, {}", self.year),
        )
    }
}

/// A field of a form in which one of several values is chosen.
pub struct Field {
    name: &'static str,
    label: Word,
    /// The values with their texts.
    options: Vec<(String, String)>,
    current: String,
}

impl Field {
    pub fn years(name: &'static str, label: Word, years: &[Year], current: &str) -> Self {
        let options = years.iter().map(|year| (year.to_string(), year.to_string())).collect();
        Self { name, label, options, current: current.to_owned() }
    }

    pub fn blocks(request: &Request, scope: &Scope) -> Self {
        let option = |block: Block| (block.to_string(), block_label(request.lang, block));
        let options = scope.blocks().into_iter().map(option).collect();
        Self { name: "block", label: Word::Block, options, current: scope.block.to_string() }
    }
}

/// A form with fields to choose from, which leads to the same page.
pub fn chooser(request: &Request, fields: &[Field]) -> Part {
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
pub fn year_and_block(request: &Request, scope: &Scope) -> Part {
    let year = scope.year.to_string();
    let years = Field::years("year", Word::Year, &scope.all_years(), &year);
    chooser(request, &[years, Field::blocks(request, scope)])
}
