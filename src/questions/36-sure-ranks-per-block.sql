-- vi: Mỗi khối có bao nhiêu thứ hạng chắc chắn?
-- en: How many ranks in each block are certain?
-- theme: certainty
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT year, block, count(*) AS units,
       count(CASE WHEN best_rounding = worst_rounding THEN 1 END) AS sure_rounding,
       count(CASE WHEN best_10 = worst_10 THEN 1 END) AS sure_10,
       count(CASE WHEN best_25 = worst_25 THEN 1 END) AS sure_25,
       round(avg(worst_25 - best_25 + 1), 1) AS mean_ranks_25
FROM rank_intervals
WHERE block = coalesce(:block, block)
GROUP BY year, block
ORDER BY year, block;
