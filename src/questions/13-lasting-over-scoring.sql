-- vi: Đơn vị nào nhiều năm có chênh lệch tự chấm – thẩm định cao hơn mức chung của khối?
-- en: Which units score themselves above their block year after year?
-- theme: over-scoring
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: least number of years; 3 by default | số năm tối thiểu; mặc định là 3
SELECT block, trends.unit, count(*) AS years, sum(gap_share > block_gap_share) AS years_above,
       round(100 * avg(gap_share - block_gap_share), 1) AS mean_pp_above
FROM unit_gaps JOIN trends USING (block, unit_id)
WHERE block = coalesce(:block, block)
  AND block_gap_share IS NOT NULL
GROUP BY block, unit_id, trends.unit
HAVING years_above >= coalesce(:count, 3)
ORDER BY block, years_above DESC, mean_pp_above DESC, unit_id;
