-- vi: Kết quả của các đơn vị trong khối chênh lệch nhau ra sao qua các năm?
-- en: How widely are the results of each block spread, year by year?
-- theme: standing
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT year, block, count(attainment) AS units,
       round(100 * min(attainment), 2) AS lowest_percent,
       round(100 * quantile(attainment, 0.25), 2) AS lower_quartile,
       round(100 * median(attainment), 2) AS median_percent,
       round(100 * quantile(attainment, 0.75), 2) AS upper_quartile,
       round(100 * max(attainment), 2) AS highest_percent,
       round(100 * stddev(attainment), 2) AS stddev_pp
FROM rankings
WHERE block = coalesce(:block, block)
  AND coverage <> 'partial'
GROUP BY year, block
ORDER BY year, block;
