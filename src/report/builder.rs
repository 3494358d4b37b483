//! Builds the chapters of a report, and numbers headings, tables, figures and annexes as they are
//! added.

use crate::chart::{Plot, Scene};
use crate::text::report::{
    SheetName, annex_number, attached_to_report, figure_number, left_out_rows, roman,
    simulated_mark, table_number,
};
use crate::text::{Lang, RichText};

use super::{Caption, Chapter, Element, Figure, Heading, Level, Page, Table};

/// Collects the chapters of one report. New elements go into the last chapter.
pub(super) struct Builder {
    pub(super) lang: Lang,
    pub(super) simulated: bool,
    /// Whether the report is a workbook: one sheet per chapter, and annexes without numbers.
    pub(super) is_workbook: bool,
    /// The name of the next sheet.
    sheet: Option<String>,
    chapters: Vec<Chapter>,
    sections: usize,
    subsections: usize,
    tables: usize,
    figures: usize,
    annexes: usize,
}

impl Builder {
    pub(super) fn new(lang: Lang, simulated: bool) -> Self {
        let name = lang.pick("Báo cáo", "Report").to_owned();
        let body =
            Chapter { id: "body".to_owned(), name, page: Page::Portrait, elements: Vec::new() };
        Self {
            lang,
            simulated,
            is_workbook: false,
            sheet: None,
            chapters: vec![body],
            sections: 0,
            subsections: 0,
            tables: 0,
            figures: 0,
            annexes: 0,
        }
    }

    pub(super) fn workbook(lang: Lang, simulated: bool) -> Self {
        let mut builder = Self { is_workbook: true, ..Self::new(lang, simulated) };
        if let Some(first) = builder.chapters.first_mut() {
            SheetName::Summary.say(lang).clone_into(&mut first.name);
        }
        builder
    }

    /// Sets the name of the next sheet of a workbook.
    pub(super) fn sheet(&mut self, name: impl Into<String>) {
        self.sheet = Some(name.into());
    }

    /// Adds a finished chapter.
    pub(super) fn push_chapter(&mut self, chapter: Chapter) {
        self.chapters.push(chapter);
    }

    pub(super) fn finish(self) -> Vec<Chapter> {
        self.chapters
    }

    /// Whether elements still go into the body.
    pub(super) fn is_body(&self) -> bool {
        self.chapters.len() == 1
    }

    /// Adds an element. A table of a report that people read page by page is shortened if it is very
    /// long.
    pub(super) fn push(&mut self, mut element: Element) {
        if let Element::Table(table) = &mut element
            && !self.is_workbook
        {
            table.shorten(|rows| left_out_rows(self.lang, rows));
        }
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.elements.push(element);
        }
    }

    pub(super) fn extend(&mut self, elements: impl IntoIterator<Item = Element>) {
        for element in elements {
            self.push(element);
        }
    }

    /// Adds one paragraph of sentences; adds nothing if there are no sentences.
    pub(super) fn paragraph(&mut self, sentences: impl IntoIterator<Item = String>) {
        let text = sentences.into_iter().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.push(Element::paragraph(text));
        }
    }

    pub(super) fn items(&mut self, sentences: impl IntoIterator<Item = String>) {
        self.extend(sentences.into_iter().map(|sentence| Element::Item(sentence.into())));
    }

    pub(super) fn note(&mut self, words: impl Into<RichText>) {
        self.push(Element::note(words));
    }

    /// Adds a numbered section heading: `I. PHẠM VI`.
    pub(super) fn section(&mut self, text: &str) {
        self.sections += 1;
        self.subsections = 0;
        let text = format!("{}. {text}", roman(self.sections));
        self.heading(Level::Section, &format!("section-{}", self.sections), text);
    }

    /// Adds a heading at the level of a section, without a number.
    pub(super) fn unnumbered(&mut self, id: &str, text: &str) {
        self.heading(Level::Section, id, text.to_owned());
    }

    /// Adds a numbered subsection heading: `1. Kết quả chung`.
    pub(super) fn subsection(&mut self, text: &str) {
        self.subsections += 1;
        let text = format!("{}. {text}", self.subsections);
        self.heading(
            Level::Subsection,
            &format!("section-{}-{}", self.sections, self.subsections),
            text,
        );
    }

    /// Drops the last element if it is a paragraph heading with nothing below it.
    pub(super) fn settle(&mut self) {
        let Some(chapter) = self.chapters.last_mut() else { return };
        if let Some(Element::Heading(Heading { level: Level::Paragraph, .. })) =
            chapter.elements.last()
        {
            chapter.elements.pop();
        }
    }

    /// Adds a heading without a number, below the level of a subsection.
    pub(super) fn paragraph_heading(&mut self, text: &str) {
        let id = format!(
            "part-{}-{}",
            self.chapters.len(),
            self.chapters.last().map_or(0, |chapter| chapter.elements.len())
        );
        self.heading(Level::Paragraph, &id, text.to_owned());
    }

    fn heading(&mut self, level: Level, id: &str, text: String) {
        self.push(Element::Heading(Heading { level, id: id.to_owned(), text }));
    }

    /// Starts a new annex. In a workbook, its heading is the name of the sheet if `text` is empty.
    pub(super) fn annex(&mut self, text: &str, page: Page) {
        self.annexes += 1;
        let id = format!("annex-{}", self.annexes);
        let number = annex_number(self.lang, self.annexes);

        if self.is_workbook {
            let name = self.sheet.take().unwrap_or(number);
            self.chapters.push(Chapter {
                id: id.clone(),
                name: name.clone(),
                page,
                elements: Vec::new(),
            });
            self.heading(Level::Annex, &id, if text.is_empty() { name } else { text.to_owned() });
            return;
        }

        self.chapters.push(Chapter {
            id: id.clone(),
            name: number.clone(),
            page,
            elements: Vec::new(),
        });
        self.heading(Level::Annex, &id, format!("{number}\n{text}"));
        if !self.simulated {
            self.push(Element::Attached(attached_to_report(self.lang)));
        }
    }

    /// The label and number of the next table, for sentences that precede it.
    pub(super) fn next_table(&self) -> String {
        table_number(self.lang, self.tables + 1)
    }

    /// The label and number of the table that follows `others` further tables.
    pub(super) fn table_after(&self, others: usize) -> String {
        table_number(self.lang, self.tables + 1 + others)
    }

    /// Adds a table with a numbered caption.
    pub(super) fn table(&mut self, text: String, table: Table) {
        self.tables += 1;
        let label = self.lang.pick("Bảng", "Table");
        debug_assert!(table_number(self.lang, self.tables).starts_with(label));
        let caption = Caption { label, number: self.tables, text: self.marked(text) };
        self.push(Element::Table(table.captioned(caption)));
    }

    /// Adds a figure with a numbered caption.
    pub(super) fn figure(&mut self, text: String, description: String, scene: Scene, plot: Plot) {
        self.figures += 1;
        let label = self.lang.pick("Hình", "Figure");
        debug_assert!(figure_number(self.lang, self.figures).starts_with(label));
        let caption = Some(Caption { label, number: self.figures, text: self.marked(text) });
        self.push(Element::Figure(Figure { caption, description, scene, plot: Some(plot) }));
    }

    fn marked(&self, text: String) -> String {
        if self.simulated { text + simulated_mark(self.lang) } else { text }
    }
}
