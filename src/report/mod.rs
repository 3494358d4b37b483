//! What a report says, as data before it is ink: sections of sentences, tables of relations and figures, in the order in
//! which they are read. Nothing here knows of pages, fonts or markup; HTML is one renderer over it.
//!
//! A report is made of what [`analysis`](crate::analysis) computed, in the words of [`text`](crate::text) and with the
//! pictures of [`chart`](crate::chart). No figure is computed here.

mod gap;
mod ranking;
mod sources;
mod table;
mod trend;
mod unit;
mod weakness;
mod year;

use crate::chart::Scene;
use crate::text::Lang;

pub use table::{Table, TableColumn};
pub use trend::trend_report;
pub use unit::unit_report;
pub use year::year_report;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language of its words.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Whether its figures are not real: it says so before anything else.
    pub simulated: bool,
    /// What stands below the title, before the first section.
    pub head: Vec<Element>,
    /// Whether its sections are numbered, from 1.
    pub numbered: bool,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A part of a report that belongs together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Its heading; none where what stands in it has its own.
    pub heading: Option<String>,
    /// Whether it begins on a new page.
    pub own_page: bool,
    /// What stands in it.
    pub elements: Vec<Element>,
}

/// One thing in a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// The heading of a block.
    BlockHeading(String),
    /// A heading below that of a block.
    Heading(String),
    /// A line that says what the report rests on.
    Subtitle(String),
    /// Sentences in a row.
    Paragraph(RichText),
    /// The sentences that have to be read, one beside the other.
    Key(Vec<String>),
    /// Items of a list.
    List(Vec<RichText>),
    /// Terms with what is said of each.
    Terms(Vec<(String, String)>),
    /// Rows of relations.
    Table(Table),
    /// A chart.
    Figure(Scene),
    /// A part of its own, such as that of one unit.
    Section(Section),
}

/// A text; what is to be copied to the letter stands out in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText(pub Vec<Span>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(String),
    /// A fingerprint, a command: to be read letter by letter.
    Code(String),
}

impl From<String> for RichText {
    fn from(words: String) -> Self {
        Self(vec![Span::Words(words)])
    }
}

impl From<&str> for RichText {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl Element {
    fn paragraph(words: impl Into<RichText>) -> Self {
        Self::Paragraph(words.into())
    }

    /// A paragraph each.
    fn paragraphs(sentences: impl IntoIterator<Item = String>) -> impl Iterator<Item = Self> {
        sentences.into_iter().map(Self::paragraph)
    }
}

impl Section {
    /// A section with a heading.
    fn new(heading: &str, elements: Vec<Element>) -> Self {
        Self { heading: Some(heading.to_owned()), own_page: false, elements }
    }
}

impl Report {
    /// What stands in the report, in the order in which it is read: headings of sections are left out, and what stands in
    /// sections within sections comes as if it stood in them.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        let sections = self.sections.iter().flat_map(|section| &section.elements);
        self.head.iter().chain(sections).flat_map(Element::flat)
    }
}

impl Element {
    fn flat(&self) -> Vec<&Self> {
        match self {
            Self::Section(section) => section.elements.iter().flat_map(Self::flat).collect(),
            Self::BlockHeading(_)
            | Self::Heading(_)
            | Self::Subtitle(_)
            | Self::Paragraph(_)
            | Self::Key(_)
            | Self::List(_)
            | Self::Terms(_)
            | Self::Table(_)
            | Self::Figure(_) => vec![self],
        }
    }
}

/// The texts in order, each once.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for text in texts {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    unique
}
