-- The criteria with their maximum points. `parent` is the name of the criterion that a sub-criterion belongs to.
CREATE TEMP VIEW criteria AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       criterion.max_appraised / 10000.0 AS max_appraised,
       criterion.max_survey / 10000.0 AS max_survey,
       criterion.max_total / 10000.0 AS max_total,
       (SELECT name FROM criterion AS whole WHERE whole.id = criterion.parent_id) AS parent
  FROM criterion
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL AND assessment.stage <> 'self'
 ORDER BY assessment.year, assessment.block, criterion.position;
