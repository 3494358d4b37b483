-- The ranks that a unit can have within the rounding of printed figures, and under weights of the criteria that are up to a
-- tenth or a quarter more or less. Also the share of the weight that has to move for the next unit to draw level.
-- By hand, rounding: the printed totals 90.00 and 89.99 may both stand for 89.995, so both units can have rank 1.
-- By hand, weights 50 30 20 and points 45 20 10 and 40 23 10: the lead is (5 - 3) / 100 = 0.02 and the second unit is better
-- by 0.1 at most, so the swap share is 0.02 / 0.12. The least lead at a tenth is 45 x 0.1 + 27 x -0.1 + ... > 0 (see the
-- unit tests).
CREATE TEMP TABLE interval_unit AS
SELECT ranked_result.*, coalesce(total, total_sum) AS own,
       row_number() OVER (PARTITION BY year, block ORDER BY shown_rank, position) AS place
  FROM ranked_result WHERE coverage <> 'partial' AND shown_rank IS NOT NULL
   AND (SELECT ranks FROM framework WHERE id = framework_id) = 'competition';

CREATE TEMP VIEW interval_score AS
SELECT interval_unit.year, interval_unit.block, interval_unit.result_id, interval_unit.place, criterion,
       criterion_position, score.total, score.max_total,
       (score.appraised IS NOT NULL) + (score.survey IS NOT NULL) AS parts
  FROM interval_unit JOIN applicable_score AS score USING (result_id)
 WHERE level = 1 AND score.max_total > 0;

CREATE TEMP VIEW interval_bound AS
WITH steps AS (
    SELECT year, block,
           CASE WHEN sum(total % 100 <> 0) = 0 THEN 100 WHEN sum(total % 10 <> 0) = 0 THEN 10 ELSE 1 END AS of_totals
      FROM interval_unit WHERE total IS NOT NULL GROUP BY year, block
), score_steps AS (
    SELECT year, block,
           CASE WHEN sum(total % 100 <> 0) = 0 THEN 100 WHEN sum(total % 10 <> 0) = 0 THEN 10 ELSE 1 END AS of_scores
      FROM interval_score WHERE total IS NOT NULL GROUP BY year, block
), sum_steps AS (
    SELECT year, block,
           CASE WHEN sum(total_sum % 100 <> 0) = 0 THEN 100 WHEN sum(total_sum % 10 <> 0) = 0 THEN 10 ELSE 1 END AS of_sums
      FROM interval_unit WHERE total_sum IS NOT NULL GROUP BY year, block
), parts AS (
    SELECT result_id, sum(parts) AS parts FROM interval_score GROUP BY result_id
), reach AS (
    SELECT interval_unit.*, CASE WHEN total IS NOT NULL THEN coalesce(of_totals, 1) 
                                  WHEN parts IS NULL THEN 2 * of_sums ELSE coalesce(of_scores, 1) * parts END AS reach
      FROM interval_unit LEFT JOIN steps USING (year, block) LEFT JOIN score_steps USING (year, block)
      LEFT JOIN parts USING (result_id) LEFT JOIN sum_steps USING (year, block)
)
SELECT *, 2 * own - reach AS low, 2 * own + reach AS high FROM reach;

CREATE TEMP VIEW interval_rounding AS
SELECT unit.result_id,
       1 + (SELECT count(*) FROM interval_bound AS other WHERE other.year = unit.year AND other.block = unit.block
               AND other.low * unit.max_total > unit.high * other.max_total) AS best,
       (SELECT count(*) FROM interval_bound AS other WHERE other.year = unit.year AND other.block = unit.block
           AND other.high * unit.max_total >= unit.low * other.max_total) AS worst
  FROM interval_bound AS unit;

-- The blocks in which every unit has all of its scores, and none has bonus or penalty points.
CREATE TEMP VIEW interval_block AS
SELECT year, block FROM interval_unit LEFT JOIN
       (SELECT result_id, count(*) = count(total) AS is_whole FROM interval_score GROUP BY result_id) USING (result_id)
 GROUP BY year, block HAVING min(coalesce(is_whole, 0)) = 1 AND max(adjustment <> 0) = 0;

