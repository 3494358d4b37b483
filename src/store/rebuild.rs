//! The database made anew from the documents that it holds, by this version of the program and the registry of now.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use crate::assessment::{Finding, Instructions, Options};
use crate::model::{Block, Coded as _, Rule, Year};
use crate::registry::Registry;
use crate::source::sha256_of;

use super::load::{parsed, year as year_at};
use super::open::create_schema;
use super::packed::{packed, unpacked};
use super::save::{Steps, in_force, is_mixed, reinstate};
use super::sync::{stored_texts, write_registry};
use super::writer::{count, stored_registry};
use super::{Admission, Conflict, SCHEMA_VERSION, Store, StoreError, StoredDocument};

/// What became of a stored document.
#[derive(Debug)]
pub struct Rebuilt<R> {
    /// Number of the decision.
    pub number: String,
    /// The file's name.
    pub file_name: String,
    /// Units with results, of all its tables.
    pub units: usize,
    /// Why it was not taken; none where it was. Its bytes stay in the database.
    pub refused: Option<R>,
}

/// A document of the database before, in a table that lasts as long as the connection.
const SOURCES: &str = "temp.rebuild_source";

impl Store {
    /// Opens a database of this version or of an older one, to make it anew.
    pub fn open_for_rebuild(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match store.check_version() {
            Err(StoreError::OtherVersion { found, .. }) if (1..SCHEMA_VERSION).contains(&found) => {}
            checked => checked?,
        }
        Ok(store)
    }

    /// Reads every stored document again and makes the database anew of them, in their order; all in one transaction. A
    /// document that is refused keeps its bytes and has no results; those `without` are left out. The registry is the
    /// given one, or the one that was used last.
    pub fn rebuild<S: Steps>(
        &mut self,
        registry: Option<&Registry>,
        without: &HashSet<i64>,
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        self.remade(registry, without, false, steps)
    }

    /// Takes a document out, and makes the database anew of the others: what it had replaced comes back. Where another
    /// document is refused, that is the error, and nothing is changed.
    pub fn remove<S: Steps>(&mut self, document: i64, steps: &S) -> Result<(), S::Error> {
        let rebuilt = self.remade(None, &HashSet::from([document]), true, steps)?;
        rebuilt.into_iter().find_map(|own| own.refused).map_or(Ok(()), Err)
    }

    fn remade<S: Steps>(
        &self,
        registry: Option<&Registry>,
        without: &HashSet<i64>,
        is_strict: bool,
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        self.connection.pragma_update(None, "cache_size", -65_536).map_err(error)?;
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(error)?;
        let registry = match registry {
            Some(registry) => Some(registry.clone()),
            None if has_registry(&transaction).map_err(error)? => Some(stored_registry(&transaction).map_err(error)?),
            None => None,
        };
        let rebuilt = self.remake(&transaction, registry.as_ref(), without, steps)?;
        if is_strict && rebuilt.iter().any(|own| own.refused.is_some()) {
            return Ok(rebuilt);
        }
        steps.compute(self, &in_force(&transaction).map_err(error)?)?;
        self.analyze(&transaction, rebuilt.iter().map(|own| own.units).max().unwrap_or(0))?;
        transaction.commit().map_err(error)?;
        Ok(rebuilt)
    }

