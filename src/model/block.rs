//! Blocks: the units that are ranked against each other.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::interned::{interned, is_code};

/// Units that are ranked against each other: a block, or a group of a block that is ranked apart.
/// Blocks are ordered as the administration is, declared ones by their codes; groups follow their
/// names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// The block.
    pub kind: BlockKind,
    /// The group of the block, as its table names it. None if the block is ranked as a whole.
    pub group: Option<&'static str>,
}

/// A block, whatever its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Sở, ban, ngành: the departments of a province.
    Department,
    /// Huyện, thị xã, thành phố: the districts.
    District,
    /// Xã, phường, thị trấn: the communes.
    Commune,
    /// Tỉnh, thành phố trực thuộc Trung ương: the provinces, which national indices rank.
    Province,
    /// Bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ: the ministries, which national indices rank.
    Ministry,
    /// A block that `units.toml` declares.
    Declared(&'static DeclaredBlock),
}

/// A block that `units.toml` declares. Its code identifies it.
#[derive(Debug)]
pub struct DeclaredBlock {
    /// The code in the database and in options.
    pub code: &'static str,
    /// The name in titles and sentences. The code if the name is not known.
    pub name: &'static str,
}

impl PartialEq for DeclaredBlock {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for DeclaredBlock {}

impl PartialOrd for DeclaredBlock {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DeclaredBlock {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code.cmp(other.code)
    }
}

impl Hash for DeclaredBlock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl BlockKind {
    /// The blocks that need no declaration, in their order.
    pub const BUILT_IN: [Self; 5] =
        [Self::Department, Self::District, Self::Commune, Self::Province, Self::Ministry];

    /// The code in the database and in options.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Province => "province",
            Self::Ministry => "ministry",
            Self::Declared(block) => block.code,
        }
    }

    /// The block with this code that needs no declaration.
    #[must_use]
    pub fn built_in(code: &str) -> Option<Self> {
        Self::BUILT_IN.into_iter().find(|kind| kind.code() == code)
    }

    /// A declared block. None if the code is not one: a lower-case letter, then lower-case letters,
    /// digits and hyphens, at most 40 in all.
    #[must_use]
    pub fn declared(code: &str, name: &str) -> Option<Self> {
        is_code(code).then(|| Self::Declared(DeclaredBlock::interned(code, name)))
    }
}

impl DeclaredBlock {
    /// A block that lives as long as the program; the same one for equal codes and names.
    fn interned(code: &str, name: &str) -> &'static Self {
        static BLOCKS: Mutex<Vec<&'static DeclaredBlock>> = Mutex::new(Vec::new());
        let mut blocks = BLOCKS.lock().unwrap_or_else(PoisonError::into_inner);
        let known = blocks.iter().find(|block| block.code == code && block.name == name);
        if let Some(known) = known {
            return known;
        }
        let block: &'static Self =
            Box::leak(Box::new(Self { code: interned(code), name: interned(name) }));
        blocks.push(block);
        block
    }
}

impl Block {
    /// The departments of a province.
    pub const DEPARTMENT: Self = Self::whole(BlockKind::Department);
    /// The districts.
    pub const DISTRICT: Self = Self::whole(BlockKind::District);
    /// The communes.
    pub const COMMUNE: Self = Self::whole(BlockKind::Commune);
    /// The provinces.
    pub const PROVINCE: Self = Self::whole(BlockKind::Province);
    /// The ministries.
    pub const MINISTRY: Self = Self::whole(BlockKind::Ministry);

    /// Separates the parts of a key. No code and no name contains it.
    const BETWEEN: char = '|';

    /// A block that is ranked as a whole.
    #[must_use]
    pub const fn whole(kind: BlockKind) -> Self {
        Self { kind, group: None }
    }

    /// A group of the block.
    #[must_use]
    pub fn group(self, name: &str) -> Self {
        Self { group: Some(interned(name)), ..self }
    }

    /// The code of the block, whatever its group.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.kind.code()
    }

    /// The key by which the database keeps apart what is ranked apart: code, declared name and
    /// group.
    #[must_use]
    pub fn key(self) -> String {
        let between = Self::BETWEEN;
        let plain = |text: &str| text.replace(between, "/");
        let mut key = self.code().to_owned();
        if let BlockKind::Declared(block) = self.kind {
            key += &format!("{between}{}", plain(block.name));
        }
        if let Some(group) = self.group {
            key += &format!("{between}{between}{}", plain(group));
        }
        key
    }

    /// Reads what [`Self::key`] wrote. A code alone is a block as well.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let between = Self::BETWEEN;
        let separator = format!("{between}{between}");
        let (block, group) =
            key.split_once(&separator).map_or((key, None), |(block, group)| (block, Some(group)));
        let (code, name) = block.split_once(between).unwrap_or((block, block));
        let kind = BlockKind::built_in(code).or_else(|| BlockKind::declared(code, name))?;
        Some(Self { kind, group: group.map(interned) })
    }
}

impl fmt::Display for Block {
    /// Writes the code, and the group if there is one: `department/Nhóm I`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        self.group.map_or(Ok(()), |group| write!(f, "/{group}"))
    }
}

impl FromStr for Block {
    type Err = String;

    /// Reads a code, and a group after a slash if there is one.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (code, group) =
            text.split_once('/').map_or((text, None), |(code, group)| (code, Some(group.trim())));
        let kind = BlockKind::built_in(code).or_else(|| BlockKind::declared(code, code));
        let kind = kind.ok_or_else(|| {
            let codes = BlockKind::BUILT_IN.map(BlockKind::code).join(", ");
            format!("{text:?} is not the code of a block, such as {codes}")
        })?;
        let group = group.filter(|group| !group.is_empty()).map(interned);
        Ok(Self { kind, group })
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_survives_its_key_and_its_text() {
        let declared = BlockKind::declared("su-nghiep", "Đơn vị sự nghiệp").expect("a code");
        for block in [
            Block::DEPARTMENT,
            Block::COMMUNE.group("Nhóm I"),
            Block::whole(declared),
            Block::whole(declared).group("Cụm 2"),
        ] {
            assert_eq!(Block::from_key(&block.key()), Some(block), "{block}");
            assert_eq!(block.to_string().parse(), Ok(block), "{block}");
        }
        let BlockKind::Declared(read) =
            Block::from_key("su-nghiep|Đơn vị sự nghiệp||Cụm 2").expect("a key").kind
        else {
            panic!("not declared")
        };
        assert_eq!(read.name, "Đơn vị sự nghiệp");
    }

    #[test]
    fn groups_are_ordered_within_their_block() {
        let [first, second] = ["Nhóm I", "Nhóm II"].map(|group| Block::DEPARTMENT.group(group));
        assert!(Block::DEPARTMENT < first && first < second && second < Block::DISTRICT);
    }

    #[test]
    fn a_code_is_short_and_plain() {
        for text in ["", "Sở", "sở", "9a", "a b", "A", "a|b", &"a".repeat(41)] {
            assert!(text.parse::<Block>().is_err(), "{text}");
        }
    }
}
