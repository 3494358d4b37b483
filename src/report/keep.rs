//! Carries the texts that an officer filled into an earlier report over into a new one.

use std::collections::HashSet;

use crate::source::FilledBlank;
use crate::text::{RichText, Span};

use super::{Content, Element, Report};

/// Fills the blanks of a report with the texts of an earlier document that have the same tags.
/// Returns the texts that were not carried over: their tag no longer exists, or another text took
/// its place.
pub fn keep(report: &mut Report, blanks: &[FilledBlank]) -> Vec<FilledBlank> {
    let mut carried_over: HashSet<(String, String)> = HashSet::new();
    let mut tags = HashSet::new();
    report.each_text(&mut |text: &mut RichText| {
        for span in &mut text.0 {
            let Span::Blank(blank) = span else { continue };
            tags.insert(blank.tag.clone());
            let earlier = blanks
                .iter()
                .find(|filled| filled.tag == blank.tag && is_written(filled, &blank.words));
            if let Some(filled) = earlier {
                carried_over.insert((filled.tag.clone(), filled.text.clone()));
                blank.words.clone_from(&filled.text);
                blank.is_filled = true;
            }
        }
    });

    // Of several texts with one tag, only the first is carried over.
    let is_carried_over =
        |blank: &FilledBlank| carried_over.contains(&(blank.tag.clone(), blank.text.clone()));
    let has_no_blank = |blank: &FilledBlank| {
        !tags.contains(&blank.tag)
            || carried_over.iter().any(|(tag, _)| *tag == blank.tag) && !blank.is_untouched
    };
    let mut lost: Vec<FilledBlank> = Vec::new();
    for filled in blanks
        .iter()
        .filter(|blank| !is_carried_over(blank) && has_no_blank(blank) && is_written(blank, ""))
    {
        if !lost.contains(filled) {
            lost.push(filled.clone());
        }
    }
    lost
}

/// Whether a person wrote the text of a blank; `words` is the text of the empty blank. The mark of
/// an untouched blank is not enough, because some programs leave it when a person writes.
fn is_written(blank: &FilledBlank, words: &str) -> bool {
    let text = blank.text.trim();
    !text.is_empty() && text != words && !(blank.is_untouched && text.contains('…'))
}

impl Report {
    /// Calls `take` for every text that may contain blanks, in reading order.
    fn each_text(&mut self, take: &mut impl FnMut(&mut RichText)) {
        for element in self.chapters.iter_mut().flat_map(|chapter| &mut chapter.elements) {
            match element {
                Element::Draft(text)
                | Element::Addressee(text)
                | Element::Centred(text)
                | Element::Attached(text)
                | Element::Basis(text)
                | Element::Paragraph(text)
                | Element::Item(text)
                | Element::Proposal(text)
                | Element::Note(text) => take(text),
                Element::Summary(texts) => texts.iter_mut().for_each(&mut *take),
                Element::Letterhead(letterhead) => {
                    letterhead.parent.iter_mut().for_each(&mut *take);
                    take(&mut letterhead.office);
                    letterhead.number.iter_mut().chain(&mut letterhead.place).for_each(&mut *take);
                }
                Element::Signature(signature) => {
                    signature.list.iter_mut().for_each(&mut *take);
                    take(&mut signature.signer);
                    take(&mut signature.name);
                }
                Element::Table(table) => {
                    for entry in table.rows.iter_mut().flat_map(|row| &mut row.entries) {
                        if let Content::Words(text) = &mut entry.content {
                            take(text);
                        }
                    }
                }
                Element::Warning(_)
                | Element::Title(_)
                | Element::Heading(_)
                | Element::Figure(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untouched_blanks_are_not_carried_over() {
        let blank = |text: &str, is_untouched| FilledBlank {
            tag: "a".to_owned(),
            text: text.to_owned(),
            is_untouched,
        };
        assert!(is_written(&blank("Do thiếu biên chế", false), "[……]"));
        assert!(is_written(&blank("Do thiếu biên chế", true), "[……]"));
        assert!(!is_written(&blank("[……]", false), "[……]"));
        assert!(!is_written(&blank("[Nguyên nhân: ……]", true), "[……]"));
        assert!(!is_written(&blank(" ", false), "[……]"));
    }
}
