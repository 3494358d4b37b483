//! The declarations that are known before any document is read: units with their aliases, years and
//! lineage (`units.toml`), and frameworks with the series of criteria (`frameworks.toml`).
//!
//! Both files are optional. Units and criteria that they do not declare are matched by name.
//! Nothing here reads documents.

mod authority;
mod block;
mod entry;
mod error;
mod file;
mod framework;
mod lineage;
mod short;
mod unit;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::model::{Block, BlockKind, DeclaredHeading, Index, TitledIndex, Year, unit_key};

pub use authority::{AuthorityEntry, Predecessor};
pub use block::BlockEntry;
pub use entry::UnitEntry;
pub use error::{Flaw, RegistryError, line_of};
pub use file::read_text;
pub use framework::{FrameworkEntry, SeriesEntry};
pub use lineage::Event;
pub use short::ShortNames;

/// The name of the file of units.
pub const UNITS_FILE: &str = "units.toml";
/// The name of the file of frameworks.
pub const FRAMEWORKS_FILE: &str = "frameworks.toml";

/// The largest registry file, in bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The registry of units and frameworks.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    units: Vec<UnitEntry>,
    /// The indices of the units that bear a name, by its key.
    bearers: HashMap<String, Vec<usize>>,
    /// The authority whose units they are. None if it is not declared.
    pub authority: Option<AuthorityEntry>,
    /// The authority whose documents the database holds, if it holds those of one only.
    pub stored_authority: Option<String>,
    /// The declared blocks.
    pub blocks: Vec<BlockEntry>,
    /// The declared indices.
    pub indices: Vec<TitledIndex>,
    /// The lineage of units, in the order of the file.
    pub events: Vec<Event>,
    /// The declared frameworks, by first year.
    pub frameworks: Vec<FrameworkEntry>,
    /// The declared series.
    pub series: Vec<SeriesEntry>,
    /// The declared headings of columns.
    pub headings: Vec<DeclaredHeading>,
    /// The texts of both files, as the database keeps them.
    pub texts: [String; 2],
    /// The folder of both files. Empty for a registry from the database.
    pub folder: PathBuf,
}

impl Registry {
    /// Reads `units.toml` and `frameworks.toml` in a folder. A missing file declares nothing.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read or has a flaw.
    pub fn read(folder: &Path) -> Result<Self, RegistryError> {
        let text = |name: &str| {
            let path = folder.join(name);
            // A link that leads nowhere is no missing file: its declarations would be lost.
            if path.symlink_metadata().is_err() {
                return Ok(String::new());
            }
            read_text(&path, MAX_BYTES).map_err(|error| {
                #[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
                let flaw = match error.kind() {
                    std::io::ErrorKind::FileTooLarge => Flaw::TooLarge,
                    std::io::ErrorKind::InvalidInput => Flaw::NotAFile,
                    _ => Flaw::ReadError(error.to_string()),
                };
                RegistryError { path, flaw }
            })
        };
        Self::parse(folder, &text(UNITS_FILE)?, &text(FRAMEWORKS_FILE)?)
    }

