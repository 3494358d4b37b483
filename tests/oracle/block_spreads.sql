-- How widely the units of each block are spread, in the years in which all of them are known: the standard deviation of
-- their attainments, the lowest and the highest one. `constant_spread` is the standard deviation of the like-for-like twin
-- of block_trends. `spread_slope` (Theil-Sen, from four years on) is the slope of `constant_spread`, or of `spread` if there
-- is no twin.
CREATE TEMP VIEW block_spreads AS
WITH own AS (
    SELECT block, year, count(*) AS units, min(attainment) AS lowest, max(attainment) AS highest,
           sqrt(sum(far * far) / nullif(count(*) - 1, 0)) AS spread, max(simulated) AS simulated
      FROM (SELECT *, attainment - avg(attainment) OVER (PARTITION BY block, year) AS far FROM course_member)
     GROUP BY block, year
), twin AS (
    SELECT block, year, count(*) AS units, sqrt(sum(far * far) / nullif(count(*) - 1, 0)) AS spread
      FROM (SELECT *, attainment - avg(attainment) OVER (PARTITION BY block, year) AS far FROM course_like_for_like)
     WHERE block IN (SELECT block FROM course_span WHERE years > 1)
     GROUP BY block, year
), course AS (
    SELECT own.block, own.year, CASE WHEN twin.block IS NULL THEN own.spread ELSE twin.spread END AS spread
      FROM own LEFT JOIN twin ON twin.block = own.block AND twin.year = own.year
), pair AS (
    SELECT a.block, (b.spread - a.spread) / (b.year - a.year) AS slope
      FROM course AS a JOIN course AS b ON b.block = a.block AND b.year > a.year
     WHERE a.spread IS NOT NULL AND b.spread IS NOT NULL
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY block ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block) AS places
      FROM pair
), slopes AS (
    SELECT block, (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
                       + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope
      FROM placed GROUP BY block
)
SELECT own.block, own.year, own.units, lowest, highest, own.spread, twin.units AS constant_units,
       twin.spread AS constant_spread, simulated,
       CASE WHEN (SELECT count(course.spread) FROM course WHERE course.block = own.block) >= 4
            THEN slopes.slope END AS spread_slope
  FROM own
  LEFT JOIN twin   ON twin.block = own.block AND twin.year = own.year
  LEFT JOIN slopes ON slopes.block = own.block
 ORDER BY own.block, own.year;
