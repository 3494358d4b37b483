//! The first words of the names of units, which show their block.

use crate::model::{BlockKind, match_key};

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

/// Whether a name begins with one of these words.
pub(super) fn begins(name: &str, words: &[&str]) -> bool {
    let key = match_key(name);
    words.iter().any(|word| key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether a text begins as the names of units do.
pub(super) fn names_a_unit(text: &str) -> bool {
    const OTHERS: [&str; 7] = ["cục", "vụ", "phòng", "trung tâm", "chi cục", "cơ quan", "tỉnh"];
    UNIT_WORDS.iter().any(|(_, words)| begins(text, words)) || begins(text, &OTHERS)
}
