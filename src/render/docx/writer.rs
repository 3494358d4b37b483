//! The building blocks of the document: runs, blanks to fill in, pictures, and lengths on the page.

use maud::{Markup, html};

use crate::report::{Caption, MARGINS, Page};
use crate::source::BLANK_TAG_PREFIX;
use crate::text::{Blank, Lang, RichText, Span};

use super::chart::ChartParts;
use super::style::{BLANK, CAPTION};

/// A tenth of a millimetre in twentieths of a point, times 1,000.
const TENTH: u32 = 5_669;
/// A tenth of a millimetre in English metric units.
pub(super) const EMU: i64 = 3_600;

/// Converts tenths of a millimetre into twentieths of a point, Word's unit `dxa`.
pub(super) const fn dxa(tenths: u32) -> u32 {
    (tenths * TENTH + 500) / 1_000
}

/// A picture in the document.
pub(super) struct Picture {
    /// Its bytes, as PNG.
    pub(super) png: Vec<u8>,
}

/// The relationship id of a picture; `index` counts from 0.
pub(super) fn picture_id(index: usize) -> String {
    format!("rIdPicture{}", index + 1)
}

/// The relationship id of a chart; `index` counts from 0.
pub(super) fn chart_id(index: usize) -> String {
    format!("rIdChart{}", index + 1)
}

/// The longest title of a blank, in characters. Word limits the length of titles.
const LONGEST: usize = 60;

/// The state of the document while it is written: its pictures, charts and running numbers.
pub(super) struct Writer {
    pub(super) lang: Lang,
    pub(super) pictures: Vec<Picture>,
    pub(super) charts: Vec<ChartParts>,
    /// The actual width of the text, and the width that the report assumes, both in twentieths of a
    /// point.
    width: [u32; 2],
    /// Whether the current chapter is the result sheet of a unit.
    pub(super) is_sheet: bool,
    /// The number of drawings so far. Each drawing needs an id of its own.
    drawings: usize,
    /// The number of blanks so far. Each blank needs an id of its own.
    blanks: usize,
}

