//! The document itself: each chapter of the report becomes a Word section with its own pages.

use maud::{Markup, PreEscaped, html};

use crate::render::picture::draw_png;
use crate::report::{Chapter, Element, Figure, Heading, Level, MARGINS, Page, Report};
use crate::source::{Field, LetterheadPiece, Reference};
use crate::text::report::{Letterhead, Signature};
use crate::text::{RichText, Span};

use super::DocxError;
use super::chart::{self, ChartParts};
use super::style::{
    ADDRESSEE, ANNEX, ATTACHED, BASIS, BODY, BODY_SHEET, CENTRED, CLOSING, COPIES, DRAFT, FIGURE,
    HEADING, HEADING_SHEET, ITEM, ITEM_SHEET, KIND, LETTERHEAD, MOTTO, NOTE, NOTE_SHEET, NUMBER,
    OFFICE, PLACE, PROPOSAL, RULE, SECTION, SIGNER, SUBJECT, SUBSECTION, SUMMARY, WARNING,
};
use super::table;
use super::writer::{EMU, Picture, Writer, caption, chart_id, dxa, paragraph};

/// The pixels in a picture for each pixel of its scene, for print.
const SCALE: u32 = 2;

/// The distance of the page number from the edge of the page, in tenths of a millimetre.
const HEADER: u32 = 100;

/// The document with its pictures and charts.
pub(super) struct Body {
    pub(super) document: Markup,
    pub(super) pictures: Vec<Picture>,
    pub(super) charts: Vec<ChartParts>,
}

