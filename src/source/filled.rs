//! What a person wrote into the places of a Word document that are there to be filled in.

use super::Unreadable;
use super::archive::Archive;
use super::limit::Limits;
use super::xml::{Node, attribute, walk};

/// A place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledBlank {
    /// Its tag, without what marks it as one of ours.
    pub tag: String,
    /// What stands in it, its paragraphs on lines of their own.
    pub text: String,
    /// Whether the document says that nobody has written there.
    pub is_untouched: bool,
}

/// What the tags of our places begin with.
pub const TAG: &str = "blank:";

const DOCUMENT: &str = "word/document.xml";

/// The places of a document in their order, filled in or not. What a document may cost is limited
/// as for any other.
///
/// # Errors
/// The bytes are no Word document, or a damaged one.
pub fn filled_blanks(bytes: &[u8]) -> Result<Vec<FilledBlank>, Unreadable> {
    let limits = Limits::default();
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge(limits.bytes));
    }
    let mut archive = Archive::open(bytes)?;
    let part = archive.part(DOCUMENT, limits.memory)?;
    let part = part.ok_or_else(|| Unreadable::Damaged(format!("{DOCUMENT} is missing")))?;
    let (mut done, mut open) = (Vec::new(), Vec::<FilledBlank>::new());
    let mut is_text = false;
    walk(part, |node| {
        match node {
            Node::Open("sdt", _) => {
                open.push(FilledBlank {
                    tag: String::new(),
                    text: String::new(),
                    is_untouched: false,
                });
            }
            Node::Close("sdt") => done.extend(open.pop().filter(|blank| !blank.tag.is_empty())),
            Node::Open(name, start) => {
                if let Some(blank) = open.last_mut() {
                    match name {
                        "tag" => {
                            let tag = attribute(start, "val").unwrap_or_default();
                            blank.tag =
                                tag.strip_prefix(TAG).map(str::to_owned).unwrap_or_default();
                        }
                        "showingPlcHdr" => blank.is_untouched = true,
                        "br" | "cr" => blank.text.push('\n'),
                        "tab" => blank.text.push(' '),
                        "p" if !blank.text.is_empty() => blank.text.push('\n'),
                        _ => {}
                    }
                }
                is_text = name == "t";
            }
            Node::Close("t") => is_text = false,
            Node::Text(text) => {
                if let Some(blank) = open.last_mut().filter(|_| is_text) {
                    blank.text.push_str(text);
                }
            }
            Node::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(done)
}

/// Whether somebody has worked on a document of ours: a place is filled in, or another program has
/// saved it. Ours have one time in all their parts, which no program writes that has a clock. What
/// cannot be read was written by somebody else.
#[must_use]
pub fn is_worked_on(bytes: &[u8]) -> bool {
    let is_ours = Archive::open(bytes).is_ok_and(|mut archive| archive.has_no_time());
    !is_ours
        || filled_blanks(bytes).is_ok_and(|blanks| blanks.iter().any(|blank| !blank.is_untouched))
}
