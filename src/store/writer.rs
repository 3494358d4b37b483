//! Writes the rows of one checked document.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params, params_from_iter};

use crate::assessment::{
    Assessment, CheckedDocument, Figure, Finding, UnitResult, finding_message,
};
use crate::language::Lang;
use crate::model::{GradeSet, Points, ScoreKind, Stage};
use crate::registry::Registry;

use super::Scope;
use super::count;
use super::load::parsed;
use super::packed::packed;
use super::placement::{numbers, write_placements};
use super::score::score_rows;
use super::sync::{series_of, stored_registry, unit_of, write_framework_key};

/// Writes one document within a transaction.
pub(super) struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    registry: Registry,
    document: i64,
    /// The authority and the index.
    scope: Scope,
    /// The ids of the units of the present assessment, by their printed names.
    units: HashMap<String, i64>,
}

const INSERT_SCORE: &str = "INSERT INTO score
    (result_id, criterion_id, self, appraised, survey, max_appraised, max_survey, derived) VALUES";
/// Number of scores that one statement writes. Most frameworks have no more criteria than this.
const SCORES_AT_ONCE: usize = 40;

impl<'a> Writer<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        document: &CheckedDocument,
        registry: Option<&Registry>,
        authority: i64,
    ) -> rusqlite::Result<Self> {
        let registry = match registry {
            Some(registry) => registry.clone(),
            None => stored_registry(transaction, authority)?,
        };
        let scope = Scope { authority, index: document.origin().index };

        let raw = document.raw();
        let origin = document.origin();
        let file_name = raw.path.file_name().unwrap_or(raw.path.as_os_str()).to_string_lossy();
        let title = document.assessments().first().map_or("", |assessment| &assessment.title);
        let sql = "INSERT INTO document
                   (number, issued_on, issuer, title, file_name, sha256, format, content, bytes, \
            instructions, simulated,
                    copied_from, read_index)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let issued_on = origin.issued_on.to_string();
        let row = params![
            origin.number,
            issued_on,
            origin.issuer,
            title,
            file_name,
            raw.sha256,
            raw.format.code(),
            packed(&raw.bytes),
            count(raw.bytes.len()),
            document.instructions().to_json(),
            origin.simulated,
            origin.copied_from,
            origin.index.code
        ];
        transaction.execute(sql, row)?;

        let document = transaction.last_insert_rowid();
        Ok(Self { transaction, registry, document, scope, units: HashMap::new() })
    }

    /// The id of the document.
    pub(super) fn document(&self) -> i64 {
        self.document
    }

    pub(super) fn write(&mut self, document: &CheckedDocument) -> rusqlite::Result<()> {
        for assessment in document.assessments() {
            self.units.clear();
            let (framework, criteria) = self.write_framework(assessment)?;
            let id = self.write_assessment(assessment, framework)?;

            let mut results = Vec::with_capacity(assessment.results.len());
            for (result, position) in assessment.results.iter().zip(1..) {
                results.push(self.write_result(assessment, id, result, position, &criteria)?);
            }

            write_placements(
                self.transaction,
                [self.document, id],
                assessment,
                &criteria,
                &results,
            )?;
            self.write_restated(assessment, id)?;
            for finding in &assessment.findings {
                self.write_finding(assessment, id, finding)?;
            }
        }
        Ok(())
    }

    fn write_framework(&self, assessment: &Assessment) -> rusqlite::Result<(i64, Vec<i64>)> {
        let sql = "INSERT INTO framework (authority_id, index_code, block, scale, ranks, grades)
                   VALUES (?, ?, ?, ?, ?, ?)";
        let Scope { authority, index } = self.scope;
        let scale = assessment.framework.scale.ten_thousandths();
        let grades = assessment.grades().map(GradeSet::key);
        let ranks = assessment.framework.ranks.code();
        let row = params![authority, index.code, assessment.block.code(), scale, ranks, grades];
        self.transaction.execute(sql, row)?;
        let framework = self.transaction.last_insert_rowid();

        let mut criteria = Vec::new();
        for (index, criterion) in assessment.framework.criteria.iter().enumerate() {
            let sql = "INSERT INTO criterion
                       (framework_id, position, level, parent_id, name, series, max_appraised, \
                max_survey, max_total)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let max = [criterion.max_appraised, criterion.max_survey, criterion.max_total];
            let [appraised, survey, total] = max.map(Points::ten_thousandths);
            let (block, year) = (assessment.block, assessment.year);
            let series = {
                let name = &criterion.name;
                series_of(self.transaction, &self.registry, self.scope, block, name, year)?
            };
            let parent: Option<i64> =
                criterion.parent.and_then(|parent| criteria.get(parent).copied());
            let level = assessment.framework.level(index);
            let position = count(index + 1);
            let row = params![
                framework,
                position,
                level,
                parent,
                criterion.name,
                series,
                appraised,
                survey,
                total
            ];
            self.transaction.prepare_cached(sql)?.execute(row)?;
            criteria.push(self.transaction.last_insert_rowid());
        }
        write_framework_key(self.transaction, framework)?;

        for band in &assessment.framework.bands {
            let sql = "INSERT INTO grade_band (framework_id, grade, above, at_most, declared, \
                above_seen_in, at_most_seen_in) VALUES (?, ?, ?, ?, ?, ?, ?)";
            let above = band.above.map(Points::ten_thousandths);
            let at_most = band.at_most.ten_thousandths();
            let [above_in, at_most_in] =
                band.seen_in.map(|block| block.map(|block| block.to_string()));
            let row = params![
                framework,
                band.grade.name(),
                above,
                at_most,
                band.declared,
                above_in,
                at_most_in
            ];
            self.transaction.execute(sql, row)?;
        }

        Ok((framework, criteria))
    }

    /// The id of a unit by its printed name, below a parent if the table names it.
    fn unit(
        &mut self,
        assessment: &Assessment,
        (name, parent): (&str, Option<&str>),
    ) -> rusqlite::Result<i64> {
        if let Some(id) = self.units.get(name) {
            return Ok(*id);
        }
        let (block, year) = (assessment.block, assessment.year.number());
        let id = unit_of(self.transaction, self.scope.authority, block, (name, parent), year)?;
        self.units.insert(name.to_owned(), id);
        Ok(id)
    }

    fn write_assessment(&self, assessment: &Assessment, framework: i64) -> rusqlite::Result<i64> {
        let (year, block) = (assessment.year.number(), assessment.block);
        let Scope { authority, index } = self.scope;
        let sql = "SELECT id, stage FROM assessment
                    WHERE year = ? AND block_key = ? AND authority_id = ? AND index_code = ?
                      AND replaced_by IS NULL";
        let place = params![year, block.key(), authority, index.code];
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, parsed(row, 1)?));
        let present: Option<(i64, Stage)> =
            self.transaction.query_row(sql, place, row).optional()?;
        let is_late = present.is_some_and(|(_, stage)| assessment.comes_after(stage));
        let present = present.map(|(id, _)| id);
        let (replaced, replaced_by) = if is_late { (None, present) } else { (present, None) };
        // First takes the replaced assessment out of force, because only one assessment of a year
        // and block may be in force.
        self.transaction
            .execute("UPDATE assessment SET replaced_by = id WHERE id = ?", [replaced])?;

        let sql = "INSERT INTO assessment
                   (document_id, framework_id, year, block, group_name, block_key, authority_id, \
            index_code,
                    index_name, title, coverage, units, stage, replaced_by)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let row = params![
            self.document,
            framework,
            year,
            block.code(),
            block.group,
            block.key(),
            authority,
            index.code,
            index.name,
            assessment.title,
            assessment.coverage.code(),
            count(assessment.units),
            assessment.stage.code(),
            replaced_by
        ];
        self.transaction.execute(sql, row)?;
        let id = self.transaction.last_insert_rowid();

        for (grade, units) in &assessment.grade_counts {
            let sql =
                "INSERT OR REPLACE INTO grade_count (assessment_id, grade, units) VALUES (?, ?, ?)";
            self.transaction.execute(sql, params![id, grade.name(), count(*units)])?;
        }

        self.transaction
            .execute("UPDATE assessment SET replaced_by = ? WHERE id = ?", params![id, replaced])?;
        Ok(id)
    }

    fn write_result(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
        result: &UnitResult,
        position: i64,
        criteria: &[i64],
    ) -> rusqlite::Result<i64> {
        let unit = self.unit(assessment, result.named())?;
        let [self_score, appraised, survey] = &result.sums;
        let rank = result.rank.as_ref();
        let grade = result.grade.as_ref();
        let row = params![
            assessment_id,
            unit,
            position,
            points(self_score.as_ref()),
            points(appraised.as_ref()),
            points(survey.as_ref()),
            points(result.total.as_ref()),
            result.maximum.map(Points::ten_thousandths),
            result.respondents.as_ref().map(|respondents| respondents.count),
            rank.map(|rank| rank.rank),
            grade.map(|grade| grade.grade.name()),
        ];
        let sql = "INSERT INTO result
                   (assessment_id, unit_id, position, self_total, appraised_total, survey_total, \
            total, max_total, respondents, rank, grade)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(row)?;
        let id = self.transaction.last_insert_rowid();

        let [table, row, column] = numbers(&result.unit_cell);
        let sql = "INSERT INTO result_source
                   (result_id, document_id, table_number, row_number, column_number, printed_name)
                   VALUES (?, ?, ?, ?, ?, ?)";
        let row = params![id, self.document, table, row, column, result.unit];
        self.transaction.prepare_cached(sql)?.execute(row)?;

        for further in &result.further {
            let Some(points) = further.points() else { continue };
            let criterion = further.criterion.and_then(|index| criteria.get(index));
            let sql =
                "INSERT INTO further_score (result_id, criterion_id, score_kind, round, points)
                       VALUES (?, ?, ?, ?, ?)";
            let kind = further.kind.code();
            let row = params![id, criterion, kind, further.round, points.ten_thousandths()];
            self.transaction.prepare_cached(sql)?.execute(row)?;
        }

        self.write_texts(result, id, criteria)?;

        let framework = &assessment.framework;
        let rows = score_rows(framework, result);
        for (first, chunk) in (0..).step_by(SCORES_AT_ONCE).zip(rows.chunks(SCORES_AT_ONCE)) {
            // One statement for many rows, because running a statement takes as long as writing a
            // row.
            let sql = format!(
                "{INSERT_SCORE} {}",
                vec!["(?, ?, ?, ?, ?, ?, ?, ?)"; chunk.len()].join(", ")
            );
            let mut statement = self.transaction.prepare_cached(&sql)?;

            let mut values: Vec<Option<i64>> = Vec::with_capacity(chunk.len() * 8);
            for (row, index) in chunk.iter().zip(first..) {
                let criterion = &framework.criteria[index];
                // A maximum equal to the criterion's is not stored a second time.
                let own_maximum = |of_unit: Points, kind| {
                    Some(of_unit)
                        .filter(|of_unit| *of_unit != criterion.maximum(kind))
                        .map(Points::ten_thousandths)
                };
                values.extend([Some(id), Some(criteria[index])]);
                values.extend(row.points.map(|points| points.map(Points::ten_thousandths)));
                values.push(own_maximum(row.maxima[0], ScoreKind::Appraised));
                values.push(own_maximum(row.maxima[1], ScoreKind::Survey));
                values.push(Some(row.derived.into()));
            }

            statement.execute(params_from_iter(values))?;
        }
        Ok(id)
    }

    /// Writes the texts that a form gives beside its scores. Several of one kind are joined.
    fn write_texts(&self, result: &UnitResult, id: i64, criteria: &[i64]) -> rusqlite::Result<()> {
        let sql = "INSERT INTO score_text (result_id, criterion_id, text_kind, content)
                   VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET content = content || '; ' || ?4";
        for (criterion, kind, cell) in &result.texts {
            let text = crate::model::clean(&cell.text);
            if let Some(criterion) = criteria.get(*criterion).filter(|_| !text.is_empty()) {
                let row = params![id, criterion, kind.code(), text];
                self.transaction.prepare_cached(sql)?.execute(row)?;
            }
        }
        Ok(())
    }

    /// Writes the figures of earlier years that the document prints again.
    fn write_restated(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
    ) -> rusqlite::Result<()> {
        for restated in &assessment.restated {
            let cells = [
                restated.total.as_ref().map(|total| &total.cell),
                restated.rank.as_ref().map(|rank| &rank.cell),
            ];
            // Both figures are in the row of the unit.
            let Some([table, row, _]) = cells.into_iter().flatten().next().map(numbers) else {
                continue;
            };
            let [total_column, rank_column] = cells.map(|cell| cell.map(|cell| numbers(cell)[2]));
            let row = params![
                assessment_id,
                self.unit(assessment, (&restated.unit, None))?,
                restated.year.number(),
                points(restated.total.as_ref()),
                restated.rank.as_ref().map(|rank| rank.rank),
                table,
                row,
                total_column,
                rank_column,
            ];
            let sql = "INSERT INTO restated
                       (assessment_id, unit_id, year, total, rank, table_number, row_number, \
                total_column, rank_column)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(row)?;
        }
        Ok(())
    }

    fn write_finding(
        &mut self,
        assessment: &Assessment,
        assessment_id: i64,
        finding: &Finding,
    ) -> rusqlite::Result<()> {
        let unit = finding.unit.as_ref().map(|name| self.unit(assessment, (name, None)));
        insert_finding(self.transaction, assessment_id, unit.transpose()?, finding)
    }
}

/// Writes a finding about an assessment and, perhaps, a unit.
pub(super) fn insert_finding(
    transaction: &Transaction<'_>,
    assessment: i64,
    unit: Option<i64>,
    finding: &Finding,
) -> rusqlite::Result<()> {
    let [table, row, column] = numbers(&finding.cell);
    let row = params![
        assessment,
        unit,
        finding.criterion,
        finding.rule.code(),
        finding.severity.code(),
        finding.accepted,
        finding.expected.as_ref().map(ToString::to_string),
        finding.found.as_ref().map(ToString::to_string),
        finding.difference.map(Points::ten_thousandths),
        table,
        row,
        column,
        finding_message(Lang::Vi, finding),
        finding_message(Lang::En, finding),
    ];
    let sql = "INSERT INTO finding
               (assessment_id, unit_id, criterion, rule, severity, accepted, expected, found, \
        difference,
                table_number, row_number, column_number, message_vi, message_en)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(row).map(drop)
}

fn points(figure: Option<&Figure>) -> Option<i64> {
    figure.and_then(Figure::points).map(Points::ten_thousandths)
}
