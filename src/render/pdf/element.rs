//! Writes the elements of a report as typst source in code mode: one call per line, with texts as
//! literals.

use std::fmt::Write as _;

use crate::chart::font;
use crate::render::picture::{DrawError, inline_svg};
use crate::report::{
    Align, Caption, Chapter, Content, Element, Entry, Figure, Level, MARGINS,
    MOST_ROWS_ON_ONE_PAGE, Page, PlacedHeaderCell, Report, Row, RowKind, Shade, Size, Table,
    place_header_cells,
};
use crate::text::report::{Letterhead, Signature, not_for_reporting};
use crate::text::{Blank, Lang, RichText, Span};

use super::source::{literal, words};
use super::world::FAMILY;

const PRELUDE: &str = include_str!("prelude.typ");

/// A typst source, and the pictures that it refers to by path.
pub(super) struct Body {
    pub(super) source: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Body {
    pub(super) fn of(report: &Report) -> Result<Self, DrawError> {
        let mut writer =
            Writer { lang: report.lang, is_sheet: false, code: String::new(), files: Vec::new() };

        let lang = report.lang;
        let warning =
            if report.simulated { literal(not_for_reporting(lang)) } else { "none".to_owned() };

        let [top, right, bottom, left] = MARGINS.map(|tenths| f64::from(tenths) / 10.0);

        // Typst takes the language that is set at the start as that of the document.
        let region = lang.pick("VN", "US");
        let _ = writeln!(writer.code, "#set text(lang: \"{}\", region: \"{region}\")", lang.code());

        let _ = writeln!(writer.code, "#let warning = {warning}");
        writer.code.push_str(PRELUDE);
        let _ =
            writeln!(writer.code, "#set document(title: {}, date: auto)", literal(&report.title));
        let _ = writeln!(
            writer.code,
            "#set page(margin: (top: {top}mm, right: {right}mm, bottom: {bottom}mm, left: \
             {left}mm))"
        );

        for (chapter, index) in report.chapters.iter().zip(0_usize..) {
            writer.chapter(chapter, index == 0)?;
        }
        Ok(Self { source: writer.code, files: writer.files })
    }
}

struct Writer {
    lang: Lang,
    is_sheet: bool,
    code: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Writer {
    /// Writes a chapter. The first page of the body, and a result sheet, has no page number.
    fn chapter(&mut self, chapter: &Chapter, is_body: bool) -> Result<(), DrawError> {
        self.is_sheet = chapter.page == Page::Sheet;

        let [width, height] = chapter.page.size().map(|tenths| f64::from(tenths) / 10.0);
        let hides = is_body || self.is_sheet;
        let _ = writeln!(
            self.code,
            "#chapter(width: {width}mm, height: {height}mm, hides: {hides}, sheet: {}, {{",
            self.is_sheet
        );

        for element in &chapter.elements {
            self.element(element)?;
        }
        self.code.push_str("})\n");
        Ok(())
    }

    fn call(&mut self, function: &str, arguments: &str) {
        let _ = writeln!(self.code, "{function}({arguments})");
    }

    fn element(&mut self, element: &Element) -> Result<(), DrawError> {
        match element {
            Element::Letterhead(letterhead) => self.letterhead(letterhead),
            Element::Draft(words) => self.call("draft", &rich(words)),
            Element::Warning(text) => self.call("warned", &words(text)),
            Element::Title([kind, subject]) => {
                let arguments = format!("{}, {}", words(kind), words(subject));
                self.call("titled", &arguments);
            }
            Element::Addressee(words) => self.call("addressee", &rich(words)),
            Element::Centred(words) => self.call("centred", &rich(words)),
            Element::Attached(words) => self.call("attached", &rich(words)),
            Element::Basis(words) => self.call("basis", &rich(words)),
            Element::Heading(heading) => {
                let (function, level) = match heading.level {
                    Level::Annex => ("annexed", 1),
                    Level::Section => ("headed", 1),
                    Level::Subsection => ("headed", 2),
                    Level::Paragraph => ("headed", 3),
                };
                self.call(function, &format!("{level}, {}", words(&heading.text)));
            }
            Element::Paragraph(words) => self.call("body", &rich(words)),
            Element::Item(words) => self.call("item", &rich(words)),
            Element::Summary(items) => {
                let items: Vec<String> = items.iter().map(rich).collect();
                self.call("summary", &format!("({},)", items.join(", ")));
            }
            Element::Proposal(words) => self.call("proposal", &rich(words)),
            Element::Note(words) => self.call("note", &rich(words)),
            Element::Table(table) => self.table(table)?,
            Element::Figure(figure) => self.figure(figure)?,
            Element::Signature(signature) => self.signature(signature),
        }
        Ok(())
    }

    fn letterhead(&mut self, letterhead: &Letterhead) {
        let option = |words: Option<&RichText>| words.map_or_else(|| "none".to_owned(), rich);
        let arguments = format!(
            "{}, {}, {}, {}, {}, {}",
            option(letterhead.parent.as_ref()),
            rich(&letterhead.office),
            option(letterhead.number.as_ref()),
            words(letterhead.motto[0]),
            words(letterhead.motto[1]),
            option(letterhead.place.as_ref()),
        );
        self.call("letterhead", &arguments);
    }

    fn signature(&mut self, signature: &Signature) {
        let list: Vec<String> = signature.list.iter().map(rich).collect();
        let arguments = format!(
            "{}, ({},), {}, {}",
            words(signature.to),
            list.join(", "),
            rich(&signature.signer),
            rich(&signature.name)
        );
        self.call("signature", &arguments);
    }

    /// Stores a picture and returns its path. Its text is set in the font of the pages, because the
    /// font of charts composes letters of several glyphs, which PDF/A does not accept.
    fn picture(&mut self, svg: &str) -> String {
        let svg = svg.replace(
            &format!("font-family=\"{}\"", font::FAMILY),
            &format!("font-family=\"{FAMILY}\""),
        );
        let path = format!("/picture{}.svg", self.files.len());
        self.files.push((path.clone(), svg.into_bytes()));
        path
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), DrawError> {
        let path = self.picture(&inline_svg(&figure.scene)?);
        let width = figure.plot.as_ref().map_or(165, |plot| plot.size[0]);
        let caption = figure.caption.as_ref().map_or_else(|| "none".to_owned(), caption);
        let arguments =
            format!("\"{path}\", {width}mm, {}, {caption}", literal(&figure.description));
        self.call("pictured", &arguments);
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), DrawError> {
        let (size, inset) = match table.size {
            Size::Body => ("11pt", "(x: 1mm, y: 0.6mm)"),
            Size::Sheet => ("10pt", "(x: 0.8mm, y: 0.35mm)"),
            Size::Annex => ("9pt", "(x: 0.7mm, y: 0.15mm)"),
            Size::Decision => ("8pt", "(x: 0.3mm, y: 0.45mm)"),
        };

        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("{}mm", f64::from(column.width) / 10.0))
            .collect();
        let caption = table.caption.as_ref().map_or_else(|| "none".to_owned(), caption);

        // A short table is kept on one page.
        let is_short = table.rows.len() <= MOST_ROWS_ON_ONE_PAGE;
        let _ = writeln!(
            self.code,
            "tabled({caption}, {size}, {inset}, {is_short}, ({},), table.header(",
            columns.join(", ")
        );

        for PlacedHeaderCell { head, row, column } in place_header_cells(&table.heads) {
            let _ = writeln!(
                self.code,
                "table.cell(x: {column}, y: {row}, colspan: {}, rowspan: {}, {}({})),",
                head.across.max(1),
                head.down.max(1),
                if head.upright { "upright" } else { "strong" },
                words(&head.text)
            );
        }

        self.code.push_str("),\n");
        for row in &table.rows {
            self.row(table, row)?;
        }

        self.code.push_str(")\n");
        Ok(())
    }