    /// Makes the database anew of its documents, within a transaction; statistics are not computed.
    pub(super) fn remake<S: Steps>(
        &self,
        transaction: &Transaction<'_>,
        registry: Option<&Registry>,
        without: &HashSet<i64>,
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sources = sources(transaction).map_err(error)?;
        let held = held(transaction).map_err(error)?;
        drop_all(transaction).map_err(error)?;
        self.connection.flush_prepared_statement_cache();
        create_schema(transaction).map_err(error)?;
        if let Some(registry) = registry {
            write_registry(transaction, registry).map_err(error)?;
        }
        let admission =
            Admission { conflict: Conflict::Replace, mix: true, other_issuer: true, replace_registry: true };
        let mut rebuilt = Vec::new();
        for source in sources.into_iter().filter(|source| !without.contains(&source.id)) {
            let stored = self.stored(transaction, &source)?;
            let known = self.load_known(registry)?;
            let (mut units, mut refused) = (0, None);
            match steps.check(stored, &known) {
                Ok(document) => {
                    units = document.assessments().iter().map(|own| own.results.len()).sum();
                    let is_mixed = is_mixed(transaction, &document).map_err(error)?;
                    let registry = if is_mixed { None } else { registry };
                    let describe = |finding: &Finding| steps.describe(finding);
                    self.write_one(transaction, &document, registry, admission, describe)?;
                }
                Err(refusal) => {
                    keep_source(transaction, &source).map_err(error)?;
                    refused = Some(refusal);
                }
            }
            rebuilt.push(Rebuilt { number: source.number, file_name: source.file_name, units, refused });
        }
        // What was in force is again, whatever the order in which documents came.
        for (sha256, number, year, block) in held {
            let sql = "SELECT assessment.id FROM assessment JOIN document ON document.id = document_id
                        WHERE sha256 = ? AND number = ? AND year = ? AND block = ? AND replaced_by IS NOT NULL";
            let values = params![sha256, number, year.number(), block.code()];
            let own = transaction.query_row(sql, values, |row| row.get(0)).optional().map_err(error)?;
            reinstate(transaction, own.as_slice()).map_err(error)?;
        }
        transaction.execute_batch(&format!("DROP TABLE {SOURCES}")).map_err(error)?;
        Ok(rebuilt)
    }

    fn stored(&self, connection: &Connection, source: &Source) -> Result<StoredDocument, StoreError> {
        let sql = format!("SELECT content FROM {SOURCES} WHERE id = ?");
        let content: Vec<u8> =
            connection.query_row(&sql, [source.id], |row| row.get(0)).map_err(|error| self.error(&error))?;
        let bytes = unpacked(content, source.bytes).filter(|bytes| sha256_of(bytes) == source.sha256);
        Ok(StoredDocument {
            id: source.id,
            number: source.number.clone(),
            file_name: source.file_name.clone().into(),
            bytes: bytes.ok_or_else(|| StoreError::Damaged(self.path.clone()))?,
            instructions: source.instructions.clone(),
        })
    }
}

/// What is known of a stored document, besides its bytes.
struct Source {
    id: i64,
    number: String,
    file_name: String,
    sha256: String,
    bytes: usize,
    instructions: Instructions,
}

/// Copies the documents to where they outlast the schema; gives them in the order of their import.
fn sources(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<Source>> {
    transaction.execute_batch(&format!(
        "DROP TABLE IF EXISTS {SOURCES}; CREATE TEMP TABLE rebuild_source AS SELECT * FROM document;"
    ))?;
    let written = if has(transaction, "document", "instructions")? { "instructions" } else { "NULL" };
    let bytes = if has(transaction, "document", "bytes")? { "bytes" } else { "length(content)" };
    let sql = format!(
        "SELECT id, number, file_name, sha256, {bytes}, issued_on, issuer, {written} FROM main.document ORDER BY id"
    );
    let mut statement = transaction.prepare(&sql)?;
    let source = |row: &Row<'_>| {
        let id = row.get(0)?;
        let written: Option<String> = row.get(7)?;
        let instructions = match written.and_then(|json| Instructions::from_json(&json).ok()) {
            Some(instructions) => instructions,
            None => worked_out(transaction, row, id)?,
        };
        Ok(Source {
            id,
            number: row.get(1)?,
            file_name: row.get(2)?,
            sha256: row.get(3)?,
            bytes: row.get::<_, i64>(4)?.try_into().unwrap_or(usize::MAX),
            instructions,
        })
    };
    statement.query_map([], source)?.collect()
}

