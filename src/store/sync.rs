//! The registry in the database: units with their spellings and lineage, frameworks and series.
//! When the registry changes, the stored documents are read again.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use crate::model::{Block, EventKind, Year, clean, match_key, unit_key};
use crate::registry::{FRAMEWORKS_FILE, Registry, UNITS_FILE, UnitEntry};

/// Writes the registry into a database that has no documents yet.
pub(super) fn write_registry(
    transaction: &Transaction<'_>,
    registry: &Registry,
) -> rusqlite::Result<()> {
    for (file, content) in [UNITS_FILE, FRAMEWORKS_FILE].iter().zip(&registry.texts) {
        transaction
            .execute("INSERT INTO registry (file, content) VALUES (?, ?)", [*file, content])?;
    }
    write_frameworks(transaction, registry)?;
    write_units(transaction, registry)?;
    write_lineage(transaction, registry)
}

/// The texts of `units.toml` and `frameworks.toml` that were used last; none when none were used.
pub(super) fn stored_texts(
    connection: &rusqlite::Connection,
) -> rusqlite::Result<Option<[String; 2]>> {
    let text = |file: &str| {
        let sql = "SELECT content FROM registry WHERE file = ?";
        connection.query_row(sql, [file], |row| row.get::<_, String>(0)).optional()
    };
    Ok(text(UNITS_FILE)?.zip(text(FRAMEWORKS_FILE)?).map(<[String; 2]>::from))
}

/// The id of the unit that bears a printed name in a block and year. A new name creates a new unit.
pub(super) fn unit_of(
    transaction: &Transaction<'_>,
    block: Block,
    name: &str,
    year: i32,
) -> rusqlite::Result<i64> {
    let key = unit_key(name);
    let sql = "SELECT unit.id FROM unit_alias JOIN unit ON unit.id = unit_id
                WHERE unit_alias.block = ?1 AND match_key = ?2
                ORDER BY max(0, coalesce(first_year - ?3, 0), coalesce(?3 - last_year, 0)), \
        unit.id LIMIT 1";
    let mut statement = transaction.prepare_cached(sql)?;
    let known =
        statement.query_row(params![block.code(), key, year], |row| row.get(0)).optional()?;
    match known {
        Some(id) => Ok(id),
        None => insert_unit(transaction, block, &clean(name), None),
    }
}

/// The series of a printed criterion: the declared one, or else that of a criterion of the block
/// with the same name, or else a new series with its own name.
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

    let sql =
        "SELECT DISTINCT name, series FROM criterion JOIN framework ON framework.id = framework_id
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

/// Writes the key that equal frameworks share: series, levels and maximum points of all criteria,
/// in a fixed order.
pub(super) fn write_framework_key(
    transaction: &Transaction<'_>,
    framework: i64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE framework SET criteria =
                   (SELECT group_concat(line, char(10))
                      FROM (SELECT series || '|' || level || '|' || max_appraised || '|' || \
        max_survey AS line
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
    let sql = "INSERT INTO unit (id, code, block, name, first_year, last_year, identity)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1)";
    let [first_year, last_year] = entry.map_or([None, None], |entry| {
        [entry.first_year, entry.last_year].map(|year| year.map(Year::number))
    });

    let code = entry.map(|entry| &entry.id);
    transaction.prepare_cached(sql)?.execute(params![
        id,
        code,
        block.code(),
        name,
        first_year,
        last_year
    ])?;
    if entry.is_none() {
        insert_alias(transaction, block, &unit_key(name), id)?;
    }
    Ok(id)
}

fn insert_alias(
    transaction: &Transaction<'_>,
    block: Block,
    key: &str,
    unit: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO unit_alias (block, match_key, unit_id) VALUES (?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(params![block.code(), key, unit]).map(drop)
}

fn write_frameworks(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    for entry in &registry.frameworks {
        for block in &entry.blocks {
            let sql = "INSERT OR REPLACE INTO declared_framework (block, first_year, name, source) \
                VALUES (?, ?, ?, ?)";
            transaction.execute(
                sql,
                params![block.code(), entry.first_year.number(), entry.name, entry.source],
            )?;
        }
    }
    Ok(())
}

fn write_units(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    for entry in registry.units() {
        let id = insert_unit(transaction, entry.block, &entry.name, Some(entry))?;
        for key in entry.keys() {
            insert_alias(transaction, entry.block, key, id)?;
        }
    }
    Ok(())
}

fn write_lineage(transaction: &Transaction<'_>, registry: &Registry) -> rusqlite::Result<()> {
    for event in &registry.events {
        let after: Vec<_> =
            if event.to.is_empty() { vec![None] } else { event.to.iter().map(Some).collect() };
        for from in &event.from {
            for to in &after {
                let sql = "INSERT INTO unit_lineage (kind, operates_on, from_unit, to_unit, source)
                           VALUES (?1, ?2, (SELECT id FROM unit WHERE code = ?3),
                                   (SELECT id FROM unit WHERE code = ?4), ?5)";
                let values =
                    params![event.kind.code(), event.date.to_string(), from, to, event.source];
                transaction.execute(sql, values)?;
            }
        }
    }

    let renames = || registry.events.iter().filter(|event| event.kind == EventKind::Rename);
    let renamed: HashMap<&String, &String> =
        renames().filter_map(|event| event.from.first().zip(event.to.first())).collect();
    for first in renames().filter_map(|event| event.from.first()) {
        let mut last = first;
        // The registry has no circles, so this ends at the last name.
        while let Some(next) = renamed.get(last) {
            last = next;
        }
        let sql = "UPDATE unit SET identity = (SELECT id FROM unit WHERE code = ?) WHERE code = ?";
        transaction.execute(sql, [last, first])?;
    }
    Ok(())
}
