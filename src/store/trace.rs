//! Finds the cell behind a figure.

use rusqlite::named_params;

use crate::model::{Grade, Points, Traced, Year};
use crate::relation::TraceRow;

use super::load::{block, ordinal, parsed, year as year_at};
use super::{Store, StoreError};

const SQL: &str = "
WITH unit_result AS (SELECT result.* FROM result JOIN unit ON unit.id = unit_id WHERE \
    unit.identity = \
    :unit),
figure (result_id, place, criterion_id, figure, points, rank, grade, count, round) AS (
    SELECT result_id, criterion.position * 3, criterion_id, 'self', self, NULL, NULL, NULL, 1
      FROM unit_result JOIN score ON result_id = unit_result.id JOIN criterion ON criterion.id = \
    criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 1, criterion_id, 'appraised', appraised, \
    NULL, NULL, NULL, 1
      FROM unit_result JOIN score ON result_id = unit_result.id JOIN criterion ON criterion.id = \
    criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 2, criterion_id, 'survey', survey, NULL, \
    NULL, NULL, 1
      FROM unit_result JOIN score ON result_id = unit_result.id JOIN criterion ON criterion.id = \
    criterion_id
    UNION ALL SELECT result_id, coalesce(criterion.position * 3, 9000) + 0.5, criterion_id,
                     CASE score_kind WHEN 'appraised' THEN 'earlier' ELSE score_kind END, points, \
    NULL, NULL, NULL, round
      FROM unit_result JOIN further_score ON result_id = unit_result.id
      LEFT JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT id, 9000, NULL, 'self', self_total, NULL, NULL, NULL, 1 FROM unit_result
    UNION ALL SELECT id, 9001, NULL, 'appraised', appraised_total, NULL, NULL, NULL, 1 FROM \
    unit_result
    UNION ALL SELECT id, 9002, NULL, 'survey', survey_total, NULL, NULL, NULL, 1 FROM unit_result
    UNION ALL SELECT id, 9003, NULL, 'respondents', NULL, NULL, NULL, respondents, 1 FROM \
    unit_result
    UNION ALL SELECT id, 9004, NULL, 'total', total, NULL, NULL, NULL, 1 FROM unit_result
    UNION ALL SELECT id, 9005, NULL, 'rank', NULL, rank, NULL, NULL, 1 FROM unit_result
    UNION ALL SELECT id, 9006, NULL, 'grade', NULL, NULL, grade, NULL, 1 FROM unit_result
)
SELECT assessment.year, assessment.block_key, unit.name, criterion.name, figure.figure, points, \
    figure.rank, figure.grade || '|' || framework.grades,
       document.number, document.file_name, document.sha256,
       coalesce(exception.table_number, source.table_number + placement.table_offset),
       coalesce(exception.row_number, source.row_number + placement.row_offset),
       coalesce(exception.column_number, source.column_number + placement.column_offset),
       document.id, coalesce(exception.blank, 0), figure.count,
       (SELECT evidence FROM evidence_row AS text
         WHERE text.unit_id = unit.identity AND text.year = assessment.year
           AND text.block = assessment.block_key AND text.index_code = assessment.index_code
           AND text.criterion = criterion.name),
       (SELECT remark FROM evidence_row AS text
         WHERE text.unit_id = unit.identity AND text.year = assessment.year
           AND text.block = assessment.block_key AND text.index_code = assessment.index_code
           AND text.criterion = criterion.name)
  FROM figure
  JOIN result ON result.id = figure.result_id
  JOIN assessment ON assessment.id = result.assessment_id AND replaced_by IS NULL
  JOIN framework ON framework.id = assessment.framework_id
  JOIN placement ON placement.assessment_id = assessment.id AND placement.criterion_id IS \
    figure.criterion_id
   AND placement.figure = figure.figure AND placement.round = figure.round
  JOIN result_source AS source ON source.result_id = result.id AND source.document_id = \
    placement.document_id
  LEFT JOIN placement_exception AS exception
    ON exception.placement_id = placement.id AND exception.result_id = result.id
  JOIN document ON document.id = placement.document_id
  JOIN unit ON unit.id = unit_id
  LEFT JOIN criterion ON criterion.id = figure.criterion_id
 WHERE (:index IS NULL OR assessment.index_code = :index)
   AND (:year IS NULL OR assessment.year = :year)
   AND (:criterion IS NULL OR criterion.name = :criterion)
   AND (exception.id IS NULL OR exception.table_number IS NOT NULL)
 ORDER BY assessment.year, place, figure.round, figure.figure";

/// A figure with the position of its cell. The text of the cell is not stored; it is read from the
/// document again.
#[derive(Debug, Clone)]
pub struct PlacedFigure {
    /// The figure; line, page, sheet, text and `agrees` are not filled in yet.
    pub row: TraceRow,
    /// The id of the document in the database.
    pub document: i64,
    /// Whether the document has no cell for the figure: another figure of the unit is in its place.
    pub blank: bool,
}

impl Store {
    /// The figures of a unit with the positions of their cells: all figures, or those of one year
    /// or one criterion.
    pub fn load_placed(
        &self,
        unit_id: i64,
        year: Option<Year>,
        criterion: Option<&str>,
    ) -> Result<Vec<PlacedFigure>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let mut statement = self.connection.prepare_cached(SQL).map_err(error)?;
        let index = self.scope()?.map(|scope| scope.index.code);
        let values = named_params! {
            ":unit": unit_id, ":index": index, ":year": year.map(Year::number), ":criterion": criterion
        };
        let rows = statement.query_map(values, |row| {
            let points = row.get::<_, Option<Points>>(5)?.map(Traced::Points);
            let rank = row.get::<_, Option<u32>>(6)?.map(Traced::Rank);
            let count_of_people = row.get::<_, Option<u32>>(16)?.map(Traced::Count);
            let grade = row
                .get::<_, Option<String>>(7)?
                .and_then(|grade| Grade::from_key(&grade))
                .map(Traced::Grade);

            let row_of_figure = TraceRow {
                year: year_at(row, 0)?,
                block: block(row, 1)?,
                unit: row.get(2)?,
                criterion: row.get(3)?,
                figure: parsed(row, 4)?,
                value: points.or(rank).or(grade).or(count_of_people),
                number: row.get(8)?,
                file_name: row.get(9)?,
                sha256: row.get(10)?,
                table: ordinal(row, 11)?,
                row: ordinal(row, 12)?,
                column: ordinal(row, 13)?,
                line: None,
                page: None,
                sheet: None,
                text: String::new(),
                agrees: false,
                evidence: row.get(17)?,
                remark: row.get(18)?,
            };
            Ok(PlacedFigure { row: row_of_figure, document: row.get(14)?, blank: row.get(15)? })
        });
        rows.map_err(error)?.collect::<rusqlite::Result<_>>().map_err(error)
    }
}