impl Writer {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            pictures: Vec::new(),
            charts: Vec::new(),
            width: [1, 1],
            is_sheet: false,
            drawings: 0,
            blanks: 0,
        }
    }

    /// Adapts widths to a page with these margins: top, right, bottom, left.
    pub(super) fn fit(&mut self, page: Page, [_, right, _, left]: [u32; 4]) {
        let nominal = dxa(page.size()[0] - MARGINS[1] - MARGINS[3]);
        self.width = [dxa(page.size()[0]).saturating_sub(right + left).min(nominal), nominal];
    }

    /// Converts a width in tenths of a millimetre into twentieths of a point, reduced if the text
    /// is narrower than the report assumes.
    pub(super) fn dxa(&self, tenths: u32) -> u32 {
        dxa(tenths) * self.width[0] / self.width[1]
    }

    /// A length, reduced if the text is narrower than the report assumes.
    pub(super) fn scaled(&self, length: i64) -> i64 {
        length * i64::from(self.width[0]) / i64::from(self.width[1])
    }

    /// A paragraph in a style.
    pub(super) fn rich(&mut self, style: &str, text: &RichText) -> Markup {
        let spans = self.spans(text);
        html! { w:p { w:pPr { w:pStyle w:val=(style) {} } (spans) } }
    }

    /// A list item with a dash, in a style.
    pub(super) fn listed(&mut self, style: &str, text: &RichText) -> Markup {
        let spans = self.spans(text);
        html! { w:p { w:pPr { w:pStyle w:val=(style) {} } w:r { w:t { "-" } w:tab {} } (spans) } }
    }

    /// The runs of a text. Each blank is a content control with its tag.
    pub(super) fn spans(&mut self, text: &RichText) -> Markup {
        let spans: Vec<Markup> = text
            .0
            .iter()
            .map(|span| match span {
                Span::Words(words) => run(words),
                Span::Strong(words) => {
                    html! { w:r { w:rPr { w:b {} } w:t xml:space="preserve" { (words) } } }
                }
                Span::Code(code) => html! {
                    w:r {
                        w:rPr { w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier \
                            New" {} w:sz w:val="18" {} }
                        w:t xml:space="preserve" { (code) }
                    }
                },
                Span::Blank(blank) => self.blank(blank),
            })
            .collect();
        html! { @for span in spans { (span) } }
    }

    fn blank(&mut self, Blank { tag, words, is_filled }: &Blank) -> Markup {
        self.blanks += 1;

        let title: String =
            words.trim_matches(['[', ']', '…', ':', ' ', ',', '/']).chars().take(LONGEST).collect();
        let title = if title.chars().filter(|letter| letter.is_alphabetic()).count() < 4 {
            self.lang.pick("Cần điền", "To fill in").to_owned()
        } else {
            title
        };

        html! {
            w:sdt {
                w:sdtPr {
                    w:alias w:val=(title.replace('\n', " ")) {}
                    w:tag w:val=(format!("{BLANK_TAG_PREFIX}{tag}")) {}
                    w:id w:val=(1_000 + self.blanks) {}
                    @if !is_filled { w:showingPlcHdr {} }
                    w:text w:multiLine="1" {}
                }
                w:sdtContent {
                    @if *is_filled {
                        (run(words))
                    } @else {
                        w:r {
                            w:rPr { w:rStyle w:val=(BLANK) {} w:highlight w:val="yellow" {} }
                            @for (line, number) in words.split('\n').zip(0_usize..) {
                                @if number > 0 { w:br {} }
                                w:t xml:space="preserve" { (line) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// An inline picture; `size` is its width and height in tenths of a millimetre.
    pub(super) fn picture(&mut self, png: Vec<u8>, size: [i64; 2], description: &str) -> Markup {
        let id = picture_id(self.pictures.len());
        self.pictures.push(Picture { png });

        let number = self.drawings + 1;
        let [width, height] = size.map(|length| length * EMU);
        self.drawing(
            [width, height],
            description,
            &html! {
                a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                    pic:pic {
                        pic:nvPicPr { pic:cNvPr id=(number) name=(format!("{number}.png")) {} pic:cNvPicPr {} }
                        pic:blipFill { a:blip r:embed=(id) {} a:stretch { a:fillRect {} } }
                        pic:spPr {
                            a:xfrm { a:off x="0" y="0" {} a:ext cx=(width) cy=(height) {} }
                            a:prstGeom prst="rect" { a:avLst {} }
                        }
                    }
                }
            },
        )
    }

    /// An inline drawing; its width and height are in English metric units.
    pub(super) fn drawing(
        &mut self,
        [width, height]: [i64; 2],
        description: &str,
        graphic: &Markup,
    ) -> Markup {
        self.drawings += 1;
        let number = self.drawings;
        html! {
            w:drawing {
                wp:inline distT="0" distB="0" distL="0" distR="0" {
                    wp:extent cx=(width) cy=(height) {}
                    wp:docPr id=(number) name=(format!("cchc {number}")) descr=(description) {}
                    wp:cNvGraphicFramePr {}
                    a:graphic { (graphic) }
                }
            }
        }
    }
}

/// A paragraph of plain text in a style.
pub(super) fn paragraph(style: &str, words: &str) -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val=(style) {} } (run(words)) } }
}

/// A run of plain text. A newline becomes a line break.
pub(super) fn run(words: &str) -> Markup {
    html! {
        w:r {
            @for (line, number) in words.split('\n').zip(0_usize..) {
                @if number > 0 { w:br {} }
                w:t xml:space="preserve" { (line) }
            }
        }
    }
}

/// A caption such as `Bảng 1. …`. Its number is a field, so Word renumbers the captions when an
/// officer adds a table.
pub(super) fn caption(caption: &Caption, is_above: bool) -> Markup {
    let field = format!(" SEQ {} \\* ARABIC ", caption.label);
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val=(CAPTION) {}
                @if !is_above { w:keepNext w:val="0" {} }
            }
            (run(&format!("{}\u{a0}", caption.label)))
            w:fldSimple w:instr=(field) { (run(&caption.number.to_string())) }
            (run(&format!(". {}", caption.text)))
        }
    }
}
