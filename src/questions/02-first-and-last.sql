-- vi: Những đơn vị nào đứng đầu và đứng cuối mỗi khối?
-- en: Which units come first and last in each block?
-- theme: standing
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: units at each end; 3 by default | số đơn vị ở mỗi đầu bảng; mặc định là 3
SELECT block, CASE WHEN rank <= coalesce(:count, 3) THEN 'first' ELSE 'last' END AS place, rank,
       units, unit, total, grade
FROM rankings_detail
WHERE year = coalesce(:year, (SELECT max(year) FROM rankings))
  AND block = coalesce(:block, block)
  AND index_code IN (SELECT index_code FROM main_index)
  AND (rank <= coalesce(:count, 3) OR rank > units - coalesce(:count, 3))
ORDER BY block, rank, unit_id;
