//! Rebuilds the database from the documents that it holds, with this version of the program and the
//! current registry.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension as _, Row, Transaction,
    TransactionBehavior, params,
};

use crate::assessment::{Instructions, Options};
use crate::model::{Block, Coded as _, Date, Rule, Year, issuer_key};
use crate::registry::Registry;
use crate::source::{ReadOptions, sha256_of};

use super::authority::authority_id;
use super::load::{block as block_at, parsed, year as year_at};
use super::open::create_schema;
use super::packed::{packed, unpacked};
use super::save::{in_force, is_mixed, refuse_loss};
use super::steps::{Admission, Conflict, Rebuilt, Steps};
use super::sync::{order_names, write_registry};
use super::{
    DocumentName, Owner, SCHEMA_VERSION, Store, StoreError, StoredDocument, count, schema_of,
};

/// A temporary table with the documents of the old database. It lasts as long as the connection.
const SOURCES: &str = "temp.rebuild_source";

impl Store {
    /// Opens a database of this version or of an older one for a rebuild.
    pub fn open_for_rebuild(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        let store = Self::connect_for_writing(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match store.check_version() {
            Err(StoreError::OtherVersion { found, .. }) if (1..SCHEMA_VERSION).contains(&found) => {
            }
            checked => checked?,
        }
        Ok(store)
    }

    /// Reads every stored document again, in the order of their import, and rebuilds the database
    /// from them in one transaction. A document that is rejected keeps its bytes but has no
    /// results. Documents in `without` are left out.
    ///
    /// The registry is the given one, or else the one used last. Only with `may_lose` may it lack
    /// declarations that stored documents need.
    pub fn rebuild<S: Steps>(
        &mut self,
        registry: Option<&Registry>,
        may_lose: bool,
        without: &[DocumentName],
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        if let Some(registry) = registry.filter(|_| !may_lose) {
            let error = |error: rusqlite::Error| self.error(&error);
            // An older version does not store the names that its documents print.
            let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info('result_source'))";
            let has_printed_names: bool =
                self.connection.query_row(sql, [], |row| row.get(0)).map_err(error)?;
            let owner = self.owner_of_registry(registry)?;
            if has_printed_names && let Some(Owner { id: Some(authority), .. }) = owner {
                refuse_loss(&self.connection, authority, registry, &error)?;
            }
        }
        self.rebuild_in_transaction(registry, without, false, steps)
    }

    /// Removes a document and rebuilds the database from the others. Results that the document had
    /// replaced come back into force.
    ///
    /// # Errors
    /// Returns an error, and changes nothing, if another document that has results is rejected.
    pub fn remove<S: Steps>(&mut self, document: &DocumentName, steps: &S) -> Result<(), S::Error> {
        let rebuilt =
            self.rebuild_in_transaction(None, std::slice::from_ref(document), true, steps)?;
        rebuilt.into_iter().find_map(Rebuilt::lost).map_or(Ok(()), Err)
    }

    /// Rebuilds the database in a transaction of its own. A strict rebuild is rolled back when a
    /// document that had results is rejected.
    fn rebuild_in_transaction<S: Steps>(
        &self,
        registry: Option<&Registry>,
        without: &[DocumentName],
        is_strict: bool,
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(error)?;
        let owner = match registry {
            Some(registry) => self.owner_of_registry(registry)?,
            None => None,
        };
        let changed = owner.as_ref().map(|owner| owner.name.as_str()).zip(registry);
        let rebuilt = self.remake(&transaction, changed, without, steps)?;
        if is_strict
            && rebuilt.iter().any(|candidate| candidate.had_results && candidate.refused.is_some())
        {
            return Ok(rebuilt);
        }

        steps.compute(self, &in_force(&transaction).map_err(error)?)?;
        self.analyze(
            &transaction,
            rebuilt.iter().map(|document| document.units).max().unwrap_or(0),
        )?;
        transaction.commit().map_err(error)?;
        Ok(rebuilt)
    }

