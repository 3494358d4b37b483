//! The letterhead, styles and margins of a province's own Word document, for use in reports. The
//! rest of the document is ignored. It is treated as hostile like any document: only elements and
//! attributes of Word's main namespace are copied, and nothing that fetches, computes or refers to
//! other files.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::archive::Archive;
use super::xml::attribute;

/// Why a document provides no letterhead.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// It is not a Word document, or it is damaged or too large.
    #[error("{0}")]
    Damaged(String),
    /// It has no table.
    #[error("it has no table")]
    NoTable,
    /// Its letterhead contains an element that fetches, computes or refers to other files.
    #[error("its letterhead contains {0}")]
    Forbidden(String),
}

/// A placeholder in a letterhead, and what is filled in for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `{{co_quan_chu_quan}}`: the body above the office.
    Parent,
    /// `{{co_quan}}`: the office.
    Office,
    /// `{{so}}`: the number and symbol of the document.
    Number,
    /// `{{ngay}}`: the place and date.
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
    /// Word markup with the namespace prefix `w`, to be copied as it is.
    Markup(String),
    /// A placeholder to fill in.
    Field(Field),
}

/// What is taken over from a document.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Its first table.
    pub letterhead: Vec<LetterheadPiece>,
    /// The markup of its styles, and their ids.
    pub styles: Option<(String, Vec<String>)>,
    /// The top, right, bottom and left margins, in twentieths of a point. `None` if one of them is
    /// not between one and five centimetres.
    pub margins: Option<[u32; 4]>,
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The most bytes of a part of the document.
const MOST: u64 = 8 << 20;
/// Elements that a letterhead does not need and must not contain.
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
/// Margins of one to five centimetres, in twentieths of a point.
const MARGINS: std::ops::RangeInclusive<u32> = 567..=2_835;

impl Reference {
    /// Reads a Word document.
    ///
    /// # Errors
    /// Returns an error if it is not a Word document, or has no letterhead that can be taken over.
    pub fn read(bytes: &[u8]) -> Result<Self, ReferenceError> {
        let mut archive = Archive::open(bytes).map_err(damaged)?;
        let document = archive.part("word/document.xml", MOST).map_err(damaged)?;
        let document = document
            .ok_or_else(|| ReferenceError::Damaged("word/document.xml is missing".to_owned()))?;

        let mut copy = ElementCopy::new("tbl");
        walk(document, &mut copy)?;
        if !copy.is_done {
            return Err(ReferenceError::NoTable);
        }

        let styles = match archive.part("word/styles.xml", MOST).map_err(damaged)? {
            Some(styles) => {
                let mut all = ElementCopy::new("styles");
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

/// The text between the first and the last tag.
fn inner(text: &str) -> String {
    let start = text.find('>').map_or(0, |index| index + 1);
    let end = text.rfind("</").unwrap_or(text.len());
    text.get(start..end).unwrap_or_default().to_owned()
}

/// Copies the first element of a name, with its content.
struct ElementCopy {
    name: &'static str,
    pieces: Vec<LetterheadPiece>,
    /// The number of open elements in it, itself included.
    depth: usize,
    /// The depth within an element of another namespace, which is left out; 0 outside one.
    foreign: usize,
    is_done: bool,
    /// The properties of the open run, as markup.
    run: String,
    is_in_properties: bool,
    is_in_text: bool,
    ids: Vec<String>,
    margins: Option<[u32; 4]>,
}

impl ElementCopy {
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

fn walk(part: impl BufRead, copy: &mut ElementCopy) -> Result<(), ReferenceError> {
    let mut reader = NsReader::from_reader(part);
    let mut buffer = Vec::new();

    loop {
        buffer.clear();
        let (namespace, event) = reader.read_resolved_event_into(&mut buffer).map_err(damaged)?;
        let is_word = namespace == ResolveResult::Bound(Namespace(WORD));

        match event {
            Event::Start(start) => {
                copy.open(start.local_name().as_ref(), &start, is_word, false)?;
            }
            Event::Empty(start) => copy.open(start.local_name().as_ref(), &start, is_word, true)?,
            Event::End(end) => copy.close(end.local_name().as_ref()),
            Event::Text(text) => copy.push_text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let text = match name.resolve_char_ref().map_err(damaged)? {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)
                        .unwrap_or_default()
                        .to_owned(),
                };
                copy.push_text(&text);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The tag with the attributes of Word's own namespace, without the revision ids that Word adds.
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
    // XML cannot represent control characters.
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
