-- vi: Đơn vị nào tự chấm cao hơn thẩm định, cao hơn bao nhiêu?
-- en: Which units score themselves higher than the appraisal, and by how much?
-- theme: over-scoring
-- portable
-- year: the year; the latest with self scores by default | năm; mặc định là năm mới nhất có tự chấm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, unit, self_total, appraised_total, gap, round(100 * gap_share, 2) AS percent,
       round(100 * (gap_share - block_gap_share), 2) AS pp_above_block
FROM unit_gaps
WHERE year = coalesce(:year, (SELECT max(year) FROM unit_gaps))
  AND block = coalesce(:block, block)
  AND gap > 0
ORDER BY block, gap_share DESC, unit_id;
