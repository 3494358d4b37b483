//! The registry in the database: units with their spellings and lineage, frameworks and series.
//! When the registry changes, the stored documents are read again.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Scope;
use super::authority::write_parent;
use super::functions::sort_by_vietnamese;
use crate::model::{
    Block, EventKind, Year, match_key, may_share_parent, name_with_parent, name_without_parent,
    unit_key,
};
use crate::registry::{FRAMEWORKS_FILE, Registry, UNITS_FILE, UnitEntry};

/// Writes the registry of an authority that has no documents yet.
pub(super) fn write_registry(
    transaction: &Transaction<'_>,
    authority: i64,
    registry: &Registry,
) -> rusqlite::Result<()> {
    for (file, content) in [UNITS_FILE, FRAMEWORKS_FILE].iter().zip(&registry.texts) {
        let sql = "INSERT INTO registry (authority_id, file, content) VALUES (?, ?, ?)";
        transaction.execute(sql, params![authority, file, content])?;
    }
    write_parent(transaction, authority, registry)?;
    write_frameworks(transaction, authority, registry)?;
    write_units(transaction, authority, registry)?;
    write_lineage(transaction, authority, registry)
}

/// The texts of `units.toml` and `frameworks.toml` that an authority used last; none when none were
/// used.
pub(super) fn stored_texts(
    connection: &rusqlite::Connection,
    authority: i64,
) -> rusqlite::Result<Option<[String; 2]>> {
    let text = |file: &str| {
        let sql = "SELECT content FROM registry WHERE authority_id = ? AND file = ?";
        connection
            .query_row(sql, params![authority, file], |row| row.get::<_, String>(0))
            .optional()
    };
    Ok(text(UNITS_FILE)?.zip(text(FRAMEWORKS_FILE)?).map(<[String; 2]>::from))
}

/// The registry that an authority used last.
pub(super) fn stored_registry(
    connection: &Connection,
    authority: i64,
) -> rusqlite::Result<Registry> {
    let texts = stored_texts(connection, authority)?.unwrap_or_default();
    // The texts were parsed before they were stored, so parsing them does not fail.
    Ok(Registry::parse(std::path::Path::new(""), &texts[0], &texts[1]).unwrap_or_default())
}

/// The id of the unit that bears a printed name in a block and year, below a parent if the table
/// names it. A new name creates a new unit, and so does a known name below another parent.
pub(super) fn unit_of(
    transaction: &Transaction<'_>,
    authority: i64,
    block: Block,
    (name, parent): (&str, Option<&str>),
    year: i32,
) -> rusqlite::Result<i64> {
    let bearers = |name: &str| {
        let sql = "SELECT unit.id, parent FROM unit_alias JOIN unit ON unit.id = unit_id
                    WHERE unit_alias.authority_id = ?4 AND unit_alias.block = ?1 AND match_key = ?2
                    ORDER BY max(0, coalesce(first_year - ?3, 0), coalesce(?3 - last_year, 0)), \
            parent IS NULL, unit.id";
        let mut statement = transaction.prepare_cached(sql)?;
        let key = params![block.code(), unit_key(name), year, authority];
        let rows = statement.query_map(key, |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()
    };
    let fits = |(_, above): &(i64, Option<String>)| may_share_parent(above.as_deref(), parent);
    let Some((id, above)) = bearers(name)?.into_iter().find(fits) else {
        let id = insert_unit(transaction, authority, block, name, None)?;
        if let Some(parent) = parent {
            write_parent_unit(transaction, (authority, block), id, parent)?;
            let bare = name_without_parent(name, Some(parent));
            insert_alias(transaction, authority, block, &unit_key(bare), id)?;
            tell_apart(transaction, &bearers(bare)?, bare)?;
        }
        return Ok(id);
    };
    if let Some(parent) = parent.filter(|_| above.is_none()) {
        write_parent_unit(transaction, (authority, block), id, parent)?;
    }
    Ok(id)
}

/// Writes the unit above a unit. The name with this parent behind it is a spelling of its name.
fn write_parent_unit(
    transaction: &Transaction<'_>,
    (authority, block): (i64, Block),
    id: i64,
    parent: &str,
) -> rusqlite::Result<()> {
    let sql = "UPDATE unit SET parent = ?2 WHERE id = ?1 RETURNING name";
    let mut statement = transaction.prepare_cached(sql)?;
    let name: String = statement.query_row(params![id, parent], |row| row.get(0))?;
    let bare = name_without_parent(&name, Some(parent));
    insert_alias(transaction, authority, block, &unit_key(&name_with_parent(bare, parent)), id)
}

/// Numbers the units in the Vietnamese order of their names, by which views of any client sort them, if
/// a name is new.
pub(super) fn order_names(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let is_new = "SELECT EXISTS (SELECT 1 FROM unit WHERE name_order = 0)";
    if !transaction.query_row(is_new, [], |row| row.get(0))? {
        return Ok(());
    }
    let mut statement = transaction.prepare("SELECT id, name FROM unit ORDER BY id")?;
    let units = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut units: Vec<(i64, String)> = units.collect::<rusqlite::Result<_>>()?;
    sort_by_vietnamese(&mut units, |(_, name)| name.clone());
    let mut update = transaction.prepare("UPDATE unit SET name_order = ? WHERE id = ?")?;
    for ((id, _), place) in units.into_iter().zip(1_i64..) {
        update.execute([place, id])?;
    }
    Ok(())
}

/// Puts the parents behind a name that several units bear, unless they are declared.
fn tell_apart(
    transaction: &Transaction<'_>,
    bearers: &[(i64, Option<String>)],
    name: &str,
) -> rusqlite::Result<()> {
    if bearers.len() < 2 {
        return Ok(());
    }
    for (id, parent) in bearers {
        if let Some(parent) = parent {
            let sql = "UPDATE unit SET name = ?2, name_order = 0 WHERE id = ?1 AND code IS NULL";
            transaction.execute(sql, params![id, name_with_parent(name, parent)])?;
        }
    }
    Ok(())
}

/// The series of a printed criterion: the declared one, or else that of a criterion of the block
/// with the same name, or else a new series with its own name.
pub(super) fn series_of(
    transaction: &Transaction<'_>,
    registry: &Registry,
    scope: Scope,
    block: Block,
    criterion: &str,
    year: Year,
) -> rusqlite::Result<String> {
    if let Some(declared) = registry.series(block, criterion, year) {
        return Ok(declared.name.clone());
    }

    let sql =
        "SELECT DISTINCT name, series FROM criterion JOIN framework ON framework.id = framework_id
                WHERE authority_id = ? AND index_code = ? AND block = ? ORDER BY criterion.id";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query(params![scope.authority, scope.index.code, block.code()])?;
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
                      FROM (SELECT coalesce((SELECT parent.series FROM criterion AS parent
                                              WHERE parent.id = criterion.parent_id), '')
                                   || char(9) || series || char(9) || level || char(9)
                                   || max_appraised || char(9) || max_survey AS line
                              FROM criterion WHERE framework_id = ?1 ORDER BY line))
                WHERE id = ?1";
    transaction.execute(sql, [framework]).map(drop)
}

