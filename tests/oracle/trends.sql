-- The course of each unit over the years in which its total is known. `slope` (Theil-Sen, attainment per year) and `tau`
-- (Kendall's tau-b) are given from four years on. `volatility` is the mean size of the change from one assessed year
-- to the next. `rising` and `falling` count the rises or falls in a row up to the last year. `top_quarter` and
-- `bottom_quarter` count the years in the first and in the last quarter of the ranks. `framework_changes` counts how often
-- the framework changed from one of the years to the next. `constant_...` is the attainment over the criteria that applied
-- to the unit and are known in all of the years, weighted by the maxima of the last year. If the same maxima applied to the
-- unit in all years, it is the published attainment. It needs at least two years, and scores in all of them.
CREATE TEMP VIEW trends AS
WITH known AS (
    SELECT *, max(units / 4, 1) AS quarter
      FROM (SELECT year, block, unit, unit_id, simulated, 
                   CASE WHEN coverage = 'partial' OR shown_rank IS NULL THEN shown_rank
                        ELSE rank() OVER (PARTITION BY year, block ORDER BY shown_rank NULLS LAST) END AS rank,
                   CASE WHEN coverage = 'partial' THEN units
                        ELSE count(shown_rank) OVER (PARTITION BY year, block) END AS units,
                   attained * 1.0 / max_total AS attainment
              FROM ranked_result
             WHERE shown_total IS NOT NULL)
), stepped AS (
    SELECT *, attainment - lag(attainment) OVER (PARTITION BY block, unit_id ORDER BY year) AS step,
           first_value(attainment) OVER course AS attainment_first,
           last_value(attainment) OVER course AS attainment_last,
           last_value(unit) OVER course AS last_unit,
           first_value(year) OVER (PARTITION BY block, unit_id ORDER BY attainment DESC, year) AS best_year,
           first_value(year) OVER (PARTITION BY block, unit_id ORDER BY attainment, year) AS worst_year
      FROM known
    WINDOW course AS (PARTITION BY block, unit_id ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), broken AS (
    SELECT *,
           max(CASE WHEN step IS NULL OR step <= 0 THEN year END) OVER (PARTITION BY block, unit_id) AS not_risen,
           max(CASE WHEN step IS NULL OR step >= 0 THEN year END) OVER (PARTITION BY block, unit_id) AS not_fallen
      FROM stepped
), pair AS (
    SELECT a.block, a.unit_id, (b.attainment - a.attainment) / (b.year - a.year) AS slope,
           (b.attainment > a.attainment) - (b.attainment < a.attainment) AS sign
      FROM known AS a JOIN known AS b ON b.block = a.block AND b.unit_id = a.unit_id AND b.year > a.year
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block, unit_id) AS places
      FROM pair
), slopes AS (
    SELECT block, unit_id, places,
           (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
               + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope,
           sum(sign) / sqrt(places * nullif(sum(sign <> 0), 0)) AS tau
      FROM placed GROUP BY block, unit_id
), span AS (
    SELECT block, unit_id, count(*) AS years, max(year) AS last_year FROM known GROUP BY block, unit_id
), seen AS (
    SELECT part.block, part.unit_id, part.series, count(*) AS seen, count(total) AS given, years,
           count(DISTINCT max_total) AS maxima, max(CASE WHEN year = last_year THEN max_total END) AS weight,
           (SELECT count(DISTINCT year) FROM course_part AS own
             WHERE own.block = part.block AND own.unit_id = part.unit_id) AS scored
      FROM course_part AS part JOIN span ON span.block = part.block AND span.unit_id = part.unit_id
     GROUP BY part.block, part.unit_id, part.series
), differing AS (
    SELECT block, unit_id, sum(seen < years OR maxima > 1) > 0 AS differs,
           CASE WHEN sum(seen < years OR maxima > 1) > 0 THEN sum(given = years) ELSE count(*) END AS constant_criteria
      FROM seen GROUP BY block, unit_id
    HAVING max(years) > 1 AND max(scored) = max(years) AND (sum(seen < years OR maxima > 1) = 0 OR sum(given = years) > 0)
), constant AS (
    SELECT part.block, part.unit_id, part.year, part.year = last_year AS is_last,
           sum(total * 1.0 / max_total * weight) / sum(weight) AS attainment
      FROM course_part AS part
      JOIN seen ON seen.block = part.block AND seen.unit_id = part.unit_id AND seen.series = part.series
      JOIN span ON span.block = part.block AND span.unit_id = part.unit_id
      JOIN differing ON differing.block = part.block AND differing.unit_id = part.unit_id
     WHERE given = seen.years AND differs
     GROUP BY part.block, part.unit_id, part.year
    UNION ALL
    SELECT known.block, known.unit_id, known.year, 0, known.attainment
      FROM known
      JOIN differing ON differing.block = known.block AND differing.unit_id = known.unit_id AND NOT differs
), constant_pair AS (
    SELECT a.block, a.unit_id, (b.attainment - a.attainment) / (b.year - a.year) AS slope
      FROM constant AS a JOIN constant AS b ON b.block = a.block AND b.unit_id = a.unit_id AND b.year > a.year
), constant_placed AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block, unit_id) AS places
      FROM constant_pair
), constant_slopes AS (
    SELECT block, unit_id, (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
                                + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope
      FROM constant_placed GROUP BY block, unit_id
), stage AS (
    SELECT block, unit_id, year, lag(year) OVER (PARTITION BY block, unit_id ORDER BY year) AS before FROM known
), crossed AS (
    SELECT stage.block, stage.unit_id, sum(coalesce(framework_changed, 0)) AS framework_changes
      FROM stage
      LEFT JOIN year_pair ON year_pair.block = stage.block AND from_year = before AND to_year = year
     GROUP BY stage.block, stage.unit_id
)
SELECT broken.block, last_unit AS unit,
       count(*) AS years, min(year) AS first_year, max(year) AS last_year,
       attainment_first, attainment_last,
       CASE WHEN count(*) >= 4 THEN slope END AS slope,
       CASE WHEN count(*) >= 4 THEN tau END AS tau,
       avg(abs(step)) AS volatility,
       best_year, worst_year,
       sum(year > not_risen) AS rising,
       sum(year > not_fallen) AS falling,
       sum(coalesce(rank <= quarter, 0)) AS top_quarter,
       sum(coalesce(rank > units - quarter, 0)) AS bottom_quarter,
       (SELECT framework_changes FROM crossed
         WHERE crossed.block = broken.block AND crossed.unit_id = broken.unit_id) AS framework_changes,
       (SELECT constant_criteria FROM differing
         WHERE differing.block = broken.block AND differing.unit_id = broken.unit_id) AS constant_criteria,
       (SELECT attainment FROM constant WHERE constant.block = broken.block AND constant.unit_id = broken.unit_id
         ORDER BY constant.year LIMIT 1) AS constant_first,
       (SELECT attainment FROM constant WHERE constant.block = broken.block AND constant.unit_id = broken.unit_id
         ORDER BY constant.year DESC LIMIT 1) AS constant_last,
       CASE WHEN count(*) >= 4 THEN
       (SELECT slope FROM constant_slopes
         WHERE constant_slopes.block = broken.block AND constant_slopes.unit_id = broken.unit_id) END AS constant_slope,
       max(simulated) AS simulated,
       broken.unit_id,
       CASE WHEN (SELECT count(DISTINCT other.unit_id) FROM broken AS other
                   WHERE other.block = broken.block AND other.last_unit = broken.last_unit) > 1
            THEN last_unit || ' (' || CASE WHEN min(year) = max(year) THEN min(year)
                                           ELSE min(year) || '–' || max(year) END || ')'
            ELSE last_unit END AS label
  FROM broken LEFT JOIN slopes ON slopes.block = broken.block AND slopes.unit_id = broken.unit_id
 GROUP BY broken.block, broken.unit_id
 ORDER BY broken.block, (SELECT min(name_order) FROM main.unit WHERE name = last_unit), broken.unit_id;
