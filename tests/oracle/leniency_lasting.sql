-- How much of the deviations of a block's last five modelled years lasts. The variances come from the units that are in all
-- of these years. The mean deviation of every unit of the last year is shrunk according to the number of its years.
CREATE TEMP VIEW lasting_year AS
SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY block ORDER BY year DESC) AS back FROM lenient_block)
 WHERE back <= 5;

CREATE TEMP VIEW lasting_leniency AS
WITH years AS (
    SELECT block, count(*) AS times, max(year) AS last, avg(noise) AS noise,
           sum((units - 1) * (criteria - 1)) AS noise_degrees
      FROM lasting_year GROUP BY block HAVING count(*) >= 2
), deviation AS (
    SELECT lenient_unit.block, unit_id, year, deviation FROM lenient_unit JOIN lasting_year USING (year, block)
), course AS (
    SELECT block, unit_id, count(*) AS own, min(year) AS first_year, max(year) AS last_year, avg(deviation) AS mean
      FROM deviation GROUP BY block, unit_id
), whole AS (
    SELECT deviation.block, unit_id, year, deviation,
           avg(deviation) OVER (PARTITION BY deviation.block, unit_id) AS of_unit,
           avg(deviation) OVER (PARTITION BY deviation.block, year) AS of_year,
           avg(deviation) OVER (PARTITION BY deviation.block) AS of_all
      FROM deviation JOIN course USING (block, unit_id) JOIN years ON years.block = deviation.block AND own = times
), square AS (
    SELECT block, count(DISTINCT unit_id) AS units,
           sum((deviation - of_unit - of_year + of_all) * (deviation - of_unit - of_year + of_all)) AS passing,
           sum((of_unit - of_all) * (of_unit - of_all)) / max(times) AS between_units, max(times) AS times,
           max(noise) AS noise, max(noise_degrees) AS noise_degrees
      FROM whole JOIN years USING (block) GROUP BY block HAVING count(DISTINCT unit_id) >= 6
), passing AS (
    SELECT block, times, between_units / (units - 1) AS variance,
           CASE WHEN passing / ((units - 1) * (times - 1)) < noise
                THEN (passing + noise * noise_degrees) / ((units - 1) * (times - 1) + noise_degrees)
                ELSE passing / ((units - 1) * (times - 1)) END AS passing
      FROM square
), lasting AS (
    SELECT block, passing, max(0.0, variance - passing / times) AS lasting FROM passing
), share AS (
    SELECT course.*, passing, CASE WHEN lasting > 0 THEN lasting / (lasting + passing / own) ELSE 0.0 END AS share
      FROM course JOIN lasting USING (block) JOIN years USING (block) WHERE last_year = last
)
SELECT share.block, lenient_unit.unit, share.unit_id, own AS years, first_year, last_year, mean AS deviation,
       share AS lasting_share, share * mean AS leniency, sqrt(share * passing / own) AS spread
  FROM share JOIN lenient_unit ON lenient_unit.unit_id = share.unit_id AND lenient_unit.block = share.block
              AND lenient_unit.year = last_year
 ORDER BY share.block, (SELECT min(name_order) FROM main.unit WHERE name = lenient_unit.unit), share.unit_id;
