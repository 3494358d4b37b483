-- Where grades begin: at `at_most` where `declared` is 1; else, as far as the results show it, above `above`, and at
-- `at_most` at the latest.
CREATE TEMP VIEW grade_bands AS
SELECT assessment.year, assessment.block, grade_band.grade,
       grade_band.above / 10000.0 AS above,
       grade_band.at_most / 10000.0 AS at_most,
       grade_band.declared
  FROM grade_band
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'published'
 ORDER BY assessment.year, assessment.block, grade_band.at_most DESC;