    /// The authority of a new registry: the one that it declares, or else the only stored one.
    fn owner_of_registry(&self, registry: &Registry) -> Result<Option<Owner>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let declared = registry.authority.as_ref().map(|entry| entry.name.clone());
        let is_older = !has_column(&self.connection, "assessment", "block_key").map_err(error)?;
        if !is_older && let Some(owner) = self.likely_owner(None, Some(registry))? {
            return Ok(Some(owner));
        }
        if !is_older && declared.is_none() {
            let known = self.load_indices()?;
            if !known.is_empty() {
                return Err(StoreError::SeveralAuthorities(known));
            }
        }
        // A database of an older version, or one whose documents have no results.
        let sql = "SELECT issuer FROM document ORDER BY id LIMIT 1";
        let first = self.connection.query_row(sql, [], |row| row.get(0)).optional();
        let first: Option<String> = first.map_err(error)?;
        Ok(declared.or(first).map(|name| Owner { id: None, name }))
    }

    /// Rebuilds the database from its documents within a transaction. Does not compute statistics.
    /// `changed` is an authority with its new registry; other authorities keep theirs.
    pub(super) fn remake<S: Steps>(
        &self,
        transaction: &Transaction<'_>,
        changed: Option<(&str, &Registry)>,
        without: &[DocumentName],
        steps: &S,
    ) -> Result<Vec<Rebuilt<S::Error>>, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sources = sources(transaction).map_err(error)?;
        let history = history(transaction).map_err(error)?;
        let mut registries = self.last_registries(transaction, changed.map(|(name, _)| name))?;
        registries.extend(changed.map(|(name, registry)| (name.to_owned(), registry.clone())));
        self.look_at(None);
        drop_all(transaction).map_err(error)?;
        self.connection.flush_prepared_statement_cache();
        create_schema(transaction).map_err(error)?;

        for (name, registry) in &registries {
            let authority = authority_id(transaction, name).map_err(error)?;
            write_registry(transaction, authority, registry).map_err(error)?;
        }

        let mut rebuilt = Vec::new();
        // Compares what identifies documents, because their ids change with each rebuild.
        let is_out = |source: &Source| {
            without.iter().any(|document| {
                document.sha256 == source.sha256 && document.number == source.number
            })
        };
        for source in sources.into_iter().filter(|source| !is_out(source)) {
            transaction.execute_batch("SAVEPOINT document").map_err(error)?;
            let outcome = self.reread(transaction, &source, &registries, steps)?;
            let (units, refused) = match outcome {
                Ok(units) => (units, None),
                Err(refusal) => {
                    transaction.execute_batch("ROLLBACK TO document").map_err(error)?;
                    // What no import stores cannot be kept either.
                    let is_ours = |failed: &rusqlite::Error| {
                        failed.sqlite_error_code() != Some(ErrorCode::ConstraintViolation)
                    };
                    keep_source(transaction, &source).map_err(|failed| {
                        if is_ours(&failed) { error(failed) } else { self.altered(&source) }
                    })?;
                    (0, Some(refusal))
                }
            };
            transaction.execute_batch("RELEASE document").map_err(error)?;
            let Source { number, file_name, had_results, .. } = source;
            rebuilt.push(Rebuilt { number, file_name, units, had_results, refused });
        }

        restore(transaction, &history).map_err(error)?;
        order_names(transaction).map_err(error)?;
        transaction.execute_batch(&format!("DROP TABLE {SOURCES}")).map_err(error)?;
        Ok(rebuilt)
    }

    /// Reads a document again, writes its contents, and returns the number of units with results.
    /// The inner error is a fault of the document, the outer one a fault of the database.
    fn reread<S: Steps>(
        &self,
        transaction: &Transaction<'_>,
        source: &Source,
        registries: &[(String, Registry)],
        steps: &S,
    ) -> Result<Result<usize, S::Error>, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        let stored = match self.stored(transaction, source) {
            Err(altered @ StoreError::Altered { .. }) => return Ok(Err(altered.into())),
            stored => stored?,
        };

        // The authority that a new registry declares may continue the one of the last import.
        let issues = |(_, registry): &&(String, Registry)| {
            let declared = registry.authority.as_ref();
            declared.is_some_and(|entry| entry.issues(&source.owner, source.issued_on))
        };
        let is_own =
            |(name, _): &&(String, Registry)| issuer_key(name) == issuer_key(&source.owner);
        let entry = registries.iter().find(issues).or_else(|| registries.iter().find(is_own));
        let (name, registry) =
            entry.map_or((&source.owner, None), |(name, registry)| (name, Some(registry)));
        let authority = authority_id(transaction, name).map_err(error)?;
        let own_registry = stored.instructions.registry.clone();
        let known = self.load_known_of(Some(authority), own_registry.as_ref().or(registry))?;
        let document = match steps.check(stored, &known) {
            Ok(document) => document,
            Err(refusal) => return Ok(Err(refusal)),
        };

        let registry =
            if is_mixed(transaction, &document).map_err(error)? { None } else { registry };
        let admission =
            Admission { conflict: Conflict::Replace, mix: true, replace_registry: true };
        match self.write_one(transaction, &document, registry, admission, authority) {
            Err(refusal @ StoreError::UnitsJoined) => Ok(Err(refusal.into())),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(Ok(document
                .assessments()
                .iter()
                .map(|assessment| assessment.results.len())
                .sum())),
        }
    }

    fn stored(
        &self,
        connection: &Connection,
        source: &Source,
    ) -> Result<StoredDocument, StoreError> {
        let instructions =
            Instructions::from_json(&source.instructions).map_err(|_| self.altered(source))?;
        let sql = format!("SELECT content FROM {SOURCES} WHERE id = ?1 AND length(content) <= ?2");
        let content: Option<Vec<u8>> = connection
            .query_row(&sql, params![source.id, count(source.bytes)], |row| row.get(0))
            .optional()
            .map_err(|error| self.error(&error))?;
        let bytes = content.and_then(|content| unpacked(content, source.bytes));
        let bytes = bytes.filter(|bytes| sha256_of(bytes) == source.sha256);
        Ok(StoredDocument {
            id: source.id,
            number: source.number.clone(),
            file_name: source.file_name.clone().into(),
            bytes: bytes.ok_or_else(|| self.altered(source))?,
            instructions,
        })
    }

    fn altered(&self, source: &Source) -> StoreError {
        StoreError::Altered { path: self.path.clone(), file_name: source.file_name.clone() }
    }

    /// The registries that the authorities used last, with their names; without that of one.
    fn last_registries(
        &self,
        transaction: &Transaction<'_>,
        without: Option<&str>,
    ) -> Result<Vec<(String, Registry)>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        if !has_column(transaction, "registry", "content").map_err(error)? {
            return Ok(Vec::new());
        }
        // An older version has one registry, for the authority of its first document.
        let sql = if has_column(transaction, "registry", "authority_id").map_err(error)? {
            "SELECT authority.name, units.content, frameworks.content
               FROM registry AS units
               JOIN registry AS frameworks ON frameworks.authority_id = units.authority_id
               JOIN authority              ON authority.id = units.authority_id
              WHERE units.file = 'units.toml' AND frameworks.file = 'frameworks.toml'
              ORDER BY authority.id"
        } else {
            "SELECT (SELECT issuer FROM document ORDER BY id LIMIT 1), units.content,
                    frameworks.content
               FROM registry AS units JOIN registry AS frameworks
              WHERE units.file = 'units.toml' AND frameworks.file = 'frameworks.toml'
                AND EXISTS (SELECT 1 FROM document)"
        };

        let mut statement = transaction.prepare(sql).map_err(error)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let rows: rusqlite::Result<Vec<(String, String, String)>> = rows.map_err(error)?.collect();
        let parsed = |(name, units, frameworks): (String, String, String)| {
            let registry = Registry::parse(Path::new(""), &units, &frameworks);
            let registry = registry.map_err(|_| StoreError::RegistryUnread(self.path.clone()))?;
            Ok((name, registry))
        };
        let is_other = |(name, ..): &(String, String, String)| {
            without.is_none_or(|without| issuer_key(without) != issuer_key(name))
        };
        rows.map_err(error)?.into_iter().filter(is_other).map(parsed).collect()
    }
}

