-- Whether survey and appraisal put the units of a block in the same order, if all units are known and at least six have both
-- scores: the pairs of units in the same order, the pairs in opposite orders, and Kendall's tau-b. The scores are compared as
-- shares of their maximum points.
CREATE TEMP VIEW survey_agreement AS
WITH known AS (
    SELECT year, block, result_id,
           round(coalesce(appraised_total, appraised_sum) * 1.0 / max_appraised, 9) AS x,
           round(coalesce(survey_total, survey_sum) * 1.0 / (max_total - max_appraised), 9) AS y
      FROM recomputed_result
     WHERE coverage <> 'partial' AND max_appraised > 0 AND max_total > max_appraised
       AND coalesce(appraised_total, appraised_sum) IS NOT NULL AND coalesce(survey_total, survey_sum) IS NOT NULL
), sized AS (
    SELECT year, block, count(*) AS units FROM known GROUP BY year, block HAVING count(*) >= 6
), pair AS (
    SELECT a.year, a.block, (a.x > b.x) - (a.x < b.x) AS dx, (a.y > b.y) - (a.y < b.y) AS dy
      FROM known AS a JOIN known AS b ON b.year = a.year AND b.block = a.block AND b.result_id > a.result_id
)
SELECT sized.year, sized.block, units, sum(dx * dy > 0) AS concordant, sum(dx * dy < 0) AS discordant,
       sum(dx * dy) / nullif(sqrt(sum(dx <> 0)) * sqrt(sum(dy <> 0)), 0) AS tau
  FROM sized JOIN pair ON pair.year = sized.year AND pair.block = sized.block
 GROUP BY sized.year, sized.block
 ORDER BY sized.year, sized.block;
