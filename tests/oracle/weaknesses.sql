-- Where points are lost. `lost_share` is the share of the unit's lost points at that level. `behind` is the distance to the
-- median attainment of the block on this criterion; positive values lie below the median.
CREATE TEMP VIEW weaknesses AS
WITH attained AS (
    SELECT *, total * 1.0 / max_total AS attainment, max_total - total AS lost
      FROM applicable_score WHERE total IS NOT NULL AND max_total > 0
), placed AS (
    SELECT *,
           row_number() OVER (PARTITION BY year, block, criterion ORDER BY attainment) AS place,
           count(*) OVER (PARTITION BY year, block, criterion) AS places
      FROM attained
), middle AS (
    SELECT year, block, criterion,
           CASE WHEN coverage <> 'partial' THEN (min(attainment) + max(attainment)) / 2 END AS block_median
      FROM placed WHERE place IN ((places + 1) / 2, (places + 2) / 2)
     GROUP BY year, block, criterion
)
SELECT attained.year, attained.block, attained.unit, attained.criterion,
       attainment,
       lost / 10000.0 AS lost,
       lost * 1.0 / nullif(sum(lost) OVER (PARTITION BY result_id, level), 0) AS lost_share,
       block_median,
       block_median - attainment AS behind,
       series, level, unit_id, max_total / 10000.0 AS max_total
  FROM attained JOIN middle USING (year, block, criterion)
 ORDER BY year, block, result_id, criterion_position;