/// A stored document without its bytes.
struct Source {
    id: i64,
    number: String,
    file_name: String,
    sha256: String,
    bytes: usize,
    /// The instructions of its import, as JSON.
    instructions: String,
    /// The index whose tables were read.
    read_index: String,
    had_results: bool,
    /// The authority whose index it is, or else its issuer.
    owner: String,
    issued_on: Date,
}

/// Copies the documents into a temporary table that outlasts the schema, and returns them in the
/// order of their import.
fn sources(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<Source>> {
    transaction.execute_batch(&format!(
        "DROP TABLE IF EXISTS {SOURCES}; CREATE TEMP TABLE rebuild_source AS SELECT * FROM \
        document;"
    ))?;

    let instructions =
        if has_column(transaction, "document", "instructions")? { "instructions" } else { "NULL" };
    let bytes =
        if has_column(transaction, "document", "bytes")? { "bytes" } else { "length(content)" };
    let owner = if has_column(transaction, "assessment", "authority_id")? {
        "coalesce((SELECT authority.name FROM assessment JOIN authority
                       ON authority.id = authority_id WHERE document_id = document.id), issuer)"
    } else {
        "issuer"
    };
    let index = if has_column(transaction, "document", "read_index")? {
        "read_index"
    } else if has_column(transaction, "assessment", "index_code")? {
        "coalesce((SELECT max(index_code) FROM assessment WHERE document_id = document.id), 'cchc')"
    } else {
        "'cchc'"
    };
    let sql = format!(
        "SELECT id, number, file_name, sha256, {bytes}, issued_on, issuer, {instructions},
                EXISTS (SELECT 1 FROM assessment WHERE document_id = document.id),
                {owner}, {index}
           FROM main.document ORDER BY id"
    );

    let mut statement = transaction.prepare(&sql)?;
    let source = |row: &Row<'_>| {
        let id = row.get(0)?;
        let instructions = match row.get::<_, Option<String>>(7)? {
            Some(instructions) => instructions,
            None => inferred_instructions(transaction, row, id)?.to_json(),
        };
        Ok(Source {
            id,
            number: row.get(1)?,
            file_name: row.get(2)?,
            sha256: row.get(3)?,
            bytes: row.get::<_, i64>(4)?.try_into().unwrap_or(usize::MAX),
            instructions,
            had_results: row.get(8)?,
            owner: row.get(9)?,
            read_index: row.get(10)?,
            issued_on: parsed(row, 5)?,
        })
    };
    statement.query_map([], source)?.collect()
}

