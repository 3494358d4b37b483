//! Saving a checked document: one transaction, all or nothing.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::assessment::{Assessment, Cell, CheckedDocument, Figure, Finding, Position, UnitResult};
use crate::model::{Block, Part, Points, Year, match_key};

use super::open::{create_schema, is_empty};
use super::{Store, StoreError};

/// What a finding says, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// What to do where a year and block are stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Refuse the document.
    Refuse,
    /// Replace what is stored; it stays in the history. A document that was replaced itself stays replaced.
    Replace,
    /// Replace what is stored, also by a document that was replaced itself.
    Reinstate,
}

/// What saving a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The document is new in the database, or in force again.
    New,
    /// The database already holds it.
    Unchanged,
    /// The database holds it as one that another document replaced.
    Replaced,
}

impl Store {
    /// Saves a document; `describe` words its findings.
    pub fn save(
        &mut self,
        document: &CheckedDocument,
        conflict: Conflict,
        describe: impl Fn(&Finding) -> Message,
    ) -> Result<Saved, StoreError> {
        let path = self.path.clone();
        let error = |error: rusqlite::Error| StoreError::of(&error, &path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
        if is_empty(&transaction).map_err(error)? {
            create_schema(&transaction).map_err(error)?;
        }
        match known_as(&transaction, document, &error)? {
            Some((Saved::Replaced, assessments)) if conflict == Conflict::Reinstate => {
                reinstate(&transaction, &assessments).map_err(error)?;
                transaction.commit().map_err(error)?;
                return Ok(Saved::New);
            }
            Some((saved, _)) => return Ok(saved),
            None => {}
        }
        for assessment in document.assessments() {
            let stored = stored_as(&transaction, assessment.year, assessment.block).map_err(error)?;
            if let Some((number, file_name)) = stored.filter(|_| conflict == Conflict::Refuse) {
                let Assessment { year, block, .. } = *assessment;
                let path = document.raw().path.clone();
                return Err(StoreError::AlreadyStored { path, year, block, number, file_name });
            }
        }
        Writer::new(&transaction, document).and_then(|mut writer| writer.write(document, describe)).map_err(error)?;
        transaction.commit().map_err(error)?;
        Ok(Saved::New)
    }
}

/// How the same bytes are stored with the same years and blocks, with the ids of their assessments; none where they
/// are not stored, an error where they are stored for other years or blocks.
fn known_as(
    connection: &Connection,
    document: &CheckedDocument,
    error: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<Option<(Saved, Vec<i64>)>, StoreError> {
    let sql = "SELECT id, number, file_name FROM document WHERE sha256 = ?";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?));
    let known = connection.query_row(sql, [&document.raw().sha256], row).optional().map_err(error)?;
    let Some((id, number, file_name)) = known else { return Ok(None) };
    let sql = "SELECT id, replaced_by IS NOT NULL FROM assessment WHERE document_id = ? AND year = ? AND block = ?";
    let (mut saved, mut assessments) = (Saved::Unchanged, Vec::new());
    for Assessment { year, block, .. } in document.assessments() {
        let values = params![id, year.number(), block.code()];
        let same = connection.query_row(sql, values, |row| Ok((row.get(0)?, row.get(1)?))).optional();
        let Some((assessment, is_replaced)) = same.map_err(error)? else {
            let path = document.raw().path.clone();
            return Err(StoreError::OtherwiseStored { path, number, file_name });
        };
        assessments.push(assessment);
        if is_replaced {
            saved = Saved::Replaced;
        }
    }
    Ok(Some((saved, assessments)))
}

/// Puts assessments back in force; those that stand in their place step back.
fn reinstate(connection: &Connection, assessments: &[i64]) -> rusqlite::Result<()> {
    for id in assessments {
        let sql = "UPDATE assessment SET replaced_by = ?1 WHERE replaced_by IS NULL AND id <> ?1
                    AND (year, block) = (SELECT year, block FROM assessment WHERE id = ?1)";
        connection.execute(sql, [id])?;
        connection.execute("UPDATE assessment SET replaced_by = NULL WHERE id = ?", [id])?;
    }
    Ok(())
}

