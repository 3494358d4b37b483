//! Loads assessments with their documents, units and frameworks. Relations are read through their
//! declarations, in `relation.rs`.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, ToSql};

use crate::model::{Block, Grade, GradeBand, Index, Points, Year};
use crate::registry::{Registry, UnitEntry};

use super::row::{AssessmentRow, FrameworkRow, Selection, UnitName};
use super::sync::{stored_registry, stored_texts};
use super::{Owner, Scope, Store, StoreError};

impl Store {
    /// The selected assessments in force with their documents, sorted by year and block.
    pub fn load_assessments(&self, selection: Selection) -> Result<Vec<AssessmentRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, block_key, assessment.title, coverage, number, issued_on, issuer, \
            file_name, sha256, simulated, framework_id, units, copied_from, assessment.id,
                          (SELECT criteria FROM framework WHERE framework.id = framework_id),
                          (SELECT count(*) FROM result WHERE assessment_id = assessment.id),
                          index_code, index_name, authority_id, authority.name,
                          (SELECT scale FROM framework WHERE framework.id = framework_id),
                          (SELECT ranks FROM framework WHERE framework.id = framework_id), stage,
                          iif(stage = 'self', 0,
                              (SELECT count(*) FROM result
                                 LEFT JOIN result_statistic ON result_id = result.id
                                WHERE assessment_id = assessment.id
                                  AND result.total IS NULL AND total_sum IS NULL
                                  AND EXISTS (SELECT * FROM score
                                               WHERE score.result_id = result.id
                                                 AND appraised IS NOT NULL)))
                     FROM assessment
                     JOIN document  ON document.id = document_id
                     JOIN authority ON authority.id = authority_id
                    WHERE {selected} ORDER BY year, block_key";
        self.each(sql, selection, |row| {
            let assessment = AssessmentRow {
                id: row.get(13)?,
                year: year(row, 0)?,
                block: block(row, 1)?,
                stage: parsed(row, 22)?,
                title: row.get(2)?,
                coverage: parsed(row, 3)?,
                number: row.get(4)?,
                issued_on: parsed(row, 5)?,
                issuer: row.get(6)?,
                file_name: row.get(7)?,
                sha256: row.get(8)?,
                simulated: row.get(9)?,
                known: row.get::<_, i64>(15)?.try_into().unwrap_or(0),
                open: row.get::<_, i64>(23)?.try_into().unwrap_or(0),
                criteria_key: row.get(14)?,
                units: row.get::<_, i64>(11)?.try_into().unwrap_or(0),
                grade_counts: Vec::new(),
                copied_from: row.get(12)?,
                bands: Vec::new(),
                index: index(row, 16)?,
                authority_id: row.get(18)?,
                authority: row.get(19)?,
                scale: row.get(20)?,
                ranks: parsed(row, 21)?,
            };
            rows.push((row.get::<_, i64>(10)?, row.get::<_, i64>(13)?, assessment));
            Ok(())
        })?;

        for (framework, id, assessment) in &mut rows {
            assessment.bands = self.load_bands(*framework)?;
            assessment.grade_counts = self.load_grade_counts(*id)?;
        }

