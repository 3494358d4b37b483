//! A report of tables and charts as they are: what a page of figures is as a document.

use crate::chart::Scene;
use crate::text::Lang;
use crate::text::report::not_for_reporting;

use super::{
    Align, Chapter, Element, Entry, Figure, HeaderCell, Heading, Level, Page, Report, Row, Size,
    Table, TableColumn,
};

/// A part of a plain report.
#[derive(Debug, Clone, PartialEq)]
pub enum PlainPart {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A note in small type.
    Note(String),
    /// A table of texts.
    Table(PlainTable),
    /// A chart.
    Chart(Scene),
}

/// A table of texts as people read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainTable {
    /// What all its rows share. None for nothing.
    pub heading: Option<String>,
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// Whether the values of each column are numbers.
    pub numeric: Vec<bool>,
    /// The rows, with one text per column.
    pub rows: Vec<Vec<String>>,
}

/// With more columns than this, the paper lies on its side.
const MOST_UPRIGHT: usize = 7;

/// A report of parts in their order, on one size of paper.
#[must_use]
pub fn plain_report(lang: Lang, title: &str, simulated: bool, parts: Vec<PlainPart>) -> Report {
    let is_wide = |part: &PlainPart| match part {
        PlainPart::Table(table) => table.columns.len() > MOST_UPRIGHT,
        PlainPart::Heading(_) | PlainPart::Text(_) | PlainPart::Note(_) | PlainPart::Chart(_) => {
            false
        }
    };
    let page = if parts.iter().any(is_wide) { Page::Landscape } else { Page::Portrait };
    let mut elements = Vec::new();
    if simulated {
        elements.push(Element::Warning(not_for_reporting(lang).to_owned()));
    }
    elements.push(Element::Title([title.to_owned(), String::new()]));
    for (part, number) in parts.into_iter().zip(1_usize..) {
        let heading = |text: String, level| {
            Element::Heading(Heading { level, id: format!("part-{number}"), text })
        };
        match part {
            PlainPart::Heading(text) => elements.push(heading(text, Level::Subsection)),
            PlainPart::Text(text) => elements.push(Element::paragraph(text)),
            PlainPart::Note(text) => elements.push(Element::note(text)),
            PlainPart::Table(mut table) => {
                let above = table.heading.take().map(|text| heading(text, Level::Paragraph));
                elements.extend(above);
                elements.push(Element::Table(element(table, page)));
            }
            PlainPart::Chart(scene) => elements.push(Element::Figure(Figure {
                caption: None,
                description: scene.title.clone(),
                scene,
                plot: None,
            })),
        }
    }
    let chapter = Chapter { id: "page".to_owned(), name: title.to_owned(), page, elements };
    Report { lang, title: title.to_owned(), simulated, chapters: vec![chapter] }
}

fn element(table: PlainTable, page: Page) -> Table {
    // Columns are about as wide as their longest text, as far as that needs no second line.
    const MOST_LETTERS: usize = 40;
    let PlainTable { columns, numeric, rows, .. } = table;
    let letters = |column: usize| {
        let texts = rows.iter().map(|row| row[column].as_str());
        let longest_word = columns[column].split(' ').map(|word| word.chars().count()).max();
        let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
        longest.min(MOST_LETTERS).max(longest_word.unwrap_or(1)).max(4) + 2
    };
    let letters: Vec<usize> = (0..columns.len()).map(letters).collect();
    let all: usize = letters.iter().sum::<usize>().max(1);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no page is that wide"
    )]
    let width = |letters: usize| (page.text_width() * 10.0 * letters as f64 / all as f64) as u32;
    let described = letters.iter().zip(&numeric).map(|(letters, is_number)| TableColumn {
        width: width(*letters),
        align: if *is_number { Align::End } else { Align::Start },
    });
    let row = |texts: Vec<String>| Row::data(texts.into_iter().map(Entry::text).collect());
    Table {
        caption: None,
        columns: described.collect(),
        heads: vec![columns.iter().map(HeaderCell::one).collect()],
        rows: rows.into_iter().map(row).collect(),
        size: Size::Annex,
        rules: Vec::new(),
    }
}
