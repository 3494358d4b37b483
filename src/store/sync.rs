//! The registry in the database: units with their spellings and lineage, frameworks and series. Where the registry
//! changed, what is stored is matched anew, from the names as the documents print them.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::model::{Block, EventKind, Year, clean, match_key, unit_key};
use crate::registry::{FRAMEWORKS_FILE, Registry, UNITS_FILE, UnitEntry};

/// Brings the registry into the database, and says whether it is another one; nothing is written where it is not.
pub(super) fn sync(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<bool> {
    let files = [UNITS_FILE, FRAMEWORKS_FILE];
    if stored_texts(transaction)?.as_ref() == Some(&registry.texts) {
        return Ok(false);
    }
    // The courses are of units that may be no more; they are computed again once all is matched anew.
    transaction.execute("DELETE FROM trend", [])?;
    for (file, content) in files.iter().zip(&registry.texts) {
        transaction.execute("INSERT OR REPLACE INTO registry (file, content) VALUES (?, ?)", [*file, content])?;
    }
    write_frameworks(transaction, registry)?;
    write_units(transaction, registry)?;
    write_lineage(transaction, registry)?;
    match_results(transaction)?;
    match_criteria(transaction, registry)?;
    Ok(true)
}

/// The texts of `units.toml` and `frameworks.toml` as they were used last; none where none were.
pub(super) fn stored_texts(connection: &rusqlite::Connection) -> rusqlite::Result<Option<[String; 2]>> {
    let text = |file: &str| {
        let sql = "SELECT content FROM registry WHERE file = ?";
        connection.query_row(sql, [file], |row| row.get::<_, String>(0)).optional()
    };
    Ok(text(UNITS_FILE)?.zip(text(FRAMEWORKS_FILE)?).map(<[String; 2]>::from))
}

/// The unit that bears a printed name in a block and year; a name that is new becomes a new unit.
pub(super) fn unit_of(transaction: &Transaction<'_>, block: Block, name: &str, year: i32) -> rusqlite::Result<i64> {
    let key = unit_key(name);
    let sql = "SELECT unit.id FROM unit_alias JOIN unit ON unit.id = unit_id
                WHERE unit_alias.block = ?1 AND match_key = ?2
                ORDER BY max(0, coalesce(first_year - ?3, 0), coalesce(?3 - last_year, 0)), unit.id LIMIT 1";
    let mut statement = transaction.prepare_cached(sql)?;
    let known = statement.query_row(params![block.code(), key, year], |row| row.get(0)).optional()?;
    match known {
        Some(id) => Ok(id),
        None => insert_unit(transaction, block, &clean(name), None),
    }
}

/// The series of a printed criterion: the declared one, that of a criterion of the block with the same name, or a new
/// one of its own name.
pub(super) fn series_of(
    transaction: &Transaction<'_>,
    registry: &Registry,
    block: Block,
    criterion: &str,
    year: Year,
) -> rusqlite::Result<String> {
    if let Some(declared) = registry.series(block, criterion, year) {
        return Ok(declared.name.clone());
    }
    let sql = "SELECT DISTINCT name, series FROM criterion JOIN framework ON framework.id = framework_id
                WHERE block = ? ORDER BY criterion.id";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query([block.code()])?;
    let key = match_key(criterion);
    while let Some(row) = rows.next()? {
        if match_key(&row.get::<_, String>(0)?) == key {
            return row.get(1);
        }
    }
    Ok(criterion.to_owned())
}

/// What equal frameworks have in common: series, levels and maximum points of all criteria, in a fixed order.
pub(super) fn write_framework_key(transaction: &Transaction<'_>, framework: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE framework SET criteria =
                   (SELECT group_concat(line, char(10))
                      FROM (SELECT series || '|' || level || '|' || max_appraised || '|' || max_survey AS line
                              FROM criterion WHERE framework_id = ?1 ORDER BY line))
                WHERE id = ?1";
    transaction.execute(sql, [framework]).map(drop)
}

fn insert_unit(
    transaction: &Transaction<'_>,
    block: Block,
    name: &str,
    entry: Option<&UnitEntry>,
) -> rusqlite::Result<i64> {
    let next = "SELECT coalesce(max(id), 0) + 1 FROM unit";
    let id: i64 = transaction.prepare_cached(next)?.query_row([], |row| row.get(0))?;
    let sql = "INSERT INTO unit (id, code, block, name, identity) VALUES (?1, ?2, ?3, ?4, ?1)";
    transaction.prepare_cached(sql)?.execute(params![id, entry.map(|entry| &entry.id), block.code(), name])?;
    if entry.is_none() {
        insert_alias(transaction, block, &unit_key(name), id)?;
    }
    Ok(id)
}

fn insert_alias(transaction: &Transaction<'_>, block: Block, key: &str, unit: i64) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO unit_alias (block, match_key, unit_id) VALUES (?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(params![block.code(), key, unit]).map(drop)
}

fn write_frameworks(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM declared_framework", [])?;
    for entry in &registry.frameworks {
        for block in &entry.blocks {
            let sql = "INSERT OR REPLACE INTO declared_framework (block, first_year, name, source) VALUES (?, ?, ?, ?)";
            transaction.execute(sql, params![block.code(), entry.first_year.number(), entry.name, entry.source])?;
        }
    }
    Ok(())
}

/// The declared units take over those of the same name that no file declared before.
fn write_units(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    let mut known: HashMap<String, i64> = HashMap::new();
    let mut undeclared: Vec<(i64, String, String)> = Vec::new();
    let declared: HashSet<&str> = registry.units().iter().map(|entry| entry.id.as_str()).collect();
    {
        let mut statement = transaction.prepare("SELECT id, code, block, name FROM unit ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match row.get::<_, Option<String>>(1)? {
                Some(code) if declared.contains(code.as_str()) => {
                    known.insert(code, row.get(0)?);
                }
                // What is no longer declared is called again what its documents call it.
                Some(_) => {
                    let id = row.get(0)?;
                    let name = printed_name(transaction, id)?.unwrap_or(row.get(3)?);
                    transaction.execute("UPDATE unit SET name = ? WHERE id = ?", params![name, id])?;
                    undeclared.push((id, row.get(2)?, unit_key(&name)));
                }
                None => undeclared.push((row.get(0)?, row.get(2)?, unit_key(&row.get::<_, String>(3)?))),
            }
        }
    }
    transaction.execute("DELETE FROM unit_lineage", [])?;
    transaction.execute("DELETE FROM unit_alias", [])?;
    transaction.execute("UPDATE unit SET code = NULL, first_year = NULL, last_year = NULL, identity = id", [])?;
    let mut bearers: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, (_, block, key)) in undeclared.iter().enumerate() {
        bearers.entry((block, key)).or_default().push(index);
    }
    let mut taken: HashSet<usize> = HashSet::new();
    for entry in registry.units() {
        let named = || entry.keys().filter_map(|key| bearers.get(&(entry.block.code(), key))).flatten();
        let id = match known.get(&entry.id).copied() {
            Some(id) => id,
            None => match named().copied().filter(|index| !taken.contains(index)).min() {
                Some(index) => {
                    taken.insert(index);
                    undeclared[index].0
                }
                None => insert_unit(transaction, entry.block, &entry.name, Some(entry))?,
            },
        };
        let years = [entry.first_year, entry.last_year].map(|year| year.map(Year::number));
        let sql = "UPDATE unit SET code = ?, name = ?, block = ?, first_year = ?, last_year = ? WHERE id = ?";
        transaction.execute(sql, params![entry.id, entry.name, entry.block.code(), years[0], years[1], id])?;
        for key in entry.keys() {
            insert_alias(transaction, entry.block, key, id)?;
        }
    }
    for (index, (id, block, key)) in undeclared.iter().enumerate() {
        if let (Ok(block), false) = (block.parse(), taken.contains(&index)) {
            insert_alias(transaction, block, key, *id)?;
        }
    }
    Ok(())
}

