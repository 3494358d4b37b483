-- vi: Đơn vị nào có hạn chế kéo dài nhiều năm, ở lĩnh vực nào?
-- en: Which units have been behind for years, and on which criteria?
-- theme: weaknesses
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: weaknesses to list; 20 by default | số hạn chế cần liệt kê; mặc định là 20
SELECT block, unit, series AS criterion, years_behind, years,
       round(100 * mean_behind, 1) AS mean_pp_behind, round(100 * last_behind, 2) AS last_pp_behind,
       last_lost
FROM persistent_weaknesses
WHERE block = coalesce(:block, block)
  AND level = 1
ORDER BY last_lost DESC, block, unit_id, series
LIMIT coalesce(:count, 20);