/// Whether a table has a column. Older versions lack some columns.
fn has_column(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?) WHERE name = ?)";
    connection.query_row(sql, [table, column], |row| row.get(0))
}

/// Infers the instructions of a document's import, for a database that does not store them: from
/// what the database holds about the document, and from the rules whose errors were accepted.
fn inferred_instructions(
    transaction: &Transaction<'_>,
    row: &Row<'_>,
    id: i64,
) -> rusqlite::Result<Instructions> {
    let sql = "SELECT year, block FROM assessment WHERE document_id = ?";
    let mut statement = transaction.prepare(sql)?;
    let assessments: Vec<(Year, Block)> = statement
        .query_map([id], |row| Ok((year_at(row, 0)?, block_at(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;

    let sql = "SELECT DISTINCT rule FROM finding JOIN assessment ON assessment.id = assessment_id
                WHERE document_id = ? AND accepted ORDER BY rule";
    let mut statement = transaction.prepare(sql)?;
    let accepted: Vec<String> =
        statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;

    let single = if let [assessment] = assessments[..] { Some(assessment) } else { None };

    let units = if single.is_some() && has_column(transaction, "assessment", "units")? {
        let sql = "SELECT units FROM assessment WHERE document_id = ? AND coverage = 'partial'";
        transaction.query_row(sql, [id], |row| row.get::<_, i64>(0)).optional()?
    } else {
        None
    };

    let sheets: Vec<String> = if has_column(transaction, "cell", "sheet")? {
        let sql = "SELECT DISTINCT sheet FROM cell WHERE document_id = ? AND sheet IS NOT NULL";
        let mut statement = transaction.prepare(sql)?;
        statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    } else {
        Vec::new()
    };
    let sheet = if let [sheet] = &sheets[..] { Some(sheet.clone()) } else { None };

    Ok(Instructions {
        reading: ReadOptions { sheet, ..ReadOptions::default() },
        options: Options {
            year: single.map(|(year, _)| year),
            block: single.map(|(_, block)| block),
            number: row.get(1)?,
            issued_on: row.get::<_, String>(5)?.parse().ok(),
            issuer: row.get(6)?,
            units: units.and_then(|units| units.try_into().ok()),
            new_units: true,
            accept: accepted.iter().filter_map(|rule| Rule::from_name(rule)).collect(),
            ..Options::default()
        },
        mapping: None,
        registry: None,
    })
}

/// What identifies an assessment across a rebuild: SHA-256 and number of its document, year and
/// block. The number is followed by the code of the index.
type Key = (String, String, Year, Block);

/// Where an assessment stands: authority, index, year and block.
type Place<'a> = (&'a (i64, String), Year, Block);

/// All assessments, each with the one that replaced it.
fn history(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<(Key, Option<Key>)>> {
    let key =
        if has_column(transaction, "assessment", "block_key")? { "block_key" } else { "block" };
    let index = if has_column(transaction, "assessment", "index_code")? {
        "assessment.index_code"
    } else {
        "'cchc'"
    };
    let sql = &format!(
        "SELECT replaced.sha256, replaced.number || ' ' || {index}, assessment.year,
                assessment.{key}, other.sha256, other.number || ' ' || {index}
                 FROM assessment
                 JOIN document AS replaced             ON replaced.id = assessment.document_id
                 LEFT JOIN assessment AS later    ON later.id = assessment.replaced_by
                 LEFT JOIN document AS other      ON other.id = later.document_id
                ORDER BY assessment.id"
    );
    let mut statement = transaction.prepare(sql)?;
    let row = |row: &Row<'_>| {
        let (year, block): (Year, Block) = (year_at(row, 2)?, block_at(row, 3)?);
        let other = row.get::<_, Option<String>>(4)?.zip(row.get::<_, Option<String>>(5)?);
        let other = other.map(|(sha256, number)| (sha256, number, year, block));
        Ok(((row.get(0)?, row.get(1)?, year, block), other))
    };
    statement.query_map([], row)?.collect()
}

/// Restores which assessment replaced which, whatever the order in which the documents were read.
/// If the replacing assessment is gone, the one that replaced that one in turn counts; if there is
/// none, the last assessment of the year and block is in force. A year and block with a new
/// assessment keeps the order of the documents.
fn restore(transaction: &Transaction<'_>, history: &[(Key, Option<Key>)]) -> rusqlite::Result<()> {
    let before: HashMap<&Key, &Option<Key>> =
        history.iter().map(|(entry, later)| (entry, later)).collect();

    let sql = "SELECT sha256, number || ' ' || assessment.index_code, year, block_key,
                      assessment.id, authority_id, assessment.index_code
                 FROM assessment JOIN document ON document.id = document_id ORDER BY assessment.id";
    let mut statement = transaction.prepare(sql)?;
    let row = |row: &Row<'_>| {
        let key: Key = (row.get(0)?, row.get(1)?, year_at(row, 2)?, block_at(row, 3)?);
        Ok((key, row.get::<_, i64>(4)?, (row.get(5)?, row.get(6)?)))
    };
    let current: Vec<(Key, i64, (i64, String))> =
        statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?;
    let ids: HashMap<&Key, i64> = current.iter().map(|(key, id, _)| (key, *id)).collect();
    let mut groups: BTreeMap<Place<'_>, Vec<&Key>> = BTreeMap::new();
    for (key, _, scope) in &current {
        groups.entry((scope, key.2, key.3)).or_default().push(key);
    }

    for group in groups
        .into_values()
        .filter(|group| group.len() > 1 && group.iter().all(|key| before.contains_key(key)))
    {
        let later = |key: &Key| {
            let mut later = before.get(key).copied()?.as_ref()?;
            // A replacing assessment was stored later or was reinstated. A circle could only come
            // from damage; the loop ends even then.
            for _ in 0..before.len() {
                match ids.get(later) {
                    Some(id) => return Some(*id),
                    None => later = before.get(later).copied()?.as_ref()?,
                }
            }
            None
        };

        let targets: Vec<(i64, Option<i64>)> =
            group.iter().map(|key| (ids[*key], later(key))).collect();
        let last = targets.iter().filter(|(_, later)| later.is_none()).map(|(id, _)| *id).max();

        // First all are taken out of force, because only one assessment of a year and block may be
        // in force.
        for (id, _) in &targets {
            transaction.execute("UPDATE assessment SET replaced_by = id WHERE id = ?", [id])?;
        }
        for (id, later) in targets {
            let later = later.or(last).filter(|later| *later != id);
            transaction.execute(
                "UPDATE assessment SET replaced_by = ?1 WHERE id = ?2",
                params![later, id],
            )?;
        }
    }
    Ok(())
}

/// Tables and views of older versions.
const OLDER: [&str; 7] = [
    "cell",
    "applicable_score",
    "criterion_change",
    "ranked_result",
    "recomputed_result",
    "year_apart",
    "year_pair",
];

/// Drops every table and view of cchc, dependent ones first. Tables of other programs in the file
/// stay.
fn drop_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = "SELECT type, name FROM main.sqlite_schema WHERE type IN ('view', 'table') ORDER BY \
        type DESC, rowid DESC";
    let mut statement = transaction.prepare(sql)?;
    let names =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    drop(statement);

    let is_ours = |name: &str| OLDER.contains(&name) || schema_of(name).next().is_some();
    for (kind, name) in names.iter().filter(|(_, name)| !name.is_empty() && is_ours(name)) {
        transaction.execute_batch(&format!("DROP {kind} main.\"{name}\""))?;
    }
    Ok(())
}

/// Keeps a document that could not be read again: its bytes and instructions, without results.
fn keep_source(transaction: &Transaction<'_>, source: &Source) -> rusqlite::Result<()> {
    let (id, bytes) = (source.id, count(source.bytes));
    let content: Vec<u8> = transaction.query_row(
        &format!("SELECT content FROM {SOURCES} WHERE id = ?"),
        [id],
        |row| row.get(0),
    )?;
    // An older version stored the bytes uncompressed.
    let content =
        if count(content.len()) == bytes { packed(&content).into_owned() } else { content };
    let has_copied_from = has_column(transaction, "rebuild_source", "copied_from")?;
    let copied_from = if has_copied_from { "copied_from" } else { "NULL" };

    let sql = format!(
        "INSERT INTO document
         (number, issued_on, issuer, title, file_name, sha256, format, content, bytes, \
        instructions, simulated, copied_from, read_index)
         SELECT number, issued_on, issuer, title, file_name, sha256, format, ?2, ?4, ?3, \
        simulated, {copied_from}, ?5
           FROM {SOURCES} WHERE id = ?1"
    );
    let values = params![id, content, source.instructions, bytes, source.read_index];
    transaction.execute(&sql, values).map(drop)
}
