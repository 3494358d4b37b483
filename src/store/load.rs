//! Loading: column vectors for the frame, and the few facts that stand beside them.

use rusqlite::{Row, ToSql, params_from_iter};

use crate::model::{Grade, GradeBand, Points, Year};
use crate::registry::{Registry, UnitEntry};
use crate::relation::{CriterionRow, FindingRow, LineageRow, RestatementRow};

use super::open::is_empty;
use super::row::{AssessmentRow, FrameworkRow, ResultColumns, ScoreColumns, Selection, UnitName};
use super::sync::stored_texts;
use super::writer::stored_registry;
use super::{Store, StoreError};

impl Store {
    /// What is published of each unit.
    pub fn load_results(&self, selection: Selection) -> Result<ResultColumns, StoreError> {
        let mut columns = ResultColumns::default();
        let sql = "SELECT year, assessment.block, unit.name, position, self_total, appraised_total, survey_total,
                          total, rank, grade, coverage, simulated, unit.identity, units
                     FROM result
                     JOIN assessment ON assessment.id = assessment_id
                     JOIN document ON document.id = document_id
                     JOIN unit ON unit.id = unit_id
                    WHERE {selected} ORDER BY year, assessment.block, position";
        self.each(sql, selection, |row| {
            columns.year.push(row.get(0)?);
            columns.block.push(row.get(1)?);
            columns.unit.push(row.get(2)?);
            columns.position.push(row.get(3)?);
            columns.self_total.push(row.get(4)?);
            columns.appraised_total.push(row.get(5)?);
            columns.survey_total.push(row.get(6)?);
            columns.total.push(row.get(7)?);
            columns.rank.push(row.get(8)?);
            columns.grade.push(row.get(9)?);
            columns.coverage.push(row.get(10)?);
            columns.simulated.push(row.get(11)?);
            columns.unit_id.push(row.get(12)?);
            columns.units.push(row.get(13)?);
            Ok(())
        })?;
        Ok(columns)
    }

    /// The scores of each unit on each criterion.
    pub fn load_scores(&self, selection: Selection) -> Result<ScoreColumns, StoreError> {
        let mut columns = ScoreColumns::default();
        let sql = "SELECT year, assessment.block, unit.name, result.position, criterion.name, criterion.position,
                          self, appraised, survey, score.max_appraised, score.max_survey, unit.identity, series,
                          level, coverage
                     FROM score
                     JOIN result ON result.id = result_id
                     JOIN assessment ON assessment.id = assessment_id
                     JOIN unit ON unit.id = unit_id
                     JOIN criterion ON criterion.id = criterion_id
                    WHERE {selected} ORDER BY year, assessment.block, result.position, criterion.position";
        self.each(sql, selection, |row| {
            columns.year.push(row.get(0)?);
            columns.block.push(row.get(1)?);
            columns.unit.push(row.get(2)?);
            columns.position.push(row.get(3)?);
            columns.criterion.push(row.get(4)?);
            columns.criterion_position.push(row.get(5)?);
            columns.self_score.push(row.get(6)?);
            columns.appraised.push(row.get(7)?);
            columns.survey.push(row.get(8)?);
            columns.max_appraised.push(row.get(9)?);
            columns.max_survey.push(row.get(10)?);
            columns.unit_id.push(row.get(11)?);
            columns.series.push(row.get(12)?);
            columns.level.push(row.get(13)?);
            columns.coverage.push(row.get(14)?);
            Ok(())
        })?;
        Ok(columns)
    }

