//! The lineage of units: which were renamed, merged, split or abolished.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::model::{Date, EventKind};

use super::entry::UnitEntry;
use super::error::Flaw;

/// An event in the lineage of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The kind of event.
    pub kind: EventKind,
    /// The day from which it is in effect, which is often later than the decision.
    pub date: Date,
    /// The ids of the units before the event.
    pub from: Vec<String>,
    /// The ids of the units after the event.
    pub to: Vec<String>,
    /// The source of this declaration.
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
    /// Checks the event against the declared units, which are given by their ids.
    pub(super) fn check(self, units: &HashMap<&str, &UnitEntry>) -> Result<Event, Flaw> {
        let Self { kind, date, from, to, source } = self;
        let date = date.to_string();
        let date = date.parse().map_err(|_| Flaw::NoDate(date))?;
        if let Some(id) = from.iter().chain(&to).find(|id| !units.contains_key(id.as_str())) {
            let mut close: Vec<_> =
                units.keys().map(|known| (strsim::jaro_winkler(id, known), *known)).collect();
            close.retain(|(similarity, _)| *similarity > 0.8);
            close.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            let close = close.into_iter().take(3).map(|(_, id)| id.to_owned()).collect();
            return Err(Flaw::UnknownUnit { id: id.clone(), close });
        }

        let fits = match kind {
            EventKind::Rename => from.len() == 1 && to.len() == 1,
            EventKind::Merge => from.len() > 1 && to.len() == 1,
            EventKind::Split => from.len() == 1 && to.len() > 1,
            EventKind::Abolish => !from.is_empty() && to.is_empty(),
        };

        let mut blocks =
            from.iter().chain(&to).filter_map(|id| units.get(id.as_str())).map(|unit| unit.block);
        let first = blocks.next();
        // An abolition may concern several blocks at once. A unit that becomes another one stays in
        // its block.
        if kind != EventKind::Abolish && blocks.any(|block| Some(block) != first) {
            return Err(Flaw::SeveralBlocks(kind));
        }

        if fits { Ok(Event { kind, date, from, to, source }) } else { Err(Flaw::Arity(kind)) }
    }
}

/// Checks that no unit becomes itself again. Its history would have no beginning.
pub(super) fn check_circles(events: &[Event]) -> Result<(), Flaw> {
    let mut next: HashMap<&str, Vec<&str>> = HashMap::new();
    for event in events {
        for from in &event.from {
            next.entry(from).or_default().extend(event.to.iter().map(String::as_str));
        }
    }

    let successors = |id: &str| next.get(id).map_or(&[][..], Vec::as_slice);

    // Units from which no circle can be reached.
    let mut done: HashSet<&str> = HashSet::new();

    for start in events.iter().flat_map(|event| &event.from) {
        // The path from the start. Each unit has the number of its successors that were followed.
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        let mut on_path: HashSet<&str> = HashSet::from([start.as_str()]);
        while let Some((id, followed)) = path.last_mut() {
            let Some(later) = successors(id).get(*followed).copied().filter(|_| !done.contains(id))
            else {
                done.insert(id);
                on_path.remove(id);
                path.pop();
                continue;
            };
            *followed += 1;
            if on_path.insert(later) {
                path.push((later, 0));
            } else {
                let circle =
                    path.iter().map(|(id, _)| *id).skip_while(|id| *id != later).chain([later]);
                return Err(Flaw::Circle(circle.map(str::to_owned).collect()));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::error::Flaw;
    use super::super::unit::parse;
    use crate::model::EventKind;

    /// The kinds of events of a lineage on the units `a` to `d` of one block.
    fn events(lineage: &str) -> Result<Vec<EventKind>, Flaw> {
        let unit = |id: &str| {
            format!("[[unit]]\nid = \"{id}\"\nname = \"Sở {id}\"\nblock = \"department\"\n")
        };
        let units: String = ["a", "b", "c", "d"].map(unit).concat();
        parse(&format!("{units}{lineage}"))
            .map(|declared| declared.events.iter().map(|event| event.kind).collect())
    }

    fn event(kind: &str, from: &str, to: &str) -> String {
        format!(
            "[[lineage]]\nkind = \"{kind}\"\ndate = 2025-03-01\nfrom = [{from}]\nto = \
            [{to}]\nsource = \"x\"\n"
        )
    }

    #[test]
    fn an_event_has_as_many_units_as_its_kind_needs() {
        assert_eq!(events(&event("merge", "\"a\", \"b\"", "\"c\"")), Ok(vec![EventKind::Merge]));
        assert_eq!(events(&event("merge", "\"a\"", "\"c\"")), Err(Flaw::Arity(EventKind::Merge)));
        assert_eq!(events(&event("rename", "\"a\"", "\"b\"")), Ok(vec![EventKind::Rename]));
        assert_eq!(
            events(&event("abolish", "\"a\"", "\"b\"")),
            Err(Flaw::Arity(EventKind::Abolish))
        );
    }

    #[test]
    fn no_unit_becomes_itself_again() {
        let there = event("rename", "\"a\"", "\"b\"") + &event("rename", "\"b\"", "\"c\"");
        assert_eq!(events(&there).map(|kinds| kinds.len()), Ok(2));
        let circle = ["a", "b", "c", "a"].map(str::to_owned).to_vec();
        assert_eq!(
            events(&(there + &event("rename", "\"c\"", "\"a\""))),
            Err(Flaw::Circle(circle))
        );
    }

    #[test]
    fn an_unknown_unit_is_named_in_the_error() {
        let unknown = events(&event("rename", "\"a\"", "\"e\""));
        assert_eq!(unknown, Err(Flaw::UnknownUnit { id: "e".to_owned(), close: Vec::new() }));
    }
}
