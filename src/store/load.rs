//! Loading: column vectors for the frame, and the few facts that stand beside them.

use rusqlite::{Row, ToSql, params_from_iter};

use crate::model::{Block, Date, Grade, GradeBand, Points, Year};

use super::{Store, StoreError};

/// Which assessments to load; none means all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    /// Only this year.
    pub year: Option<Year>,
    /// Only this block.
    pub block: Option<Block>,
}

/// What is published of each unit: one entry a unit and assessment in every vector, points in ten-thousandths,
/// ordered by year, block and printed row.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the names are those of the columns in schema.sql")]
pub struct ResultColumns {
    pub year: Vec<i32>,
    pub block: Vec<String>,
    pub unit: Vec<String>,
    pub position: Vec<i64>,
    pub self_total: Vec<Option<i64>>,
    pub appraised_total: Vec<Option<i64>>,
    pub survey_total: Vec<Option<i64>>,
    pub total: Vec<Option<i64>>,
    pub rank: Vec<Option<i64>>,
    pub grade: Vec<Option<String>>,
    pub coverage: Vec<String>,
    pub simulated: Vec<bool>,
}

/// The scores: one entry a unit and criterion in every vector, points in ten-thousandths,
/// ordered by year, block, printed row and criterion.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the names are those of the columns in schema.sql")]
pub struct ScoreColumns {
    pub year: Vec<i32>,
    pub block: Vec<String>,
    pub unit: Vec<String>,
    pub position: Vec<i64>,
    pub criterion: Vec<String>,
    pub criterion_position: Vec<i64>,
    pub self_score: Vec<Option<i64>>,
    pub appraised: Vec<Option<i64>>,
    pub survey: Vec<Option<i64>>,
    pub appraised_applies: Vec<bool>,
    pub survey_applies: Vec<bool>,
    pub max_appraised: Vec<i64>,
    pub max_survey: Vec<i64>,
}

/// An assessment with the document that it comes from.
#[derive(Debug, Clone)]
pub struct AssessmentRow {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The title above its table.
    pub title: String,
    /// `full`, `totals` or `partial`.
    pub coverage: String,
    /// Number of units.
    pub units: usize,
    /// Number of the decision.
    pub number: String,
    /// Date of the decision.
    pub issued_on: Date,
    /// Who issued it.
    pub issuer: String,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether it is generated and not real.
    pub simulated: bool,
    /// Where grades begin, best first.
    pub bands: Vec<GradeBand>,
}

/// A row of the view `criteria`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CriterionRow {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The printed name without its maximum.
    pub criterion: String,
    /// What it is called across frameworks.
    pub series: String,
    /// 1 for what decisions print.
    pub level: i64,
    /// Maximum of the self and of the appraised score.
    pub max_appraised: Points,
    /// Maximum of the survey score.
    pub max_survey: Points,
    /// Maximum of both.
    pub max_total: Points,
}

/// A row of the view `findings`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FindingRow {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The unit, where it is about one.
    pub unit: Option<String>,
    /// The criterion, where it is about one.
    pub criterion: Option<String>,
    /// The name of the rule.
    pub rule: String,
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// Whether it was accepted at the import.
    pub accepted: bool,
    /// What the rule expected.
    pub expected: Option<String>,
    /// What stands in the document.
    pub found: Option<String>,
    /// Found − expected.
    pub difference: Option<Points>,
    /// table:row:column.
    pub cell: String,
    /// What it says, in Vietnamese.
    #[serde(rename = "message")]
    pub message_vi: String,
    /// What it says, in English.
    pub message_en: String,
}

/// A unit with its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitName {
    /// The block.
    pub block: Block,
    /// The canonical name.
    pub name: String,
}

impl Store {
    /// What is published of each unit.
    pub fn load_results(&self, selection: Selection) -> Result<ResultColumns, StoreError> {
        let mut columns = ResultColumns::default();
        let sql = "SELECT year, assessment.block, unit.name, position, self_total, appraised_total, survey_total,
                          total, rank, grade, coverage, simulated
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
            Ok(())
        })?;
        Ok(columns)
    }

    /// The scores of each unit on each criterion.
    pub fn load_scores(&self, selection: Selection) -> Result<ScoreColumns, StoreError> {
        let mut columns = ScoreColumns::default();
        let sql = "SELECT year, assessment.block, unit.name, result.position, criterion.name, criterion.position,
                          self, appraised, survey, appraised_applies, survey_applies, max_appraised, max_survey
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
            columns.appraised_applies.push(row.get(9)?);
            columns.survey_applies.push(row.get(10)?);
            columns.max_appraised.push(row.get(11)?);
            columns.max_survey.push(row.get(12)?);
            Ok(())
        })?;
        Ok(columns)
    }

    /// The assessments in force with their documents, by year and block.
    pub fn load_assessments(&self, selection: Selection) -> Result<Vec<AssessmentRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, assessment.block, assessment.title, coverage, number, issued_on, issuer, file_name,
                          sha256, simulated, framework_id,
                          (SELECT count(*) FROM result WHERE assessment_id = assessment.id)
                     FROM assessment JOIN document ON document.id = document_id
                    WHERE {selected} ORDER BY year, assessment.block";
        self.each(sql, selection, |row| {
            let assessment = AssessmentRow {
                year: year(row, 0)?,
                block: parsed(row, 1)?,
                title: row.get(2)?,
                coverage: row.get(3)?,
                number: row.get(4)?,
                issued_on: parsed(row, 5)?,
                issuer: row.get(6)?,
                file_name: row.get(7)?,
                sha256: row.get(8)?,
                simulated: row.get(9)?,
                units: row.get::<_, i64>(11)?.try_into().unwrap_or(0),
                bands: Vec::new(),
            };
            rows.push((row.get::<_, i64>(10)?, assessment));
            Ok(())
        })?;
        for (framework, assessment) in &mut rows {
            assessment.bands = self.load_bands(*framework)?;
        }
        Ok(rows.into_iter().map(|(_, assessment)| assessment).collect())
    }

    /// The criteria with their maximum points, in printed order.
    pub fn load_criteria(&self, selection: Selection) -> Result<Vec<CriterionRow>, StoreError> {
        let mut rows = Vec::new();
        let sql = "SELECT year, assessment.block, name, series, level, max_appraised, max_survey, max_total
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
                rule: row.get(4)?,
                severity: row.get(5)?,
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

    /// Every unit by its canonical name.
    pub fn load_units(&self) -> Result<Vec<UnitName>, StoreError> {
        let mut rows = Vec::new();
        self.each("SELECT block, name FROM unit ORDER BY id", Selection::default(), |row| {
            rows.push(UnitName { block: parsed(row, 0)?, name: row.get(1)? });
            Ok(())
        })?;
        Ok(rows)
    }

    fn load_bands(&self, framework: i64) -> Result<Vec<GradeBand>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let sql = "SELECT grade, above, at_most FROM grade_band WHERE framework_id = ?";
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let band = |row: &Row<'_>| {
            let grade = Grade::parse(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
            let above = row.get::<_, Option<i64>>(1)?.map(Points::from_ten_thousandths);
            Ok(GradeBand { grade, above, at_most: Points::from_ten_thousandths(row.get(2)?) })
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

fn year(row: &Row<'_>, index: usize) -> rusqlite::Result<Year> {
    Year::new(row.get(index)?).ok_or(rusqlite::Error::InvalidQuery)
}

fn parsed<T: std::str::FromStr>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    row.get::<_, String>(index)?.parse().map_err(|_| rusqlite::Error::InvalidQuery)
}