-- Every pair of units with their differences in attainment.
CREATE TEMP VIEW interval_difference AS
WITH weight AS (
    SELECT year, block, criterion, max(max_total) AS weight FROM interval_score GROUP BY year, block, criterion
)
SELECT upper.year, upper.block, upper.result_id AS upper_id, lower.result_id AS lower_id, weight,
       upper.place AS upper_place, lower.place AS lower_place,
       (upper.total * lower.max_total - lower.total * upper.max_total) * 1.0 / (upper.max_total * lower.max_total) AS difference
  FROM interval_score AS upper
  JOIN interval_block ON interval_block.year = upper.year AND interval_block.block = upper.block
  JOIN interval_score AS lower ON lower.year = upper.year AND lower.block = upper.block
   AND lower.criterion = upper.criterion AND lower.result_id <> upper.result_id
  JOIN weight ON weight.year = upper.year AND weight.block = upper.block AND weight.criterion = upper.criterion;

-- Whether the upper unit is above under all weights: the weight that may move goes to the smallest differences first.
CREATE TEMP VIEW interval_above AS
WITH leeways (leeway) AS (VALUES (0.1), (0.25)), placed AS (
    SELECT *, sum(weight) OVER (PARTITION BY upper_id, lower_id) AS whole,
           coalesce(sum(weight) OVER (PARTITION BY upper_id, lower_id ORDER BY difference, weight
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM interval_difference
)
SELECT year, block, upper_id, lower_id, leeway,
       sum(difference * (weight * (1 - leeway)
           + max(0.0, min(2 * leeway * weight, leeway * whole - 2 * leeway * before)))) > 1e-7 AS is_above
  FROM placed, leeways GROUP BY upper_id, lower_id, leeway;

CREATE TEMP VIEW rank_intervals AS
WITH size AS (
    SELECT year, block, count(*) AS ranked FROM interval_unit JOIN interval_block USING (year, block) GROUP BY year, block
), worse AS (
    SELECT lower_id AS result_id, leeway, sum(is_above) AS above FROM interval_above GROUP BY lower_id, leeway
), better AS (
    SELECT upper_id AS result_id, leeway, sum(is_above) AS below FROM interval_above GROUP BY upper_id, leeway
), swap AS (
    SELECT upper_id AS result_id,
           CASE WHEN sum(weight * difference) / sum(weight) > 1e-12
                THEN CASE WHEN min(difference) < 0
                          THEN sum(weight * difference) / sum(weight)
                               / (sum(weight * difference) / sum(weight) - min(difference)) ELSE 1.0 END END AS share
      FROM interval_difference WHERE lower_place = upper_place + 1 GROUP BY upper_id
)
SELECT unit.year, unit.block, unit.unit, unit.unit_id, unit.shown_rank AS rank,
       rounding.best AS best_rounding, rounding.worst AS worst_rounding,
       CASE WHEN ranked IS NOT NULL THEN 1 + coalesce((SELECT above FROM worse WHERE result_id = unit.result_id AND leeway = 0.1), 0) END AS best_10,
       ranked - coalesce((SELECT below FROM better WHERE result_id = unit.result_id AND leeway = 0.1), 0) AS worst_10,
       CASE WHEN ranked IS NOT NULL THEN 1 + coalesce((SELECT above FROM worse WHERE result_id = unit.result_id AND leeway = 0.25), 0) END AS best_25,
       ranked - coalesce((SELECT below FROM better WHERE result_id = unit.result_id AND leeway = 0.25), 0) AS worst_25,
       swap.share AS swap_share
  FROM interval_unit AS unit
  JOIN interval_rounding AS rounding USING (result_id)
  LEFT JOIN size ON size.year = unit.year AND size.block = unit.block
  LEFT JOIN swap USING (result_id)
 ORDER BY unit.year, unit.block, unit.shown_rank, unit.position;
