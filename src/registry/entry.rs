//! The units that `units.toml` declares.

use crate::model::{
    Block, Year, may_share_parent, name_with_parent, name_without_parent, unit_key,
};

/// A unit of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// The id, which lineage uses. The name alone is not enough, because another unit may bear it
    /// in other years.
    pub id: String,
    /// The canonical name. Units that share a name have their parent behind it.
    pub name: String,
    /// The unit above it, such as the district of a commune. None if it is not known.
    pub parent: Option<String>,
    /// The block.
    pub block: Block,
    /// Other spellings of the name.
    pub aliases: Vec<String>,
    /// The first year of assessment in which it existed. None if no beginning is known.
    pub first_year: Option<Year>,
    /// The last year of assessment in which it existed. None if it still exists.
    pub last_year: Option<Year>,
    keys: Vec<String>,
}

impl UnitEntry {
    /// Creates a unit. `years` are the first and the last year in which it existed.
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
        let parent = None;
        Self { id, name, parent, block, aliases, first_year, last_year, keys }
    }

    /// Sets the unit above it. Its names are then known with and without the parent behind them.
    #[must_use]
    pub fn below(mut self, parent: Option<String>) -> Self {
        if let Some(parent) = &parent {
            let names = std::iter::once(&self.name).chain(&self.aliases);
            let both = names.flat_map(|name| {
                let bare = name_without_parent(name, Some(parent));
                [unit_key(bare), unit_key(&name_with_parent(bare, parent))]
            });
            self.keys = both.collect();
        }
        self.parent = parent;
        self
    }

    /// Whether it may be the unit of a name that stands below a parent: unless both parents are
    /// known and differ.
    #[must_use]
    pub fn may_be_below(&self, parent: Option<&str>) -> bool {
        may_share_parent(self.parent.as_deref(), parent)
    }

    /// The keys of its name and aliases, by which other spellings are matched.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The number of years between a year and the nearest one in which the unit existed. Zero if it
    /// existed in that year.
    #[must_use]
    pub fn distance(&self, year: Year) -> i32 {
        let before = self.first_year.map_or(0, |first| first.number() - year.number());
        let after = self.last_year.map_or(0, |last| year.number() - last.number());
        before.max(after).max(0)
    }
}
