-- vi: Điểm tối đa của từng lĩnh vực trong năm là bao nhiêu?
-- en: How many points can be reached on each criterion?
-- theme: criteria
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- level: the level of the criteria; 1 by default | cấp của lĩnh vực, tiêu chí; mặc định là 1
SELECT block, criterion, max_appraised, max_survey, max_total,
       round(100 * max_total / sum(max_total) OVER apart, 2) AS percent_of_all
FROM criteria
WHERE year = coalesce(:year, (SELECT max(year) FROM criteria))
  AND block = coalesce(:block, block)
  AND level = coalesce(:level, 1)
WINDOW apart AS (PARTITION BY authority, block, group_name)
ORDER BY block, max_total DESC, criterion;
