//! What stands in the document: the parts of a report as sections with pages of their own.

use maud::{Markup, html};

use crate::render::picture::draw_png;
use crate::report::{Element, Figure, Heading, Level, Part, Report};
use crate::text::report::{Letterhead, Signature};

use super::DocxError;
use super::chart::{self, ChartParts};
use super::style::{
    ADDRESSEE, ANNEX, BODY, CLOSING, COPIES, DRAFT, FIGURE, HEADING, ITEM, KIND, LETTERHEAD, MOTTO, NOTE, NUMBER,
    OFFICE, PLACE, PROPOSAL, RULE, SECTION, SIGNER, SUBJECT, SUBSECTION, SUMMARY, WARNING,
};
use super::table;
use super::writer::{EMU, Picture, Writer, caption, chart_id, dxa, paragraph};

/// Pixels of a picture for each of its own, for print.
const SCALE: u32 = 2;

/// A4 upright, in tenths of a millimetre; margins above, right, below, left, and of the header.
const PAGE: [u32; 2] = [2_100, 2_970];
const MARGINS: [u32; 4] = [200, 150, 200, 300];
const HEADER: u32 = 100;

/// The document with its pictures and charts.
pub(super) struct Body {
    pub(super) document: Markup,
    pub(super) pictures: Vec<Picture>,
    pub(super) charts: Vec<ChartParts>,
}

impl Body {
    pub(super) fn of(report: &Report) -> Result<Self, DocxError> {
        let mut writer = Writer::new(report.lang);
        let mut parts = Vec::new();
        let count = report.parts.len();
        for (part, index) in report.parts.iter().zip(0_usize..) {
            for (element, place) in part.elements.iter().zip(1_usize..) {
                // The last sentence stays with those who sign it.
                let is_last = matches!(part.elements.get(place), Some(Element::Signature(_)));
                parts.push(
                    if let Element::Paragraph(words) = element
                        && is_last
                    {
                        writer.rich(CLOSING, words)
                    } else {
                        writer.element(element)?
                    },
                );
            }
            let end = section(part, index == 0);
            // All sections but the last end with a paragraph.
            parts.push(if index + 1 == count {
                end
            } else {
                html! { w:p { w:pPr { (end) } } }
            });
        }
        let document = html! {
            w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
                xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
                xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
                xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                w:body { @for part in parts { (part) } }
            }
        };
        Ok(Self { document, pictures: writer.pictures, charts: writer.charts })
    }
}

/// How the pages of a part are: each part counts its pages from 1; the first page of the body bears no number.
fn section(part: &Part, is_body: bool) -> Markup {
    let [short, long] = PAGE.map(dxa);
    let [top, right, bottom, left] = MARGINS.map(dxa);
    html! {
        w:sectPr {
            w:headerReference w:type="first" r:id="rIdFirst" {}
            w:headerReference w:type="default" r:id="rIdOther" {}
            w:type w:val="nextPage" {}
            @if part.landscape {
                w:pgSz w:w=(long) w:h=(short) w:orient="landscape" {}
            } @else {
                w:pgSz w:w=(short) w:h=(long) {}
            }
            w:pgMar w:top=(top) w:right=(right) w:bottom=(bottom) w:left=(left) w:header=(dxa(HEADER))
                w:footer=(dxa(HEADER)) w:gutter="0" {}
            w:pgNumType w:start="1" {}
            @if is_body { w:titlePg {} }
        }
    }
}

impl Writer {
    fn element(&mut self, element: &Element) -> Result<Markup, DocxError> {
        Ok(match element {
            Element::Letterhead(own) => self.letterhead(own),
            Element::Draft(words) => self.rich(DRAFT, words),
            Element::Warning(words) => paragraph(WARNING, words),
            Element::Title([kind, subject]) => html! {
                (paragraph(KIND, kind))
                @if !subject.is_empty() { (paragraph(SUBJECT, subject)) (rule(RULE, 55)) }
            },
            Element::Addressee(words) => self.rich(ADDRESSEE, words),
            Element::Heading(own) => heading(own),
            Element::Paragraph(words) => self.rich(BODY, words),
            Element::Item(words) => self.listed(ITEM, words),
            Element::Summary(items) => {
                let items: Vec<_> = items.iter().map(|item| self.listed(SUMMARY, item)).collect();
                html! { @for item in items { (item) } }
            }
            Element::Proposal(words) => self.rich(PROPOSAL, words),
            Element::Note(words) => self.rich(NOTE, words),
            Element::Table(own) => table::table(self, own)?,
            Element::Figure(own) => self.figure(own)?,
            Element::Signature(own) => self.signature(own),
        })
    }