        // Blocks are ordered as the administration is, which their codes are not.
        rows.sort_by_key(|(.., assessment)| (assessment.year, assessment.block));
        Ok(rows.into_iter().map(|(.., assessment)| assessment).collect())
    }

    /// The assessments in force that come from the file with this SHA-256, whatever their authority
    /// and index; empty when the database does not exist yet.
    pub fn load_same(&self, sha256: &str) -> Result<Vec<AssessmentRow>, StoreError> {
        let mut rows = Vec::new();
        if self.is_new {
            return Ok(rows);
        }
        let before = self.looks_at();
        for stored in self.load_indices()? {
            self.look_at(Some(stored.scope));
            for waiting in [true, false] {
                rows.extend(self.load_assessments(Selection { waiting, ..Selection::default() })?);
            }
        }
        self.look_at(before);
        Ok(rows.into_iter().filter(|assessment| assessment.sha256 == sha256).collect())
    }

    /// Whether a registry differs from the one with which the stored documents of its authority were
    /// checked.
    pub fn is_registry_changed(&self, registry: &Registry) -> Result<bool, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let Some(Owner { id: Some(authority), .. }) = self.likely_owner(None, Some(registry))?
        else {
            return Ok(false);
        };
        Ok(stored_texts(&self.connection, authority)
            .map_err(error)?
            .is_some_and(|texts| texts != registry.texts))
    }

    /// The declared frameworks, sorted by block and first year.
    pub fn load_frameworks(&self) -> Result<Vec<FrameworkRow>, StoreError> {
        let mut rows = Vec::new();
        let Some(Scope { authority, index }) = self.scope()? else { return Ok(rows) };
        let sql = "SELECT block, first_year, name FROM declared_framework
                    WHERE authority_id = ? AND index_code = ? ORDER BY block, first_year";
        let values: [&dyn ToSql; 2] = [&authority, &index.code];
        self.each_of(sql, values, |row| {
            rows.push(FrameworkRow {
                block: block(row, 0)?.kind,
                first_year: year(row, 1)?,
                name: row.get(2)?,
            });
            Ok(())
        })?;
        Ok(rows)
    }

    /// The place of each unit in the Vietnamese order of their names, by its id.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn load_name_order(&self) -> Result<HashMap<i64, i64>, StoreError> {
        let mut order = HashMap::new();
        let sql = "SELECT id, name_order FROM unit";
        self.each_of(sql, std::iter::empty::<i64>(), |row| {
            order.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(order)
    }

    /// All known units and frameworks of the authority that the store looks at.
    pub fn load_known(&self) -> Result<Registry, StoreError> {
        let authority = self.scope()?.map(|scope| scope.authority);
        self.load_known_of(authority, None)
    }

    /// All known units and frameworks of an authority: the given registry, or else the one used
    /// last, together with the stored units that it does not declare.
    pub fn load_known_of(
        &self,
        authority: Option<i64>,
        registry: Option<&Registry>,
    ) -> Result<Registry, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let Some(authority) = authority else { return Ok(registry.cloned().unwrap_or_default()) };
        let mut known = match registry {
            Some(registry) => registry.clone(),
            None => stored_registry(&self.connection, authority).map_err(error)?,
        };
        let sql = "SELECT name FROM authority WHERE id = ?";
        let name = self.connection.query_row(sql, [authority], |row| row.get(0));
        known.stored_authority = name.optional().map_err(error)?;

        for UnitName { block, name, parent, .. } in self.load_units_of(authority)? {
            let block = Block::whole(block);
            if known.bearers(block, &name).next().is_none() {
                let entry = UnitEntry::new(String::new(), name, block, Vec::new(), [None, None]);
                known.add(entry.below(parent));
            }
        }
        Ok(known)
    }

    /// Every unit that has a result, once for each spelling of its name.
    pub fn load_units(&self) -> Result<Vec<UnitName>, StoreError> {
        self.scope()?.map_or(Ok(Vec::new()), |scope| self.load_units_of(scope.authority))
    }

    fn load_units_of(&self, authority: i64) -> Result<Vec<UnitName>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT unit.block, name, match_key, identity, parent
                     FROM unit JOIN unit_alias ON unit_id = unit.id
                    WHERE unit.authority_id = ? AND unit.id IN (SELECT unit_id FROM result)
                    ORDER BY unit.id, match_key";
        self.each_of(sql, [authority], |row| {
            let (name, key, unit_id, parent) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            rows.push(UnitName { block: block(row, 0)?.kind, name, parent, key, unit_id });
            Ok(())
        })?;
        Ok(rows)
    }

    fn load_grade_counts(&self, assessment: i64) -> Result<Vec<(Grade, usize)>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sql = "SELECT grade || '|' || grades, grade_count.units
                     FROM grade_count
                     JOIN assessment ON assessment.id = assessment_id
                     JOIN framework  ON framework.id = framework_id
                    WHERE assessment_id = ?";
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let count = |row: &Row<'_>| {
            let grade =
                Grade::from_key(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
            Ok((grade, row.get::<_, i64>(1)?.try_into().unwrap_or(0)))
        };

        let counts = statement
            .query_map([assessment], count)
            .map_err(error)?
            .collect::<rusqlite::Result<Vec<_>>>();
        let mut counts = counts.map_err(error)?;
        counts.sort_by_key(|(grade, _)| *grade);
        Ok(counts)
    }

    fn load_bands(&self, framework: i64) -> Result<Vec<GradeBand>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sql = "SELECT grade || '|' || grades, above, at_most, declared, above_seen_in,
                          at_most_seen_in
                     FROM grade_band JOIN framework ON framework.id = framework_id
                    WHERE framework_id = ?";
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let band = |row: &Row<'_>| {
            let grade =
                Grade::from_key(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
            let (above, at_most): (Option<Points>, Points) = (row.get(1)?, row.get(2)?);
            let seen = |at: usize| -> rusqlite::Result<Option<Block>> {
                Ok(row.get::<_, Option<String>>(at)?.and_then(|block| block.parse().ok()))
            };
            let seen_in = [seen(4)?, seen(5)?];
            Ok(GradeBand { grade, above, at_most, declared: row.get(3)?, seen_in })
        };

        let bands = statement
            .query_map([framework], band)
            .map_err(error)?
            .collect::<rusqlite::Result<Vec<_>>>();
        let mut bands = bands.map_err(error)?;
        bands.sort_by_key(|band| band.grade);
        Ok(bands)
    }

    /// Runs a query and passes each row to `take`. The placeholder `{selected}` in the SQL stands
    /// for the condition that selects assessments in force.
    fn each(
        &self,
        sql: &str,
        selection: Selection,
        take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let mut selected = "replaced_by IS NULL".to_owned();
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if sql.contains("{selected}") {
            selected += " AND (stage = 'self') = ?";
            values.push(Box::new(selection.waiting));
            if let Some(Scope { authority, index }) = self.scope()? {
                selected += " AND authority_id = ? AND index_code = ?";
                values.push(Box::new(authority));
                values.push(Box::new(index.code));
            }
            if let Some(year) = selection.year {
                selected += " AND year = ?";
                values.push(Box::new(year.number()));
            }
            if let Some(block) = selection.block {
                selected += " AND block_key = ?";
                values.push(Box::new(block.key()));
            }
            if let Some(kind) = selection.kind {
                selected += " AND assessment.block = ?";
                values.push(Box::new(kind.code()));
            }
        }

        self.each_of(&sql.replace("{selected}", &selected), values, take)
    }
}

pub(super) fn year(row: &Row<'_>, index: usize) -> rusqlite::Result<Year> {
    Year::new(row.get(index)?).ok_or(rusqlite::Error::InvalidQuery)
}

/// The number of a table, row or column, from 1.
pub(super) fn ordinal(row: &Row<'_>, index: usize) -> rusqlite::Result<usize> {
    row.get::<_, i64>(index)?.try_into().map_err(|_| rusqlite::Error::InvalidQuery)
}

pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    row.get::<_, String>(index)?.parse().map_err(|_| rusqlite::Error::InvalidQuery)
}

/// The block of a key, or of a code.
pub(super) fn block(row: &Row<'_>, index: usize) -> rusqlite::Result<Block> {
    Block::from_key(&row.get::<_, String>(index)?).ok_or(rusqlite::Error::InvalidQuery)
}

/// The index whose code is in one column and whose name is in the next one.
pub(super) fn index(row: &Row<'_>, at: usize) -> rusqlite::Result<Index> {
    let (code, name): (String, String) = (row.get(at)?, row.get(at + 1)?);
    Index::new(&code, &name).ok_or(rusqlite::Error::InvalidQuery)
}
