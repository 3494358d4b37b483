-- How each unit changed between two years, for every pair of years. Positive rank changes are rises.
-- `constant_...` are attainments over the criteria that are known in both years, weighted by the later framework. If the
-- same maxima applied to the unit in both years, they are the attainments of the totals.
-- `performance`, `weight`, `beside` (points beside the criteria) and `rounding` (of printed totals against their parts) add
-- up to `delta`.
-- `own_change`, `framework_change` and `set_change` add up to `rank_change`: the unit's own change under the old framework,
-- the effect of the new framework, and the effect of units that entered or left. They are NULL if that is not known.
CREATE TEMP VIEW deltas AS
WITH criteria AS (
    SELECT from_id, to_id,
           CASE WHEN count(performance) = count(*) THEN sum(performance) END AS performance,
           CASE WHEN count(performance) = count(*) THEN sum(points_to - points_from) END AS change,
           sum(max_from <> max_to) = 0 AS is_same,
           sum(CASE WHEN is_common THEN points_from * 1.0 / max_from * max_to END)
               / sum(CASE WHEN is_common THEN max_to END) AS constant_from,
           sum(CASE WHEN is_common THEN points_to * 1.0 / max_to * max_to END)
               / sum(CASE WHEN is_common THEN max_to END) AS constant_to,
           sum(CASE WHEN is_common THEN points_to * 1.0 / max_to * max_from END)
               / sum(CASE WHEN is_common THEN max_from END) AS old_framework
      FROM (SELECT *, divisor > 0 AND points_from IS NOT NULL AND points_to IS NOT NULL AS is_common
              FROM criterion_change WHERE level = 1)
     GROUP BY from_id, to_id
), pair AS (
    SELECT later.block, later.unit, later.unit_id, earlier.year AS from_year, later.year AS to_year,
           earlier.shown_rank AS rank_from, later.shown_rank AS rank_to,
           earlier.ranks AS ranks_from, later.ranks AS ranks_to,
           earlier.shown_total AS total_from, later.shown_total AS total_to,
           earlier.attained * 1.0 / earlier.max_total AS attainment_from,
           later.attained * 1.0 / later.max_total AS attainment_to,
           earlier.grade AS grade_from, later.grade AS grade_to,
           year_pair.complete, year_pair.same_criteria, year_pair.framework_changed,
           max(earlier.simulated, later.simulated) AS simulated, later.position,
           criteria.performance, criteria.change,
           later.adjustment + coalesce(later.satisfaction, 0)
               - earlier.adjustment - coalesce(earlier.satisfaction, 0) AS beside,
           CASE WHEN is_same AND earlier.shown_total + later.shown_total IS NOT NULL
                THEN earlier.attained * 1.0 / earlier.max_total ELSE constant_from END AS constant_from,
           CASE WHEN is_same AND earlier.shown_total + later.shown_total IS NOT NULL
                THEN later.attained * 1.0 / later.max_total ELSE constant_to END AS constant_to, round(old_framework, 9) AS old_framework
      FROM ranked_result AS earlier
      JOIN ranked_result AS later
        ON later.block = earlier.block AND later.unit_id = earlier.unit_id AND later.year > earlier.year
      JOIN year_pair
        ON year_pair.block = later.block AND from_year = earlier.year AND to_year = later.year
      LEFT JOIN criteria ON criteria.from_id = earlier.result_id AND criteria.to_id = later.result_id
), common AS (
    SELECT *,
           complete AND ranks_from = ranks_to AND count(rank_from) OVER every = count(*) OVER every
                    AND count(rank_to) OVER every = count(*) OVER every AS is_ranked,
           coalesce(same_criteria, 0) OR count(old_framework) OVER every = count(*) OVER every AS is_split,
           CASE ranks_from WHEN 'dense' THEN dense_rank() OVER (every ORDER BY rank_from)
                ELSE rank() OVER (every ORDER BY rank_from) END AS place_from,
           CASE ranks_to WHEN 'dense' THEN dense_rank() OVER (every ORDER BY rank_to)
                ELSE rank() OVER (every ORDER BY rank_to) END AS place_to,
           CASE WHEN ranks_to = 'dense' AND same_criteria THEN dense_rank() OVER (every ORDER BY rank_to)
                WHEN ranks_to = 'dense' THEN dense_rank() OVER (every ORDER BY old_framework DESC)
                WHEN same_criteria THEN rank() OVER (every ORDER BY rank_to)
                ELSE rank() OVER (every ORDER BY old_framework DESC) END AS place_between
      FROM pair WINDOW every AS (PARTITION BY block, from_year, to_year)
)
SELECT block, unit, from_year, to_year,
       rank_from, rank_to, rank_from - rank_to AS rank_change,
       total_from / 10000.0 AS total_from, total_to / 10000.0 AS total_to,
       (total_to - total_from) / 10000.0 AS delta,
       attainment_from, attainment_to, attainment_to - attainment_from AS attainment_delta,
       grade_from, grade_to,
       constant_from, constant_to, constant_to - constant_from AS constant_delta,
       performance / 10000.0 AS performance,
       (change - performance) / 10000.0 AS weight,
       CASE WHEN performance IS NOT NULL THEN beside / 10000.0 END AS beside,
       (total_to - total_from - change - beside) / 10000.0 AS rounding,
       CASE WHEN is_ranked AND is_split THEN place_from - place_between END AS own_change,
       CASE WHEN is_ranked AND is_split THEN place_between - place_to END AS framework_change,
       CASE WHEN is_ranked THEN rank_from - place_from + place_to - rank_to END AS set_change,
       framework_changed, simulated, unit_id
  FROM common
 ORDER BY block, from_year, to_year, rank_to IS NULL, rank_to, position;
