//! Writes a database into a lake.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::model::Year;
use crate::store::{SCHEMA_VERSION, Store, StoredPlace, StoredValue};

use super::column::{Prefixes, Values, file_of};
use super::error::LakeError;
use super::folder::{Called, FILE, Folder, part};
use super::schema;
use super::source::{Source, sources};

/// What an export did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// The number of authorities.
    pub authorities: usize,
    /// The number of files that the lake has of them, and of files that it shares.
    pub files: usize,
    /// How many of them were written, because they are new or differ.
    pub written: usize,
    /// The number of files that were deleted, because nothing is left of what they held.
    pub deleted: usize,
}

/// Writes all tables and relations of a database into a lake, which may hold other authorities. A
/// file that has the same bytes already is left alone, and the same database gives the same bytes.
///
/// # Errors
/// Returns an error if the folder holds other files, or a lake of another version or with another
/// authority whose identifiers begin alike, or if something cannot be read or written. Files that
/// are complete by then stay.
pub fn export(store: &Store, folder: &Path) -> Result<Exported, LakeError> {
    store.in_one_state(|| {
        let mut folder = Folder::open(folder, SCHEMA_VERSION)?;
        let authorities = store.authorities()?;
        let mut called = BTreeMap::new();
        for authority in &authorities {
            called.insert(authority.id, folder.called(authority)?);
        }
        let by_name: BTreeMap<&str, i64> =
            authorities.iter().map(|authority| (authority.name.as_str(), authority.id)).collect();

        let sources = sources(store)?;
        for (name, text) in schema::files(&sources) {
            folder.write(Path::new(name), text.as_bytes())?;
        }
        let places = store.places()?;
        for source in &sources {
            let (called, by_name) = (&called, &by_name);
            let mut export = Export { source, called, by_name, files: Files::new() };
            export.write(store, &places, &mut folder)?;
        }
        Ok(Exported {
            authorities: authorities.len(),
            files: folder.current.len(),
            written: folder.written,
            deleted: folder.deleted,
        })
    })
}

/// The values of each file: the authority, and what else tells its files apart.
type Files = BTreeMap<(i64, Vec<String>), Vec<Values>>;

/// The export of one table or relation.
struct Export<'a> {
    source: &'a Source,
    /// How the authorities are called in the lake.
    called: &'a BTreeMap<i64, Called>,
    /// The numbers of the authorities by their names in the database.
    by_name: &'a BTreeMap<&'a str, i64>,
    /// The files that are being collected.
    files: Files,
}

impl Export<'_> {
    /// Writes the files of the source, and deletes those of these authorities that it no longer has.
    fn write(
        &mut self,
        store: &Store,
        places: &[StoredPlace],
        folder: &mut Folder,
    ) -> Result<(), LakeError> {
        let mut years: Vec<Option<Year>> = vec![None];
        if self.source.is_by_year() {
            years = places.iter().map(|place| Some(place.year)).collect();
            years.sort_unstable();
            years.dedup();
        }

        let with_documents: BTreeSet<i64> = places.iter().map(|place| place.authority).collect();
        let mut written: BTreeSet<i64> = BTreeSet::new();
        for year in years {
            store.each_value(&self.source.sql, year, |row| self.take(row))?;
            for ((authority, parts), values) in std::mem::take(&mut self.files) {
                written.insert(authority);
                if with_documents.contains(&authority) {
                    self.write_file(authority, &parts, &values, folder)?;
                } else if self.source.is_of_authorities()
                    && self.path(authority, &parts).is_some_and(|path| !folder.has(&path))
                {
                    // Only mentioned, as the one above another: a database with its documents may
                    // have written it.
                    self.write_file(authority, &parts, &values, folder)?;
                }
            }
        }

        for (id, called) in self.called.iter().filter(|(id, _)| with_documents.contains(id)) {
            // Engines need a file to know the columns.
            if !written.contains(id)
                && let Some(parts) = self.first_parts(*id, places)
            {
                self.write_file(*id, &parts, &self.no_values(), folder)?;
            }
            let of_authority =
                PathBuf::from(&self.source.folder).join(part("authority", &called.name));
            folder.clear(&of_authority)?;
        }
        Ok(())
    }

    fn no_values(&self) -> Vec<Values> {
        self.source.columns.iter().map(|column| Values::new(column.kind)).collect()
    }

    /// What tells the first file of an authority apart. None if it has no assessments.
    fn first_parts(&self, authority: i64, places: &[StoredPlace]) -> Option<Vec<String>> {
        if !self.source.is_by_year() {
            return Some(Vec::new());
        }
        let first = places.iter().find(|place| place.authority == authority)?;
        Some(vec![first.index.clone(), first.year.to_string(), first.block.clone()])
    }

    /// Adds a row to its file.
    fn take(&mut self, row: &[StoredValue<'_>]) -> Result<(), LakeError> {
        let misfit = |column: &str| LakeError::Value {
            table: self.source.name.clone(),
            column: column.to_owned(),
        };
        let (parts, values) = row.split_at(self.source.parts.len());
        let authority = match parts[0] {
            StoredValue::Integer(id) => Some(id),
            StoredValue::Text(name) => self.by_name.get(name).copied(),
            // A document that no longer passes has no results, and so belongs to no authority.
            StoredValue::Null => return Ok(()),
            StoredValue::Real(_) | StoredValue::Blob(_) => None,
        };
        let authority = authority.ok_or_else(|| misfit("authority"))?;
        let own = self.called.get(&authority).ok_or_else(|| misfit("authority"))?;
        let prefixes = Prefixes { own: own.prefix, all: self.called };
        let mut others = Vec::with_capacity(parts.len());
        for (value, name) in parts.iter().zip(self.source.parts).skip(1) {
            others.push(match value {
                StoredValue::Integer(integer) => integer.to_string(),
                StoredValue::Text(text) => (*text).to_owned(),
                StoredValue::Null | StoredValue::Real(_) | StoredValue::Blob(_) => {
                    return Err(misfit(name));
                }
            });
        }

        let columns = &self.source.columns;
        let file = self
            .files
            .entry((authority, others))
            .or_insert_with(|| columns.iter().map(|column| Values::new(column.kind)).collect());
        for (column, collected) in columns.iter().zip(file) {
            collected
                .push(column.kind, values[column.place], prefixes)
                .ok_or_else(|| misfit(&column.name))?;
        }
        Ok(())
    }

    fn write_file(
        &self,
        authority: i64,
        parts: &[String],
        values: &[Values],
        folder: &mut Folder,
    ) -> Result<(), LakeError> {
        let Some(path) = self.path(authority, parts) else { return Ok(()) };
        let bytes = file_of(&self.source.columns, values)
            .map_err(|error| LakeError::Format(error.to_string()))?;
        folder.write(&path, &bytes)
    }

    /// Where a file is in the lake. None if the authority is not known.
    fn path(&self, authority: i64, parts: &[String]) -> Option<PathBuf> {
        let called = self.called.get(&authority)?;
        let mut path = PathBuf::from(&self.source.folder);
        let all = std::iter::once(called.name.as_str()).chain(parts.iter().map(String::as_str));
        for (column, value) in self.source.parts.iter().zip(all) {
            path.push(part(column, value));
        }
        Some(path.join(FILE))
    }
}