    /// Whose letter it is on the left, the national name on the right.
    fn letterhead(&mut self, own: &Letterhead) -> Markup {
        let mut left = Vec::new();
        if let Some(parent) = &own.parent {
            left.push(self.rich(LETTERHEAD, parent));
        }
        left.push(self.rich(OFFICE, &own.office));
        left.push(rule(RULE, 26));
        if let Some(number) = &own.number {
            left.push(self.rich(NUMBER, number));
        }
        let mut right = vec![paragraph(OFFICE, own.motto[0]), paragraph(MOTTO, own.motto[1]), rule(RULE, 48)];
        if let Some(place) = &own.place {
            right.push(self.rich(PLACE, place));
        }
        frame(&[(720, left), (930, right)])
    }

    fn signature(&mut self, own: &Signature) -> Markup {
        let mut left = vec![html! {
            w:p {
                w:pPr { w:pStyle w:val=(COPIES) {} }
                w:r { w:rPr { w:b {} w:i {} w:sz w:val="24" {} } w:t { (own.to) } }
            }
        }];
        for line in &own.list {
            left.push(self.rich(COPIES, line));
        }
        let mut right = vec![self.rich(SIGNER, &own.signer)];
        right.extend((0..4).map(|_| html! { w:p { w:pPr { w:pStyle w:val=(SIGNER) {} } } }));
        right.push(self.rich(SIGNER, &own.name));
        frame(&[(800, left), (850, right)])
    }

    fn figure(&mut self, own: &Figure) -> Result<Markup, DocxError> {
        let drawing =
            if let Some(plot) = &own.plot {
                let id = chart_id(self.charts.len());
                self.charts.push(chart::parts(self.lang, plot)?);
                let size = plot.size.map(|length| i64::from(length) * 10 * EMU);
                self.drawing(size, &own.description, &html! {
                a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart" { c:chart r:id=(id) {} }
            })
            } else {
                let scene = &own.scene;
                let width = 1_650_i64;
                let height = width * i64::from(scene.height) / i64::from(scene.width.max(1));
                let png = draw_png(scene, SCALE)?;
                self.picture(png, [width, height], &own.description)
            };
        Ok(html! {
            w:p { w:pPr { w:pStyle w:val=(FIGURE) {} } w:r { (drawing) } }
            @if let Some(own) = &own.caption { (caption(own, false)) }
        })
    }
}

fn heading(own: &Heading) -> Markup {
    let style = match own.level {
        Level::Annex => ANNEX,
        Level::Section => SECTION,
        Level::Subsection => SUBSECTION,
        Level::Paragraph => HEADING,
    };
    paragraph(style, &own.text)
}

/// A line below a text, so many millimetres long, in a cell or on the page.
fn rule(style: &str, length: u32) -> Markup {
    // The style is centred; a cell of its own would be wider than the line.
    let dots = "\u{2002}".repeat((length as usize * 10).div_ceil(23));
    html! {
        w:p {
            w:pPr { w:pStyle w:val=(style) {} }
            w:r { w:rPr { w:strike {} w:sz w:val="13" {} } w:t xml:space="preserve" { (dots) } }
        }
    }
}

/// Two columns without lines, of so many tenths of a millimetre.
fn frame(columns: &[(u32, Vec<Markup>); 2]) -> Markup {
    let all: u32 = columns.iter().map(|(width, _)| dxa(*width)).sum();
    html! {
        w:tbl {
            w:tblPr {
                w:tblW w:w=(all) w:type="dxa" {}
                w:jc w:val="center" {}
                w:tblLayout w:type="fixed" {}
                w:tblCellMar { w:left w:w="0" w:type="dxa" {} w:right w:w="0" w:type="dxa" {} }
                w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
            }
            w:tblGrid { @for (width, _) in columns { w:gridCol w:w=(dxa(*width)) {} } }
            w:tr {
                w:trPr { w:cantSplit {} }
                @for (width, paragraphs) in columns {
                    w:tc {
                        w:tcPr { w:tcW w:w=(dxa(*width)) w:type="dxa" {} }
                        @for paragraph in paragraphs { (paragraph) }
                    }
                }
            }
        }
    }
}
