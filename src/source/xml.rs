//! The XML of office documents, as a stream. Entities that a document defines are not expanded.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;

/// No document nests its elements deeper than this.
const DEEPEST: usize = 2_000;

/// A piece of the stream.
pub(super) enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Walks through a part from beginning to end. Names are passed without their prefixes; an empty
/// element is passed as an opening and a closing one.
pub(super) fn walk(
    part: impl BufRead,
    mut take: impl FnMut(Node<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);

    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| ReadError::damaged(&error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ReadError::Damaged(format!("nested deeper than {DEEPEST}")));
                }
                take(Node::Open(start.local_name().as_ref(), &start))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Node::Close(end.local_name().as_ref()))?;
            }
            Event::Text(text) => take(Node::Text(&text.xml10_content()))?,
            Event::CData(text) => take(Node::Text(&text.xml10_content()))?,
            Event::GeneralRef(name) => {
                let named = name.resolve_char_ref().map_err(|error| ReadError::damaged(&error))?;
                match named {
                    Some(character) => take(Node::Text(character.encode_utf8(&mut [0; 4])))?,
                    None => take(Node::Text(resolve_predefined_entity(&name).unwrap_or_default()))?,
                }
            }
            Event::Eof => {
                return if depth == 0 {
                    Ok(())
                } else {
                    Err(ReadError::Damaged("the XML is cut off".to_owned()))
                };
            }
            _ => {}
        }
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The value of an attribute that is a count; 1 if it is missing or not a count.
pub(super) fn count(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|text| text.trim().parse().ok()).unwrap_or(1).max(1)
}
