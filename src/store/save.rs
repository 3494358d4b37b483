//! Saving a checked document: one transaction, all or nothing.

use std::collections::{HashMap, HashSet};
use std::io;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::assessment::{Assessment, CheckedDocument};
use crate::model::{Stage, unit_key};
use crate::registry::Registry;

use super::authority::{Owner, authority_id};
use super::beside::{file_beside, sync_folder};
use super::carry::keep_earlier;
use super::load::{block, index, parsed, year};
use super::open::{create_schema, is_empty};
use super::packed::{packed, unpacked};
use super::registry::lost;
use super::steps::{Admission, Conflict, Rebuilt, Saved, Steps, Touched};
use super::sync::{order_names, stored_texts, write_registry};
use super::writer::Writer;
use super::{Scope, Store, StoreError, count};

/// With more units than this, the order in which tables are joined matters.
const MANY_UNITS: usize = 500;

impl Store {
    /// Saves a document and the registry with which it was checked. If the registry differs from
    /// the stored one, every stored document is read again.
    ///
    /// # Errors
    /// Returns an error, and changes nothing, if the document is not admitted, or if a stored
    /// document no longer passes under the new registry.
    pub fn save<S: Steps>(
        &mut self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        steps: &S,
    ) -> Result<Saved, S::Error> {
        if self.is_new {
            self.save_first(document, registry, admission, steps)
        } else {
            self.save_here(document, registry, admission, steps)
        }
    }

    /// Saves the first document into a temporary file, which takes the database's name once it is
    /// complete. If another program has created the database meanwhile, the document is saved into
    /// that one.
    fn save_first<S: Steps>(
        &mut self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        steps: &S,
    ) -> Result<Saved, S::Error> {
        #[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
        let cannot = |error: &io::Error| match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => StoreError::Full(self.path.clone()),
            _ => StoreError::CannotOpen(self.path.clone()),
        };

        let file = file_beside(&self.path).map_err(|error| cannot(&error))?;
        let beside = self.open_beside(file.path())?;
        let saved = beside.save_here(document, registry, admission, steps)?;
        drop(beside);

