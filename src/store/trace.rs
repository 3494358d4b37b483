//! The cell behind a figure.

use rusqlite::named_params;

use crate::model::{Grade, Points, Traced, Year};
use crate::relation::TraceRow;

use super::load::{parsed, year as year_at};
use super::{Store, StoreError};

const SQL: &str = "
WITH figure (result_id, place, criterion_id, figure, points, rank, grade, cell_id) AS (
    SELECT result_id, criterion.position * 3, criterion_id, 'self', self, NULL, NULL, self_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 1, criterion_id, 'appraised', appraised, NULL, NULL, appraised_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT result_id, criterion.position * 3 + 2, criterion_id, 'survey', survey, NULL, NULL, survey_cell
      FROM score JOIN criterion ON criterion.id = criterion_id
    UNION ALL SELECT id, 9000, NULL, 'self', self_total, NULL, NULL, self_total_cell FROM result
    UNION ALL SELECT id, 9001, NULL, 'appraised', appraised_total, NULL, NULL, appraised_total_cell FROM result
    UNION ALL SELECT id, 9002, NULL, 'survey', survey_total, NULL, NULL, survey_total_cell FROM result
    UNION ALL SELECT id, 9003, NULL, 'total', total, NULL, NULL, total_cell FROM result
    UNION ALL SELECT id, 9004, NULL, 'rank', NULL, rank, NULL, rank_cell FROM result
    UNION ALL SELECT id, 9005, NULL, 'grade', NULL, NULL, grade, grade_cell FROM result
)
SELECT assessment.year, assessment.block, unit.name, criterion.name, figure.figure, points, figure.rank, figure.grade,
       document.number, file_name, sha256, table_number, row_number, column_number, line_number, page_number, sheet, text
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
            let points =
                row.get::<_, Option<i64>>(5)?.map(|points| Traced::Points(Points::from_ten_thousandths(points)));
            let rank = row.get::<_, Option<u32>>(6)?.map(Traced::Rank);
            let grade = row.get::<_, Option<String>>(7)?.and_then(|grade| Grade::parse(&grade)).map(Traced::Grade);
            Ok(TraceRow {
                year: year_at(row, 0)?,
                block: parsed(row, 1)?,
                unit: row.get(2)?,
                criterion: row.get(3)?,
                figure: parsed(row, 4)?,
                value: points.or(rank).or(grade),
                number: row.get(8)?,
                file_name: row.get(9)?,
                sha256: row.get(10)?,
                table: count(row, 11)?,
                row: count(row, 12)?,
                column: count(row, 13)?,
                line: row.get::<_, Option<i64>>(14)?.and_then(|number| number.try_into().ok()),
                page: row.get::<_, Option<i64>>(15)?.and_then(|number| number.try_into().ok()),
                sheet: row.get(16)?,
                text: row.get(17)?,
            })
        });
        rows.map_err(error)?.collect::<rusqlite::Result<_>>().map_err(error)
    }
}

fn count(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<usize> {
    row.get::<_, i64>(index)?.try_into().map_err(|_| rusqlite::Error::InvalidQuery)
}
