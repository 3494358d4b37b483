-- vi: Đơn vị nào thường xuyên nằm trong nhóm dẫn đầu?
-- en: Which units have been at the top most often?
-- theme: course
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: last rank of the top; 3 by default | hạng cuối của nhóm dẫn đầu; mặc định là 3
SELECT trends.block, trends.unit, count(*) AS years_at_top,
       count(CASE WHEN rank = 1 THEN 1 END) AS years_first,
       trends.years AS years_known, min(rank) AS best_rank, max(year) AS last_time
FROM rankings
JOIN trends ON trends.block = rankings.block AND trends.unit_id = rankings.unit_id
WHERE rank <= coalesce(:count, 3)
  AND trends.block = coalesce(:block, trends.block)
GROUP BY trends.block, trends.unit_id, trends.unit, trends.years
ORDER BY trends.block, years_at_top DESC, years_first DESC, last_time DESC, trends.unit_id;
