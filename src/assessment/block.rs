//! Finds the block of a table from the words of its title and the first words of its unit names.

use crate::model::{BlockKind, Rule, match_key};
use crate::registry::BlockEntry;

use super::finding::Finding;
use super::result::UnitResult;
use super::unit_words::{UNIT_WORDS, begins};

/// Words of a table's title that name its block.
const TITLE_WORDS: &[(BlockKind, &[&str])] = &[
    (BlockKind::Department, &["các sở", "sở, ban", "sở, ngành", "cấp sở", "khối sở"]),
    (
        BlockKind::District,
        &[
            "các huyện",
            "các quận",
            "quận, huyện",
            "huyện, quận",
            "huyện, thành phố",
            "huyện, thị xã",
            "cấp huyện",
            "khối huyện",
        ],
    ),
    (
        BlockKind::Commune,
        &[
            "các xã",
            "các phường",
            "các thị trấn",
            "xã, phường",
            "xã, thị trấn",
            "phường, xã",
            "cấp xã",
            "khối xã",
        ],
    ),
    (BlockKind::Province, &["các tỉnh", "tỉnh, thành phố"]),
    (BlockKind::Ministry, &["các bộ", "bộ, ngành", "bộ, cơ quan", "cơ quan ngang bộ"]),
];

/// The block to which more than half of the units belong by the first words of their names.
pub(super) fn block_of_units(results: &[UnitResult]) -> Option<BlockKind> {
    let counts = units_by_block(results);
    counts.into_iter().find(|(_, units)| units.len() * 2 > results.len()).map(|(block, _)| block)
}

/// The units of each block by the first words of their names.
pub(super) fn units_by_block(results: &[UnitResult]) -> Vec<(BlockKind, Vec<&str>)> {
    let of_block = |(block, words): &(BlockKind, &[&str])| {
        let units =
            results.iter().map(|result| result.unit.as_str()).filter(|unit| begins(unit, words));
        (*block, units.collect())
    };
    UNIT_WORDS.iter().map(of_block).collect()
}

/// The block that a text names: a declared one by its titles, or else a known one. None if it names
/// no block or several.
pub(super) fn named_block(text: &str, declared: &[BlockEntry]) -> Option<BlockKind> {
    let key = match_key(text);
    let mut of_declared =
        declared.iter().filter(|entry| entry.titles.iter().any(|words| key.contains(words)));
    if let Some(entry) = of_declared.next() {
        return of_declared.next().is_none().then_some(entry.kind);
    }

    // Units below others are not those: `các đơn vị sự nghiệp thuộc các sở`.
    let key = key.split(" thuộc ").next().unwrap_or_default();
    let is_in = |words: &str| key.contains(words);
    if ["phòng, ban", "các phòng"].iter().any(|words| is_in(words)) {
        return None;
    }
    let mut matching =
        TITLE_WORDS.iter().filter(|(_, words)| words.iter().any(|words| is_in(words)));
    match (matching.next(), matching.next()) {
        (Some((block, _)), None) => Some(*block),
        _ => None,
    }
}

/// Finds units of two blocks in one table, and returns both blocks with the row that shows the
/// second one. Either rows between the units name the blocks, or several units have names of
/// another block than the table. The names of provinces do not show their block.
pub(super) fn several_blocks(
    block: Option<BlockKind>,
    declared: &[BlockEntry],
    results: &[UnitResult],
    findings: &[Finding],
) -> Option<([BlockKind; 2], String)> {
    const SEVERAL: usize = 2;
    // A longer row is a remark, which may mention any block.
    const MOST_WORDS: usize = 14;

    let rows = findings.iter().filter(|finding| finding.rule == Rule::RowUnread);
    let texts = rows.filter_map(|finding| finding.found.as_ref().map(ToString::to_string));
    // A row that counts communes does not name their block:
    // `Nhóm huyện có dưới 10 xã, phường`.
    let counts = |text: &str| {
        text.split(' ').skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let texts = texts.filter(|text| {
        text.split(' ').count() <= MOST_WORDS && !text.contains(':') && !counts(text)
    });
    let matching = texts.filter_map(|text| Some((named_block(&text, declared)?, text)));

    let units = units_by_block(results).into_iter().filter(|(_, units)| units.len() >= SEVERAL);
    let of_units = units.filter_map(|(block, units)| Some((block, (*units.first()?).to_owned())));
    let mut entries = matching.chain(of_units.filter(|_| block.is_none_or(names_of_units_tell)));

    let first = block.or_else(|| entries.next().map(|(block, _)| block))?;
    let (second, row) = entries.find(|(other, _)| *other != first)?;
    Some(([first, second], row))
}

/// Whether the names of the units of a block show that they belong to it.
const fn names_of_units_tell(block: BlockKind) -> bool {
    match block {
        BlockKind::Department | BlockKind::District | BlockKind::Commune => true,
        BlockKind::Province | BlockKind::Ministry | BlockKind::Declared(_) => false,
    }
}