    fn row(&mut self, table: &Table, row: &Row) -> Result<(), DrawError> {
        if row.kind == RowKind::Group {
            let text = row.entries.first().map(|entry| entry.plain(self.lang)).unwrap_or_default();
            let _ = writeln!(self.code, "group({}, {}),", table.columns.len(), words(&text));
            return Ok(());
        }
        for ((entry, column), index) in row.entries.iter().zip(&table.columns).zip(0_usize..) {
            let cell = self.cell(entry, column.align, row.kind, table.rules.contains(&index))?;
            self.code.push_str(&cell);
        }
        Ok(())
    }

    fn cell(
        &mut self,
        entry: &Entry,
        align: Align,
        kind: RowKind,
        has_rule: bool,
    ) -> Result<String, DrawError> {
        /// A cell with a longer text, in characters, may break across pages. Otherwise, its end
        /// would be cut off.
        const LONG: usize = 1_200;

        let align = match align {
            Align::Start => "left",
            Align::Middle => "center",
            Align::End => "right",
        };
        let (fill, is_dark) = match entry.shade {
            Shade::None => ("", false),
            Shade::Light => ("fill: luma(90%), ", false),
            Shade::Dark => ("fill: luma(75%), ", true),
            Shade::Missing => ("fill: yellow, ", false),
        };

        let stroke = if has_rule { "stroke: (left: 1.6pt, rest: 0.5pt), " } else { "" };
        let text = entry.plain(self.lang);
        let breakable = if text.chars().count() > LONG { "breakable: true, " } else { "" };

        let content = match &entry.content {
            Content::Value(_) => words(&text),
            Content::Words(words) => rich(words),
            Content::Spark(spark) => {
                let path = self.picture(&inline_svg(&spark.draw())?);
                let values: Vec<String> = spark
                    .values
                    .iter()
                    .map(|value| {
                        value.map_or_else(
                            || "–".to_owned(),
                            |value| crate::text::percent(self.lang, value),
                        )
                    })
                    .collect();
                format!("image(\"{path}\", width: 20mm, alt: {})", literal(&values.join(", ")))
            }
        };

        let content = match kind {
            _ if is_dark => format!("strong({content})"),
            RowKind::Total => format!("strong({content})"),
            RowKind::Former => format!("emph({content})"),
            RowKind::Data | RowKind::Group => content,
        };

        Ok(format!("table.cell(align: {align} + horizon, {fill}{stroke}{breakable}{content}),\n"))
    }
}

fn caption(caption: &Caption) -> String {
    words(&format!("{}\u{a0}{}. {}", caption.label, caption.number, caption.text))
}

/// A text with its bold words, code and blanks, as one value.
fn rich(text: &RichText) -> String {
    let spans: Vec<String> = text
        .0
        .iter()
        .map(|span| match span {
            Span::Words(text) | Span::Blank(Blank { words: text, is_filled: true, .. }) => {
                words(text)
            }
            Span::Strong(text) => format!("strong({})", words(text)),
            Span::Code(text) => format!("code({})", words(text)),
            Span::Blank(Blank { words: text, is_filled: false, .. }) => {
                format!("blank({})", words(text))
            }
        })
        .collect();
    if spans.is_empty() { "\"\"".to_owned() } else { format!("{{ {} }}", spans.join("; ")) }
}
