//! A declared unit.

use crate::model::{Block, Year, unit_key};

/// A declared unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// What lineage calls it; its name may be borne by another unit in other years.
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// The block.
    pub block: Block,
    /// Other spellings of the name.
    pub aliases: Vec<String>,
    /// The first year of assessment in which it existed; none where it is not known to have begun.
    pub first_year: Option<Year>,
    /// The last year of assessment in which it existed; none where it still does.
    pub last_year: Option<Year>,
    keys: Vec<String>,
}

impl UnitEntry {
    /// A unit with its spellings; the years are those in which it existed.
    #[must_use]
    pub fn new(
        id: String,
        name: String,
        block: Block,
        aliases: Vec<String>,
        years: [Option<Year>; 2],
    ) -> Self {
        let keys = std::iter::once(&name).chain(&aliases).map(|name| unit_key(name)).collect();
        let [first_year, last_year] = years;
        Self { id, name, block, aliases, first_year, last_year, keys }
    }

    /// What its spellings have in common with other spellings of the same name.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Years between a year and those in which the unit existed; zero where it did.
    #[must_use]
    pub fn distance(&self, year: Year) -> i32 {
        let before = self.first_year.map_or(0, |first| first.number() - year.number());
        let after = self.last_year.map_or(0, |last| year.number() - last.number());
        before.max(after).max(0)
    }
}
