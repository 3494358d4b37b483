-- vi: Mỗi khối mất điểm nhiều nhất ở lĩnh vực nào?
-- en: On which criteria does each block lose most points?
-- theme: weaknesses
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- level: the level of the criteria; 1 by default | cấp của lĩnh vực, tiêu chí; mặc định là 1
SELECT block, criterion, round(lost, 2) AS lost, round(100 * lost_share, 1) AS percent_of_lost,
       round(100 * attainment, 2) AS percent, round(100 * median, 2) AS median_percent, lowest_unit
FROM criterion_summaries
WHERE year = coalesce(:year, (SELECT max(year) FROM criterion_summaries))
  AND block = coalesce(:block, block)
  AND level = coalesce(:level, 1)
ORDER BY block, lost_share DESC, criterion;
