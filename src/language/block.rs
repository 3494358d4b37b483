//! What blocks are called: as headings, and as nouns within sentences. Each block has its words here
//! and nowhere else.

use crate::model::{Block, BlockKind};

use super::{Lang, form, lower_first, upper_first};

/// The words of a block.
struct BlockWords {
    /// The heading in Vietnamese and English: `Sở, ban, ngành`.
    heading: [&'static str; 2],
    /// The noun of its units in Vietnamese: `sở, ban, ngành`.
    noun: &'static str,
    /// The noun in English, singular and plural.
    english: [&'static str; 2],
}

const fn words(kind: BlockKind) -> BlockWords {
    let (heading, noun, english) = match kind {
        BlockKind::Department => {
            (["Sở, ban, ngành", "Departments"], "sở, ban, ngành", ["department", "departments"])
        }
        BlockKind::District => (
            ["Huyện, thành phố", "Districts"],
            "huyện, thành phố",
            ["district or city", "districts and cities"],
        ),
        BlockKind::Commune => (
            ["Xã, phường, thị trấn", "Communes"],
            "xã, phường, thị trấn",
            ["commune, ward or township", "communes, wards and townships"],
        ),
        BlockKind::Province => {
            (["Tỉnh, thành phố", "Provinces"], "tỉnh, thành phố", ["province", "provinces"])
        }
        BlockKind::Ministry => (
            ["Bộ, cơ quan ngang bộ", "Ministries"],
            "bộ, cơ quan ngang bộ",
            ["ministry", "ministries"],
        ),
        // Its name is in the language of those who declare it.
        BlockKind::Declared(declared) => ([declared.name; 2], declared.name, [declared.name; 2]),
    };
    BlockWords { heading, noun, english }
}

/// A block as a heading, with its group: `Sở, ban, ngành`, `Sở, ban, ngành – Nhóm I`.
#[must_use]
pub fn block_label(lang: Lang, block: Block) -> String {
    let [vi, en] = words(block.kind).heading;
    let label = upper_first(lang.pick(vi, en));
    block.group.map_or_else(|| label.clone(), |group| format!("{label} – {group}"))
}

/// The noun for the units of a block within a sentence, without its group; in English singular or
/// plural: `sở, ban, ngành`.
#[must_use]
pub fn block_noun(lang: Lang, kind: BlockKind, units: usize) -> String {
    let BlockWords { noun, english: [one, many], .. } = words(kind);
    let noun = lang.pick(noun, form(units, one, many));
    match kind {
        BlockKind::Declared(_) => lower_first(noun),
        BlockKind::Department
        | BlockKind::District
        | BlockKind::Commune
        | BlockKind::Province
        | BlockKind::Ministry => noun.to_owned(),
    }
}

/// The noun with the group: `huyện, thành phố (Nhóm I)`, `districts and cities of Nhóm I`.
#[must_use]
pub fn block_noun_with_group(lang: Lang, block: Block, units: usize) -> String {
    let noun = block_noun(lang, block.kind, units);
    match (block.group, lang) {
        (None, _) => noun,
        (Some(group), Lang::Vi) => format!("{noun} ({group})"),
        (Some(group), Lang::En) => format!("{noun} of {group}"),
    }
}

/// A number of units of a block, within a sentence: `19 sở, ban, ngành`.
#[must_use]
pub fn block_units(lang: Lang, block: Block, units: usize) -> String {
    format!("{units} {}", block_noun_with_group(lang, block, units))
}
