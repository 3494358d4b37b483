//! Finds out whose index a document is: the authority of its registry, or one that is stored.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::assessment::CheckedDocument;
use crate::model::{Stage, authority_of, is_office_of, issuer_key};
use crate::registry::Registry;

use super::{Store, StoreError};

/// The authority of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Identifies it in the database. None if it is not stored yet.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
}

impl Store {
    /// The authority of a document: the one that its options name, or else that of the registry, or
    /// else the stored one that issued it. The first document may be of any authority.
    ///
    /// # Errors
    /// Returns an error if the document is of another authority than the registry or the stored
    /// documents.
    pub fn owner(
        &self,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        is_mixed: bool,
    ) -> Result<Owner, StoreError> {
        let stored = stored(&self.connection).map_err(|error| self.error(&error))?;
        owner(&stored, document, registry, is_mixed)
    }

    /// The stored authority that a document is probably of, before it is read: the one that the
    /// options or the registry name, or else the only one. None if there is none or several.
    pub fn likely_owner(
        &self,
        requested: Option<&str>,
        registry: Option<&Registry>,
    ) -> Result<Option<Owner>, StoreError> {
        let stored = stored(&self.connection).map_err(|error| self.error(&error))?;
        let declared = registry.and_then(|registry| registry.authority.as_ref());
        let name = requested.or(declared.map(|entry| entry.name.as_str()));
        Ok(match name {
            Some(name) => find(&stored, name),
            None => Some(stored).filter(|stored| stored.len() == 1).and_then(|mut all| all.pop()),
        })
    }
}

/// The stored authorities, in the order of their import.
pub(super) fn stored(connection: &Connection) -> rusqlite::Result<Vec<Owner>> {
    if super::open::is_empty(connection)? {
        return Ok(Vec::new());
    }
    // An authority that is only the parent of others has neither documents nor a registry.
    let sql = "SELECT id, name FROM authority
                WHERE id IN (SELECT authority_id FROM assessment
                             UNION SELECT authority_id FROM registry)
                ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok(Owner { id: row.get(0)?, name: row.get(1)? }))?;
    rows.collect()
}

fn find(stored: &[Owner], name: &str) -> Option<Owner> {
    let is_exact = |owner: &&Owner| issuer_key(&owner.name) == issuer_key(name);
    let mut offices = stored.iter().filter(|owner| is_office_of(name, &owner.name));
    let only = offices.next().filter(|_| offices.next().is_none());
    stored.iter().find(is_exact).or(only).cloned()
}

fn owner(
    stored: &[Owner],
    document: &CheckedDocument,
    registry: Option<&Registry>,
    is_mixed: bool,
) -> Result<Owner, StoreError> {
    let origin = document.origin();
    let declared = registry.and_then(|registry| registry.authority.as_ref());
    // Any office may have gathered self scores or forms.
    let mut assessments = document.assessments().iter();
    let is_gathered = assessments
        .all(|assessment| assessment.stage == Stage::SelfScored || assessment.from_forms);
    let of_name = |name: &str| {
        find(stored, name).unwrap_or_else(|| Owner { id: None, name: name.to_owned() })
    };
    let refused = |issuer: &str, stored: &str| StoreError::OtherIssuer {
        path: document.raw().path.clone(),
        issuer: issuer.to_owned(),
        stored: stored.to_owned(),
        folder: declared.and(registry).map(|registry| registry.folder.clone()),
    };

    if let Some(requested) = &document.instructions().options.authority {
        return match declared {
            Some(entry) if !entry.issues(requested, origin.issued_on) => {
                Err(refused(requested, &entry.name))
            }
            Some(entry) => Ok(of_name(&entry.name)),
            None => Ok(of_name(requested)),
        };
    }
    match declared {
        Some(entry) if is_gathered || entry.issues(&origin.issuer, origin.issued_on) => {
            return Ok(of_name(&entry.name));
        }
        Some(entry) if !is_mixed => return Err(refused(&origin.issuer, &entry.name)),
        Some(_) | None => {}
    }
    match (find(stored, &origin.issuer), stored) {
        (Some(owner), _) => Ok(owner),
        (None, [only]) if is_gathered => Ok(only.clone()),
        (None, [first, ..]) if !is_mixed => Err(refused(&origin.issuer, &first.name)),
        (None, _) => Ok(Owner { id: None, name: authority_of(&origin.issuer) }),
    }
}

/// The id of an authority. A new name creates it.
pub(super) fn authority_id(transaction: &Transaction<'_>, name: &str) -> rusqlite::Result<i64> {
    let key = issuer_key(name);
    let select = "SELECT id FROM authority WHERE match_key = ?";
    let known =
        transaction.prepare_cached(select)?.query_row([&key], |row| row.get(0)).optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let sql = "INSERT INTO authority (name, match_key) VALUES (?, ?)";
    transaction.prepare_cached(sql)?.execute([name, key.as_str()])?;
    Ok(transaction.last_insert_rowid())
}

/// Writes the authority above another one, as the registry declares it.
pub(super) fn write_parent(
    transaction: &Transaction<'_>,
    authority: i64,
    registry: &Registry,
) -> rusqlite::Result<()> {
    let declared = registry.authority.as_ref().and_then(|entry| entry.parent.as_ref());
    let parent = declared.map(|name| authority_id(transaction, name)).transpose()?;
    let parent = parent.filter(|parent| *parent != authority);
    let sql = "UPDATE authority SET parent_id = ? WHERE id = ?";
    transaction.execute(sql, params![parent, authority]).map(drop)
}
