-- vi: Lĩnh vực nào tiến bộ, lĩnh vực nào giảm sút so với năm đánh giá trước?
-- en: On which criteria did the units of each block improve or slip?
-- theme: change
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, series AS criterion, count(CASE WHEN attainment_delta > 0 THEN 1 END) AS units_up,
       count(CASE WHEN attainment_delta < 0 THEN 1 END) AS units_down,
       round(100 * avg(attainment_delta), 1) AS mean_pp, round(sum(performance), 2) AS performance
FROM delta_criteria
WHERE to_year = coalesce(:year, (SELECT max(to_year) FROM delta_criteria))
  AND block = coalesce(:block, block)
  AND level = 1
  AND attainment_delta IS NOT NULL
GROUP BY block, series
ORDER BY block, mean_pp DESC, series;
