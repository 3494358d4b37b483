//! What a report says, as data before it is ink: parts of headings, sentences, tables and figures,
//! in the order in which they are read. Nothing here knows of fonts or markup: HTML, Word, PDF and
//! workbooks are renderers over it.
//!
//! A report is made of what [`analysis`](crate::analysis) computed, in the words of
//! [`text`](crate::text) and with the pictures of [`chart`](crate::chart). No figure is computed
//! here.

mod annex;
mod body;
mod builder;
mod columns;
mod decision;
mod keep;
mod sheet;
mod table;
mod unit;
mod workbook;
mod year;
mod years;

use crate::chart::{Plot, Scene};
use crate::text::report::{Letterhead, Signature};
use crate::text::{Lang, RichText};

pub use columns::{DecisionColumns, Figure as DecisionFigure, NAMES};
pub use decision::decision_report;
pub use keep::keep;
pub use sheet::{sheets_report, single_sheets};
pub use table::{
    Align, Content, Entry, Head, PlacedHead, Row, RowKind, SHORT, Shade, Size, Table, TableColumn,
    place_heads,
};
pub use unit::unit_report;
pub use workbook::{trend_workbook, year_workbook};
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
    pub chapters: Vec<Chapter>,
}

/// A part of a report that has pages of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// The same in every format: `body`, `annex-1`.
    pub id: String,
    /// What it is called in few words, where it is a sheet of a workbook.
    pub name: String,
    /// What its pages are like.
    pub page: Page,
    /// What stands in it.
    pub elements: Vec<Element>,
}

/// What the pages of a part are like; margins are those of Decree 30/2020/NĐ-CP, appendix I, on
/// each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A4, upright.
    Portrait,
    /// The same with smaller letters and less space: all of it has to fit on one page.
    Sheet,
    /// A4 on its side.
    Landscape,
    /// A3 on its side, for tables that are too wide for A4.
    LargeLandscape,
}

impl Page {
    /// Width and height of the paper in tenths of a millimetre.
    #[must_use]
    pub const fn size(self) -> [u32; 2] {
        match self {
            Self::Portrait | Self::Sheet => [2_100, 2_970],
            Self::Landscape => [2_970, 2_100],
            Self::LargeLandscape => [4_200, 2_970],
        }
    }

    /// The width of the text in millimetres.
    #[must_use]
    pub fn text_width(self) -> f64 {
        f64::from(self.size()[0] - MARGINS[1] - MARGINS[3]) / 10.0
    }
}

/// The margins of every page in tenths of a millimetre: above, right, below, left.
pub const MARGINS: [u32; 4] = [200, 150, 200, 300];

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
    /// A line in bold letters in the middle: who decides, what an annex is on.
    Centred(RichText),
    /// A line in the middle that says to what an annex belongs.
    Attached(RichText),
    /// On what grounds something is decided.
    Basis(RichText),
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
    /// The figures of it, for programs that draw charts of their own; none where only the picture
    /// is known.
    pub plot: Option<Plot>,
}

impl Report {
    /// What stands in the report, in the order in which it is read.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.chapters.iter().flat_map(|chapter| &chapter.elements)
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
