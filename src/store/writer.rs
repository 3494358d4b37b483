//! The rows of one checked document.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Statement, Transaction, params};

use crate::assessment::{Assessment, Cell, CheckedDocument, Figure, Finding, Position, UnitResult};
use crate::model::{Block, Points};
use crate::registry::Registry;
use crate::source::Place;

use super::Message;
use super::score::{ScoreRow, score_rows};
use super::sync::{series_of, stored_texts, unit_of, write_framework_key};

/// Writes one document within its transaction.
pub(super) struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    registry: Registry,
    document: i64,
    /// The blocks whose stored years another authority issued.
    apart: Vec<Block>,
    /// The cells of the unit that is written, by table, row and column: no other unit has a figure there.
    unit_cells: HashMap<[usize; 4], i64>,
    /// The cells that findings are about, once they are written.
    finding_cells: HashMap<[usize; 4], Option<i64>>,
    /// The two statements that run for every figure.
    insert_cell: Statement<'a>,
    insert_score: Statement<'a>,
}

const INSERT_CELL: &str = "INSERT INTO cell
    (document_id, table_number, row_number, column_number, line_number, page_number, sheet, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_SCORE: &str = "INSERT INTO score
    (result_id, criterion_id, self, appraised, survey, max_appraised, max_survey, derived, self_cell, appraised_cell,
     survey_cell)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl<'a> Writer<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        apart: Vec<Block>,
    ) -> rusqlite::Result<Self> {
        let registry = match registry {
            Some(registry) => registry.clone(),
            None => stored_registry(transaction)?,
        };
        let raw = document.raw();
        let origin = document.origin();
        let file_name = raw.path.file_name().unwrap_or(raw.path.as_os_str()).to_string_lossy();
        let title = document.assessments().first().map_or("", |assessment| &assessment.title);
        let sql = "INSERT INTO document
                   (number, issued_on, issuer, title, file_name, sha256, format, content, bytes, simulated, copied_from)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let issued_on = origin.issued_on.to_string();
        let row = params![
            origin.number,
            issued_on,
            origin.issuer,
            title,
            file_name,
            raw.sha256,
            raw.format.code(),
            raw.bytes,
            count(raw.bytes.len()),
            origin.simulated,
            origin.copied_from
        ];
        transaction.execute(sql, row)?;
        let findings = document.assessments().iter().flat_map(|assessment| &assessment.findings);
        Ok(Self {
            transaction,
            registry,
            document: transaction.last_insert_rowid(),
            apart,
            unit_cells: HashMap::new(),
            finding_cells: findings.map(|finding| (key(&finding.cell), None)).collect(),
            insert_cell: transaction.prepare(INSERT_CELL)?,
            insert_score: transaction.prepare(INSERT_SCORE)?,
        })
    }

    pub(super) fn write(
        &mut self,
        document: &CheckedDocument,
        describe: impl Fn(&Finding) -> Message,
    ) -> rusqlite::Result<()> {
        for assessment in document.assessments() {
            let (framework, criteria) = self.write_framework(assessment)?;
            let id = self.write_assessment(assessment, framework)?;
            for (result, position) in assessment.results.iter().zip(1..) {
                self.write_result(assessment, id, result, position, &criteria)?;
            }
            self.write_restated(assessment, id)?;
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
        for (index, criterion) in assessment.framework.criteria.iter().enumerate() {
            let sql = "INSERT INTO criterion
                       (framework_id, position, level, parent_id, name, series, max_appraised, max_survey, max_total)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let max = [criterion.max_appraised, criterion.max_survey, criterion.max_total];
            let [appraised, survey, total] = max.map(Points::ten_thousandths);
            let (block, year) = (assessment.block, assessment.year);
            let series = series_of(self.transaction, &self.registry, block, &criterion.name, year)?;
            let parent: Option<i64> = criterion.parent.and_then(|parent| criteria.get(parent).copied());
            let level = assessment.framework.level(index);
            let position = count(index + 1);
            let row = params![framework, position, level, parent, criterion.name, series, appraised, survey, total];
            self.transaction.execute(sql, row)?;
            criteria.push(self.transaction.last_insert_rowid());
        }
        write_framework_key(self.transaction, framework)?;
        for band in &assessment.framework.bands {
            let sql = "INSERT INTO grade_band (framework_id, grade, above, at_most, declared) VALUES (?, ?, ?, ?, ?)";
            let above = band.above.map(Points::ten_thousandths);
            let at_most = band.at_most.ten_thousandths();
            let row = params![framework, band.grade.code(), above, at_most, band.declared];
            self.transaction.execute(sql, row)?;
        }
        Ok((framework, criteria))
    }

    fn write_assessment(&self, assessment: &Assessment, framework: i64) -> rusqlite::Result<i64> {
        let (year, block) = (assessment.year.number(), assessment.block.code());
        let sql = "SELECT id FROM assessment WHERE year = ? AND block = ? AND replaced_by IS NULL";
        let replaced: Option<i64> =
            self.transaction.query_row(sql, params![year, block], |row| row.get(0)).optional()?;
        // The replaced one steps back first: only one assessment of a year and block is in force.
        self.transaction.execute("UPDATE assessment SET replaced_by = id WHERE id = ?", [replaced])?;
        let sql = "INSERT INTO assessment (document_id, framework_id, year, block, title, coverage, units, apart)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let (title, coverage) = (&assessment.title, assessment.coverage.code());
        let (units, is_apart) = (count(assessment.units), self.apart.contains(&assessment.block));
        let row = params![self.document, framework, year, block, title, coverage, units, is_apart];
        self.transaction.execute(sql, row)?;
        let id = self.transaction.last_insert_rowid();
        for (grade, units) in &assessment.grade_counts {
            let sql = "INSERT OR REPLACE INTO grade_count (assessment_id, grade, units) VALUES (?, ?, ?)";
            self.transaction.execute(sql, params![id, grade.code(), count(*units)])?;
        }
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
        self.unit_cells.clear();
        let unit = unit_of(self.transaction, assessment.block, &result.unit, assessment.year.number())?;
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
            grade.map(|grade| grade.grade.code()),
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
        for (row, criterion) in score_rows(&assessment.framework, result).iter().zip(criteria) {
            self.write_score(id, *criterion, row)?;
        }
        Ok(())
    }

    fn write_score(&mut self, result: i64, criterion: i64, row: &ScoreRow<'_>) -> rusqlite::Result<()> {
        let [own, appraised, survey] = row.points.map(|points| points.map(Points::ten_thousandths));
        let [max_appraised, max_survey] = row.maxima.map(Points::ten_thousandths);
        let [own_figure, appraised_figure, survey_figure] = row.figures;
        let row = params![
            result,
            criterion,
            own,
            appraised,
            survey,
            max_appraised,
            max_survey,
            row.derived,
            self.write_figure(own_figure)?,
            self.write_figure(appraised_figure)?,
            self.write_figure(survey_figure)?,
        ];
        self.insert_score.execute(row).map(drop)
    }

    /// What the document prints again of earlier years.
    fn write_restated(&mut self, assessment: &Assessment, assessment_id: i64) -> rusqlite::Result<()> {
        for own in &assessment.restated {
            let rank = own.rank.as_ref();
            let row = params![
                assessment_id,
                unit_of(self.transaction, assessment.block, &own.unit, assessment.year.number())?,
                own.year.number(),
                points(own.total.as_ref()),
                rank.map(|rank| rank.rank),
                self.write_figure(own.total.as_ref())?,
                rank.map(|rank| self.write_cell(&rank.cell)).transpose()?,
            ];
            let sql = "INSERT INTO restated (assessment_id, unit_id, year, total, rank, total_cell, rank_cell)
                       VALUES (?, ?, ?, ?, ?, ?, ?)";
            self.transaction.execute(sql, row)?;
        }
        Ok(())
    }

    fn write_finding(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
        finding: &Finding,
        message: &Message,
    ) -> rusqlite::Result<()> {
        let year = assessment.year.number();
        let unit = finding.unit.as_ref().map(|name| unit_of(self.transaction, assessment.block, name, year));
        let unit = unit.transpose()?;
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

    fn write_figure(&mut self, figure: Option<&Figure>) -> rusqlite::Result<Option<i64>> {
        figure.map(|figure| self.write_cell(&figure.cell)).transpose()
    }

    fn write_cell(&mut self, cell: &Cell) -> rusqlite::Result<i64> {
        let key = key(cell);
        let found = self.finding_cells.get_mut(&key);
        let known = found.as_deref().copied().flatten().or_else(|| self.unit_cells.get(&key).copied());
        if let Some(id) = known {
            return Ok(id);
        }
        let Position { table, row, column, place } = &cell.at;
        let (line, page, sheet) = match place {
            Place::Line(line) => (Some(*line), None, None),
            Place::Page(page) => (None, Some(*page), None),
            Place::Sheet(name) => (None, None, Some(&**name)),
            Place::Table => (None, None, None),
        };
        let [table, row, column] = [table, row, column].map(|number| count(*number));
        let (line, page) = (line.map(count), page.map(count));
        let id = self.insert_cell.insert(params![
            self.document,
            table,
            row,
            column,
            line,
            page,
            sheet,
            cell.text.as_str()
        ])?;
        match found {
            Some(found) => *found = Some(id),
            None => drop(self.unit_cells.insert(key, id)),
        }
        Ok(id)
    }
}

/// Table, row and column of a cell, and whether it is blank: what a tidy table does not say of a unit stands, blank, in
/// the unit's first row, which says something else there.
fn key(cell: &Cell) -> [usize; 4] {
    [cell.at.table, cell.at.row, cell.at.column, usize::from(cell.text.is_empty())]
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn points(figure: Option<&Figure>) -> Option<i64> {
    figure.and_then(Figure::points).map(Points::ten_thousandths)
}

/// The registry that was used last.
pub(super) fn stored_registry(connection: &Connection) -> rusqlite::Result<Registry> {
    let texts = stored_texts(connection)?.unwrap_or_default();
    // What is stored was understood once.
    Ok(Registry::parse(std::path::Path::new(""), &texts[0], &texts[1]).unwrap_or_default())
}
