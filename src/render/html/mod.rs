//! Renders a report as a web page: one self-contained file that prints on A4. `maud` escapes all
//! text from documents.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::{
    Align, Chapter, Content, Element, Entry, Figure, Heading, Level, Page, Report, Row, RowKind,
    Shade, Size, Table,
};
use crate::text::report::{Letterhead, Signature, not_for_reporting};
use crate::text::{Blank, Lang, RichText, Span, printable};

use super::picture::{DrawError, font_css, inline_svg};

const STYLE: &str = include_str!("style.css");

/// Renders a report as a page that embeds its style sheet and its font. Its content security policy
/// forbids scripts, frames and anything loaded from elsewhere.
///
/// # Errors
/// Returns an error if a figure cannot be drawn.
pub fn html_page(report: &Report) -> Result<String, DrawError> {
    let lang = report.lang;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";

    let page = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title {
                    @if report.simulated { (not_for_reporting(lang)) " – " }
                    (report.title)
                }
                style { (PreEscaped(font_css())) (PreEscaped(STYLE)) }
            }
            body {
                // Browsers print an element with a fixed position on every page.
                @if report.simulated { p.running { (not_for_reporting(lang)) } }
                @for (chapter, index) in report.chapters.iter().zip(0_usize..) {
                    (self::chapter(report, chapter, index == 0)?)
                }
            }
        }
    };
    Ok(printable(&page.into_string()).into_owned() + "\n")
}

fn chapter(report: &Report, chapter: &Chapter, is_first: bool) -> Result<Markup, DrawError> {
    // Links lead to the heading that has the id of the chapter, if there is one.
    let has_chapter_id = |element: &Element| matches!(element, Element::Heading(heading) if heading.id == chapter.id);
    let id = (!chapter.elements.iter().any(has_chapter_id)).then_some(&chapter.id);

    // The table of contents follows the elements before the first heading.
    let is_head = |element: &&Element| !matches!(element, Element::Heading(_));
    let head = if is_first { chapter.elements.iter().take_while(is_head).count() } else { 0 };

    Ok(html! {
        section .part .landscape[chapter.page == Page::Landscape] .sheet[chapter.page == Page::Sheet] .large[chapter.page == Page::LargeLandscape] id=[id] {
            @if report.simulated && !is_first { p.warning { (not_for_reporting(report.lang)) } }
            @for element in &chapter.elements[..head] { (self::element(report.lang, element)?) }
            @if is_first { (contents(report)) }
            @for element in &chapter.elements[head..] { (self::element(report.lang, element)?) }
        }
    })
}

/// The table of contents, with a link to each section and annex; empty for at most two headings.
fn contents(report: &Report) -> Markup {
    let headings: Vec<&Heading> = report
        .elements()
        .filter_map(
            |element| if let Element::Heading(heading) = element { Some(heading) } else { None },
        )
        .filter(|heading| heading.level <= Level::Section)
        .collect();
    html! {
        @if headings.len() > 2 {
            nav {
                p { (report.lang.pick("Mục lục", "Contents")) }
                ol { @for heading in headings { li { a href=(format!("#{}", heading.id)) { (heading.text.replace('\n', ". ")) } } } }
            }
        }
    }
}

fn element(lang: Lang, element: &Element) -> Result<Markup, DrawError> {
    Ok(match element {
        Element::Letterhead(letterhead) => self::letterhead(letterhead),
        Element::Draft(words) => html! { p.draft { (text(words)) } },
        Element::Warning(words) => html! { p.warning { (words) } },
        Element::Title([kind, subject]) => html! {
            h1.title { (kind) }
            @if !subject.is_empty() { p.subject { (subject) } }
        },
        Element::Addressee(words) => html! { p.addressee { (text(words)) } },
        Element::Heading(heading) => self::heading(heading),
        Element::Centred(words) => html! { p.centred { strong { (text(words)) } } },
        Element::Attached(words) => html! { p.centred { em { (text(words)) } } },
        Element::Basis(words) => html! { p { em { (text(words)) } } },
        Element::Paragraph(words) => html! { p { (text(words)) } },
        Element::Item(words) => html! { p.item { (text(words)) } },
        Element::Summary(items) => {
            html! { div.summary { @for item in items { p.item { (text(item)) } } } }
        }
        Element::Proposal(words) => html! { p.proposal { (text(words)) } },
        Element::Note(words) => html! { p.note { (text(words)) } },
        Element::Table(table) => self::table(lang, table)?,
        Element::Figure(figure) => self::figure(figure)?,
        Element::Signature(signature) => self::signature(signature),
    })
}

fn heading(heading: &Heading) -> Markup {
    match heading.level {
        Level::Annex => html! { h2.annex id=(heading.id) { (lines(&heading.text)) } },
        Level::Section => html! { h2 id=(heading.id) { (heading.text) } },
        Level::Subsection => html! { h3 id=(heading.id) { (heading.text) } },
        Level::Paragraph => html! { h4 id=(heading.id) { (heading.text) } },
    }
}

