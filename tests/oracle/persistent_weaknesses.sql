-- The lasting weaknesses of the units of a block's last year. A unit is behind the block's median in at least three of the
-- last four years in which it was assessed on the criterion, including the last year; it is behind by at least 0.05 of the
-- maximum, both on average and in the last year; and in the last year it lost there at least a hundredth of all points that
-- applied to it.
CREATE TEMP VIEW persistent_weaknesses AS
WITH recent AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id, series, level ORDER BY year DESC) AS age,
           max(year) OVER (PARTITION BY block) AS latest
      FROM weaknesses
     WHERE behind IS NOT NULL
)
SELECT recent.block, max(CASE WHEN age = 1 THEN recent.unit END) AS unit, series, level,
       count(*) AS years, sum(behind > 0) AS years_behind,
       min(recent.year) AS first_year, max(recent.year) AS last_year,
       avg(behind) AS mean_behind,
       max(CASE WHEN age = 1 THEN behind END) AS last_behind,
       max(CASE WHEN age = 1 THEN lost END) AS last_lost,
       recent.unit_id
  FROM recent
  JOIN recomputed_result AS result
    ON result.year = recent.year AND result.block = recent.block AND result.unit_id = recent.unit_id
 WHERE age <= 4
 GROUP BY recent.block, recent.unit_id, series, level
HAVING sum(behind > 0) >= 3 AND max(recent.year) = max(latest)
   AND round(avg(behind), 9) >= 0.05
   AND round(max(CASE WHEN age = 1 THEN behind END), 9) >= 0.05
   AND round(max(CASE WHEN age = 1 THEN lost * 10000 END)) * 100 >= max(CASE WHEN age = 1 THEN result.max_total END)
 ORDER BY recent.block, (SELECT min(name_order) FROM main.unit WHERE name = recent.unit), recent.unit_id, level, series;