    /// Whether a folder has at least one of the two files.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        [UNITS_FILE, FRAMEWORKS_FILE]
            .iter()
            .any(|file| folder.join(file).symlink_metadata().is_ok())
    }

    /// Reads the registry in a named folder.
    ///
    /// # Errors
    /// Returns an error if the folder has no registry or the registry cannot be read.
    pub fn in_folder(folder: &Path) -> Result<Self, RegistryError> {
        if Self::is_in(folder) {
            Self::read(folder)
        } else {
            Err(RegistryError { path: folder.to_owned(), flaw: Flaw::NotThere })
        }
    }

    /// Reads the nearest registry, in the path itself or a folder above it. None if no folder has
    /// one.
    ///
    /// # Errors
    /// Returns an error if the registry cannot be read.
    pub fn above(path: &Path) -> Result<Option<Self>, RegistryError> {
        let start = path.canonicalize().ok();
        let above =
            start.iter().flat_map(|path| path.ancestors()).find(|folder| Self::is_in(folder));
        above.map(Self::read).transpose()
    }

    /// Parses the texts of both files. The folder is only used in errors.
    ///
    /// # Errors
    /// Returns an error if a text has a flaw.
    pub fn parse(
        folder: &Path,
        units_text: &str,
        frameworks_text: &str,
    ) -> Result<Self, RegistryError> {
        let at = |name: &str, flaw| RegistryError { path: folder.join(name), flaw };
        let declared = unit::parse(units_text).map_err(|flaw| at(UNITS_FILE, flaw))?;
        let frameworks = framework::parse(frameworks_text, &declared.blocks)
            .map_err(|flaw| at(FRAMEWORKS_FILE, flaw))?;
        let unit::Declared { authority, blocks, units, events } = declared;
        let framework::Declared { frameworks, series, headings, indices } = frameworks;
        let texts = [units_text, frameworks_text]
            .map(|text| text.trim_start_matches('\u{feff}').to_owned());

        let mut registry = Self {
            units: Vec::new(),
            bearers: HashMap::new(),
            authority,
            stored_authority: None,
            blocks,
            indices,
            events,
            frameworks,
            series,
            headings,
            texts,
            folder: folder.to_owned(),
        };

        for unit in units {
            registry.add(unit);
        }
        Ok(registry)
    }

    /// The units in the order of the file, followed by those that were added.
    #[must_use]
    pub fn units(&self) -> &[UnitEntry] {
        &self.units
    }

    /// Adds a unit, such as one that the file does not declare.
    pub fn add(&mut self, unit: UnitEntry) {
        for key in unit.keys() {
            self.bearers.entry(key.to_owned()).or_default().push(self.units.len());
        }
        self.units.push(unit);
    }

    /// The units of a block that bear a name, in any years.
    pub fn bearers(&self, block: Block, name: &str) -> impl Iterator<Item = &UnitEntry> {
        let bearers = self.bearers.get(&unit_key(name)).into_iter().flatten();
        bearers.map(|index| &self.units[*index]).filter(move |unit| unit.block.kind == block.kind)
    }

    /// The unit that bears a name in a block and year, below a parent if the name has one. If no
    /// such unit existed in that year, the one whose years are nearest.
    #[must_use]
    pub fn unit(
        &self,
        block: Block,
        (name, parent): (&str, Option<&str>),
        year: Year,
    ) -> Option<&UnitEntry> {
        let bearers = self.bearers(block, name).filter(|unit| unit.may_be_below(parent));
        bearers.min_by_key(|unit| (unit.distance(year), unit.parent.is_none()))
    }

    /// The block of a code: a declared one with its name, or one that needs no declaration.
    #[must_use]
    pub fn block(&self, code: &str) -> Option<BlockKind> {
        block::find(code, &self.blocks)
    }

    /// The declared series of a criterion in a block and year.
    #[must_use]
    pub fn series(&self, block: Block, criterion: &str, year: Year) -> Option<&SeriesEntry> {
        self.series.iter().find(|series| series.names(block, criterion, year))
    }

    /// The declared framework of an index that is in force in a block and year.
    #[must_use]
    pub fn framework(&self, index: Index, block: Block, year: Year) -> Option<&FrameworkEntry> {
        let begun = |entry: &&FrameworkEntry| {
            entry.index == index && entry.is_for(block) && entry.first_year <= year
        };
        self.frameworks.iter().filter(begun).max_by_key(|entry| entry.first_year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: i32) -> Year {
        Year::new(number).expect("a year")
    }

    #[test]
    fn a_name_belongs_to_the_unit_that_bore_it_in_the_year() {
        let unit = |id: &str, years: &str| {
            format!(
                "[[unit]]\nid = \"{id}\"\nname = \"Sở Nội vụ\"\nblock = \"department\"\n{years}\n"
            )
        };
        let units = unit("old", "last_year = 2024") + &unit("new", "first_year = 2025");
        let registry = Registry::parse(Path::new(""), &units, "").expect("a registry");
        let id = |number: i32| {
            registry
                .unit(Block::DEPARTMENT, ("SỞ NỘI VỤ", None), year(number))
                .map(|unit| unit.id.as_str())
        };
        assert_eq!((id(2022), id(2025), id(2030)), (Some("old"), Some("new"), Some("new")));
        assert_eq!(registry.unit(Block::DISTRICT, ("Sở Nội vụ", None), year(2022)), None);
    }

    #[test]
    fn the_framework_that_began_last_is_in_force() {
        let framework = |name: &str, first: i32| {
            format!(
                "[[framework]]\nname = \"{name}\"\nblocks = [\"district\"]\nfirst_year = {first}\n"
            )
        };
        let frameworks = framework("A", 2018) + &framework("B", 2022);
        let registry = Registry::parse(Path::new(""), "", &frameworks).expect("a registry");
        let name = |number: i32| {
            registry
                .framework(Index::CCHC, Block::DISTRICT, year(number))
                .map(|entry| entry.name.as_str())
        };
        assert_eq!((name(2017), name(2021), name(2022)), (None, Some("A"), Some("B")));
    }
}
