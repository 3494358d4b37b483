//! A province's own document: its letterhead, styles and margins are taken over, what else stands
//! in it is not. It is as foreign as any document: only elements and attributes of Word's own text
//! are copied, and nothing that fetches, computes or refers to other files.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::archive::Archive;
use super::xml::attribute;

/// Why a document gives no letterhead.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// It is no Word document, a damaged one, or larger than any letterhead.
    #[error("{0}")]
    Damaged(String),
    /// It has no table at its top.
    #[error("no table stands in it")]
    NoTable,
    /// Its letterhead has something in it that fetches, computes or refers to other files.
    #[error("{0} stands in its letterhead")]
    Forbidden(String),
}

/// What is known of an office, to stand where its letterhead says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `{{co_quan_chu_quan}}`: the body above the office.
    Parent,
    /// `{{co_quan}}`: the office.
    Office,
    /// `{{so}}`: number and symbol.
    Number,
    /// `{{ngay}}`: place and date.
    Place,
}

const FIELDS: [(&str, Field); 4] = [
    ("{{co_quan_chu_quan}}", Field::Parent),
    ("{{co_quan}}", Field::Office),
    ("{{so}}", Field::Number),
    ("{{ngay}}", Field::Place),
];

/// A piece of a letterhead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterheadPiece {
    /// Markup of Word's, in its own namespace, as it is.
    Markup(String),
    /// A place to fill in.
    Field(Field),
}

/// What a document gives.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Its first table.
    pub letterhead: Vec<LetterheadPiece>,
    /// What stands in its list of styles, and their ids.
    pub styles: Option<(String, Vec<String>)>,
    /// Above, right, below, left, in twentieths of a point.
    pub margins: Option<[u32; 4]>,
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// No part of a letterhead is larger.
const MOST: u64 = 8 << 20;
/// Elements that a letterhead has no need of.
const FORBIDDEN: [&str; 14] = [
    "commentReference",
    "commentRangeStart",
    "commentRangeEnd",
    "footnoteReference",
    "endnoteReference",
    "instrText",
    "fldSimple",
    "fldChar",
    "object",
    "pict",
    "drawing",
    "altChunk",
    "hyperlink",
    "subDoc",
];
/// Margins between one and five centimetres.
const MARGINS: std::ops::RangeInclusive<u32> = 567..=2_835;

impl Reference {
    /// Reads a document.
    ///
    /// # Errors
    /// It is no Word document, or has no letterhead that can be taken over.
    pub fn read(bytes: &[u8]) -> Result<Self, ReferenceError> {
        let mut archive = Archive::open(bytes).map_err(damaged)?;
        let document = archive.part("word/document.xml", MOST).map_err(damaged)?;
        let document = document
            .ok_or_else(|| ReferenceError::Damaged("word/document.xml is missing".to_owned()))?;
        let mut copy = Copy::new("tbl");
        walk(document, &mut copy)?;
        if !copy.is_done {
            return Err(ReferenceError::NoTable);
        }
        let styles = match archive.part("word/styles.xml", MOST).map_err(damaged)? {
            Some(styles) => {
                let mut all = Copy::new("styles");
                walk(styles, &mut all)?;
                let inner = inner(&all.text());
                Some((inner, all.ids))
            }
            None => None,
        };
        Ok(Self { letterhead: copy.pieces, styles, margins: copy.margins })
    }
}

fn damaged(error: impl std::fmt::Display) -> ReferenceError {
    ReferenceError::Damaged(error.to_string())
}

/// What stands between the first and the last tag.
fn inner(text: &str) -> String {
    let start = text.find('>').map_or(0, |index| index + 1);
    let end = text.rfind("</").unwrap_or(text.len());
    text.get(start..end).unwrap_or_default().to_owned()
}

/// The first element of a name with all that stands in it.
struct Copy {
    name: &'static str,
    pieces: Vec<LetterheadPiece>,
    /// Open elements within it.
    depth: usize,
    /// Open elements of other namespaces, which are left out.
    foreign: usize,
    is_done: bool,
    /// How the letters of the open run are.
    run: String,
    is_in_properties: bool,
    is_in_text: bool,
    ids: Vec<String>,
    margins: Option<[u32; 4]>,
}