        file.as_file().sync_all().map_err(|error| cannot(&error))?;
        let is_ours = file.persist_noclobber(&self.path).is_ok();
        sync_folder(&self.path).map_err(|error| cannot(&error))?;
        *self = Self::open_for_writing(&self.path)?;
        if is_ours { Ok(saved) } else { self.save_here(document, registry, admission, steps) }
    }

    fn save_here<S: Steps>(
        &self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        steps: &S,
    ) -> Result<Saved, S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        // `compute` uses the same connection: it reads what this transaction wrote, and stores its
        // results within it.
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(error)?;

        let (saved, touched) = self.write(&transaction, document, registry, admission, steps)?;
        if !touched.is_empty() {
            steps.compute(self, &touched)?;
        }
        self.analyze(
            &transaction,
            document.assessments().iter().map(|assessment| assessment.results.len()).sum(),
        )?;
        transaction.commit().map_err(error)?;
        Ok(saved)
    }

    /// Stores the table statistics that the query planner of any client needs to join large tables
    /// in the right order. Small databases do not need them.
    pub(super) fn analyze(
        &self,
        transaction: &Transaction<'_>,
        units: usize,
    ) -> Result<(), StoreError> {
        if units > MANY_UNITS {
            let analyze = transaction.execute_batch("PRAGMA analysis_limit = 400; ANALYZE;");
            analyze.map_err(|error| self.error(&error))?;
        }
        Ok(())
    }

    /// Writes a document within a transaction. Returns the years and blocks that it touched,
    /// sorted.
    pub(super) fn write<S: Steps>(
        &self,
        transaction: &Transaction<'_>,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        steps: &S,
    ) -> Result<(Saved, Vec<Touched>), S::Error> {
        let error = |error: rusqlite::Error| self.error(&error);
        if is_empty(transaction).map_err(error)? {
            create_schema(transaction).map_err(error)?;
        }
        let is_mixed = is_mixed(transaction, document).map_err(error)?;
        let owner = self.admitted_owner(document, registry, admission, is_mixed)?;
        let authority = authority_id(transaction, &owner.name).map_err(error)?;
        // What is declared of simulated units is not true of real ones, nor the other way round: it
        // stays with the document.
        let (registry, document_registry) =
            if is_mixed { (None, registry) } else { (registry, None) };
        let with_own = document_registry.map(|registry| document.checked_with(registry.clone()));
        let document = with_own.as_ref().unwrap_or(document);
        let is_other = |registry: &&Registry| -> rusqlite::Result<bool> {
            Ok(stored_texts(transaction, authority)?.as_ref() != Some(&registry.texts))
        };
        let mut is_remade = false;
        if let Some(registry) = registry
            && is_other(&registry).map_err(error)?
        {
            if !admission.replace_registry {
                refuse_loss(transaction, authority, registry, &error)?;
            }
            if is_unused(transaction, authority).map_err(error)? {
                write_registry(transaction, authority, registry).map_err(error)?;
            } else {
                let changed = Some((owner.name.as_str(), registry));
                let rebuilt = self.remake(transaction, changed, &[], steps)?;
                if let Some(refusal) = rebuilt.into_iter().find_map(Rebuilt::lost) {
                    return Err(refusal);
                }
                is_remade = true;
            }
        }
        // A rebuild numbers the authorities anew.
        let authority = authority_id(transaction, &owner.name).map_err(error)?;
        let (saved, mut touched) =
            self.write_one(transaction, document, registry, admission, authority)?;
        // New units, frameworks or series may change every year.
        if is_remade {
            touched = in_force(transaction).map_err(error)?;
        }
        order_names(transaction).map_err(error)?;
        touched.sort_unstable();
        touched.dedup();
        Ok((saved, touched))
    }

    /// Writes a document into a database that already has the registry.
    pub(super) fn write_one(
        &self,
        transaction: &Transaction<'_>,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        authority: i64,
    ) -> Result<(Saved, Vec<Touched>), StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let mut touched = places(document, authority);
        let saved = match known_as(transaction, document, authority, &error)? {
            Some((Saved::Replaced, _)) if is_late(transaction, document, authority, &error)? => {
                touched.clear();
                Saved::Unchanged
            }
            Some((Saved::Replaced, assessments)) if admission.conflict == Conflict::Reinstate => {
                refuse_earlier_stage(transaction, document, authority, &error)?;
                reinstate(transaction, &assessments).map_err(error)?;
                Saved::New
            }
            Some((saved, _)) => {
                self.mend(transaction, document)?;
                touched.clear();
                saved
            }
            None => {
                let is_late = is_late(transaction, document, authority, &error)?;
                self.write_new(transaction, document, registry, admission, authority)?;
                if is_late { Saved::Beside } else { Saved::New }
            }
        };
        if are_joined(transaction).map_err(error)? {
            return Err(StoreError::UnitsJoined);
        }
        Ok((saved, touched))
    }

    /// Replaces damaged stored bytes of a document by the ones that were read now.
    fn mend(
        &self,
        transaction: &Transaction<'_>,
        document: &CheckedDocument,
    ) -> Result<(), StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let raw = document.raw();
        let sql = "SELECT content FROM document
                    WHERE sha256 = ? AND number = ? AND read_index = ?";
        let key = key_of(document);
        let content: Vec<u8> = transaction.query_row(sql, key, |row| row.get(0)).map_err(error)?;
        if unpacked(content, raw.bytes.len()).is_none_or(|bytes| bytes != raw.bytes) {
            let sql = "UPDATE document SET content = ?, bytes = ?
                        WHERE sha256 = ? AND number = ? AND read_index = ?";
            let bytes = count(raw.bytes.len());
            let [sha256, number, index] = key;
            transaction
                .execute(sql, params![packed(&raw.bytes), bytes, sha256, number, index])
                .map_err(error)?;
        }
        Ok(())
    }

    fn write_new(
        &self,
        transaction: &Transaction<'_>,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        authority: i64,
    ) -> Result<(), StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        refuse_earlier_stage(transaction, document, authority, &error)?;
        if admission.conflict == Conflict::Refuse {
            refuse_stored(transaction, document, authority, &error)?;
        }

        let sql = "DELETE FROM document WHERE sha256 = ? AND number = ? AND read_index = ?";
        transaction.execute(sql, key_of(document)).map_err(error)?;

        let mut writer = Writer::new(transaction, document, registry, authority).map_err(error)?;
        writer.write(document).map_err(error)?;
        keep_earlier(transaction, writer.document(), document.is_of_forms()).map_err(error)
    }
}

