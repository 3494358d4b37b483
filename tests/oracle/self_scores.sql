-- Self scores of documents without appraised scores, totals, ranks and grades.
CREATE TEMP VIEW self_scores AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, criterion.name AS criterion,
       criterion.series, criterion.level, score.self / 10000.0 AS self,
       coalesce(score.max_appraised, criterion.max_appraised) / 10000.0 AS max_appraised
  FROM assessment
  JOIN result    ON result.assessment_id = assessment.id
  JOIN unit      ON unit.id = result.unit_id
  JOIN score     ON score.result_id = result.id
  JOIN criterion ON criterion.id = score.criterion_id
 WHERE assessment.replaced_by IS NULL
   AND NOT EXISTS (SELECT 1 FROM score AS own JOIN result AS any_result ON any_result.id = own.result_id
                    WHERE any_result.assessment_id = assessment.id AND own.appraised IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM result AS any_result
                    WHERE any_result.assessment_id = assessment.id
                      AND coalesce(any_result.total, any_result.rank, any_result.grade, any_result.appraised_total)
                          IS NOT NULL)
   AND EXISTS (SELECT 1 FROM score AS own JOIN result AS any_result ON any_result.id = own.result_id
                WHERE any_result.assessment_id = assessment.id AND own.self IS NOT NULL)
 ORDER BY assessment.year, assessment.block, result.position, criterion.position;