/// Number and file of the document that a year and block are stored from.
fn stored_as(connection: &Connection, year: Year, block: Block) -> rusqlite::Result<Option<(String, String)>> {
    let sql = "SELECT number, file_name FROM assessment JOIN document ON document.id = document_id
                WHERE year = ? AND block = ? AND replaced_by IS NULL";
    connection.query_row(sql, params![year.number(), block.code()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Writes one document within its transaction.
struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    document: i64,
    cells: HashMap<Position, i64>,
}

impl<'a> Writer<'a> {
    fn new(transaction: &'a Transaction<'a>, document: &CheckedDocument) -> rusqlite::Result<Self> {
        let raw = document.raw();
        let origin = document.origin();
        let file_name = raw.path.file_name().unwrap_or(raw.path.as_os_str()).to_string_lossy();
        let title = document.assessments().first().map_or("", |assessment| &assessment.title);
        let sql = "INSERT INTO document (number, issued_on, issuer, title, file_name, sha256, format, content)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let issued_on = origin.issued_on.to_string();
        let row = params![
            origin.number,
            issued_on,
            origin.issuer,
            title,
            file_name,
            raw.sha256,
            raw.format.code(),
            raw.bytes
        ];
        transaction.execute(sql, row)?;
        Ok(Self { transaction, document: transaction.last_insert_rowid(), cells: HashMap::new() })
    }

    fn write(&mut self, document: &CheckedDocument, describe: impl Fn(&Finding) -> Message) -> rusqlite::Result<()> {
        for assessment in document.assessments() {
            let (framework, criteria) = self.write_framework(assessment)?;
            let id = self.write_assessment(assessment, framework)?;
            for (result, position) in assessment.results.iter().zip(1..) {
                self.write_result(assessment, id, result, position, &criteria)?;
            }
            for finding in &assessment.findings {
                self.write_finding(assessment, id, finding, &describe(finding))?;
            }
        }
        Ok(())
    }

    fn write_framework(&self, assessment: &Assessment) -> rusqlite::Result<(i64, Vec<i64>)> {
        self.transaction.execute("INSERT INTO framework (block) VALUES (?)", [assessment.block.code()])?;
        let framework = self.transaction.last_insert_rowid();
        let mut criteria = Vec::new();
        for (criterion, position) in assessment.framework.criteria.iter().zip(1..) {
            let sql = "INSERT INTO criterion
                       (framework_id, position, name, series, max_appraised, max_survey, max_total)
                       VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)";
            let max = [criterion.max_appraised, criterion.max_survey, criterion.max_total];
            let [appraised, survey, total] = max.map(Points::ten_thousandths);
            self.transaction.execute(sql, params![framework, position, criterion.name, appraised, survey, total])?;
            criteria.push(self.transaction.last_insert_rowid());
        }
        for band in &assessment.framework.bands {
            let sql = "INSERT INTO grade_band (framework_id, grade, above, at_most) VALUES (?, ?, ?, ?)";
            let above = band.above.map(Points::ten_thousandths);
            let row = params![framework, band.grade.printed(), above, band.at_most.ten_thousandths()];
            self.transaction.execute(sql, row)?;
        }
        Ok((framework, criteria))
    }

    fn write_assessment(&self, assessment: &Assessment, framework: i64) -> rusqlite::Result<i64> {
        let coverage = if assessment.framework.criteria.is_empty() { "totals" } else { "full" };
        let (year, block) = (assessment.year.number(), assessment.block.code());
        let sql = "SELECT id FROM assessment WHERE year = ? AND block = ? AND replaced_by IS NULL";
        let replaced: Option<i64> =
            self.transaction.query_row(sql, params![year, block], |row| row.get(0)).optional()?;
        // The replaced one steps back first: only one assessment of a year and block is in force.
        self.transaction.execute("UPDATE assessment SET replaced_by = id WHERE id = ?", [replaced])?;
        let sql = "INSERT INTO assessment (document_id, framework_id, year, block, title, coverage)
                   VALUES (?, ?, ?, ?, ?, ?)";
        self.transaction.execute(sql, params![self.document, framework, year, block, assessment.title, coverage])?;
        let id = self.transaction.last_insert_rowid();
        self.transaction.execute("UPDATE assessment SET replaced_by = ? WHERE id = ?", params![id, replaced])?;
        Ok(id)
    }

    fn write_result(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
        result: &UnitResult,
        position: i64,
        criteria: &[i64],
    ) -> rusqlite::Result<()> {
        let unit = self.write_unit(assessment.block, &result.unit)?;
        let [own, appraised, survey] = &result.sums;
        let rank = result.rank.as_ref();
        let grade = result.grade.as_ref();
        let row = params![
            assessment_id,
            unit,
            position,
            points(own.as_ref()),
            points(appraised.as_ref()),
            points(survey.as_ref()),
            points(result.total.as_ref()),
            rank.map(|rank| rank.rank),
            grade.map(|grade| grade.grade.printed()),
            self.write_cell(&result.unit_cell)?,
            self.write_figure(own.as_ref())?,
            self.write_figure(appraised.as_ref())?,
            self.write_figure(survey.as_ref())?,
            self.write_figure(result.total.as_ref())?,
            rank.map(|rank| self.write_cell(&rank.cell)).transpose()?,
            grade.map(|grade| self.write_cell(&grade.cell)).transpose()?,
        ];
        let sql = "INSERT INTO result
                   (assessment_id, unit_id, position, self_total, appraised_total, survey_total, total, rank, grade,
                    unit_cell, self_total_cell, appraised_total_cell, survey_total_cell, total_cell, rank_cell,
                    grade_cell)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.execute(sql, row)?;
        let id = self.transaction.last_insert_rowid();
        for (scores, criterion) in result.scores.iter().zip(criteria) {
            self.write_score(id, *criterion, scores)?;
        }
        Ok(())
    }

    fn write_score(&mut self, result: i64, criterion: i64, scores: &[Option<Figure>; 3]) -> rusqlite::Result<()> {
        let [own, appraised, survey] = Part::ALL.map(|part| scores[part as usize].as_ref());
        // A score without a column is one that no unit has.
        let applies = |figure: Option<&Figure>| figure.is_some_and(Figure::applies);
        let row = params![
            result,
            criterion,
            points(own),
            points(appraised),
            points(survey),
            applies(appraised),
            applies(survey),
            self.write_figure(own)?,
            self.write_figure(appraised)?,
            self.write_figure(survey)?,
        ];
        let sql = "INSERT INTO score
                   (result_id, criterion_id, self, appraised, survey, appraised_applies, survey_applies, self_cell,
                    appraised_cell, survey_cell)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.execute(sql, row).map(drop)
    }

    fn write_finding(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
        finding: &Finding,
        message: &Message,
    ) -> rusqlite::Result<()> {
        let unit = finding.unit.as_ref().map(|name| self.write_unit(assessment.block, name)).transpose()?;
        let row = params![
            assessment_id,
            unit,
            finding.criterion,
            finding.rule.code(),
            finding.severity.code(),
            finding.accepted,
            finding.expected.as_ref().map(ToString::to_string),
            finding.found.as_ref().map(ToString::to_string),
            finding.difference.map(Points::ten_thousandths),
            self.write_cell(&finding.cell)?,
            message.vi,
            message.en,
        ];
        let sql = "INSERT INTO finding
                   (assessment_id, unit_id, criterion, rule, severity, accepted, expected, found, difference, cell_id,
                    message_vi, message_en)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.execute(sql, row).map(drop)
    }

    /// The unit's id; a name that is new in its block becomes a new unit.
    fn write_unit(&self, block: Block, name: &str) -> rusqlite::Result<i64> {
        let key = match_key(name);
        let sql = "SELECT unit_id FROM unit_alias WHERE block = ? AND match_key = ?";
        let known = self.transaction.query_row(sql, params![block.code(), key], |row| row.get(0)).optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        self.transaction.execute("INSERT INTO unit (block, name) VALUES (?, ?)", params![block.code(), name])?;
        let id = self.transaction.last_insert_rowid();
        let sql = "INSERT INTO unit_alias (block, match_key, unit_id) VALUES (?, ?, ?)";
        self.transaction.execute(sql, params![block.code(), key, id])?;
        Ok(id)
    }

    fn write_figure(&mut self, figure: Option<&Figure>) -> rusqlite::Result<Option<i64>> {
        figure.map(|figure| self.write_cell(&figure.cell)).transpose()
    }

    fn write_cell(&mut self, cell: &Cell) -> rusqlite::Result<i64> {
        if let Some(id) = self.cells.get(&cell.at) {
            return Ok(*id);
        }
        let Position { table, row, column, line } = cell.at;
        let sql = "INSERT INTO cell (document_id, table_number, row_number, column_number, line_number, text)
                   VALUES (?, ?, ?, ?, ?, ?)";
        let numbers = [table, row, column, line].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
        let [table, row, column, line] = numbers;
        let mut statement = self.transaction.prepare_cached(sql)?;
        let id = statement.insert(params![self.document, table, row, column, line, cell.text])?;
        self.cells.insert(cell.at, id);
        Ok(id)
    }
}

fn points(figure: Option<&Figure>) -> Option<i64> {
    figure.and_then(Figure::points).map(Points::ten_thousandths)
}
