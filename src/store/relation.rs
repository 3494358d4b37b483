//! Relations in the database: reads their rows and columns, and stores and deletes statistics, all
//! through the declarations.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, ToSql, params_from_iter};

use crate::model::{Block, BlockKind, Points, Year};
use crate::relation::{Cell, Column, ColumnVectors, Kind, Relation, Stored};

use super::{Scope, Selection, Store, StoreError, Touched};

/// Conditions on the columns of a relation: each column must have this value.
pub type Conditions<'a, R> = &'a [(Column<R>, Cell)];

impl Store {
    /// The rows of a relation that are selected and meet the conditions, in the order of its view.
    /// The year of the selection applies only to relations with a year, and the block only to those
    /// with a block.
    pub fn load<R: Relation>(
        &self,
        selection: Selection,
        conditions: Conditions<'_, R>,
    ) -> Result<Vec<R>, StoreError> {
        let kinds: Vec<_> = stored_columns::<R>().map(|column| column.info.kind).collect();
        let mut rows = Vec::new();
        self.each_row(selection, conditions, |row| {
            let mut cells = Vec::with_capacity(kinds.len());
            for (index, kind) in kinds.iter().enumerate() {
                cells.push(cell(row, index, *kind)?);
            }
            let mut cells = cells.into_iter();
            let mut all = R::COLUMNS.iter().map(|column| match column.info.kind.storage() {
                Some(_) => cells.next().unwrap_or(Cell::Empty),
                None => Cell::Empty,
            });
            rows.push(R::of(&mut all).ok_or(rusqlite::Error::InvalidQuery)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The same rows as [`Self::load`], as columns.
    pub fn load_columns<R: Relation>(
        &self,
        selection: Selection,
        conditions: Conditions<'_, R>,
    ) -> Result<ColumnVectors, StoreError> {
        let mut columns = ColumnVectors::of::<R>();
        let are_points: Vec<bool> =
            stored_columns::<R>().map(|column| column.info.kind.is_points()).collect();
        self.each_row(selection, conditions, |row| {
            for (index, is_points) in are_points.iter().enumerate() {
                // A frame computes with the integers, so they have to be points here.
                if *is_points {
                    row.get::<_, Option<Points>>(index)?;
                }
                columns.push(index, stored(row.get_ref(index)?)?);
            }
            Ok(())
        })?;
        Ok(columns)
    }

    /// Stores the rows of a statistic.
    pub fn keep<R: Relation>(&self, rows: &[R]) -> Result<(), StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let names: Vec<_> = stored_columns::<R>().map(|column| column.info.name).collect();
        let placeholders = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({placeholders})", R::NAME, names.join(", "));

        let mut statement = self.connection.prepare_cached(&sql).map_err(error)?;
        for row in rows {
            let cells = stored_columns::<R>().map(|column| (column.cell)(row));
            statement.execute(params_from_iter(cells.map(Bound))).map_err(error)?;
        }
        Ok(())
    }

    /// Deletes the statistics of a block in a year: those of the year itself, and those of every
    /// pair of years that includes it.
    pub fn delete_year_statistics(&self, touched: &Touched) -> Result<(), StoreError> {
        let Touched { scope, year, block } = touched;
        let (key, index) = (block.key(), scope.index.code);
        let values = rusqlite::params![year.number(), key, scope.authority, index];
        let assessments = "(SELECT id FROM assessment WHERE year = ?1 AND block_key = ?2 AND
                               authority_id = ?3 AND index_code = ?4)";
        let results = format!("(SELECT id FROM result WHERE assessment_id IN {assessments})");

        // A new year has no statistics yet.
        let sql =
            format!("SELECT EXISTS (SELECT 1 FROM result_statistic WHERE result_id IN {results})");
        let has_statistics = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut sql| sql.query_row(values, |row| row.get(0)));
        if !has_statistics.map_err(|error| self.error(&error))? {
            return Ok(());
        }

        let tables = [
            ("result_statistic", "result_id", &results[..]),
            ("rank_interval", "result_id", &results),
            ("next_grade_step", "result_id", &results),
            ("next_grade_survey", "result_id", &results),
            ("unit_gap", "result_id", &results),
            ("unit_gap_effect", "result_id", &results),
            ("unit_leniency", "result_id", &results),
            ("level_loss", "result_id", &results),
            ("block_gap", "assessment_id", assessments),
            ("block_mean", "assessment_id", assessments),
            ("block_agreement", "assessment_id", assessments),
            ("criterion_discrimination_statistic", "assessment_id", assessments),
            ("block_leniency", "assessment_id", assessments),
            ("criterion_leniency", "assessment_id", assessments),
            ("criterion_gap_effect", "assessment_id", assessments),
            ("criterion_statistic", "assessment_id", assessments),
            ("year_pair", "from_assessment", assessments),
            ("year_pair", "to_assessment", assessments),
            ("delta", "from_result", &results),
            ("delta", "to_result", &results),
        ];
        for (table, column, ids) in tables {
            let sql = format!("DELETE FROM {table} WHERE {column} IN {ids}");
            self.execute(&sql, values)?;
        }
        Ok(())
    }

    /// Deletes the statistics of a block that span years: courses, mergers, lasting weaknesses and
    /// leniency, and, from year `from` on, the changes of criteria since the previous assessed
    /// year.
    pub fn delete_course_statistics(
        &self,
        scope: Scope,
        block: Block,
        from: Year,
    ) -> Result<(), StoreError> {
        let assessments = "(SELECT id FROM assessment WHERE authority_id = ?1 AND index_code = ?2
                               AND block_key = ?3 AND year >= ?4)";
        let of_years = |years: &str| assessments.replace("year >= ?4", years);
        // The condition on `?4` lets every statement take all values.
        let all = of_years("?4 IS NOT NULL");
        let results = format!("(SELECT id FROM result WHERE assessment_id IN {all})");
        let later = format!("(SELECT id FROM result WHERE assessment_id IN {assessments})");
        let tables = [
            ("previous_result", "result_id", &later),
            ("criterion_split", "result_id", &later),
            ("trend", "last_result", &results),
            ("block_step", "assessment_id", &all),
            ("merger", "to_result", &results),
            ("persistent_weakness", "last_result", &results),
            ("overscoring_streak", "last_result", &results),
            ("unit_lasting_leniency", "last_result", &results),
            ("self_scoring_improvement", "to_result", &results),
        ];
        let (key, index) = (block.key(), scope.index.code);
        let values = rusqlite::params![scope.authority, index, key, from.number()];
        for (table, column, ids) in tables {
            self.execute(&format!("DELETE FROM {table} WHERE {column} IN {ids}"), values)?;
        }
        let sql = "DELETE FROM block_trend
                    WHERE authority_id = ?1 AND index_code = ?2 AND block = ?3 AND ?4 IS NOT NULL";
        self.execute(sql, values).map(drop)
    }

