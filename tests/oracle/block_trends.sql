-- The course of each block over the years in which all its units are known: the mean of their attainments. `slope`
-- (Theil-Sen, attainment a year) and `tau` (Kendall's tau-b) are those of the whole course, from four years on.
CREATE TEMP VIEW block_trends AS
WITH known AS (
    SELECT block, year, count(*) AS units, avg(shown_total * 1.0 / max_total) AS attainment,
           max(simulated) AS simulated
      FROM ranked_result
     WHERE shown_total IS NOT NULL AND coverage <> 'partial'
       AND (year, block) NOT IN (SELECT year, block FROM year_apart)
     GROUP BY block, year
), pair AS (
    SELECT a.block, (b.attainment - a.attainment) / (b.year - a.year) AS slope,
           (b.attainment > a.attainment) - (b.attainment < a.attainment) AS sign
      FROM known AS a JOIN known AS b ON b.block = a.block AND b.year > a.year
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY block ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block) AS places
      FROM pair
), slopes AS (
    SELECT block,
           (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
               + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope,
           sum(sign) / sqrt(places * nullif(sum(sign <> 0), 0)) AS tau
      FROM placed GROUP BY block
)
SELECT known.block, year, units, attainment,
       attainment - lag(attainment) OVER (PARTITION BY known.block ORDER BY year) AS attainment_delta,
       simulated,
       CASE WHEN count(*) OVER (PARTITION BY known.block) >= 4 THEN slope END AS slope,
       CASE WHEN count(*) OVER (PARTITION BY known.block) >= 4 THEN tau END AS tau
  FROM known LEFT JOIN slopes ON slopes.block = known.block
 ORDER BY known.block, year;
