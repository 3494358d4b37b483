-- Criteria in which a unit is behind its block's median in at least three of the last four years in which it was
-- assessed on them. Only units of the block's last year.
CREATE TEMP VIEW persistent_weaknesses AS
WITH recent AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id, series, level ORDER BY year DESC) AS age,
           max(year) OVER (PARTITION BY block) AS latest
      FROM weaknesses
     WHERE behind IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart)
)
SELECT block, max(CASE WHEN age = 1 THEN unit END) AS unit, series AS criterion, level,
       count(*) AS years, sum(behind > 0) AS years_behind,
       min(year) AS first_year, max(year) AS last_year,
       avg(behind) AS mean_behind,
       max(CASE WHEN age = 1 THEN behind END) AS last_behind,
       max(CASE WHEN age = 1 THEN lost END) AS last_lost,
       unit_id
  FROM recent WHERE age <= 4
 GROUP BY block, unit_id, series, level
HAVING sum(behind > 0) >= 3 AND max(year) = max(latest)
 ORDER BY block, unit_id, level, series;
