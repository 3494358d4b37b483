-- vi: Đơn vị nào thường xuyên nằm trong nhóm dẫn đầu?
-- en: Which units have been at the top most often?
-- theme: course
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: last rank of the top; 3 by default | hạng cuối của nhóm dẫn đầu; mặc định là 3
SELECT block, trends.unit, count(*) AS years_at_top, sum(rank = 1) AS years_first,
       trends.years AS years_known, min(rank) AS best_rank, max(year) AS last_time
FROM rankings JOIN trends USING (block, unit_id)
WHERE rank <= coalesce(:count, 3)
  AND block = coalesce(:block, block)
GROUP BY block, unit_id, trends.unit, trends.years
ORDER BY block, years_at_top DESC, years_first DESC, last_time DESC, unit_id;
