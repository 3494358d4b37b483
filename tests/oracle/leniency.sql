-- How far each unit's gap share lies above its block's, and how much of that one year can distinguish from noise. Only the
-- criteria of level 1 on which all units of the block were scored twice count, weighted by their maximum points.
-- By hand, for the shares 0.1 0.3 / 0.2 0.2 / 0.0 0.0 and equal weights: the means are 0.2, 0.2 and 0.0, and the mean of all
-- is 2/15. The deviations are 1/15, 1/15 and -2/15. The residuals are -1/15 1/15 / 1/30 -1/30 / 1/30 -1/30; the sum of their
-- squares is 2/150, divided by 2 degrees of freedom 1/150, divided by 2 columns 1/300. The variance of the deviations is
-- 1/75, so the reliability is 1 - 75/300 = 0.75. (The model itself needs at least 6 units.)
CREATE TEMP VIEW lenient_cell AS
WITH twice AS (
    SELECT year, block, unit, unit_id, result_id, criterion, series, criterion_position, max_appraised,
           (self - appraised) * 1.0 / max_appraised AS share
      FROM applicable_score
     WHERE level = 1 AND coverage <> 'partial' AND self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0
), unit_count AS (
    SELECT year, block, count(DISTINCT result_id) AS units, count(DISTINCT criterion) AS all_criteria
      FROM twice GROUP BY year, block
), filled AS (
    SELECT year, block, criterion, sum(max_appraised) AS maximum FROM twice JOIN unit_count USING (year, block)
     GROUP BY year, block, criterion HAVING count(*) = max(units)
), fit AS (
    SELECT year, block, count(*) AS criteria, sum(maximum) AS maxima FROM filled GROUP BY year, block
)
SELECT twice.*, units, criteria, all_criteria - criteria AS left_out, maximum * 1.0 / maxima AS weight,
       avg(share) OVER (PARTITION BY result_id) AS unit_mean,
       avg(share) OVER (PARTITION BY year, block, criterion) AS criterion_mean,
       avg(share) OVER (PARTITION BY year, block) AS mean
  FROM twice JOIN unit_count USING (year, block) JOIN filled USING (year, block, criterion) JOIN fit USING (year, block)
 WHERE units >= 6 AND criteria >= 4 AND (all_criteria - criteria) * 3 <= all_criteria;

CREATE TEMP VIEW lenient_block AS
SELECT year, block, max(units) AS units, max(criteria) AS criteria, max(left_out) AS left_out,
       sum(weight * share) / max(units) AS gap_share,
       sum((share - unit_mean - criterion_mean + mean) * (share - unit_mean - criterion_mean + mean))
           / ((max(units) - 1.0) * (max(criteria) - 1)) * sum(weight * weight) / max(units) AS noise
  FROM lenient_cell GROUP BY year, block;

CREATE TEMP VIEW lenient_unit AS
SELECT cell.year, cell.block, unit, unit_id, result_id, sum(weight * share) AS gap_share,
       sum(weight * share) - lenient_block.gap_share AS deviation
  FROM lenient_cell AS cell JOIN lenient_block USING (year, block) GROUP BY result_id;

CREATE TEMP VIEW leniency AS
WITH spread AS (
    SELECT year, block, sum(deviation * deviation) / (count(*) - 1) AS variance FROM lenient_unit GROUP BY year, block
), kept AS (
    SELECT year, block, CASE WHEN variance > 0 THEN max(0.0, 1 - noise / variance) ELSE 0.0 END AS reliability
      FROM spread JOIN lenient_block USING (year, block)
)
SELECT year, block, unit, unit_id, lenient_unit.gap_share, lenient_block.gap_share AS block_gap_share, deviation,
       reliability, reliability * deviation AS leniency, sqrt(reliability * noise) AS spread, criteria, left_out
  FROM lenient_unit JOIN lenient_block USING (year, block) JOIN kept USING (year, block)
 ORDER BY year, block, (SELECT min(name_order) FROM main.unit WHERE name = unit), unit_id;
