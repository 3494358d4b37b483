//! What became of units: renamed, merged, split, abolished.

use serde::{Deserialize, Serialize};

use crate::model::Date;

use super::UnitEntry;
use super::error::Flaw;

/// What happened to units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// One unit has another name since; it is the same office.
    Rename,
    /// Several units became one, which may bear the name of one of them and is none of them.
    Merge,
    /// One unit became several.
    Split,
    /// A unit is no more.
    Abolish,
}

impl EventKind {
    /// The name in `units.toml` and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Abolish => "abolish",
        }
    }
}

/// Something that became of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The day from which it operates, which is often later than the decision on it.
    pub date: Date,
    /// The ids of the units before.
    pub from: Vec<String>,
    /// The ids of the units after.
    pub to: Vec<String>,
    /// Where this is known from.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEvent {
    kind: EventKind,
    date: toml::value::Datetime,
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    source: String,
}

impl RawEvent {
    pub(super) fn check(self, units: &[UnitEntry]) -> Result<Event, Flaw> {
        let Self { kind, date, from, to, source } = self;
        let date = date.to_string();
        let date = date.parse().map_err(|_| Flaw::NoDate(date))?;
        let is_known = |id: &&String| units.iter().any(|unit| unit.id == **id);
        if let Some(id) = from.iter().chain(&to).find(|id| !is_known(id)) {
            let mut close: Vec<_> = units.iter().map(|unit| (strsim::jaro_winkler(id, &unit.id), &unit.id)).collect();
            close.sort_by(|a, b| b.0.total_cmp(&a.0));
            let close = close.into_iter().filter(|(close, _)| *close > 0.8).take(3).map(|(_, id)| id.clone()).collect();
            return Err(Flaw::UnknownUnit { id: id.clone(), close });
        }
        let fits = match kind {
            EventKind::Rename => from.len() == 1 && to.len() == 1,
            EventKind::Merge => from.len() > 1 && to.len() == 1,
            EventKind::Split => from.len() == 1 && to.len() > 1,
            EventKind::Abolish => !from.is_empty() && to.is_empty(),
        };
        let mut blocks =
            units.iter().filter(|unit| from.contains(&unit.id) || to.contains(&unit.id)).map(|unit| unit.block);
        let first = blocks.next();
        // An abolition may take several blocks at once; whoever becomes another unit stays in its block.
        if kind != EventKind::Abolish && blocks.any(|block| Some(block) != first) {
            return Err(Flaw::SeveralBlocks(kind));
        }
        if fits { Ok(Event { kind, date, from, to, source }) } else { Err(Flaw::Arity(kind)) }
    }
}

/// A unit that becomes itself again would have a history without beginning.
pub(super) fn check_circles(events: &[Event]) -> Result<(), Flaw> {
    for start in events.iter().flat_map(|event| &event.from) {
        let mut paths = vec![vec![start]];
        let mut seen = Vec::new();
        while let Some(path) = paths.pop() {
            let last = path[path.len() - 1];
            for next in events.iter().filter(|event| event.from.contains(last)).flat_map(|event| &event.to) {
                let mut longer = path.clone();
                longer.push(next);
                if next == start {
                    return Err(Flaw::Circle(longer.into_iter().cloned().collect()));
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    paths.push(longer);
                }
            }
        }
    }
    Ok(())
}