impl Copy {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            pieces: Vec::new(),
            depth: 0,
            foreign: 0,
            is_done: false,
            run: String::new(),
            is_in_properties: false,
            is_in_text: false,
            ids: Vec::new(),
            margins: None,
        }
    }

    fn push(&mut self, text: &str) {
        if self.is_in_properties {
            self.run.push_str(text);
        }
        match self.pieces.last_mut() {
            Some(LetterheadPiece::Markup(markup)) => markup.push_str(text),
            _ => self.pieces.push(LetterheadPiece::Markup(text.to_owned())),
        }
    }

    fn text(&self) -> String {
        let markup = |piece: &LetterheadPiece| match piece {
            LetterheadPiece::Markup(markup) => markup.clone(),
            LetterheadPiece::Field(_) => String::new(),
        };
        self.pieces.iter().map(markup).collect()
    }

    fn open(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        is_word: bool,
        is_empty: bool,
    ) -> Result<(), ReferenceError> {
        let is_copied = self.depth > 0;
        if is_copied && (self.foreign > 0 || !is_word) {
            self.foreign += usize::from(!is_empty);
            return Ok(());
        }
        if !is_word {
            return Ok(());
        }
        if !is_copied {
            if name == "pgMar" {
                self.margins = margins(start);
            }
            if self.is_done || name != self.name {
                return Ok(());
            }
        }
        if FORBIDDEN.contains(&name) {
            return Err(ReferenceError::Forbidden(format!("w:{name}")));
        }
        if name == "rPr" {
            self.run.clear();
            self.is_in_properties = !is_empty;
        }
        if name == "r" {
            self.run.clear();
        }
        if name == "style" {
            self.ids.extend(attribute(start, "styleId"));
        }
        self.is_in_text = name == "t" && !is_empty;
        let tag = tag(name, start, is_empty);
        self.push(&tag);
        if !is_empty {
            self.depth += 1;
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if self.depth == 0 {
            return;
        }
        if self.foreign > 0 {
            self.foreign -= 1;
            return;
        }
        self.push(&format!("</w:{name}>"));
        if name == "rPr" {
            self.is_in_properties = false;
        }
        self.is_in_text = false;
        self.depth -= 1;
        self.is_done = self.depth == 0;
    }

    fn push_text(&mut self, text: &str) {
        if self.depth == 0 || self.foreign > 0 || !self.is_in_text {
            return;
        }
        let mut rest = text;
        loop {
            let next = FIELDS
                .iter()
                .filter_map(|(mark, field)| Some((rest.find(mark)?, *mark, *field)))
                .min_by_key(|field| field.0);
            let Some((index, mark, field)) = next else { break };
            self.push(&escaped(&rest[..index]));
            self.push("</w:t></w:r>");
            self.pieces.push(LetterheadPiece::Field(field));
            let run = format!("<w:r>{}<w:t xml:space=\"preserve\">", self.run);
            self.push(&run);
            rest = &rest[index + mark.len()..];
        }
        self.push(&escaped(rest));
    }
}

fn walk(part: impl BufRead, copy: &mut Copy) -> Result<(), ReferenceError> {
    let mut reader = NsReader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let (namespace, event) = reader.read_resolved_event_into(&mut buffer).map_err(damaged)?;
        let is_word = namespace == ResolveResult::Bound(Namespace(WORD));
        match event {
            Event::Start(start) => {
                copy.open(start.local_name().as_ref(), &start, is_word, false)?
            }
            Event::Empty(start) => copy.open(start.local_name().as_ref(), &start, is_word, true)?,
            Event::End(end) => copy.close(end.local_name().as_ref()),
            Event::Text(text) => copy.push_text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let message = match name.resolve_char_ref().map_err(damaged)? {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)
                        .unwrap_or_default()
                        .to_owned(),
                };
                copy.push_text(&message);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The tag with those attributes that are Word's own; what a program notes of its work is left out.
fn tag(name: &str, start: &BytesStart<'_>, is_empty: bool) -> String {
    let mut text = format!("<w:{name}");
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref();
        let is_own = key.strip_prefix("w:").is_some_and(|attribute| !attribute.starts_with("rsid"))
            || key == "xml:space";
        if let Some(value) =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().filter(|_| is_own)
        {
            text.push_str(&format!(" {key}=\"{}\"", escaped(&value)));
        }
    }
    text.push_str(if is_empty { "/>" } else { ">" });
    text
}

fn margins(start: &BytesStart<'_>) -> Option<[u32; 4]> {
    let side =
        |name| attribute(start, name)?.parse().ok().filter(|margin| MARGINS.contains(margin));
    Some([side("top")?, side("right")?, side("bottom")?, side("left")?])
}

fn escaped(text: &str) -> String {
    // XML has no way to write a control character.
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
