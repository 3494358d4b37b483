-- Figures of earlier years that later publications print again, with the figure that was published first and the difference.
CREATE TEMP VIEW restatements AS
SELECT restated.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       restated.total / 10000.0 AS restated_total,
       result.total / 10000.0 AS published_total,
       (restated.total - result.total) / 10000.0 AS difference,
       restated.rank AS restated_rank, result.rank AS published_rank,
       document.number AS restated_in, assessment.year AS restated_with
  FROM restated
  JOIN assessment ON assessment.id = restated.assessment_id AND assessment.replaced_by IS NULL
  JOIN document ON document.id = assessment.document_id
  JOIN unit ON unit.id = restated.unit_id
  LEFT JOIN assessment AS first
    ON first.year = restated.year AND first.block = assessment.block AND first.replaced_by IS NULL
  LEFT JOIN result
    ON result.assessment_id = first.id
   AND (SELECT identity FROM unit AS own WHERE own.id = result.unit_id) = unit.identity
 ORDER BY restated.year, assessment.block, restated.id;
