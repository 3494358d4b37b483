//! The parts of a .docx file, and the relationships between them.

use std::io::{Cursor, Write as _};

use maud::{Markup, html};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::Report;
use crate::source::Reference;
use crate::text::report::not_for_reporting;
use crate::text::{Lang, printable};

use super::DocxError;
use super::body::Body;
use super::chart::WORKBOOK_ID;
use super::style::{self, PAGE, WARNING_HEADER};
use super::writer::{chart_id, picture_id};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The relationships of the document, besides its pictures and charts: id, type and file.
const REFERENCES: [(&str, &str, &str); 4] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFirst", "header", "header1.xml"),
    ("rIdOther", "header", "header2.xml"),
];

/// Packs the file. All parts have the same timestamp, in 1980, so that the same report gives the
/// same bytes.
pub(super) fn pack(
    report: &Report,
    body: &Body,
    reference: Option<&Reference>,
) -> Result<Vec<u8>, DocxError> {
    let lang = report.lang;
    let language = lang.pick("vi-VN", "en-US");

    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, content: Markup| {
        let text = printable(&content.into_string()).into_owned();
        parts.push((name.to_owned(), format!("{XML}{text}").into_bytes()));
    };

    add("[Content_Types].xml", content_types(body.charts.len()));
    add("_rels/.rels", package_references());
    add("docProps/core.xml", core(report, language));
    add("word/document.xml", body.document.clone());
    add("word/_rels/document.xml.rels", document_references(body));
    add("word/styles.xml", style::styles(language, reference));
    add("word/settings.xml", settings());
    add("word/header1.xml", header(lang, report.simulated, false));
    add("word/header2.xml", header(lang, report.simulated, true));

    for number in 1..=body.charts.len() {
        let name = format!("word/charts/_rels/chart{number}.xml.rels");
        add(&name, chart_references(number));
    }

    for (chart, number) in body.charts.iter().zip(1_usize..) {
        parts.push((format!("word/charts/chart{number}.xml"), chart.chart.clone().into_bytes()));
        parts.push((format!("word/embeddings/chart{number}.xlsx"), chart.workbook.clone()));
    }

    for (picture, number) in body.pictures.iter().zip(1_usize..) {
        parts.push((format!("word/media/{number}.png"), picture.png.clone()));
    }

    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let options = options.last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types(charts: usize) -> Markup {
    let part = |name: &str, kind: &str| html! { Override PartName=(name) ContentType=(format!("{WORD}.{kind}+xml")) {} };
    let chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    html! {
        Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types" {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Default Extension="png" ContentType="image/png" {}
            Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {}
            (part("/word/document.xml", "document.main"))
            (part("/word/styles.xml", "styles"))
            (part("/word/settings.xml", "settings"))
            (part("/word/header1.xml", "header"))
            (part("/word/header2.xml", "header"))
            @for number in 1..=charts {
                Override PartName=(format!("/word/charts/chart{number}.xml")) ContentType=(chart) {}
            }
            Override PartName="/docProps/core.xml"
                ContentType="application/vnd.openxmlformats-package.core-properties+xml" {}
        }
    }
}

fn package_references() -> Markup {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    html! {
        Relationships xmlns=(RELATIONS) {
            Relationship Id="rIdDocument" Type=(format!("{OFFICE}/officeDocument")) Target="word/document.xml" {}
            Relationship Id="rIdCore" Type=(core) Target="docProps/core.xml" {}
        }
    }
}

fn document_references(body: &Body) -> Markup {
    html! {
        Relationships xmlns=(RELATIONS) {
            @for (id, kind, file) in REFERENCES { Relationship Id=(id) Type=(format!("{OFFICE}/{kind}")) Target=(file) {} }
            @for index in 0..body.pictures.len() {
                Relationship Id=(picture_id(index)) Type=(format!("{OFFICE}/image"))
                    Target=(format!("media/{}.png", index + 1)) {}
            }
            @for index in 0..body.charts.len() {
                Relationship Id=(chart_id(index)) Type=(format!("{OFFICE}/chart"))
                    Target=(format!("charts/chart{}.xml", index + 1)) {}
            }
        }
    }
}

fn chart_references(number: usize) -> Markup {
    html! {
        Relationships xmlns=(RELATIONS) {
            Relationship Id=(WORKBOOK_ID) Type=(format!("{OFFICE}/package"))
                Target=(format!("../embeddings/chart{number}.xlsx")) {}
        }
    }
}

/// The document properties: title and language. The program knows no author and no date.
fn core(report: &Report, language: &str) -> Markup {
    html! {
        cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            xmlns:dc="http://purl.org/dc/elements/1.1/" {
            dc:title { (report.title) }
            dc:language { (language) }
        }
    }
}

fn settings() -> Markup {
    html! {
        w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {
            w:compat { w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {} }
        }
    }
}

/// The page header: the page number if `numbered`, and the warning if the figures are simulated.
fn header(lang: Lang, simulated: bool, numbered: bool) -> Markup {
    html! {
        w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {
            @if numbered {
                w:p {
                    w:pPr { w:pStyle w:val=(PAGE) {} }
                    w:r { w:fldChar w:fldCharType="begin" {} }
                    w:r { w:instrText xml:space="preserve" { " PAGE " } }
                    w:r { w:fldChar w:fldCharType="separate" {} }
                    w:r { w:t { "1" } }
                    w:r { w:fldChar w:fldCharType="end" {} }
                }
            }
            @if simulated {
                w:p { w:pPr { w:pStyle w:val=(WARNING_HEADER) {} } w:r { w:t { (not_for_reporting(lang)) } } }
            } @else if !numbered {
                w:p {}
            }
        }
    }
}
