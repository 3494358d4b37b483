-- How well each criterion of level 1 distinguishes the units of its block, if all units are known and the points of at least
-- six are: the share of units at the maximum, the standard deviation of their attainments, and the correlation (Pearson)
-- of these attainments with those over the other criteria. The correlation is NULL if either is the same for all units.
CREATE TEMP VIEW criterion_discrimination AS
WITH part AS (
    SELECT year, block, result_id, criterion, series, criterion_position, total, max_total,
           sum(total) OVER own - total AS rest, sum(max_total) OVER own - max_total AS rest_max
      FROM applicable_score
     WHERE level = 1 AND coverage <> 'partial' AND total IS NOT NULL AND max_total > 0
    WINDOW own AS (PARTITION BY result_id)
), share AS (
    SELECT *, total * 1.0 / max_total AS x, rest * 1.0 / nullif(rest_max, 0) AS y FROM part
), centred AS (
    SELECT *, x - avg(x) OVER every AS far,
           x - avg(CASE WHEN y IS NOT NULL THEN x END) OVER every AS dx, y - avg(y) OVER every AS dy
      FROM share WINDOW every AS (PARTITION BY year, block, criterion)
), summed AS (
    SELECT year, block, criterion, series, criterion_position, count(*) AS units,
           avg(total = max_total) AS at_maximum, sqrt(sum(far * far) / nullif(count(*) - 1, 0)) AS spread,
           sum(dx * dy) AS xy, sqrt(sum(CASE WHEN y IS NOT NULL THEN dx * dx END)) AS xx, sqrt(sum(dy * dy)) AS yy
      FROM centred GROUP BY year, block, criterion
)
SELECT year, block, criterion, series, units, at_maximum, spread,
       CASE WHEN round(xx, 9) > 0 AND round(yy, 9) > 0 THEN xy / (xx * yy) END AS rest_correlation
  FROM summed WHERE units >= 6
 ORDER BY year, block, criterion_position;
