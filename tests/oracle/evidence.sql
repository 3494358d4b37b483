-- The texts of forms beside the scores, one row per unit and criterion.
CREATE TEMP VIEW evidence AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, criterion.name AS criterion,
       criterion.level, score.self / 10000.0 AS self, score.appraised / 10000.0 AS appraised,
       (SELECT content FROM score_text AS text WHERE text.result_id = result.id
           AND text.criterion_id = criterion.id AND text.text_kind = 'evidence') AS evidence,
       (SELECT content FROM score_text AS text WHERE text.result_id = result.id
           AND text.criterion_id = criterion.id AND text.text_kind = 'remark') AS remark
  FROM assessment
  JOIN result    ON result.assessment_id = assessment.id
  JOIN unit      ON unit.id = result.unit_id
  JOIN score     ON score.result_id = result.id
  JOIN criterion ON criterion.id = score.criterion_id
 WHERE NOT EXISTS (SELECT 1 FROM assessment AS later
                    WHERE later.id > assessment.id AND later.stage <> 'published'
                      AND (later.year, later.block_key, later.authority_id, later.index_code)
                        = (assessment.year, assessment.block_key, assessment.authority_id, assessment.index_code))
   AND EXISTS (SELECT 1 FROM score_text AS text
                WHERE text.result_id = result.id AND text.criterion_id = criterion.id)
 ORDER BY assessment.year, assessment.block, result.position, criterion.position;
