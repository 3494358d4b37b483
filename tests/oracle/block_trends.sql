-- The course of each block over the years in which all its units are known: the mean of their attainments. `slope`
-- (Theil-Sen, attainment per year) and `tau` (Kendall's tau-b) describe the whole course and need at least four years.
-- `framework_changed` and `set_changed` (different units than before) compare a year with the previous known year.
-- `constant_...` is the like-for-like twin. It covers the units that are in all of the years and the criteria that applied
-- to them and are known in all of the years, weighted by the maxima of the last year. A unit with the same maxima in all
-- years counts with its attainment. The twin is built in steps, because a single query would be nested too deeply.
CREATE TEMP TABLE course_member AS
SELECT block, year, unit_id, attained * 1.0 / max_total AS attainment, simulated
  FROM ranked_result
 WHERE shown_total IS NOT NULL AND coverage <> 'partial';

CREATE TEMP TABLE course_known AS
SELECT block, year, count(*) AS units, avg(attainment) AS attainment, max(simulated) AS simulated,
       lag(year) OVER (PARTITION BY block ORDER BY year) AS before
  FROM course_member GROUP BY block, year;

CREATE TEMP TABLE course_span AS
SELECT block, count(*) AS years, max(year) AS last_year FROM course_known GROUP BY block;

CREATE TEMP TABLE course_stepped AS
SELECT known.*,
       CASE WHEN before IS NOT NULL THEN framework_changed END AS framework_changed,
       CASE WHEN before IS NOT NULL THEN (
           SELECT count(DISTINCT year) FROM (
               SELECT min(year) AS year FROM course_member AS member
                WHERE member.block = known.block AND year IN (before, known.year)
                GROUP BY unit_id HAVING count(*) = 1)) > 0 END AS set_changed
  FROM course_known AS known
  LEFT JOIN year_pair ON year_pair.block = known.block AND from_year = before AND to_year = known.year;

CREATE TEMP TABLE course_lasting AS
SELECT course_member.block, course_member.unit_id, course_span.years, course_span.last_year
  FROM course_member JOIN course_span ON course_span.block = course_member.block
 GROUP BY course_member.block, course_member.unit_id HAVING count(*) = course_span.years;

CREATE TEMP TABLE lasting_part AS
SELECT course_part.*, course_lasting.years, course_lasting.last_year
  FROM course_part
  JOIN course_lasting ON course_lasting.block = course_part.block AND course_lasting.unit_id = course_part.unit_id
 WHERE (course_part.block, year) IN (SELECT block, year FROM course_known);

CREATE TEMP TABLE course_seen AS
SELECT block, unit_id, series, count(*) AS seen, count(total) AS given, years,
       count(DISTINCT max_total) AS maxima, max(CASE WHEN year = last_year THEN max_total END) AS weight
  FROM lasting_part GROUP BY block, unit_id, series;

CREATE TEMP TABLE course_judged AS
SELECT lasting.*,
       (SELECT count(DISTINCT year) FROM lasting_part AS part
         WHERE part.block = lasting.block AND part.unit_id = lasting.unit_id) = years AS is_scored,
       (SELECT sum(seen < seen.years OR maxima > 1) > 0 FROM course_seen AS seen
         WHERE seen.block = lasting.block AND seen.unit_id = lasting.unit_id) AS differs,
       (SELECT sum(given = seen.years) FROM course_seen AS seen
         WHERE seen.block = lasting.block AND seen.unit_id = lasting.unit_id) AS criteria,
       (SELECT count(*) = count(framework_changed) + 1 AND coalesce(sum(framework_changed), 0) = 0
          FROM course_stepped AS stepped WHERE stepped.block = lasting.block) AS is_one_framework
  FROM course_lasting AS lasting;

CREATE TEMP TABLE course_taken AS
SELECT *, is_scored AND differs AS is_constant FROM course_judged
 WHERE CASE WHEN is_scored THEN NOT differs OR criteria > 0 ELSE is_one_framework END;

CREATE TEMP TABLE course_like_for_like AS
SELECT taken.block, member.year, member.unit_id, member.attainment, is_constant
  FROM course_taken AS taken
  JOIN course_member AS member ON member.block = taken.block AND member.unit_id = taken.unit_id
 WHERE NOT is_constant
UNION ALL
SELECT taken.block, part.year, part.unit_id, sum(total * 1.0 / max_total * weight) / sum(weight), is_constant
  FROM course_taken AS taken
  JOIN lasting_part AS part ON part.block = taken.block AND part.unit_id = taken.unit_id
  JOIN course_seen AS seen ON seen.block = part.block AND seen.unit_id = part.unit_id AND seen.series = part.series
 WHERE is_constant AND given = seen.years
 GROUP BY part.block, part.year, part.unit_id;

CREATE TEMP TABLE course_twin AS
SELECT block, year, count(*) AS units, avg(attainment) AS attainment
  FROM course_like_for_like
 WHERE block IN (SELECT block FROM course_span WHERE years > 1)
 GROUP BY block, year;

CREATE TEMP VIEW block_trends AS
WITH pair AS (
    SELECT a.block, (b.attainment - a.attainment) / (b.year - a.year) AS slope,
           (b.attainment > a.attainment) - (b.attainment < a.attainment) AS sign
      FROM course_known AS a JOIN course_known AS b ON b.block = a.block AND b.year > a.year
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
), twin_pair AS (
    SELECT a.block, (b.attainment - a.attainment) / (b.year - a.year) AS slope
      FROM course_twin AS a JOIN course_twin AS b ON b.block = a.block AND b.year > a.year
), twin_placed AS (
    SELECT *, row_number() OVER (PARTITION BY block ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block) AS places
      FROM twin_pair
), twin_slopes AS (
    SELECT block, (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
                       + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope
      FROM twin_placed GROUP BY block
)
SELECT stepped.block, stepped.year, stepped.units, stepped.attainment,
       stepped.attainment - lag(stepped.attainment) OVER (PARTITION BY stepped.block ORDER BY stepped.year)
           AS attainment_delta,
       framework_changed, set_changed, twin.units AS constant_units, twin.attainment AS constant_attainment,
       simulated,
       CASE WHEN span.years >= 4 THEN slopes.slope END AS slope,
       CASE WHEN span.years >= 4 THEN tau END AS tau,
       CASE WHEN span.years >= 4 THEN twin_slopes.slope END AS constant_slope
  FROM course_stepped AS stepped
  JOIN course_span AS span      ON span.block = stepped.block
  LEFT JOIN course_twin AS twin ON twin.block = stepped.block AND twin.year = stepped.year
  LEFT JOIN slopes              ON slopes.block = stepped.block
  LEFT JOIN twin_slopes         ON twin_slopes.block = stepped.block
 ORDER BY stepped.block, stepped.year;
