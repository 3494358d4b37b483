//! Reports as data, before anything is drawn: chapters of headings, sentences, tables and figures,
//! in reading order. This module knows nothing of fonts or markup; `render` turns a [`Report`] into
//! HTML, Word, PDF or a workbook.
//!
//! The figures come from [`analysis`](crate::analysis), the sentences from [`text`](crate::text)
//! and the pictures from [`chart`](crate::chart). This module computes no results of its own.

mod annex;
mod body;
mod builder;
mod columns;
mod decision;
mod keep;
mod plain;
mod sheet;
mod table;
mod unit;
mod workbook;
mod year;
mod years;

use crate::chart::{Plot, Scene};
use crate::text::report::{Letterhead, Signature};
use crate::text::{Lang, RichText};

pub use columns::{DecisionColumns, Figure as DecisionFigure, LEADING_COLUMNS};
pub use decision::decision_report;
pub use keep::keep;
pub use plain::{PlainPart, PlainTable, plain_report};
pub use sheet::{sheets_report, single_sheets};
pub use table::{
    Align, Content, Entry, HeaderCell, MOST_ROWS_ON_ONE_PAGE, PlacedHeaderCell, Row, RowKind,
    Shade, Size, Table, TableColumn, place_header_cells,
};
pub use unit::unit_report;
pub use workbook::{trend_workbook, year_workbook};
pub use year::year_report;
pub use years::trend_report;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language it is written in.
    pub lang: Lang,
    /// The title stored in the properties of its files.
    pub title: String,
    /// Whether its figures are simulated. If so, every page carries a warning.
    pub simulated: bool,
    /// The body and then the annexes, or one chapter per unit in result sheets. Pages are numbered
    /// from 1 in each chapter.
    pub chapters: Vec<Chapter>,
}

/// A chapter of a report, on pages of its own: the body, an annex or the result sheet of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// An identifier shared by all formats: `body`, `annex-1`, `unit-1`.
    pub id: String,
    /// A short name; a workbook uses it as the name of the sheet.
    pub name: String,
    /// The size and orientation of its pages.
    pub page: Page,
    /// Its content in reading order.
    pub elements: Vec<Element>,
}

/// The size and orientation of a chapter's pages. All of them have the margins of Decree
/// 30/2020/NĐ-CP, appendix I.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A4 portrait.
    Portrait,
    /// A4 portrait with smaller type and tighter spacing, so that the chapter fits on one page.
    Sheet,
    /// A4 landscape.
    Landscape,
    /// A3 landscape, for tables too wide for A4.
    LargeLandscape,
}

impl Page {
    /// The width and height of the paper, in tenths of a millimetre.
    #[must_use]
    pub const fn size(self) -> [u32; 2] {
        match self {
            Self::Portrait | Self::Sheet => [2_100, 2_970],
            Self::Landscape => [2_970, 2_100],
            Self::LargeLandscape => [4_200, 2_970],
        }
    }

    /// The width of the text, in millimetres.
    #[must_use]
    pub fn text_width(self) -> f64 {
        f64::from(self.size()[0] - MARGINS[1] - MARGINS[3]) / 10.0
    }
}

/// The margins of every page in tenths of a millimetre: top, right, bottom, left.
pub const MARGINS: [u32; 4] = [200, 150, 200, 300];

/// One element of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// The office that issues the paper, the national motto, the number, the place and the date.
    Letterhead(Letterhead),
    /// The mark of a draft.
    Draft(RichText),
    /// A line that no reader may miss: the figures are simulated.
    Warning(String),
    /// The kind of document, and its subject.
    Title([String; 2]),
    /// The recipient.
    Addressee(RichText),
    /// A heading.
    Heading(Heading),
    /// A centred line in bold, such as the deciding authority or the title of an annex.
    Centred(RichText),
    /// A centred line in italics below a title, such as the document to which an annex belongs.
    Attached(RichText),
    /// A legal basis of a decision.
    Basis(RichText),
    /// A paragraph of sentences.
    Paragraph(RichText),
    /// An item of a list.
    Item(RichText),
    /// The key sentences of the report.
    Summary(Vec<RichText>),
    /// A proposal that the program derived from the figures. An officer has to adopt it.
    Proposal(RichText),
    /// A note in small type, usually below a table or a figure.
    Note(RichText),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
    /// The list of recipients, and the signature.
    Signature(Signature),
}

/// The level of a heading, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The heading of an annex.
    Annex,
    /// `I. PHẠM VI`
    Section,
    /// `1. Kết quả chung`
    Subsection,
    /// A heading below the subsection, without a number.
    Paragraph,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level.
    pub level: Level,
    /// An identifier shared by all formats.
    pub id: String,
    /// Its text, including its number.
    pub text: String,
}

/// The caption above a table or below a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// `Bảng` or `Hình`.
    pub label: &'static str,
    /// Its number, counted from 1 within the report.
    pub number: usize,
    /// What the table or the figure shows.
    pub text: String,
}

/// A chart with its data.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The caption below it; `None` if the picture contains its own title.
    pub caption: Option<Caption>,
    /// The text alternative for readers who cannot see the chart.
    pub description: String,
    /// The drawing.
    pub scene: Scene,
    /// The numbers, for programs that draw charts themselves; `None` if there is only a drawing.
    pub plot: Option<Plot>,
}

impl Report {
    /// All elements of the report in reading order.
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
