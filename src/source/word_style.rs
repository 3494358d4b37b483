//! The styles of a Word document: which of them raise, hide or strike out letters.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::xml::{Node, attribute, walk};
use super::{ReadError, ReadOptions};

/// The longest chain of styles based on each other that is followed.
const DEEPEST: usize = 20;

/// The look that a run or a style sets; `None` for a property that it leaves open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PartialLook {
    pub(super) raised: Option<bool>,
    /// Hidden or struck out.
    pub(super) unseen: Option<bool>,
}

impl PartialLook {
    /// Applies a run property, and returns whether it is one that matters here.
    pub(super) fn take(&mut self, name: &str, start: &BytesStart<'_>) -> bool {
        let value = attribute(start, "val");
        match name {
            "vanish" | "strike" | "dstrike" => {
                let is_off =
                    value.is_some_and(|value| ["0", "false", "off"].contains(&value.as_str()));
                self.unseen = Some(!is_off || self.unseen == Some(true));
            }
            "vertAlign" => self.raised = Some(value.is_some_and(|value| value == "superscript")),
            // In half points above the line.
            "position" => {
                let height = value.and_then(|value| value.parse::<i32>().ok()).unwrap_or(0);
                if height != 0 {
                    self.raised = Some(height > 0);
                }
            }
            _ => return false,
        }
        true
    }

    fn or(self, other: Self) -> Self {
        Self { raised: self.raised.or(other.raised), unseen: self.unseen.or(other.unseen) }
    }
}

/// The styles of a document by their ids.
#[derive(Default)]
pub(super) struct Styles {
    looks: HashMap<String, (PartialLook, Option<String>)>,
    /// The look of letters for which nothing else is set.
    defaults: PartialLook,
    /// The style of paragraphs that do not name one.
    paragraph: Option<String>,
}

impl Styles {
    pub(super) fn read(
        archive: &mut Archive<'_>,
        reading: &ReadOptions,
    ) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let Some(part) = archive.part("word/styles.xml", reading.limits.memory)? else {
            return Ok(styles);
        };

        let mut open: Option<String> = None;
        walk(part, |node| {
            let Node::Open(name, start) = node else {
                if matches!(node, Node::Close("style")) {
                    open = None;
                }
                return Ok(());
            };

            match (name, &open) {
                ("style", _) => {
                    let id = attribute(start, "styleId").unwrap_or_default();
                    let is_default = attribute(start, "default")
                        .is_some_and(|value| value == "1" || value == "true");
                    if is_default
                        && attribute(start, "type").is_some_and(|kind| kind == "paragraph")
                    {
                        styles.paragraph = Some(id.clone());
                    }
                    styles.looks.insert(id.clone(), Default::default());
                    open = Some(id);
                }
                ("basedOn", Some(id)) => {
                    if let Some((_, based_on)) = styles.looks.get_mut(id) {
                        *based_on = attribute(start, "val");
                    }
                }
                (name, Some(id)) => {
                    if let Some((look, _)) = styles.looks.get_mut(id) {
                        look.take(name, start);
                    }
                }
                (name, None) => {
                    styles.defaults.take(name, start);
                }
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// The look that a style sets, together with the styles that it is based on.
    pub(super) fn of(&self, id: Option<String>) -> PartialLook {
        let (mut look, mut next) = (PartialLook::default(), id);
        for _ in 0..DEEPEST {
            let Some((partial_look, based_on)) = next.as_ref().and_then(|id| self.looks.get(id))
            else {
                break;
            };
            look = look.or(*partial_look);
            next.clone_from(based_on);
        }
        look
    }

    /// The look that the style of a paragraph sets. A paragraph without a style has the default
    /// one.
    pub(super) fn of_paragraph(&self, id: Option<String>) -> PartialLook {
        self.of(id.or_else(|| self.paragraph.clone())).or(self.defaults)
    }
}