/// Whether an authority has neither documents nor a registry.
fn is_unused(connection: &Connection, authority: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM assessment WHERE authority_id = ?1)
                  AND NOT EXISTS (SELECT 1 FROM registry WHERE authority_id = ?1)";
    connection.query_row(sql, [authority], |row| row.get(0))
}

/// What identifies a document: its bytes, its number and the index whose tables were read.
fn key_of(document: &CheckedDocument) -> [&str; 3] {
    let origin = document.origin();
    [&document.raw().sha256, &origin.number, origin.index.code]
}

/// The years and blocks of a document.
fn places(document: &CheckedDocument, authority: i64) -> Vec<Touched> {
    let scope = Scope { authority, index: document.origin().index };
    let place =
        |Assessment { year, block, .. }: &Assessment| Touched { scope, year: *year, block: *block };
    document.assessments().iter().map(place).collect()
}

/// Whether two units of one assessment have the same identity, for example because one was renamed
/// to the other. Neither could be followed over the years.
fn are_joined(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM result JOIN unit ON unit.id = unit_id
                               WHERE identity <> unit.id OR unit.id IN (SELECT identity FROM unit \
        WHERE identity <> id)
                               GROUP BY assessment_id, identity HAVING count(*) > 1)";
    connection.query_row(sql, [], |row| row.get(0))
}

/// The years and blocks with results in force.
pub(super) fn in_force(connection: &Connection) -> rusqlite::Result<Vec<Touched>> {
    let sql = "SELECT year, block_key, authority_id, index_code, index_name
                 FROM assessment WHERE replaced_by IS NULL";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let scope = Scope { authority: row.get(2)?, index: index(row, 3)? };
        Ok(Touched { scope, year: year(row, 0)?, block: block(row, 1)? })
    })?;
    rows.collect()
}

impl Store {
    /// The latest documents with results that are not published, of the years and blocks of a
    /// document and of its authority. A decision may have replaced them since.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn unpublished_beside(
        &self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
    ) -> Result<Vec<i64>, StoreError> {
        let Some(authority) = self.owner(document, registry, true)?.id else {
            return Ok(Vec::new());
        };
        let sql = "SELECT document_id FROM assessment
                    WHERE year = ? AND block_key = ? AND authority_id = ? AND index_code = ?
                      AND stage <> 'published'
                    ORDER BY replaced_by IS NOT NULL, id DESC LIMIT 1";
        let mut ids = Vec::new();
        for Touched { scope, year, block } in places(document, authority) {
            let values = params![year.number(), block.key(), scope.authority, scope.index.code];
            let id = self.connection.query_row(sql, values, |row| row.get::<_, i64>(0)).optional();
            ids.extend(id.map_err(|error| self.error(&error))?);
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// Checks whether [`Self::save`] would admit a document, without saving it.
    ///
    /// # Errors
    /// Returns the error that saving the document would return.
    pub fn check_admission(
        &self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
    ) -> Result<(), StoreError> {
        let error = |error: rusqlite::Error| StoreError::of(&error, &self.path);
        let is_mixed = is_mixed(&self.connection, document).map_err(error)?;
        let owner = self.admitted_owner(document, registry, admission, is_mixed)?;
        let Some(authority) = owner.id else { return Ok(()) };
        if let Some(registry) = registry.filter(|_| !is_mixed && !admission.replace_registry) {
            refuse_loss(&self.connection, authority, registry, &error)?;
        }
        if known_as(&self.connection, document, authority, &error)?.is_some() {
            return Ok(());
        }

        refuse_earlier_stage(&self.connection, document, authority, &error)?;
        if admission.conflict == Conflict::Refuse {
            refuse_stored(&self.connection, document, authority, &error)?;
        }
        Ok(())
    }

    /// The authority of a document that may be mixed with what is stored.
    fn admitted_owner(
        &self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        admission: Admission,
        is_mixed: bool,
    ) -> Result<Owner, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let owner = self.owner(document, registry, is_mixed);
        if is_mixed && !admission.mix {
            let known = match owner.as_ref().ok().and_then(|owner| owner.id) {
                Some(id) => known_as(&self.connection, document, id, &error)?,
                None => None,
            };
            if known.is_none() {
                let path = document.raw().path.clone();
                let is_simulated = document.origin().simulated;
                return Err(StoreError::Mixed { path, is_simulated });
            }
        }
        owner
    }
}

