-- Every score of every unit. The maximum points are those that apply to the unit.
CREATE TEMP VIEW scores AS
SELECT year, block, unit, criterion,
       self / 10000.0 AS self,
       appraised / 10000.0 AS appraised,
       survey / 10000.0 AS survey,
       total / 10000.0 AS total,
       max_appraised / 10000.0 AS max_appraised,
       max_survey / 10000.0 AS max_survey,
       max_total / 10000.0 AS max_total,
       CASE WHEN max_total > 0 THEN total * 1.0 / max_total END AS attainment,
       series, level, unit_id
  FROM applicable_score
 ORDER BY year, block, result_id, criterion_position;
