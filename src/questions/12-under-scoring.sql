-- vi: Trường hợp nào đơn vị tự chấm thấp hơn kết quả thẩm định?
-- en: Where did a unit score itself below the appraisal?
-- theme: over-scoring
-- portable
-- year: the year; the latest with self scores by default | năm; mặc định là năm mới nhất có tự chấm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- level: the level of the criteria; 1 by default | cấp của lĩnh vực, tiêu chí; mặc định là 1
SELECT block, unit, criterion, self, appraised, gap, round(100 * gap_share, 2) AS percent
FROM gaps
WHERE year = coalesce(:year, (SELECT max(year) FROM gaps))
  AND block = coalesce(:block, block)
  AND level = coalesce(:level, 1)
  AND gap < 0
ORDER BY gap, block, unit_id, criterion;