/// Returns an error if a registry lacks declarations that stored documents need.
pub(super) fn refuse_loss(
    connection: &Connection,
    authority: i64,
    registry: &Registry,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    let lost = lost(connection, authority, registry).map_err(error)?;
    if lost.is_empty() {
        Ok(())
    } else {
        Err(StoreError::RegistryLacks { folder: registry.folder.clone(), lost })
    }
}

/// Returns an error if a year and block of a document are already stored.
fn refuse_stored(
    connection: &Connection,
    document: &CheckedDocument,
    authority: i64,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    for (assessment, place) in document.assessments().iter().zip(places(document, authority)) {
        let Touched { year, block, .. } = place;
        let stored = stored_as(connection, &place).map_err(error)?;
        // Results may replace what came before their stage.
        let is_admitted =
            |stored: Stage| stored < assessment.stage || assessment.comes_after(stored);
        if let Some((number, file_name, _)) = stored.filter(|(.., stage)| !is_admitted(*stage)) {
            let units = stored_units(connection, &place).map_err(error)?;
            let new: HashSet<_> =
                assessment.results.iter().map(|result| unit_key(&result.unit)).collect();
            let is_kept = |keys: &&HashSet<String>| !keys.is_disjoint(&new);
            let kept = units.values().filter(is_kept).count();
            return Err(StoreError::AlreadyStored {
                path: document.raw().path.clone(),
                year,
                block,
                number,
                file_name: file_name.into(),
                lacking: (kept < units.len()).then(|| Box::new([units.len(), kept])),
            });
        }
    }
    Ok(())
}

/// The keys of all names of each stored unit of a year and block.
fn stored_units(
    connection: &Connection,
    Touched { scope, year, block }: &Touched,
) -> rusqlite::Result<HashMap<i64, HashSet<String>>> {
    let sql = "SELECT unit_id, match_key
                 FROM assessment
                 JOIN result ON assessment_id = assessment.id
                 JOIN unit_alias USING (unit_id)
                WHERE year = ? AND block_key = ? AND assessment.authority_id = ? AND index_code = ?
                  AND replaced_by IS NULL";
    let mut statement = connection.prepare(sql)?;
    let values = params![year.number(), block.key(), scope.authority, scope.index.code];
    let mut units: HashMap<i64, HashSet<String>> = HashMap::new();
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    for row in rows {
        let (unit, key) = row?;
        units.entry(unit).or_default().insert(key);
    }
    Ok(units)
}

/// Returns an error if results of an earlier stage, such as self scores, would replace later ones.
fn refuse_earlier_stage(
    connection: &Connection,
    document: &CheckedDocument,
    authority: i64,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    for (assessment, place) in document.assessments().iter().zip(places(document, authority)) {
        let Touched { year, block, .. } = &place;
        let stored = stored_as(connection, &place).map_err(error)?;
        let is_earlier =
            |stored: Stage| stored > assessment.stage && !assessment.comes_after(stored);
        if let Some((number, file_name, _)) = stored.filter(|(.., stage)| is_earlier(*stage)) {
            let path = document.raw().path.clone();
            return Err(StoreError::Published {
                path,
                year: *year,
                block: *block,
                number,
                file_name,
            });
        }
    }
    Ok(())
}

