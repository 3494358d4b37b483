-- Each criterion over its block, if all units are known. Of several lowest units the first in printed order is named.
CREATE TEMP VIEW criterion_summaries AS
WITH attained AS (
    SELECT *, total * 1.0 / max_total AS attainment,
           row_number() OVER (PARTITION BY year, block, criterion ORDER BY total * 1.0 / max_total) AS place,
           count(*) OVER (PARTITION BY year, block, criterion) AS places
      FROM applicable_score
     WHERE total IS NOT NULL AND max_total > 0 AND coverage <> 'partial'
), lost AS (
    SELECT year, block, level, sum(max_total - total) AS all_lost FROM attained GROUP BY year, block, level
)
SELECT attained.year, attained.block, attained.criterion, series, attained.level,
       sum(total) * 1.0 / sum(max_total) AS attainment,
       avg(CASE WHEN place IN ((places + 1) / 2, (places + 2) / 2) THEN attainment END) AS median,
       min(attainment) AS lowest,
       (SELECT lowest.unit FROM attained AS lowest
         WHERE lowest.year = attained.year AND lowest.block = attained.block
           AND lowest.criterion = attained.criterion
         ORDER BY lowest.attainment, lowest.result_id LIMIT 1) AS lowest_unit,
       sum(max_total - total) / 10000.0 AS lost,
       sum(max_total - total) * 1.0 / nullif(all_lost, 0) AS lost_share
  FROM attained JOIN lost USING (year, block, level)
 GROUP BY attained.year, attained.block, attained.criterion
 ORDER BY attained.year, attained.block, min(criterion_position);
