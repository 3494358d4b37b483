//! Reads `units.toml`: units with their aliases, years and lineage.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::model::{Block, Year, clean, name_with_parent, parent_key, unit_key};

use super::authority::{AuthorityEntry, RawAuthority};
use super::block::{BlockEntry, RawBlock, blocks};
use super::entry::UnitEntry;
use super::error::{Flaw, syntax};
use super::lineage::{Event, RawEvent};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    authority: Option<RawAuthority>,
    #[serde(default)]
    block: Vec<RawBlock>,
    #[serde(default)]
    unit: Vec<RawUnit>,
    #[serde(default)]
    lineage: Vec<RawEvent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    id: String,
    name: String,
    block: String,
    parent: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    first_year: Option<i32>,
    last_year: Option<i32>,
}

/// What the file declares.
pub(super) struct Declared {
    pub(super) authority: Option<AuthorityEntry>,
    pub(super) blocks: Vec<BlockEntry>,
    pub(super) units: Vec<UnitEntry>,
    pub(super) events: Vec<Event>,
}

/// Reads and checks the text of the file.
pub(super) fn parse(text: &str) -> Result<Declared, Flaw> {
    let text = text.trim_start_matches('\u{feff}');
    let raw: RawFile = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    let authority = raw.authority.map(RawAuthority::check).transpose()?;
    let blocks = blocks(raw.block)?;
    let mut units =
        raw.unit.into_iter().map(|raw| entry(raw, &blocks)).collect::<Result<Vec<_>, _>>()?;
    check_names(&units)?;
    tell_apart(&mut units);

    let by_id = units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let events =
        raw.lineage.into_iter().map(|event| event.check(&by_id)).collect::<Result<Vec<_>, _>>()?;
    super::lineage::check_circles(&events)?;
    Ok(Declared { authority, blocks, units, events })
}

fn entry(raw: RawUnit, blocks: &[BlockEntry]) -> Result<UnitEntry, Flaw> {
    let RawUnit { id, name, block, parent, aliases, first_year, last_year } = raw;
    let name = clean(&name);
    let parent = parent.map(|parent| clean(&parent)).filter(|parent| !parent.is_empty());
    if name.is_empty() || id.trim().is_empty() {
        return Err(Flaw::Nameless);
    }
    let block = Block::whole(super::block::block(&block, blocks)?);
    let (first_year, last_year) = (optional_year(first_year)?, optional_year(last_year)?);
    if first_year.zip(last_year).is_some_and(|(first, last)| first > last) {
        return Err(Flaw::YearsReversed(id));
    }
    Ok(UnitEntry::new(id, name, block, aliases, [first_year, last_year]).below(parent))
}

pub(super) fn year(number: i32) -> Result<Year, Flaw> {
    Year::new(number).ok_or(Flaw::NoYear(number))
}

pub(super) fn optional_year(number: Option<i32>) -> Result<Option<Year>, Flaw> {
    number.map(year).transpose()
}

/// Puts the parents behind the names that several units of a block bear below different parents.
fn tell_apart(units: &mut [UnitEntry]) {
    let mut bearers: HashMap<(Block, String), HashSet<Option<String>>> = HashMap::new();
    let key = |unit: &UnitEntry| (unit.block, unit_key(&unit.name));
    for unit in units.iter() {
        let parent = unit.parent.as_deref().map(parent_key);
        bearers.entry(key(unit)).or_default().insert(parent);
    }
    for unit in units {
        let is_shared = bearers.get(&key(unit)).is_some_and(|parents| parents.len() > 1);
        if let Some(parent) = unit.parent.as_ref().filter(|_| is_shared) {
            unit.name = name_with_parent(&unit.name, parent);
        }
    }
}

/// Checks that every unit has its own id, and that no two units of a block bear one name in the
/// same year, unless they have different parents.
fn check_names(units: &[UnitEntry]) -> Result<(), Flaw> {
    let mut names: HashMap<(Block, &str), Vec<&UnitEntry>> = HashMap::new();
    let mut ids = HashSet::new();
    for unit in units {
        if !ids.insert(&unit.id) {
            return Err(Flaw::SameId(unit.id.clone()));
        }

        for key in unit.keys() {
            let bearers = names.entry((unit.block, key)).or_default();
            let overlap = |other: &&&UnitEntry| {
                let ends_before = |a: &UnitEntry, b: &UnitEntry| {
                    a.last_year.zip(b.first_year).is_some_and(|(last, first)| last < first)
                };
                let is_below = other.may_be_below(unit.parent.as_deref());
                other.id != unit.id
                    && is_below
                    && !ends_before(other, unit)
                    && !ends_before(unit, other)
            };
            if let Some(other) = bearers.iter().find(overlap) {
                let ids = [other.id.clone(), unit.id.clone()];
                return Err(Flaw::SameName { name: unit.name.clone(), ids });
            }
            bearers.push(unit);
        }
    }
    Ok(())
}