    /// The assessments in force with their documents, by year and block.
    pub fn load_assessments(&self, selection: Selection) -> Result<Vec<AssessmentRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, assessment.block, assessment.title, coverage, number, issued_on, issuer, file_name,
                          sha256, simulated, framework_id, units, copied_from, assessment.id,
                          (SELECT criteria FROM framework WHERE framework.id = framework_id),
                          (SELECT count(*) FROM result WHERE assessment_id = assessment.id), NOT apart
                     FROM assessment JOIN document ON document.id = document_id
                    WHERE {selected} ORDER BY year, assessment.block";
        self.each(sql, selection, |row| {
            let assessment = AssessmentRow {
                year: year(row, 0)?,
                block: parsed(row, 1)?,
                title: row.get(2)?,
                coverage: parsed(row, 3)?,
                number: row.get(4)?,
                issued_on: parsed(row, 5)?,
                issuer: row.get(6)?,
                file_name: row.get(7)?,
                sha256: row.get(8)?,
                simulated: row.get(9)?,
                known: row.get::<_, i64>(15)?.try_into().unwrap_or(0),
                criteria_key: row.get(14)?,
                units: row.get::<_, i64>(11)?.try_into().unwrap_or(0),
                grade_counts: Vec::new(),
                copied_from: row.get(12)?,
                bands: Vec::new(),
                is_compared: row.get(16)?,
            };
            rows.push((row.get::<_, i64>(10)?, row.get::<_, i64>(13)?, assessment));
            Ok(())
        })?;
        for (framework, id, assessment) in &mut rows {
            assessment.bands = self.load_bands(*framework)?;
            assessment.grade_counts = self.load_grade_counts(*id)?;
        }
        Ok(rows.into_iter().map(|(.., assessment)| assessment).collect())
    }

    /// The assessments in force of the file with these bytes; none in a database that is still to be made.
    pub fn load_same(&self, sha256: &str) -> Result<Vec<AssessmentRow>, StoreError> {
        let rows = if self.is_new { Vec::new() } else { self.load_assessments(Selection::default())? };
        Ok(rows.into_iter().filter(|own| own.sha256 == sha256).collect())
    }

    /// The criteria with their maximum points, in printed order.
    pub fn load_criteria(&self, selection: Selection) -> Result<Vec<CriterionRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, assessment.block, name, series, level, max_appraised, max_survey, max_total,
                          (SELECT name FROM criterion AS whole WHERE whole.id = criterion.parent_id)
                     FROM criterion JOIN assessment USING (framework_id)
                    WHERE {selected} ORDER BY year, assessment.block, position";
        self.each(sql, selection, |row| {
            rows.push(CriterionRow {
                year: year(row, 0)?,
                block: parsed(row, 1)?,
                criterion: row.get(2)?,
                series: row.get(3)?,
                level: row.get(4)?,
                max_appraised: Points::from_ten_thousandths(row.get(5)?),
                max_survey: Points::from_ten_thousandths(row.get(6)?),
                max_total: Points::from_ten_thousandths(row.get(7)?),
                parent: row.get(8)?,
            });
            Ok(())
        })?;
        Ok(rows)
    }

    /// What the checks said, in the order of the cells.
    pub fn load_findings(&self, selection: Selection) -> Result<Vec<FindingRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, assessment.block, unit.name, criterion, rule, severity, accepted, expected, found,
                          difference, table_number || ':' || row_number || ':' || column_number,
                          message_vi, message_en
                     FROM finding
                     JOIN assessment ON assessment.id = assessment_id
                     JOIN cell ON cell.id = cell_id
                     LEFT JOIN unit ON unit.id = unit_id
                    WHERE {selected} ORDER BY finding.id";
        self.each(sql, selection, |row| {
            rows.push(FindingRow {
                year: year(row, 0)?,
                block: parsed(row, 1)?,
                unit: row.get(2)?,
                criterion: row.get(3)?,
                rule: parsed(row, 4)?,
                severity: parsed(row, 5)?,
                accepted: row.get(6)?,
                expected: row.get(7)?,
                found: row.get(8)?,
                difference: row.get::<_, Option<i64>>(9)?.map(Points::from_ten_thousandths),
                cell: row.get(10)?,
                message_vi: row.get(11)?,
                message_en: row.get(12)?,
            });
            Ok(())
        })?;
        Ok(rows)
    }

    /// Whether a registry is another one than that which the stored documents were checked with.
    pub fn is_registry_changed(&self, registry: &Registry) -> Result<bool, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        if is_empty(&self.connection).map_err(error)? {
            return Ok(false);
        }
        Ok(stored_texts(&self.connection).map_err(error)?.is_some_and(|texts| texts != registry.texts))
    }

    /// The declared frameworks by block and first year.
    pub fn load_frameworks(&self) -> Result<Vec<FrameworkRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT block, first_year, name FROM declared_framework ORDER BY block, first_year";
        self.each(sql, Selection::default(), |row| {
            rows.push(FrameworkRow { block: parsed(row, 0)?, first_year: year(row, 1)?, name: row.get(2)? });
            Ok(())
        })?;
        Ok(rows)
    }

    /// What became of units, by date.
    pub fn load_lineages(&self) -> Result<Vec<LineageRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT kind, operates_on, earlier.block, earlier.name, later.name, source, earlier.code, later.code,
                          earlier.identity, later.identity
                     FROM unit_lineage
                     JOIN unit AS earlier ON earlier.id = from_unit
                     LEFT JOIN unit AS later ON later.id = to_unit
                    ORDER BY operates_on, unit_lineage.id";
        self.each(sql, Selection::default(), |row| {
            rows.push(LineageRow {
                kind: parsed(row, 0)?,
                operates_on: parsed(row, 1)?,
                block: parsed(row, 2)?,
                from_unit: row.get(3)?,
                to_unit: row.get(4)?,
                source: row.get(5)?,
                from_code: row.get(6)?,
                to_code: row.get(7)?,
                from_unit_id: row.get(8)?,
                to_unit_id: row.get(9)?,
            });
            Ok(())
        })?;
        Ok(rows)
    }

    /// Figures of earlier years that later publications print again.
    pub fn load_restatements(&self) -> Result<Vec<RestatementRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT restated.year, assessment.block, unit.name, restated.total, result.total, document.number,
                          restated.rank, result.rank, assessment.year
                     FROM restated
                     JOIN assessment ON assessment.id = restated.assessment_id AND assessment.replaced_by IS NULL
                     JOIN document ON document.id = assessment.document_id
                     JOIN unit ON unit.id = restated.unit_id
                     LEFT JOIN assessment AS first
                       ON first.year = restated.year AND first.block = assessment.block AND first.replaced_by IS NULL
                      AND NOT first.apart AND NOT assessment.apart
                     LEFT JOIN result
                       ON result.assessment_id = first.id
                      AND (SELECT identity FROM unit AS own WHERE own.id = result.unit_id) = unit.identity
                    ORDER BY restated.year, assessment.block, restated.id";
        self.each(sql, Selection::default(), |row| {
            let points = |index| {
                let points = row.get::<_, Option<i64>>(index)?;
                Ok::<_, rusqlite::Error>(points.map(Points::from_ten_thousandths))
            };
            let (restated_total, published_total) = (points(3)?, points(4)?);
            rows.push(RestatementRow {
                year: year(row, 0)?,
                block: parsed(row, 1)?,
                unit: row.get(2)?,
                restated_total,
                published_total,
                difference: restated_total.zip(published_total).map(|(restated, published)| restated - published),
                restated_rank: row.get(6)?,
                published_rank: row.get(7)?,
                restated_in: row.get(5)?,
                restated_with: year(row, 8)?,
            });
            Ok(())
        })?;
        Ok(rows)
    }

    /// What is known of units and frameworks: the given registry, or else the one that was used last, and the stored
    /// units that it does not declare.
    pub fn load_known(&self, given: Option<&Registry>) -> Result<Registry, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        if is_empty(&self.connection).map_err(error)? {
            return Ok(given.cloned().unwrap_or_default());
        }
        let mut known = match given {
            Some(registry) => registry.clone(),
            None => stored_registry(&self.connection).map_err(error)?,
        };
        for UnitName { block, name, .. } in self.load_units()? {
            if known.bearers(block, &name).next().is_none() {
                known.add(UnitEntry::new(String::new(), name, block, Vec::new(), [None, None]));
            }
        }
        Ok(known)
    }

    /// Every unit, once for each spelling of its name.
    pub fn load_units(&self) -> Result<Vec<UnitName>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT unit.block, name, match_key, identity FROM unit JOIN unit_alias ON unit_id = unit.id
                    WHERE unit.id IN (SELECT unit_id FROM result) ORDER BY unit.id, match_key";
        self.each(sql, Selection::default(), |row| {
            let (name, key, unit_id) = (row.get(1)?, row.get(2)?, row.get(3)?);
            rows.push(UnitName { block: parsed(row, 0)?, name, key, unit_id });
            Ok(())
        })?;
        Ok(rows)
    }

    fn load_grade_counts(&self, assessment: i64) -> Result<Vec<(Grade, usize)>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sql = "SELECT grade, units FROM grade_count WHERE assessment_id = ?";
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let count = |row: &Row<'_>| {
            let grade = Grade::parse(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
            Ok((grade, row.get::<_, i64>(1)?.try_into().unwrap_or(0)))
        };
        let counts = statement.query_map([assessment], count).map_err(error)?.collect::<rusqlite::Result<Vec<_>>>();
        let mut counts = counts.map_err(error)?;
        counts.sort_by_key(|(grade, _)| *grade);
        Ok(counts)
    }

    fn load_bands(&self, framework: i64) -> Result<Vec<GradeBand>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sql = "SELECT grade, above, at_most, declared FROM grade_band WHERE framework_id = ?";
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let band = |row: &Row<'_>| {
            let grade = Grade::parse(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
            let above = row.get::<_, Option<i64>>(1)?.map(Points::from_ten_thousandths);
            let at_most = Points::from_ten_thousandths(row.get(2)?);
            Ok(GradeBand { grade, above, at_most, declared: row.get(3)? })
        };
        let bands = statement.query_map([framework], band).map_err(error)?.collect::<rusqlite::Result<Vec<_>>>();
        let mut bands = bands.map_err(error)?;
        bands.sort_by_key(|band| band.grade);
        Ok(bands)
    }

    /// Runs a query over the selected assessments in force; `{selected}` stands for the condition.
    fn each(
        &self,
        sql: &str,
        selection: Selection,
        mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let mut selected = "replaced_by IS NULL".to_owned();
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if sql.contains("{selected}") {
            if selection.compared {
                selected += " AND NOT apart";
            }
            if let Some(year) = selection.year {
                selected += " AND year = ?";
                values.push(Box::new(year.number()));
            }
            if let Some(block) = selection.block {
                selected += " AND assessment.block = ?";
                values.push(Box::new(block.code()));
            }
        }
        let error = |error: rusqlite::Error| self.error(&error);
        let mut statement = self.connection.prepare_cached(&sql.replace("{selected}", &selected)).map_err(error)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            take(row).map_err(error)?;
        }
        Ok(())
    }
}

pub(super) fn year(row: &Row<'_>, index: usize) -> rusqlite::Result<Year> {
    Year::new(row.get(index)?).ok_or(rusqlite::Error::InvalidQuery)
}

pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    row.get::<_, String>(index)?.parse().map_err(|_| rusqlite::Error::InvalidQuery)
}
