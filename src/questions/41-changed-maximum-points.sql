-- vi: Điểm tối đa của lĩnh vực nào đã thay đổi giữa hai năm?
-- en: On which criteria did the maximum points change between two years?
-- theme: criteria
-- portable
-- from: the earlier year; the first by default | năm trước; mặc định là năm đầu tiên
-- to: the later year; the latest by default | năm sau; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH chosen AS (
  SELECT coalesce(:from, min(year)) AS from_year, coalesce(:to, max(year)) AS to_year FROM criteria
), compared AS (
  SELECT block, series, max(max_total) FILTER (WHERE year = from_year) AS points_before,
         max(max_total) FILTER (WHERE year = to_year) AS points_after
  FROM criteria JOIN chosen ON year IN (from_year, to_year)
  WHERE level = 1
    AND block = coalesce(:block, block)
  GROUP BY block, series
)
SELECT from_year, to_year, block, series AS criterion, points_before, points_after,
       round(coalesce(points_after, 0) - coalesce(points_before, 0), 2) AS points_change
FROM compared CROSS JOIN chosen
WHERE coalesce(points_before, -1) <> coalesce(points_after, -1)
  AND block IN (SELECT block FROM criteria WHERE year = from_year)
  AND block IN (SELECT block FROM criteria WHERE year = to_year)
ORDER BY block, points_change DESC, series;