fn insert_unit(
    transaction: &Transaction<'_>,
    authority: i64,
    block: Block,
    name: &str,
    entry: Option<&UnitEntry>,
) -> rusqlite::Result<i64> {
    let next = "SELECT coalesce(max(id), 0) + 1 FROM unit";
    let id: i64 = transaction.prepare_cached(next)?.query_row([], |row| row.get(0))?;
    let sql =
        "INSERT INTO unit (id, code, block, name, first_year, last_year, authority_id, identity, parent)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1, ?8)";
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
        last_year,
        authority,
        entry.and_then(|entry| entry.parent.as_ref())
    ])?;
    if entry.is_none() {
        insert_alias(transaction, authority, block, &unit_key(name), id)?;
    }
    Ok(id)
}

fn insert_alias(
    transaction: &Transaction<'_>,
    authority: i64,
    block: Block,
    key: &str,
    unit: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO unit_alias (authority_id, block, match_key, unit_id)
               VALUES (?, ?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(params![authority, block.code(), key, unit]).map(drop)
}

fn write_frameworks(
    transaction: &Transaction<'_>,
    authority: i64,
    registry: &Registry,
) -> rusqlite::Result<()> {
    for entry in &registry.frameworks {
        for block in &entry.blocks {
            let sql = "INSERT OR REPLACE INTO declared_framework
                           (authority_id, index_code, block, first_year, name, source)
                       VALUES (?, ?, ?, ?, ?, ?)";
            let (index, first_year) = (entry.index.code, entry.first_year.number());
            let (name, source) = (&entry.name, &entry.source);
            let row = params![authority, index, block.code(), first_year, name, source];
            transaction.execute(sql, row)?;
        }
    }
    Ok(())
}

fn write_units(
    transaction: &Transaction<'_>,
    authority: i64,
    registry: &Registry,
) -> rusqlite::Result<()> {
    for entry in registry.units() {
        let id = insert_unit(transaction, authority, entry.block, &entry.name, Some(entry))?;
        for key in entry.keys() {
            insert_alias(transaction, authority, entry.block, key, id)?;
        }
    }
    Ok(())
}

fn write_lineage(
    transaction: &Transaction<'_>,
    authority: i64,
    registry: &Registry,
) -> rusqlite::Result<()> {
    for event in &registry.events {
        let after: Vec<_> =
            if event.to.is_empty() { vec![None] } else { event.to.iter().map(Some).collect() };
        for from in &event.from {
            for to in &after {
                let sql = "INSERT INTO unit_lineage (kind, operates_on, from_unit, to_unit, source)
                           VALUES (?1, ?2, (SELECT id FROM unit WHERE authority_id = ?6 AND code = ?3),
                                   (SELECT id FROM unit WHERE authority_id = ?6 AND code = ?4), ?5)";
                let values = params![
                    event.kind.code(),
                    event.date.to_string(),
                    from,
                    to,
                    event.source,
                    authority
                ];
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
        let sql = "UPDATE unit
                      SET identity = (SELECT id FROM unit WHERE authority_id = ?3 AND code = ?1)
                    WHERE authority_id = ?3 AND code = ?2";
        transaction.execute(sql, params![last, first, authority])?;
    }
    Ok(())
}