/// The name that the first document with a result of the unit prints.
fn printed_name(transaction: &Transaction<'_>, unit: i64) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT printed_name FROM result JOIN result_source ON result_id = result.id
                WHERE unit_id = ? ORDER BY result.id LIMIT 1";
    transaction.query_row(sql, [unit], |row| row.get(0)).optional()
}

fn write_lineage(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    for event in &registry.events {
        let after: Vec<_> = if event.to.is_empty() { vec![None] } else { event.to.iter().map(Some).collect() };
        for from in &event.from {
            for to in &after {
                let sql = "INSERT INTO unit_lineage (kind, operates_on, from_unit, to_unit, source)
                           VALUES (?1, ?2, (SELECT id FROM unit WHERE code = ?3),
                                   (SELECT id FROM unit WHERE code = ?4), ?5)";
                let values = params![event.kind.code(), event.date.to_string(), from, to, event.source];
                transaction.execute(sql, values)?;
            }
        }
    }
    let renames = || registry.events.iter().filter(|event| event.kind == EventKind::Rename);
    let renamed: HashMap<&String, &String> = renames().filter_map(|own| own.from.first().zip(own.to.first())).collect();
    for first in renames().filter_map(|event| event.from.first()) {
        let mut last = first;
        // The registry has no circles, so the last name is found.
        while let Some(next) = renamed.get(last) {
            last = next;
        }
        let sql = "UPDATE unit SET identity = (SELECT id FROM unit WHERE code = ?) WHERE code = ?";
        transaction.execute(sql, [last, first])?;
    }
    Ok(())
}

