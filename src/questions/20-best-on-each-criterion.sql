-- vi: Ở mỗi lĩnh vực, đơn vị nào làm tốt nhất để các đơn vị khác học tập?
-- en: Which units are best on each criterion, so that others can learn from them?
-- theme: weaknesses
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- criterion: part of its name; all by default | một phần tên; mặc định là mọi lĩnh vực
SELECT block, criterion, unit, round(100 * attainment, 2) AS percent,
       round(100 * block_median, 2) AS median_percent, units_level
FROM (SELECT *, rank() OVER (PARTITION BY authority, block, group_name, series
                              ORDER BY attainment DESC) AS place,
             count(*) OVER (PARTITION BY authority, block, group_name, series, attainment)
               AS units_level
      FROM weaknesses
      WHERE year = coalesce(:year, (SELECT max(year) FROM weaknesses))
        AND block = coalesce(:block, block)
        AND instr(criterion, coalesce(:criterion, criterion)) > 0
        AND level = 1)
WHERE place = 1
ORDER BY block, criterion, unit_id;