/// Whether all results of a document are those of forms that come after the decision.
fn is_late(
    connection: &Connection,
    document: &CheckedDocument,
    authority: i64,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<bool, StoreError> {
    for (assessment, place) in document.assessments().iter().zip(places(document, authority)) {
        let stored = stored_as(connection, &place).map_err(error)?;
        if !stored.is_some_and(|(.., stage)| assessment.comes_after(stage)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the database holds figures of the other kind: real ones when the document is simulated,
/// or simulated ones when it is real.
pub(super) fn is_mixed(
    connection: &Connection,
    document: &CheckedDocument,
) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM document WHERE simulated <> ?)";
    connection.query_row(sql, [document.origin().simulated], |row| row.get(0))
}

/// Whether the same bytes are already stored for the same years and blocks: how, and the ids of
/// their assessments. None when they are not stored.
///
/// # Errors
/// Returns an error if the bytes are stored for other years or blocks.
fn known_as(
    connection: &Connection,
    document: &CheckedDocument,
    authority: i64,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<Option<(Saved, Vec<i64>)>, StoreError> {
    // A document that a rebuild could not read has no assessments, and is imported as if it were
    // new.
    let sql = "SELECT id, number, file_name FROM document
                WHERE sha256 = ? AND number = ? AND read_index = ?
                  AND EXISTS (SELECT 1 FROM assessment WHERE document_id = document.id)";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?));
    let known = connection.query_row(sql, key_of(document), row).optional().map_err(error)?;
    let Some((id, number, file_name)) = known else { return Ok(None) };

    let sql = "SELECT id, replaced_by IS NOT NULL FROM assessment
                WHERE document_id = ? AND year = ? AND block_key = ? AND authority_id = ?
                  AND index_code = ?";
    let (mut saved, mut assessments) = (Saved::Unchanged, Vec::new());
    for Touched { scope, year, block } in places(document, authority) {
        let values = params![id, year.number(), block.key(), authority, scope.index.code];
        let same =
            connection.query_row(sql, values, |row| Ok((row.get(0)?, row.get(1)?))).optional();
        let Some((assessment, is_replaced)) = same.map_err(error)? else {
            let path = document.raw().path.clone();
            return Err(StoreError::StoredForOtherYear { path, number, file_name });
        };
        assessments.push(assessment);
        if is_replaced {
            saved = Saved::Replaced;
        }
    }
    Ok(Some((saved, assessments)))
}

/// Puts assessments back in force. They replace the ones that are in force in their place.
fn reinstate(connection: &Connection, assessments: &[i64]) -> rusqlite::Result<()> {
    for id in assessments {
        let sql = "UPDATE assessment SET replaced_by = ?1 WHERE replaced_by IS NULL AND id <> ?1
                    AND (year, block_key, authority_id, index_code) =
                        (SELECT year, block_key, authority_id, index_code
                           FROM assessment WHERE id = ?1)";
        connection.execute(sql, [id])?;
        connection.execute("UPDATE assessment SET replaced_by = NULL WHERE id = ?", [id])?;
    }
    Ok(())
}

/// Number and file of the document from which a year and block are stored, and their stage; none
/// when they are not stored.
fn stored_as(
    connection: &Connection,
    Touched { scope, year, block }: &Touched,
) -> rusqlite::Result<Option<(String, String, Stage)>> {
    let sql =
        "SELECT number, file_name, stage FROM assessment JOIN document ON document.id = document_id
          WHERE year = ? AND block_key = ? AND authority_id = ? AND index_code = ?
            AND replaced_by IS NULL";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, parsed(row, 2)?));
    let values = params![year.number(), block.key(), scope.authority, scope.index.code];
    connection.query_row(sql, values, row).optional()
}
