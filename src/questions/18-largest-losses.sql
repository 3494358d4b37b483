-- vi: Đơn vị nào mất nhiều điểm nhất trong một lĩnh vực?
-- en: Where are the largest single losses of points in the province?
-- theme: weaknesses
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- level: the level of the criteria; 1 by default | cấp của lĩnh vực, tiêu chí; mặc định là 1
-- count: losses to list; 10 by default | số trường hợp cần liệt kê; mặc định là 10
SELECT block, unit, criterion, round(lost_points, 2) AS lost, round(100 * attainment, 2) AS percent,
       round(100 * block_median, 2) AS median_percent
FROM (SELECT year, block, unit, unit_id, criterion, level, lost AS lost_points, attainment,
             block_median
      FROM weaknesses)
WHERE year = coalesce(:year, (SELECT max(year) FROM weaknesses))
  AND block = coalesce(:block, block)
  AND level = coalesce(:level, 1)
ORDER BY lost_points DESC, block, unit_id, criterion
LIMIT coalesce(:count, 10);
