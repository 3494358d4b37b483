//! The first words of the names of units, which show their block.

use crate::model::{BlockKind, match_key};

use super::row::names_summary;

/// First words of the unit names of each block.
pub(super) const UNIT_WORDS: &[(BlockKind, &[&str])] = &[
    (BlockKind::Department, &["sở", "ban", "thanh tra", "văn phòng"]),
    (
        BlockKind::District,
        &[
            "huyện",
            "quận",
            "thành phố",
            "thị xã",
            "tp",
            "tp.",
            "tx",
            "tx.",
            "ubnd huyện",
            "ubnd quận",
            "ubnd thành phố",
            "ubnd thị xã",
        ],
    ),
    (
        BlockKind::Commune,
        &["xã", "phường", "thị trấn", "tt", "ubnd xã", "ubnd phường", "ubnd thị trấn"],
    ),
    (BlockKind::Ministry, &["bộ"]),
];

/// Whether a name begins as the names of the units of a block do.
pub(super) fn begins_as(block: BlockKind, name: &str) -> bool {
    UNIT_WORDS.iter().any(|(other, words)| *other == block && begins(name, words))
}

/// The district that a text is the name of, or whose communes it names: `Các xã thuộc huyện A`.
pub(super) fn district_in(text: &str) -> Option<String> {
    // `Huyện A (bình quân)`
    let text = match text.split_once(" (") {
        Some((name, inside)) if names_summary(inside.trim_end_matches(')')) => name,
        _ => text,
    };
    if begins_as(BlockKind::District, text) {
        return Some(text.to_owned());
    }
    let (_, name) = text.split_once(" thuộc ").or_else(|| text.split_once(" THUỘC "))?;
    let name = name.trim_start_matches("địa bàn ").trim_end_matches([':', '.']);
    let mut letters = name.chars();
    let first = letters.next()?.to_uppercase();
    let name: String = first.chain(letters).collect();
    begins_as(BlockKind::District, &name).then_some(name)
}

/// Whether a name begins with one of these words.
pub(super) fn begins(name: &str, words: &[&str]) -> bool {
    let key = match_key(name);
    words.iter().any(|word| key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether a name is that of the province whose units the others are, as the lines above the table name it: `Tỉnh Ví
/// dụ` among departments, with their mean. `Tỉnh đoàn` is one of them.
pub(super) fn is_province_of(
    name: &str,
    lines: &[String],
    all: impl Iterator<Item: AsRef<str>>,
) -> bool {
    const PLACES: [&str; 4] = ["tỉnh", "thành phố", "tp", "tp."];
    const FEWEST_UNITS: usize = 3;
    let is_named = || {
        let key = match_key(name);
        lines.iter().any(|line| match_key(line).contains(&key))
    };
    if !begins(name, &["tỉnh"]) || !is_named() {
        return false;
    }
    let (mut places, mut units) = (0, 0);
    for other in all {
        places += usize::from(begins(other.as_ref(), &PLACES));
        units += usize::from(names_a_unit(other.as_ref()));
        // Among other places, it is one of them.
        if places > 1 {
            return false;
        }
    }
    units >= FEWEST_UNITS
}

/// Whether a cell names several units: `Sở A; Sở B`.
pub(super) fn names_several_units(text: &str) -> bool {
    const BLOCKS: [BlockKind; 3] = [BlockKind::Department, BlockKind::District, BlockKind::Commune];
    let is_unit = |part: &str| BLOCKS.iter().any(|block| begins_as(*block, part));
    let mut parts = text.split([';', ',']).map(str::trim);
    parts.clone().count() > 1 && parts.all(is_unit)
}

/// Whether a text begins as the names of units do.
pub(super) fn names_a_unit(text: &str) -> bool {
    const OTHERS: [&str; 7] = ["cục", "vụ", "phòng", "trung tâm", "chi cục", "cơ quan", "tỉnh"];
    UNIT_WORDS.iter().any(|(_, words)| begins(text, words)) || begins(text, &OTHERS)
}
