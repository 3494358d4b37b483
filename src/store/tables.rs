//! The tables as they are stored, with all their values, for a copy of the database in another
//! form.

use std::collections::HashMap;

use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::model::Year;

use super::load::year;
use super::{Store, StoreError};

/// A table of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTable {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<StoredColumn>,
    /// The columns by which its rows are identified.
    pub key: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub storage: ColumnStorage,
    /// The table whose rows its numbers identify: this one or another. None if it holds other
    /// values.
    pub identifies: Option<String>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnStorage {
    /// INTEGER.
    Integer,
    /// REAL.
    Real,
    /// TEXT.
    Text,
    /// BLOB.
    Blob,
}

/// A stored value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StoredValue<'a> {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(&'a str),
    /// BLOB.
    Blob(&'a [u8]),
}

/// An authority of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAuthority {
    /// Identifies it in this database.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What all its spellings share.
    pub match_key: String,
}

/// A year and block of an index of an authority.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoredPlace {
    /// Identifies the authority in this database.
    pub authority: i64,
    /// The code of the index.
    pub index: String,
    /// The assessed year.
    pub year: Year,
    /// The code of the block, without a group.
    pub block: String,
}

impl Store {
    /// The tables of the schema, by name.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn tables(&self) -> Result<Vec<StoredTable>, StoreError> {
        let sql = "SELECT name FROM sqlite_schema
                    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        let names = self.all_of(sql, |row| row.get(0))?;
        names.into_iter().map(|name| self.table(name)).collect()
    }

    /// The names of the columns of a table or view of the schema, in their order.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn columns_of(&self, name: &str) -> Result<Vec<String>, StoreError> {
        self.all_of(&format!("SELECT name FROM pragma_table_info('{name}')"), |row| row.get(0))
    }

    fn table(&self, name: String) -> Result<StoredTable, StoreError> {
        let sql = format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{name}')");
        let referring: HashMap<String, String> =
            self.all_of(&sql, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();

        let mut keys: Vec<(i64, String)> = Vec::new();
        let sql = format!("SELECT name, type, pk FROM pragma_table_info('{name}')");
        let mut columns = self.all_of(&sql, |row| {
            let (column, storage, place): (String, String, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let storage = match storage.as_str() {
                "INTEGER" => ColumnStorage::Integer,
                "REAL" => ColumnStorage::Real,
                "BLOB" => ColumnStorage::Blob,
                _ => ColumnStorage::Text,
            };
            if place > 0 {
                keys.push((place, column.clone()));
            }
            let identifies = referring.get(&column).cloned();
            Ok(StoredColumn { name: column, storage, identifies })
        })?;
        keys.sort_unstable();
        let key: Vec<String> = keys.into_iter().map(|(_, name)| name).collect();
        // A key of a single integer numbers the rows.
        if let [only] = key.as_slice()
            && let Some(column) = columns.iter_mut().find(|column| column.name == *only)
        {
            let own = (column.storage == ColumnStorage::Integer).then(|| name.clone());
            column.identifies = column.identifies.take().or(own);
        }
        Ok(StoredTable { name, columns, key })
    }

    /// The authorities, in the order in which they came.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn authorities(&self) -> Result<Vec<StoredAuthority>, StoreError> {
        self.all_of("SELECT id, name, match_key FROM authority ORDER BY id", |row| {
            Ok(StoredAuthority { id: row.get(0)?, name: row.get(1)?, match_key: row.get(2)? })
        })
    }

    /// Every year and block of an assessment, in force or not, sorted.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn places(&self) -> Result<Vec<StoredPlace>, StoreError> {
        let sql = "SELECT DISTINCT authority_id, index_code, year, block FROM assessment
                    ORDER BY authority_id, index_code, year, block";
        self.all_of(sql, |row| {
            let (index, block) = (row.get(1)?, row.get(3)?);
            Ok(StoredPlace { authority: row.get(0)?, index, year: year(row, 2)?, block })
        })
    }

    fn all_of<T>(
        &self,
        sql: &str,
        mut of: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each_of(sql, std::iter::empty::<i64>(), |row| {
            all.push(of(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Does some work that sees the database as it is now, whatever is written meanwhile.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read, and those of the work.
    pub fn in_one_state<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction =
            self.connection.unchecked_transaction().map_err(|error| self.error(&error))?;
        let done = work()?;
        drop(transaction);
        Ok(done)
    }

    /// Runs a query of the program's own, which may have the year as its parameter, and passes each
    /// row to `take`.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read, and those of `take`.
    pub fn each_value<E: From<StoreError>>(
        &self,
        sql: &str,
        of_year: Option<Year>,
        mut take: impl FnMut(&[StoredValue<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let error = |error: rusqlite::Error| self.error(&error);
        let mut statement = self.connection.prepare(sql).map_err(error)?;
        let width = statement.column_count();
        let mut rows = match of_year {
            Some(year) => statement.query([year.number()]),
            None => statement.query([]),
        }
        .map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            let mut values = Vec::with_capacity(width);
            for index in 0..width {
                values.push(match row.get_ref(index).map_err(error)? {
                    ValueRef::Null => StoredValue::Null,
                    ValueRef::Integer(integer) => StoredValue::Integer(integer),
                    ValueRef::Real(real) => StoredValue::Real(real),
                    ValueRef::Text(text) => StoredValue::Text(
                        std::str::from_utf8(text)
                            .map_err(|_| StoreError::Damaged(self.path.clone()))?,
                    ),
                    ValueRef::Blob(bytes) => StoredValue::Blob(bytes),
                });
            }
            take(&values)?;
        }
        Ok(())
    }
}
