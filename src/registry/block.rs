//! The blocks that a registry declares.

use serde::Deserialize;

use crate::model::{BlockKind, clean, match_key};

use super::error::Flaw;

/// A declared block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockEntry {
    /// The block.
    pub kind: BlockKind,
    /// Words by which titles and rows between the units name it, in lower case; its name is the
    /// first.
    pub titles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBlock {
    code: String,
    name: String,
    #[serde(default)]
    titles: Vec<String>,
}

/// Checks the declared blocks: each has a code and a name of its own.
pub(super) fn blocks(raw: Vec<RawBlock>) -> Result<Vec<BlockEntry>, Flaw> {
    let mut blocks: Vec<BlockEntry> = Vec::new();
    for RawBlock { code, name, titles } in raw {
        let name = clean(&name);
        if name.is_empty() {
            return Err(Flaw::Nameless);
        }
        if BlockKind::built_in(&code).is_some()
            || blocks.iter().any(|other| other.kind.code() == code)
        {
            return Err(Flaw::SameId(code));
        }
        let Some(kind) = BlockKind::declared(&code, &name) else {
            return Err(Flaw::NoCode(code));
        };
        blocks.push(BlockEntry { kind, titles: title_words(&name, &titles) });
    }
    Ok(blocks)
}

/// The words by which titles name a declared block or index, in lower case: its name, then others.
pub(super) fn title_words(name: &str, titles: &[String]) -> Vec<String> {
    let names = std::iter::once(name).chain(titles.iter().map(String::as_str));
    names.map(match_key).filter(|title| !title.is_empty()).collect()
}

/// The block of a code: a declared one, or one that needs no declaration.
pub(super) fn find(code: &str, declared: &[BlockEntry]) -> Option<BlockKind> {
    let declared = declared.iter().map(|entry| entry.kind);
    declared.chain(BlockKind::BUILT_IN).find(|kind| kind.code() == code)
}

/// As [`find`], for a code that a registry file names.
pub(super) fn block(code: &str, declared: &[BlockEntry]) -> Result<BlockKind, Flaw> {
    find(code, declared).ok_or_else(|| Flaw::NoBlock(code.to_owned()))
}