/// Whether a table has a column: older versions lack some.
fn has(transaction: &Transaction<'_>, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?) WHERE name = ?)";
    transaction.query_row(sql, [table, column], |row| row.get(0))
}

fn has_registry(transaction: &Transaction<'_>) -> rusqlite::Result<bool> {
    Ok(has(transaction, "registry", "content")? && stored_texts(transaction)?.is_some())
}

/// What must have been said of a document at its import, of a database that does not keep that: what it holds of the
/// document, and the rules whose errors were accepted.
fn worked_out(transaction: &Transaction<'_>, row: &Row<'_>, id: i64) -> rusqlite::Result<Instructions> {
    let sql = "SELECT year, block FROM assessment WHERE document_id = ?";
    let mut statement = transaction.prepare(sql)?;
    let of: Vec<(Year, Block)> =
        statement.query_map([id], |row| Ok((year_at(row, 0)?, parsed(row, 1)?)))?.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT DISTINCT rule FROM finding JOIN assessment ON assessment.id = assessment_id
                WHERE document_id = ? AND accepted ORDER BY rule";
    let mut statement = transaction.prepare(sql)?;
    let accepted: Vec<String> = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let single = if let [own] = of[..] { Some(own) } else { None };
    let units = if single.is_some() && has(transaction, "assessment", "units")? {
        let sql = "SELECT units FROM assessment WHERE document_id = ? AND coverage = 'partial'";
        transaction.query_row(sql, [id], |row| row.get::<_, i64>(0)).optional()?
    } else {
        None
    };
    Ok(Instructions {
        options: Options {
            year: single.map(|(year, _)| year),
            block: single.map(|(_, block)| block),
            number: row.get(1)?,
            issued_on: row.get::<_, String>(5)?.parse().ok(),
            issuer: row.get(6)?,
            units: units.and_then(|units| units.try_into().ok()),
            new_units: true,
            accept: accepted.iter().filter_map(|rule| Rule::named(rule)).collect(),
            ..Options::default()
        },
        ..Instructions::default()
    })
}

/// The assessments in force, by what tells them apart over a rebuild.
fn held(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<(String, String, Year, Block)>> {
    let sql = "SELECT sha256, number, year, block FROM assessment JOIN document ON document.id = document_id
                WHERE replaced_by IS NULL ORDER BY assessment.id";
    let mut statement = transaction.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, year_at(row, 2)?, parsed(row, 3)?)))?;
    rows.collect()
}

/// Drops every view and table, those that refer to others first.
fn drop_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = "SELECT type, name FROM main.sqlite_schema WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite!_%'
               ESCAPE '!' ORDER BY type DESC, rowid DESC";
    let mut statement = transaction.prepare(sql)?;
    let names = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    drop(statement);
    for (kind, name) in names {
        transaction.execute_batch(&format!("DROP {kind} main.\"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// Keeps a document that could not be read again: its bytes and what was said of it, without results.
fn keep_source(transaction: &Transaction<'_>, source: &Source) -> rusqlite::Result<()> {
    let (id, bytes) = (source.id, count(source.bytes));
    let content: Vec<u8> =
        transaction.query_row(&format!("SELECT content FROM {SOURCES} WHERE id = ?"), [id], |row| row.get(0))?;
    // An older version kept them as they are.
    let content = if count(content.len()) == bytes { packed(&content).into_owned() } else { content };
    let copied_from = if has(transaction, "rebuild_source", "copied_from")? { "copied_from" } else { "NULL" };
    let sql = format!(
        "INSERT INTO document
         (number, issued_on, issuer, title, file_name, sha256, format, content, bytes, instructions, simulated, copied_from)
         SELECT number, issued_on, issuer, title, file_name, sha256, format, ?2, ?4, ?3, simulated, {copied_from}
           FROM {SOURCES} WHERE id = ?1"
    );
    transaction.execute(&sql, params![id, content, source.instructions.to_json(), bytes]).map(drop)
}
