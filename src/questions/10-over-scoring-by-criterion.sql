-- vi: Lĩnh vực nào được tự chấm cao hơn thẩm định nhiều nhất?
-- en: On which criteria do units score themselves highest above the appraisal?
-- theme: over-scoring
-- portable
-- year: the year; the latest with self scores by default | năm; mặc định là năm mới nhất có tự chấm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH counted AS (
  SELECT block, criterion, count(CASE WHEN gap > 0 THEN 1 END) AS units_above, count(*) AS units,
         sum(gap) AS points_above, avg(gap_share) AS mean_share
  FROM gaps
  WHERE year = coalesce(:year, (SELECT max(year) FROM gaps))
    AND block = coalesce(:block, block)
    AND level = 1
  GROUP BY block, criterion
)
SELECT block, criterion, units_above, units, round(points_above, 2) AS gap,
       round(100 * mean_share, 1) AS mean_percent
FROM counted
ORDER BY block, points_above DESC, criterion;
