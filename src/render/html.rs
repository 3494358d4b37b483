//! Reports as web pages: one self-contained file that prints on A4. `maud` escapes whatever comes from a document.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::chart::Scene;
use crate::relation::{Cell, Kind};
use crate::report::{Element, Report, RichText, Section, Span, Table};
use crate::text::report::{Word, word};
use crate::text::{Lang, cell, heading, printable};

use super::picture::{DrawError, font_css, inline_svg};

const STYLE: &str = "
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 20px;max-width:860px;font:15px/1.5 'Noto Sans',sans-serif;color:#212529;background:#fff;hyphens:manual}
h1{font-size:25px;line-height:1.25;margin:0 0 6px}
h2{font-size:19px;margin:34px 0 10px;padding-top:8px;border-top:2px solid #084594}
h3{font-size:16px;margin:22px 0 8px}
h4{font-size:15px;margin:18px 0 6px}
p{margin:8px 0}
.decision{color:#4a5056}
.simulated{border:2px solid #b30000;color:#b30000;padding:6px 10px;font-weight:bold;text-align:center}
.key{background:#f1f5f9;padding:12px 16px 12px 32px;border-left:4px solid #084594}
.key li{margin:4px 0}
table{border-collapse:collapse;width:100%;margin:10px 0 16px;font-size:13.5px;line-height:1.35}
caption{text-align:left;font-weight:bold;padding:4px 0}
th,td{border-bottom:1px solid #d5dade;padding:4px 6px;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #6c757d;vertical-align:bottom}
.number{text-align:right;font-variant-numeric:tabular-nums}
td.number,.short{white-space:nowrap}
figure{margin:14px 0;overflow-x:auto}
figure svg{display:block;width:100%;height:auto;min-width:560px}
dt{font-weight:bold;margin-top:8px}
dd{margin:0 0 0 18px}
code{font-size:12px;word-break:break-all}
@page{size:A4;margin:18mm 15mm}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
h2,h3,h4,caption,dt{break-after:avoid}
dd{break-inside:avoid}
tr,figure,dt,.key{break-inside:avoid}
.page{break-before:page}
thead{display:table-header-group}
table{font-size:9.5pt}
figure svg{min-width:0;max-height:235mm}
}
";

/// A report as a page with its style and its font in it. Scripts, frames and anything from elsewhere are forbidden.
///
/// # Errors
/// A figure that cannot be drawn.
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
                title { (report.title) }
                style { (PreEscaped(font_css())) (PreEscaped(STYLE)) }
            }
            body {
                header {
                    @if report.simulated { p.simulated { (word(lang, Word::Simulated)) } }
                    h1 { (report.title) }
                    (elements(lang, &report.head)?)
                }
                @for (section, number) in report.sections.iter().zip(1_usize..) {
                    (self::section(lang, section, report.numbered.then_some(number))?)
                }
            }
        }
    };
    Ok(printable(&page.into_string()).into_owned() + "\n")
}

fn section(lang: Lang, section: &Section, number: Option<usize>) -> Result<Markup, DrawError> {
    Ok(html! {
        section class=[section.own_page.then_some("page")] {
            @if let Some(heading) = &section.heading {
                h2 { @if let Some(number) = number { (number) ". " } (heading) }
            }
            (elements(lang, &section.elements)?)
        }
    })
}

fn elements(lang: Lang, elements: &[Element]) -> Result<Markup, DrawError> {
    Ok(html! { @for element in elements { (self::element(lang, element)?) } })
}

fn element(lang: Lang, element: &Element) -> Result<Markup, DrawError> {
    Ok(match element {
        Element::BlockHeading(heading) => html! { h3 { (heading) } },
        Element::Heading(heading) => html! { h4 { (heading) } },
        Element::Subtitle(line) => html! { p.decision { (line) } },
        Element::Paragraph(words) => html! { p { (text(words)) } },
        Element::Key(sentences) => html! { ul.key { @for sentence in sentences { li { (sentence) } } } },
        Element::List(items) => html! { ul { @for item in items { li { (text(item)) } } } },
        Element::Terms(terms) => html! { dl { @for (term, meaning) in terms { dt { (term) } dd { (meaning) } } } },
        Element::Table(rows) => table(lang, rows),
        Element::Figure(scene) => figure(scene)?,
        Element::Section(own) => section(lang, own, None)?,
    })
}

fn text(text: &RichText) -> Markup {
    html! {
        @for span in &text.0 {
            @match span {
                Span::Words(words) => { (words) }
                Span::Code(code) => { code { (code) } }
            }
        }
    }
}

fn table(lang: Lang, table: &Table) -> Markup {
    html! {
        table {
            @if let Some(caption) = &table.caption { caption { (caption) } }
            thead { tr {
                @for column in &table.columns {
                    @if column.kind.is_number() { th.number { (heading(lang, column.label)) } }
                    @else { th { (heading(lang, column.label)) } }
                }
            } }
            tbody {
                @for row in &table.rows {
                    tr { @for (column, value) in table.columns.iter().zip(row) { (self::value(lang, column.kind, value)) } }
                }
            }
        }
    }
}

fn value(lang: Lang, kind: Kind, value: &Cell) -> Markup {
    let text = cell(lang, value);
    html! {
        @if kind.is_number() { td.number { (text) } }
        // What is one of few words never breaks.
        @else if matches!(kind, Kind::Grade | Kind::Severity) { td.short { (text) } }
        @else { td { (text) } }
    }
}

/// A chart at its place in the page.
fn figure(scene: &Scene) -> Result<Markup, DrawError> {
    // The drawing is plotters' own output; every text in it is escaped there.
    let svg = PreEscaped(inline_svg(scene)?);
    Ok(html! { figure { (svg) } })
}
