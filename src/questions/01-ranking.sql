-- vi: Kết quả xếp hạng của từng khối trong năm như thế nào?
-- en: How do the units of each block rank in a year?
-- theme: standing
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, rank, unit, total, round(100 * attainment, 2) AS percent, grade
FROM rankings
WHERE year = coalesce(:year, (SELECT max(year) FROM rankings))
  AND block = coalesce(:block, block)
ORDER BY block, rank IS NULL, rank, unit_id;
