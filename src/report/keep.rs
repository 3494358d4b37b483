//! What an officer wrote into an earlier report, carried over into a new one.

use std::collections::HashSet;

use crate::source::FilledBlank;
use crate::text::{RichText, Span};

use super::{Content, Element, Report};

/// Puts the texts of an earlier document into the places with the same tags; gives those that have
/// no place any more.
pub fn keep(report: &mut Report, blanks: &[FilledBlank]) -> Vec<FilledBlank> {
    let mut met: HashSet<(String, String)> = HashSet::new();
    let mut tags = HashSet::new();
    report.each_text(&mut |text: &mut RichText| {
        for span in &mut text.0 {
            let Span::Blank(blank) = span else { continue };
            tags.insert(blank.tag.clone());
            let said = blanks
                .iter()
                .find(|filled| filled.tag == blank.tag && is_said(filled, &blank.words));
            if let Some(filled) = said {
                met.insert((filled.tag.clone(), filled.text.clone()));
                blank.words.clone_from(&filled.text);
                blank.is_filled = true;
            }
        }
    });
    let mut lost: Vec<FilledBlank> = Vec::new();
    // Of two texts in places of one tag, only one is carried over.
    let is_kept = |blank: &FilledBlank| met.contains(&(blank.tag.clone(), blank.text.clone()));
    let is_other = |blank: &FilledBlank| {
        !tags.contains(&blank.tag)
            || met.iter().any(|(tag, _)| *tag == blank.tag) && !blank.is_untouched
    };
    for filled in
        blanks.iter().filter(|blank| !is_kept(blank) && is_other(blank) && is_said(blank, ""))
    {
        if !lost.contains(filled) {
            lost.push(filled.clone());
        }
    }
    lost
}

/// Whether somebody wrote what stands in a place. Not every program takes the mark away when a
/// person writes.
fn is_said(blank: &FilledBlank, words: &str) -> bool {
    let text = blank.text.trim();
    !text.is_empty() && text != words && !(blank.is_untouched && text.contains('…'))
}

impl Report {
    /// Every text in which something can stand out, in the order in which they are read.
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
    fn what_nobody_wrote_is_not_kept() {
        let place = |text: &str, is_untouched| FilledBlank {
            tag: "a".to_owned(),
            text: text.to_owned(),
            is_untouched,
        };
        assert!(is_said(&place("Do thiếu biên chế", false), "[……]"));
        assert!(is_said(&place("Do thiếu biên chế", true), "[……]"));
        assert!(!is_said(&place("[……]", false), "[……]"));
        assert!(!is_said(&place("[Nguyên nhân: ……]", true), "[……]"));
        assert!(!is_said(&place(" ", false), "[……]"));
    }
}
