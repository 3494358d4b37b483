//! What a report says, as data before it is ink: parts of headings, sentences, tables and figures, in the order in which they
//! are read. Nothing here knows of fonts or markup: HTML, Word, PDF and workbooks are renderers over it.
//!
//! A report is made of what [`analysis`](crate::analysis) computed, in the words of [`text`](crate::text) and with the
//! pictures of [`chart`](crate::chart). No figure is computed here.

mod annex;
mod body;
mod builder;
mod table;
mod unit;
mod year;
mod years;

use crate::chart::{Plot, Scene};
use crate::text::report::{Letterhead, Signature};
use crate::text::{Lang, RichText};

pub use table::{Align, Content, Entry, Head, Row, RowKind, Shade, Size, Table, TableColumn};
pub use unit::unit_report;
pub use year::year_report;
pub use years::trend_report;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language of its words.
    pub lang: Lang,
    /// What it is called, in the properties of its files.
    pub title: String,
    /// Whether its figures are not real: it says so on every page.
    pub simulated: bool,
    /// Its parts: the body, then annexes. Each counts its pages from 1.
    pub parts: Vec<Part>,
}

/// A part of a report that has pages of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The same in every format: `body`, `annex-1`.
    pub id: String,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// What stands in it.
    pub elements: Vec<Element>,
}

/// One thing in a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// Whose letter it is.
    Letterhead(Letterhead),
    /// That it is a draft.
    Draft(RichText),
    /// A line that no reader may miss: figures that are not real.
    Warning(String),
    /// The kind of the paper and what it is about.
    Title([String; 2]),
    /// To whom it goes.
    Addressee(RichText),
    /// A heading.
    Heading(Heading),
    /// Sentences in a row.
    Paragraph(RichText),
    /// An item of a list.
    Item(RichText),
    /// The sentences that have to be read.
    Summary(Vec<RichText>),
    /// What the figures ask for: it is the program's until an officer takes it.
    Proposal(RichText),
    /// Small print below a table or figure.
    Note(RichText),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
    /// Who gets it, and who signs.
    Signature(Signature),
}

/// How far down a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// An annex, above its title.
    Annex,
    /// `I. PHẠM VI`
    Section,
    /// `1. Kết quả chung`
    Subsection,
    /// A part of that.
    Paragraph,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// How far down it stands.
    pub level: Level,
    /// The same in every format.
    pub id: String,
    /// Its text with its number.
    pub text: String,
}

/// What stands above a table or below a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// `Bảng` or `Hình`.
    pub label: &'static str,
    /// From 1 in the report.
    pub number: usize,
    /// What it shows.
    pub text: String,
}

/// A chart with its data.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What stands below it; none where its picture says so.
    pub caption: Option<Caption>,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// What to draw.
    pub scene: Scene,
    /// The figures of it, for programs that draw charts of their own; none where only the picture is known.
    pub plot: Option<Plot>,
}

impl Report {
    /// What stands in the report, in the order in which it is read.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.parts.iter().flat_map(|part| &part.elements)
    }
}

impl Element {
    fn paragraph(words: impl Into<RichText>) -> Self {
        Self::Paragraph(words.into())
    }

    fn note(words: impl Into<RichText>) -> Self {
        Self::Note(words.into())
    }
}