    fn execute(&self, sql: &str, values: impl rusqlite::Params) -> Result<usize, StoreError> {
        let result =
            self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute(values));
        result.map_err(|error| self.error(&error))
    }

    fn each_row<R: Relation>(
        &self,
        selection: Selection,
        conditions: Conditions<'_, R>,
        take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let source = const {
            match R::SOURCE {
                Some(source) => source,
                None => panic!("no database holds this relation"),
            }
        };

        let has = |name: &str| R::COLUMNS.iter().any(|column| column.info.name == name);
        let year = |name: &str, year: Option<Year>| Some((name.to_owned(), Cell::Year(year?)));
        let mut filters: Vec<(String, Cell)> = Vec::new();
        if has("year") {
            filters.extend(year("year", selection.year));
        }
        let mut conditions_of_scope = Vec::new();
        let has_year = || R::COLUMNS.iter().any(|column| column.info.kind == Kind::Year);
        if has("block") {
            filters.extend(selection.block.map(|block| ("block".to_owned(), Cell::Block(block))));
            let kind = |kind: BlockKind| ("block_code".to_owned(), Cell::Text(kind.code().into()));
            filters.extend(selection.kind.map(kind));
            if let Some(Scope { authority, index }) = self.scope()? {
                conditions_of_scope.push(format!("authority_id = {authority}"));
                // What happened to units is true for all indices.
                if has_year() {
                    conditions_of_scope.push(format!("index_code = '{}'", index.code));
                }
            }
        }
        filters.extend(
            conditions.iter().map(|(column, cell)| (column.info.name.to_owned(), cell.clone())),
        );

        // Nearly all criteria have the same level. The plus keeps the planner from searching by
        // level.
        let mut conditions: Vec<_> = filters
            .iter()
            .map(|(name, cell)| {
                if let Cell::Level(_) = cell {
                    format!("+{name} = ?")
                } else {
                    format!("{name} = ?")
                }
            })
            .collect();
        conditions.extend(conditions_of_scope);

        let columns: Vec<_> = stored_columns::<R>().map(|column| column.info.name).collect();
        let mut sql = format!("SELECT {} FROM {source}", columns.join(", "));
        if !conditions.is_empty() {
            sql += &format!(" WHERE {}", conditions.join(" AND "));
        }
        if !R::ORDER.is_empty() {
            sql += &format!(" ORDER BY {}", R::ORDER);
        }
        self.each_of(&sql, filters.into_iter().map(|(_, cell)| Bound(cell)), take)
    }

    /// Runs a query and passes each row to `take`.
    pub(super) fn each_of(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = impl ToSql>,
        mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            take(row).map_err(error)?;
        }
        Ok(())
    }
}

/// The columns that the database stores.
fn stored_columns<R: Relation>() -> impl Iterator<Item = &'static Column<R>> {
    R::COLUMNS.iter().filter(|column| column.info.kind.storage().is_some())
}

/// A cell as a parameter of a statement.
struct Bound(Cell);

impl ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(match self.0.stored() {
            Stored::Null => Value::Null,
            Stored::Integer(integer) => Value::Integer(integer),
            Stored::Real(real) => Value::Real(real),
            Stored::Text(text) => Value::Text(text.into_owned()),
        }))
    }
}

impl FromSql for Points {
    /// Reads points in ten-thousandths, and refuses those that no document could have led to.
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::stored(value.as_i64()?).ok_or(FromSqlError::InvalidType)
    }
}

fn stored(value: ValueRef<'_>) -> rusqlite::Result<Stored<'_>> {
    match value {
        ValueRef::Null => Ok(Stored::Null),
        ValueRef::Integer(integer) => Ok(Stored::Integer(integer)),
        ValueRef::Real(real) => Ok(Stored::Real(real)),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|_| rusqlite::Error::InvalidQuery)?;
            Ok(Stored::Text(text.into()))
        }
        ValueRef::Blob(_) => Err(rusqlite::Error::InvalidQuery),
    }
}

fn cell(row: &Row<'_>, index: usize, kind: Kind) -> rusqlite::Result<Cell> {
    kind.cell(stored(row.get_ref(index)?)?).ok_or(rusqlite::Error::InvalidQuery)
}
