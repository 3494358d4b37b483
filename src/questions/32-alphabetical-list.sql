-- vi: Kết quả của các đơn vị, xếp theo thứ tự chữ cái tiếng Việt, như thế nào?
-- en: What are the results of all units, in Vietnamese alphabetical order?
-- theme: units
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, unit, rank, total, grade
FROM rankings
WHERE year = coalesce(:year, (SELECT max(year) FROM rankings))
  AND block = coalesce(:block, block)
ORDER BY block, unit COLLATE vi, unit_id;
