-- vi: Trường hợp nào tự chấm cao hơn thẩm định nhiều nhất, cần rà soát trước?
-- en: Which single self scores are furthest above the appraisal?
-- theme: over-scoring
-- portable
-- year: the year; the latest with self scores by default | năm; mặc định là năm mới nhất có tự chấm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- level: the level of the criteria; 1 by default | cấp của lĩnh vực, tiêu chí; mặc định là 1
-- count: scores to list; 10 by default | số trường hợp cần liệt kê; mặc định là 10
SELECT block, unit, criterion, self, appraised, gap, round(100 * gap_share, 2) AS percent,
       round(robust_z, 1) AS robust_z
FROM gaps
WHERE year = coalesce(:year, (SELECT max(year) FROM gaps))
  AND block = coalesce(:block, block)
  AND level = coalesce(:level, 1)
  AND gap > 0
ORDER BY gap DESC, gap_share DESC, block, unit_id, criterion
LIMIT coalesce(:count, 10);