impl Body {
    pub(super) fn of(report: &Report, reference: Option<&Reference>) -> Result<Self, DocxError> {
        let mut writer = Writer::new(report.lang);
        let margins = reference.and_then(|reference| reference.margins).unwrap_or(MARGINS.map(dxa));
        let mut content = Vec::new();
        let count = report.chapters.len();
        for (chapter, index) in report.chapters.iter().zip(0_usize..) {
            writer.is_sheet = chapter.page == Page::Sheet;
            writer.fit(chapter.page, margins);

            for (element, next) in chapter.elements.iter().zip(1_usize..) {
                // The last sentence stays on the page of the signature.
                let is_closing = matches!(chapter.elements.get(next), Some(Element::Signature(_)));
                content.push(
                    if let Element::Paragraph(words) = element
                        && is_closing
                    {
                        writer.rich(CLOSING, words)
                    } else if let Element::Letterhead(letterhead) = element
                        && let Some(reference) = reference
                    {
                        writer.own_letterhead(&reference.letterhead, letterhead)
                    } else {
                        writer.element(element)?
                    },
                );
            }

            let end = section(chapter, index == 0, margins);
            // A paragraph carries the properties of each section but the last.
            content.push(if index + 1 == count {
                end
            } else {
                // The line is as low as possible, so that it never spills onto a page of its own.
                html! { w:p { w:pPr { w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact" {} (end) } } }
            });
        }

        let document = html! {
            w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
                xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
                xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
                xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                w:body { @for markup in content { (markup) } }
            }
        };
        Ok(Self { document, pictures: writer.pictures, charts: writer.charts })
    }
}

/// The properties of a chapter's section: the size of its pages, and page numbers from 1. The first
/// page of the body, and a result sheet, has no page number.
fn section(chapter: &Chapter, is_body: bool, margins: [u32; 4]) -> Markup {
    let [width, height] = chapter.page.size().map(dxa);
    let is_landscape = matches!(chapter.page, Page::Landscape | Page::LargeLandscape);
    let [top, right, bottom, left] = margins;
    html! {
        w:sectPr {
            w:headerReference w:type="first" r:id="rIdFirst" {}
            w:headerReference w:type="default" r:id="rIdOther" {}
            w:type w:val="nextPage" {}
            w:pgSz w:w=(width) w:h=(height) w:orient=[is_landscape.then_some("landscape")] {}
            w:pgMar w:top=(top) w:right=(right) w:bottom=(bottom) w:left=(left) w:header=(dxa(HEADER))
                w:footer=(dxa(HEADER)) w:gutter="0" {}
            w:pgNumType w:start="1" {}
            @if is_body || chapter.page == Page::Sheet { w:titlePg {} }
        }
    }
}

impl Writer {
    fn element(&mut self, element: &Element) -> Result<Markup, DocxError> {
        Ok(match element {
            Element::Letterhead(letterhead) => self.letterhead(letterhead),
            Element::Draft(words) => self.rich(DRAFT, words),
            Element::Warning(words) => paragraph(WARNING, words),
            Element::Title([kind, subject]) => html! {
                (paragraph(KIND, kind))
                @if !subject.is_empty() { (paragraph(SUBJECT, subject)) (rule(RULE, 55)) }
            },
            Element::Addressee(words) => self.rich(ADDRESSEE, words),
            Element::Heading(heading) => self::heading(heading, self.is_sheet),
            Element::Centred(words) => self.rich(CENTRED, words),
            Element::Attached(words) => self.rich(ATTACHED, words),
            Element::Basis(words) => self.rich(BASIS, words),
            Element::Paragraph(words) => {
                self.rich(if self.is_sheet { BODY_SHEET } else { BODY }, words)
            }
            Element::Item(words) => {
                self.listed(if self.is_sheet { ITEM_SHEET } else { ITEM }, words)
            }
            Element::Summary(items) => {
                let items: Vec<_> = items.iter().map(|item| self.listed(SUMMARY, item)).collect();
                html! { @for item in items { (item) } }
            }
            Element::Proposal(words) => self.rich(PROPOSAL, words),
            Element::Note(words) => self.rich(if self.is_sheet { NOTE_SHEET } else { NOTE }, words),
            Element::Table(table) => table::table(self, table)?,
            Element::Figure(figure) => self.figure(figure)?,
            Element::Signature(signature) => self.signature(signature),
        })
    }

    /// The letterhead from an office's own document, with its fields filled in.
    fn own_letterhead(&mut self, pieces: &[LetterheadPiece], letterhead: &Letterhead) -> Markup {
        let pieces: Vec<Markup> = pieces
            .iter()
            .map(|piece| match piece {
                LetterheadPiece::Markup(markup) => PreEscaped(markup.clone()),
                LetterheadPiece::Field(field) => {
                    let text = match field {
                        Field::Parent => letterhead.parent.as_ref(),
                        Field::Office => Some(&letterhead.office),
                        Field::Number => letterhead.number.as_ref(),
                        Field::Place => letterhead.place.as_ref(),
                    };

                    // The letterhead already has the words around the blanks.
                    let blanks = |text: &RichText| {
                        RichText(
                            text.0
                                .iter()
                                .filter(|span| matches!(span, Span::Blank(_)))
                                .cloned()
                                .collect(),
                        )
                    };

                    text.map(|text| self.spans(&blanks(text))).unwrap_or_default()
                }
            })
            .collect();

        html! { @for piece in pieces { (piece) } }
    }

    /// The standard letterhead: the issuing office on the left, the national motto on the right.
    fn letterhead(&mut self, letterhead: &Letterhead) -> Markup {
        let mut left = Vec::new();
        if let Some(parent) = &letterhead.parent {
            left.push(self.rich(LETTERHEAD, parent));
        }
        left.push(self.rich(OFFICE, &letterhead.office));
        left.push(rule(RULE, 26));
        if let Some(number) = &letterhead.number {
            left.push(self.rich(NUMBER, number));
        }

        let mut right = vec![
            paragraph(OFFICE, letterhead.motto[0]),
            paragraph(MOTTO, letterhead.motto[1]),
            rule(RULE, 62),
        ];
        if let Some(place) = &letterhead.place {
            right.push(self.rich(PLACE, place));
        }

        frame(&[(self.dxa(720), left), (self.dxa(930), right)])
    }

    fn signature(&mut self, signature: &Signature) -> Markup {
        let mut left = vec![html! {
            w:p {
                w:pPr { w:pStyle w:val=(COPIES) {} }
                w:r { w:rPr { w:b {} w:i {} w:sz w:val="24" {} } w:t { (signature.to) } }
            }
        }];
        for line in &signature.list {
            left.push(self.rich(COPIES, line));
        }

        let mut right = vec![self.rich(SIGNER, &signature.signer)];
        right.extend((0..4).map(|_| html! { w:p { w:pPr { w:pStyle w:val=(SIGNER) {} } } }));
        right.push(self.rich(SIGNER, &signature.name));

        frame(&[(self.dxa(800), left), (self.dxa(850), right)])
    }

    fn figure(&mut self, figure: &Figure) -> Result<Markup, DocxError> {
        let drawing = if let Some(plot) = &figure.plot {
            let id = chart_id(self.charts.len());
            self.charts.push(chart::parts(self.lang, plot)?);
            let size = plot.size.map(|length| self.scaled(i64::from(length) * 10 * EMU));
            self.drawing(size, &figure.description, &html! {
                a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart" { c:chart r:id=(id) {} }
            })
        } else {
            let scene = &figure.scene;
            let width = 1_650_i64;
            let height = width * i64::from(scene.height) / i64::from(scene.width.max(1));
            let png = draw_png(scene, SCALE)?;
            self.picture(
                png,
                [width, height].map(|length| self.scaled(length)),
                &figure.description,
            )
        };

        Ok(html! {
            w:p { w:pPr { w:pStyle w:val=(FIGURE) {} } w:r { (drawing) } }
            @if let Some(text) = &figure.caption { (caption(text, false)) }
        })
    }
}

fn heading(heading: &Heading, is_sheet: bool) -> Markup {
    let style = match heading.level {
        Level::Section | Level::Subsection | Level::Paragraph if is_sheet => HEADING_SHEET,
        Level::Annex => ANNEX,
        Level::Section => SECTION,
        Level::Subsection => SUBSECTION,
        Level::Paragraph => HEADING,
    };
    paragraph(style, &heading.text)
}

/// A horizontal line below a text, `length` millimetres long.
fn rule(style: &str, length: u32) -> Markup {
    // The line is a row of struck-out spaces, because a cell with a border would be wider. Each en
    // space is half of 6.5 points wide, about 1.15 mm.
    let spaces = "\u{2002}".repeat((length as usize * 100).div_ceil(115));
    html! {
        w:p {
            w:pPr { w:pStyle w:val=(style) {} }
            w:r { w:rPr { w:strike {} w:sz w:val="13" {} } w:t xml:space="preserve" { (spaces) } }
        }
    }
}

/// Two columns side by side without borders; their widths are in twentieths of a point.
fn frame(columns: &[(u32, Vec<Markup>); 2]) -> Markup {
    let total_width: u32 = columns.iter().map(|(width, _)| *width).sum();
    html! {
        w:tbl {
            w:tblPr {
                w:tblW w:w=(total_width) w:type="dxa" {}
                w:jc w:val="center" {}
                w:tblLayout w:type="fixed" {}
                w:tblCellMar { w:left w:w="0" w:type="dxa" {} w:right w:w="0" w:type="dxa" {} }
                w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
            }
            w:tblGrid { @for (width, _) in columns { w:gridCol w:w=(width) {} } }
            w:tr {
                w:trPr { w:cantSplit {} }
                @for (width, paragraphs) in columns {
                    w:tc {
                        w:tcPr { w:tcW w:w=(width) w:type="dxa" {} }
                        @for paragraph in paragraphs { (paragraph) }
                    }
                }
            }
        }
    }
}
