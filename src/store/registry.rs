//! Finds what a new registry lacks compared with the stored one.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::model::{Block, Index, Year};
use crate::registry::{Event, Registry};

use super::error::Lost;
use super::load::{block, year};
use super::sync::{stored_registry, stored_texts};

/// The declarations of the stored registry that stored documents need and that a new registry
/// lacks, each once.
pub(super) fn lost(
    connection: &Connection,
    authority: i64,
    new: &Registry,
) -> rusqlite::Result<Vec<Lost>> {
    if stored_texts(connection, authority)?.is_none_or(|texts| texts == new.texts) {
        return Ok(Vec::new());
    }
    let old = stored_registry(connection, authority)?;

    let mut lost = Vec::new();
    let mut used: HashSet<&str> = HashSet::new();
    let printed = "SELECT DISTINCT block, year, printed_name, index_code
                     FROM result
                     JOIN assessment    ON assessment.id = assessment_id
                     JOIN result_source ON result_id = result.id
                    WHERE authority_id = ?";
    for (block, year, name, _) in named_rows(connection, printed, authority)? {
        let Some(unit) = old.unit(block, (&name, None), year) else { continue };
        used.insert(&unit.id);
        if new.unit(block, (&name, None), year).is_none() {
            lost.push(Lost::Unit(name));
        }
    }

    let is_same = |a: &Event, b: &Event| (a.kind, &a.from, &a.to) == (b.kind, &b.from, &b.to);
    for event in &old.events {
        let concerns = event.from.iter().chain(&event.to).any(|id| used.contains(id.as_str()));
        if concerns && !new.events.iter().any(|other| is_same(other, event)) {
            lost.push(Lost::Event(event.kind, event.from.clone()));
        }
    }

    let assessed =
        "SELECT DISTINCT block, year, '', index_code FROM assessment WHERE authority_id = ?";
    for (block, year, _, index) in named_rows(connection, assessed, authority)? {
        let Some(framework) = old.framework(index, block, year) else { continue };
        // A framework without its grade bounds counts as lost, because it says less about every
        // unit's grade.
        if new
            .framework(index, block, year)
            .is_none_or(|entry| entry.bounds.is_empty() && !framework.bounds.is_empty())
        {
            lost.push(Lost::Framework(framework.name.clone()));
        }
    }

    let criteria = "SELECT DISTINCT assessment.block, year, criterion.name, index_code
                      FROM criterion JOIN assessment USING (framework_id)
                     WHERE authority_id = ?";
    for (block, year, name, _) in named_rows(connection, criteria, authority)? {
        if let (Some(series), None) =
            (old.series(block, &name, year), new.series(block, &name, year))
        {
            lost.push(Lost::Series(series.name.clone()));
        }
    }

    lost.sort();
    lost.dedup();
    Ok(lost)
}

/// Rows of a block, a year, a name and an index.
fn named_rows(
    connection: &Connection,
    sql: &str,
    authority: i64,
) -> rusqlite::Result<Vec<(Block, Year, String, Index)>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([authority], |row| {
        let code: String = row.get(3)?;
        let index = Index::new(&code, &code).ok_or(rusqlite::Error::InvalidQuery)?;
        Ok((block(row, 0)?, year(row, 1)?, row.get(2)?, index))
    })?;
    rows.collect()
}
