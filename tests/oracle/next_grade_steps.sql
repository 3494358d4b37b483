-- On which criteria a unit could gain the appraised points that it lacks to the next grade, judged by the levels that other
-- units of its block have reached. Levels that most others have reached come first. `survey_room` is the number of points by
-- which its survey scores lie below the best of the others, or below their upper quartile, over all criteria. It is not part
-- of the path.
-- By hand: a unit with 7.0 of 8.5 lacks 1.0. Of four others three have 7.5 there and one has 8.5, so 4 of 4 have the first
-- 0.5 and 1 of 4 has the rest. On another criterion 2 of 4 are 0.6 higher. The path takes 0.5 from the first criterion and
-- 0.5 of the 0.6 from the other.
CREATE TEMP VIEW grade_score AS
SELECT year, block, unit, unit_id, result_id, criterion, criterion_position, appraised, max_appraised,
       appraised * 1.0 / max_appraised AS share
  FROM applicable_score
 WHERE level = 1 AND coverage <> 'partial' AND appraised IS NOT NULL AND max_appraised > 0;

CREATE TEMP VIEW grade_level AS
WITH levels AS (
    SELECT own.year, own.block, own.result_id, own.criterion, own.criterion_position, own.appraised, other.share,
           min(other.appraised * own.max_appraised / other.max_appraised) AS points
      FROM grade_score AS own
      JOIN grade_score AS other ON other.year = own.year AND other.block = own.block AND other.criterion = own.criterion
       AND other.result_id <> own.result_id AND other.share > own.share
     GROUP BY own.result_id, own.criterion, other.share
), counted AS (
    SELECT levels.*,
           (SELECT count(*) FROM grade_score AS other WHERE other.year = levels.year AND other.block = levels.block
               AND other.criterion = levels.criterion AND other.result_id <> levels.result_id) AS others,
           (SELECT count(*) FROM grade_score AS other WHERE other.year = levels.year AND other.block = levels.block
               AND other.criterion = levels.criterion AND other.result_id <> levels.result_id
               AND other.share >= levels.share) AS peers
      FROM levels
)
SELECT counted.*, 0 AS realistic FROM counted
UNION ALL SELECT counted.*, 1 FROM counted WHERE peers >= others / 4;

CREATE TEMP TABLE survey_score AS
SELECT year, block, result_id, criterion, survey, max_survey, survey * 1.0 / max_survey AS share
  FROM applicable_score
 WHERE level = 1 AND coverage <> 'partial' AND survey IS NOT NULL AND max_survey > 0;
CREATE INDEX temp.survey_of ON survey_score (year, block, criterion);

CREATE TEMP TABLE survey_target AS
WITH levels AS (
    SELECT own.result_id, own.criterion, own.survey AS own, other.share,
           other.survey * own.max_survey / other.max_survey AS points,
           (SELECT count(*) FROM survey_score AS third WHERE third.year = own.year AND third.block = own.block
               AND third.criterion = own.criterion AND third.result_id <> own.result_id) AS others,
           (SELECT count(*) FROM survey_score AS third WHERE third.year = own.year AND third.block = own.block
               AND third.criterion = own.criterion AND third.result_id <> own.result_id
               AND third.share >= other.share) AS peers
      FROM survey_score AS own
      JOIN survey_score AS other ON other.year = own.year AND other.block = own.block AND other.criterion = own.criterion
       AND other.result_id <> own.result_id
), ways AS (
    SELECT levels.*, 0 AS realistic FROM levels
    UNION ALL SELECT levels.*, 1 FROM levels WHERE peers >= others / 4
), best AS (
    SELECT result_id, realistic, criterion, max(0, max(points) - own) AS room
      FROM ways GROUP BY result_id, realistic, criterion
)
SELECT result_id, realistic, sum(room) / 10000.0 AS room FROM best GROUP BY result_id, realistic;

CREATE TEMP VIEW next_grade_steps AS
WITH amounts AS (
    SELECT grade_level.*, points - coalesce(lag(points) OVER (PARTITION BY result_id, realistic, criterion ORDER BY share), appraised) AS amount
      FROM grade_level
), needs AS (
    SELECT result_id, unit, unit_id, next_grade, next_grade_more_than, next_grade_at_most,
           CAST(round(next_grade_at_most * 10000) AS INTEGER) AS needed
      FROM rankings JOIN (SELECT DISTINCT result_id, year, block, unit_id FROM grade_score) USING (year, block, unit_id)
     WHERE next_grade_at_most > 0
), queued AS (
    SELECT amounts.*, unit, unit_id, next_grade, next_grade_more_than, next_grade_at_most, needed,
           coalesce(sum(amount) OVER (PARTITION BY result_id, realistic ORDER BY peers DESC, criterion_position, share
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM amounts JOIN needs USING (result_id)
), taken AS (
    SELECT *, max(0, min(amount, needed - before)) AS taken FROM queued
)
SELECT year, block, unit, unit_id, next_grade, next_grade_more_than AS needed_more_than, next_grade_at_most AS needed_at_most,
       criterion, realistic, sum(taken) / 10000.0 AS points, sum(amount) / 10000.0 AS room,
       min(CASE WHEN taken > 0 THEN peers END) AS peers,
       coalesce((SELECT survey_target.room FROM survey_target
                  WHERE survey_target.result_id = taken.result_id AND survey_target.realistic = taken.realistic), 0)
           AS survey_room
  FROM taken GROUP BY result_id, realistic, criterion HAVING sum(taken) > 0
 ORDER BY year, block, (SELECT min(name_order) FROM main.unit WHERE name = unit), unit_id, realistic, criterion_position;