fn letterhead(letterhead: &Letterhead) -> Markup {
    html! {
        div.frame {
            div {
                @if let Some(parent) = &letterhead.parent { p { (text(parent)) } }
                p.ruled { strong { (text(&letterhead.office)) } }
                @if let Some(number) = &letterhead.number { p { (text(number)) } }
            }
            div {
                p { strong { (letterhead.motto[0]) } }
                p.ruled { strong { (letterhead.motto[1]) } }
                @if let Some(place) = &letterhead.place { p { em { (text(place)) } } }
            }
        }
    }
}

fn signature(signature: &Signature) -> Markup {
    html! {
        div.frame.signature {
            div {
                p { strong { em { (signature.to) } } }
                @for line in &signature.list { p { (text(line)) } }
            }
            div {
                p { strong { (text(&signature.signer)) } }
                p.name { strong { (text(&signature.name)) } }
            }
        }
    }
}

fn text(text: &RichText) -> Markup {
    html! {
        @for span in &text.0 {
            @match span {
                Span::Words(words) => { (lines(words)) }
                Span::Strong(words) => { strong { (words) } }
                Span::Code(code) => { code { (code) } }
                Span::Blank(Blank { tag, words, is_filled }) => { span .blank[!is_filled] data-tag=(tag) { (lines(words)) } }
            }
        }
    }
}

fn lines(words: &str) -> Markup {
    html! { @for (line, number) in words.split('\n').zip(0_usize..) { @if number > 0 { br; } (line) } }
}

fn table(lang: Lang, table: &Table) -> Result<Markup, DrawError> {
    let size = match table.size {
        Size::Body => None,
        Size::Sheet => Some("middling"),
        Size::Annex => Some("small"),
        Size::Decision => Some("decision"),
    };

    let total_width =
        f64::from(table.columns.iter().map(|column| column.width).sum::<u32>().max(1));

    let mut rows = Vec::new();
    for row in &table.rows {
        rows.push(self::row(lang, table, row)?);
    }

    Ok(html! {
        div.scroll {
            table class=[size] {
                @if let Some(caption) = &table.caption {
                    caption { (caption.label) " " (caption.number) ". " (caption.text) }
                }
                colgroup {
                    @for column in &table.columns {
                        col style=(format!("width:{:.2}%", f64::from(column.width) * 100.0 / total_width));
                    }
                }
                thead {
                    @for heads in &table.heads {
                        tr {
                            @for head in heads {
                                th colspan=[(head.across > 1).then_some(head.across)] rowspan=[(head.down > 1).then_some(head.down)] {
                                    @if head.upright { span.upright { (head.text) } } @else { (head.text) }
                                }
                            }
                        }
                    }
                }
                tbody { @for row in rows { (row) } }
            }
        }
    })
}

fn row(lang: Lang, table: &Table, row: &Row) -> Result<Markup, DrawError> {
    let kind = match row.kind {
        RowKind::Data => None,
        RowKind::Group => Some("group"),
        RowKind::Former => Some("former"),
        RowKind::Total => Some("total"),
    };

    if row.kind == RowKind::Group {
        let text = row.entries.first().map(|entry| entry.plain(lang)).unwrap_or_default();
        return Ok(html! { tr class=[kind] { td colspan=(table.columns.len()) { (text) } } });
    }

    let mut cells = Vec::new();
    for ((entry, column), index) in row.entries.iter().zip(&table.columns).zip(0_usize..) {
        cells.push(self::entry(lang, entry, column.align, table.rules.contains(&index))?);
    }
    Ok(html! { tr class=[kind] { @for cell in cells { (cell) } } })
}

fn entry(lang: Lang, entry: &Entry, align: Align, has_rule: bool) -> Result<Markup, DrawError> {
    let align = match align {
        Align::Start => None,
        Align::Middle => Some("middle"),
        Align::End => Some("end"),
    };

    let shade = match entry.shade {
        Shade::None => None,
        Shade::Light => Some("light"),
        Shade::Dark => Some("dark"),
        Shade::Missing => Some("blank"),
    };

    let classes: Vec<&str> =
        [align, shade, has_rule.then_some("rule")].into_iter().flatten().collect();
    let classes = (!classes.is_empty()).then(|| classes.join(" "));

    Ok(match &entry.content {
        Content::Value(_) => html! { td class=[classes] { (entry.plain(lang)) } },
        Content::Words(words) => html! { td class=[classes] { (text(words)) } },
        Content::Spark(spark) => {
            // The drawing comes from plotters, which escapes every text in it.
            let svg = PreEscaped(inline_svg(&spark.draw())?);
            html! { td class=[classes] { (svg) } }
        }
    })
}

/// A chart with its caption, as inline SVG.
fn figure(figure: &Figure) -> Result<Markup, DrawError> {
    // The drawing comes from plotters, which escapes every text in it.
    let svg = PreEscaped(inline_svg(&figure.scene)?);
    Ok(html! {
        figure {
            (svg)
            @if let Some(caption) = &figure.caption {
                figcaption { (caption.label) " " (caption.number) ". " (caption.text) }
            }
        }
    })
}
