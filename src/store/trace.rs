//! The cell behind a figure.

use rusqlite::named_params;

use crate::model::{Points, Year};

use super::{Store, StoreError};

/// A figure with the cell that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TraceRow {
    /// The year.
    pub year: i32,
    /// The block.
    pub block: String,
    /// The unit.
    pub unit: String,
    /// The criterion; none for the sums and the total.
    pub criterion: Option<String>,
    /// What the figure is: self, appraised, survey, total, rank, grade.
    pub figure: String,
    /// The value as the database holds it; none where the cell holds none.
    pub value: Option<String>,
    /// Number of the decision.
    pub number: String,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The table of the document, from 1.
    pub table: i64,
    /// The row of the table, header rows counted.
    pub row: i64,
    /// The column of the table.
    pub column: i64,
    /// The line of the file, of a text.
    pub line: Option<i64>,
    /// The page, of a PDF.
    pub page: Option<i64>,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// The text to the letter.
    pub text: String,
}

const SQL: &str = "
WITH figure (result_id, place, criterion_id, figure, points, words, cell_id) AS (
    SELECT result_id, criterion.position * 3, criterion_id, 'self', self, NULL, self_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 1, criterion_id, 'appraised', appraised, NULL, appraised_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 2, criterion_id, 'survey', survey, NULL, survey_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT id, 9000, NULL, 'self', self_total, NULL, self_total_cell FROM result
    UNION ALL SELECT id, 9001, NULL, 'appraised', appraised_total, NULL, appraised_total_cell FROM result
    UNION ALL SELECT id, 9002, NULL, 'survey', survey_total, NULL, survey_total_cell FROM result
    UNION ALL SELECT id, 9003, NULL, 'total', total, NULL, total_cell FROM result
    UNION ALL SELECT id, 9004, NULL, 'rank', NULL, rank, rank_cell FROM result
    UNION ALL SELECT id, 9005, NULL, 'grade', NULL, grade, grade_cell FROM result
)
SELECT assessment.year, assessment.block, unit.name, criterion.name, figure, points, words, document.number,
       file_name, sha256, table_number, row_number, column_number, line_number, page_number, sheet, text
  FROM figure
  JOIN result ON result.id = figure.result_id
  JOIN assessment ON assessment.id = assessment_id AND replaced_by IS NULL
  JOIN document ON document.id = assessment.document_id
  JOIN unit ON unit.id = unit_id
  JOIN cell ON cell.id = figure.cell_id
  LEFT JOIN criterion ON criterion.id = figure.criterion_id
 WHERE unit.identity = :unit AND (:year IS NULL OR assessment.year = :year)
   AND (:criterion IS NULL OR criterion.name = :criterion)
 ORDER BY assessment.year, place";

impl Store {
    /// The cells behind a unit's figures: all of them, or those of one year or one criterion.
    pub fn trace(
        &self,
        unit_id: i64,
        year: Option<Year>,
        criterion: Option<&str>,
    ) -> Result<Vec<TraceRow>, StoreError> {
        let error = |error: rusqlite::Error| self.error(&error);
        let mut statement = self.connection.prepare_cached(SQL).map_err(error)?;
        let values = named_params! {
            ":unit": unit_id, ":year": year.map(Year::number), ":criterion": criterion
        };
        let rows = statement.query_map(values, |row| {
            let points: Option<i64> = row.get(5)?;
            let words: Option<rusqlite::types::Value> = row.get(6)?;
            let words = words.map(|value| match value {
                rusqlite::types::Value::Integer(rank) => rank.to_string(),
                rusqlite::types::Value::Text(text) => text,
                _ => String::new(),
            });
            Ok(TraceRow {
                year: row.get(0)?,
                block: row.get(1)?,
                unit: row.get(2)?,
                criterion: row.get(3)?,
                figure: row.get(4)?,
                value: points.map(|points| Points::from_ten_thousandths(points).to_string()).or(words),
                number: row.get(7)?,
                file_name: row.get(8)?,
                sha256: row.get(9)?,
                table: row.get(10)?,
                row: row.get(11)?,
                column: row.get(12)?,
                line: row.get(13)?,
                page: row.get(14)?,
                sheet: row.get(15)?,
                text: row.get(16)?,
            })
        });
        rows.map_err(error)?.collect::<rusqlite::Result<_>>().map_err(error)
    }
}
