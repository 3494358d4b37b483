-- vi: Lĩnh vực nào phân hóa các đơn vị rõ nhất?
-- en: Which criteria separate the units of a block most clearly?
-- theme: criteria
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, criterion, count(*) AS units,
       round(100 * stddev(weaknesses.attainment), 2) AS stddev_pp,
       round(100 * (quantile(weaknesses.attainment, 0.75)
                    - quantile(weaknesses.attainment, 0.25)), 2) AS quartiles_apart_pp,
       round(corr(weaknesses.attainment, rankings.attainment), 2) AS correlation_with_total
FROM weaknesses JOIN rankings USING (year, block, unit_id)
WHERE year = coalesce(:year, (SELECT max(year) FROM weaknesses))
  AND block = coalesce(:block, block)
  AND level = 1
GROUP BY block, criterion
ORDER BY block, stddev_pp DESC, criterion;