/// Names undeclared units, and finds series, as if what is stored had been imported into an empty database.
pub(super) fn match_again(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    let sql = "SELECT id FROM unit WHERE code IS NULL ORDER BY id";
    let units = transaction.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for id in units {
        if let Some(name) = printed_name(transaction, id)? {
            transaction.execute("UPDATE unit SET name = ? WHERE id = ?", params![name, id])?;
        }
    }
    delete_unused_units(transaction)?;
    match_criteria(transaction, registry)
}

/// Finds the unit of every stored result again, by the name that its document prints.
fn match_results(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = "SELECT result.id, assessment_id, unit_id, year, block, printed_name
                 FROM result JOIN assessment ON assessment.id = assessment_id JOIN result_source ON result_id = result.id
                ORDER BY result.id";
    let mut moved: Vec<(i64, i64, i64, i64)> = Vec::new();
    {
        let mut statement = transaction.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let block: Block = row.get::<_, String>(4)?.parse().map_err(|_| rusqlite::Error::InvalidQuery)?;
            let (old, new) = (row.get(2)?, unit_of(transaction, block, &row.get::<_, String>(5)?, row.get(3)?)?);
            if old != new {
                moved.push((row.get(0)?, row.get(1)?, old, new));
            }
        }
    }
    // Two units may change places: the old ones step aside first, to where no unit is.
    transaction.pragma_update(None, "defer_foreign_keys", true)?;
    for (result, assessment, old, _) in &moved {
        transaction.execute("UPDATE result SET unit_id = -unit_id WHERE id = ?", [result])?;
        for table in ["finding", "restated"] {
            let sql = format!("UPDATE {table} SET unit_id = -unit_id WHERE assessment_id = ? AND unit_id = ?");
            transaction.execute(&sql, [assessment, old])?;
        }
    }
    for (result, assessment, old, new) in &moved {
        transaction.execute("UPDATE result SET unit_id = ? WHERE id = ?", [new, result])?;
        for table in ["finding", "restated"] {
            let sql = format!("UPDATE {table} SET unit_id = ? WHERE assessment_id = ? AND unit_id = -?");
            transaction.execute(&sql, [new, assessment, old])?;
        }
    }
    delete_unused_units(transaction)
}

/// Deletes the units that nothing is stored of and no registry declares.
fn delete_unused_units(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let unused = "code IS NULL AND id NOT IN (SELECT unit_id FROM result) AND id NOT IN (SELECT unit_id FROM restated)
                  AND id NOT IN (SELECT unit_id FROM finding WHERE unit_id IS NOT NULL)";
    let sql = format!("DELETE FROM unit_alias WHERE unit_id IN (SELECT id FROM unit WHERE {unused})");
    transaction.execute(&sql, [])?;
    transaction.execute(&format!("DELETE FROM unit WHERE {unused}"), []).map(drop)
}

/// Finds the series of every stored criterion again.
fn match_criteria(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    let sql = "SELECT criterion.id, criterion.name, assessment.block, year, criterion.framework_id
                 FROM criterion JOIN assessment ON assessment.framework_id = criterion.framework_id
                ORDER BY criterion.id";
    let mut criteria: Vec<(i64, String, Block, Year, i64)> = Vec::new();
    {
        let mut statement = transaction.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let block = row.get::<_, String>(2)?.parse().map_err(|_| rusqlite::Error::InvalidQuery)?;
            let year = Year::new(row.get(3)?).ok_or(rusqlite::Error::InvalidQuery)?;
            criteria.push((row.get(0)?, row.get(1)?, block, year, row.get(4)?));
        }
    }
    let mut undeclared: HashMap<(Block, String), String> = HashMap::new();
    let mut taken: HashSet<(i64, String)> = HashSet::new();
    for (id, name, block, year, framework) in &criteria {
        // A series has one criterion a table; a second one keeps its own name.
        let declared = registry.series(*block, name, *year).map(|declared| declared.name.clone());
        let series = match declared.filter(|series| !taken.contains(&(*framework, series.clone()))) {
            Some(series) => series,
            None => undeclared.entry((*block, match_key(name))).or_insert_with(|| name.clone()).clone(),
        };
        taken.insert((*framework, series.clone()));
        transaction.execute("UPDATE criterion SET series = ? WHERE id = ?", params![series, id])?;
        write_framework_key(transaction, *framework)?;
    }
    Ok(())
}
