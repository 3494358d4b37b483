-- vi: Lĩnh vực nào được tự chấm cao hơn thẩm định nhiều nhất?
-- en: On which criteria do units score themselves highest above the appraisal?
-- theme: over-scoring
-- portable
-- year: the year; the latest with self scores by default | năm; mặc định là năm mới nhất có tự chấm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, criterion, sum(gap > 0) AS units_above, count(*) AS units,
       round(sum(gap), 2) AS gap, round(100 * avg(gap_share), 1) AS mean_percent
FROM gaps
WHERE year = coalesce(:year, (SELECT max(year) FROM gaps))
  AND block = coalesce(:block, block)
  AND level = 1
GROUP BY block, criterion
ORDER BY block, sum(gap) DESC, criterion;
