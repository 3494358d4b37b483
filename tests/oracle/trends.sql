-- The course of each unit over the years in which its total is known. `slope` (Theil-Sen, attainment a year) and `tau`
-- (Kendall's tau-b) are given from four years on. `volatility` is the mean size of the change from one assessed year
-- to the next. `rising` and `falling` count the changes of one kind up to the last year; `top_quarter` and
-- `bottom_quarter` the years in the first or last quarter of the ranks.
CREATE TEMP VIEW trends AS
WITH known AS (
    SELECT *, max(units / 4, 1) AS quarter
      FROM (SELECT year, block, unit, unit_id, simulated, shown_rank AS rank,
                   CASE WHEN coverage = 'partial' THEN units ELSE count(*) OVER (PARTITION BY year, block) END AS units,
                   shown_total * 1.0 / max_total AS attainment
              FROM ranked_result
             WHERE shown_total IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart))
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
       max(simulated) AS simulated,
       broken.unit_id,
       CASE WHEN (SELECT count(DISTINCT other.unit_id) FROM broken AS other
                   WHERE other.block = broken.block AND other.last_unit = broken.last_unit) > 1
            THEN last_unit || ' (' || CASE WHEN min(year) = max(year) THEN min(year)
                                           ELSE min(year) || '–' || max(year) END || ')'
            ELSE last_unit END AS label
  FROM broken LEFT JOIN slopes ON slopes.block = broken.block AND slopes.unit_id = broken.unit_id
 GROUP BY broken.block, broken.unit_id
 ORDER BY broken.block, broken.unit_id;
