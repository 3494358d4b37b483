-- vi: Điểm tự chấm và điểm thẩm định tương quan với nhau ra sao qua các năm?
-- en: How closely do self scores follow the appraisal, year by year?
-- theme: over-scoring
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT year, block, count(*) AS units, round(corr(self_total, appraised_total), 2) AS correlation,
       round(median(gap), 2) AS median_gap, round(stddev(gap), 2) AS stddev_gap
FROM unit_gaps
WHERE block = coalesce(:block, block)
GROUP BY year, block
ORDER BY year, block;
