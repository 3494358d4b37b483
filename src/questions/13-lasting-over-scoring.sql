-- vi: Đơn vị nào nhiều năm có chênh lệch tự chấm – thẩm định cao hơn mức chung của khối?
-- en: Which units score themselves above their block year after year?
-- theme: over-scoring
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: least number of years; 3 by default | số năm tối thiểu; mặc định là 3
WITH counted AS (
  SELECT trends.block, trends.unit_id, trends.unit, count(*) AS years,
         count(CASE WHEN gap_share > block_gap_share THEN 1 END) AS years_above,
         round(100 * avg(gap_share - block_gap_share), 1) AS mean_pp_above
  FROM unit_gaps
  JOIN trends ON trends.block = unit_gaps.block AND trends.unit_id = unit_gaps.unit_id
  WHERE block_gap_share IS NOT NULL
  GROUP BY trends.block, trends.unit_id, trends.unit
)
SELECT block, unit, years, years_above, mean_pp_above
FROM counted
WHERE block = coalesce(:block, block)
  AND years_above >= coalesce(:count, 3)
ORDER BY block, years_above DESC, mean_pp_above DESC, unit_id;
