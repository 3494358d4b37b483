//! How the styles of a Word document make letters look: raised, hidden or struck out.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::xml::{Node, attribute, walk};
use super::{Reading, Unreadable};

/// Styles are based on others at most so deep.
const DEEPEST: usize = 20;

/// What a run, or a style, says of how letters look; none where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PartialLook {
    pub(super) raised: Option<bool>,
    /// Hidden or struck out.
    pub(super) unseen: Option<bool>,
}

impl PartialLook {
    /// Takes a property of letters; whether it was one that matters.
    pub(super) fn take(&mut self, name: &str, start: &BytesStart<'_>) -> bool {
        let value = attribute(start, "val");
        match name {
            "vanish" | "strike" | "dstrike" => {
                let is_off =
                    value.is_some_and(|value| ["0", "false", "off"].contains(&value.as_str()));
                self.unseen = Some(!is_off || self.unseen == Some(true));
            }
            "vertAlign" => self.raised = Some(value.is_some_and(|value| value == "superscript")),
            // Half points above the line.
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

/// The styles of a document by their names.
#[derive(Default)]
pub(super) struct Styles {
    looks: HashMap<String, (PartialLook, Option<String>)>,
    /// How letters look where nothing else is said.
    defaults: PartialLook,
    /// The style of paragraphs that name none.
    paragraph: Option<String>,
}

impl Styles {
    pub(super) fn read(archive: &mut Archive<'_>, reading: &Reading) -> Result<Self, Unreadable> {
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

    /// How a style makes letters look, with those that it is based on.
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

    /// The same of a paragraph, which always has a style.
    pub(super) fn of_paragraph(&self, id: Option<String>) -> PartialLook {
        self.of(id.or_else(|| self.paragraph.clone())).or(self.defaults)
    }
}
