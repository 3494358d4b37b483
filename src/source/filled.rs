//! The blanks of a Word report: the places that a person is meant to fill in, and what they wrote.

use super::ReadError;
use super::archive::Archive;
use super::limit::Limits;
use super::xml::{Node, attribute, walk};

/// A blank of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledBlank {
    /// Its tag, without the prefix [`BLANK_TAG_PREFIX`].
    pub tag: String,
    /// The text in it, one line per paragraph.
    pub text: String,
    /// Whether it still shows its placeholder, so that nothing was written there.
    pub is_untouched: bool,
}

/// The prefix of the tags of this program's blanks.
pub const BLANK_TAG_PREFIX: &str = "blank:";

const DOCUMENT: &str = "word/document.xml";

/// The blanks of a document in their order, filled in or not. The usual limits on a document apply.
///
/// # Errors
/// Returns an error if the bytes are not a Word document, or are damaged or beyond the limits.
pub fn filled_blanks(bytes: &[u8]) -> Result<Vec<FilledBlank>, ReadError> {
    let limits = Limits::default();
    if bytes.len() as u64 > limits.bytes {
        return Err(ReadError::TooLarge(limits.bytes));
    }

    let mut archive = Archive::open(bytes)?;
    let part = archive.part(DOCUMENT, limits.memory)?;
    let part = part.ok_or_else(|| ReadError::Damaged(format!("{DOCUMENT} is missing")))?;

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
                            blank.tag = tag
                                .strip_prefix(BLANK_TAG_PREFIX)
                                .map(str::to_owned)
                                .unwrap_or_default();
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

/// Whether a report of this program was changed since: a blank is filled in, or another program has
/// saved the file. This program gives every part of the archive the same fixed time stamp, which
/// other programs do not write. A file that cannot be read counts as changed.
#[must_use]
pub fn is_edited(bytes: &[u8]) -> bool {
    let is_ours = Archive::open(bytes).is_ok_and(|mut archive| archive.has_no_time());
    !is_ours
        || filled_blanks(bytes).is_ok_and(|blanks| blanks.iter().any(|blank| !blank.is_untouched))
}
