-- The lower bounds of the grades. If `declared` is 1, the grade begins at `at_most`. Otherwise only the results show the
-- bound: it lies above `above` and is at most `at_most`.
CREATE TEMP VIEW grade_bands AS
SELECT assessment.year, assessment.block, grade_band.grade,
       grade_band.above / 10000.0 AS above,
       grade_band.at_most / 10000.0 AS at_most,
       grade_band.declared,
       grade_band.above_seen_in, grade_band.at_most_seen_in
  FROM grade_band
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL AND assessment.stage <> 'self'
 ORDER BY assessment.year, assessment.block, grade_band.at_most DESC;
