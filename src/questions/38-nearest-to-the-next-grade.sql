-- vi: Đơn vị nào còn thiếu ít điểm nhất để đạt mức phân loại kế tiếp?
-- en: Which units are nearest to the next grade?
-- theme: grades
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: units to list; 10 by default | số đơn vị cần liệt kê; mặc định là 10
SELECT block, unit, total, grade, next_grade, next_grade_more_than, next_grade_at_most
FROM rankings_detail
WHERE year = coalesce(:year, (SELECT max(year) FROM rankings))
  AND block = coalesce(:block, block)
  AND index_code IN (SELECT index_code FROM main_index)
  AND next_grade IS NOT NULL
ORDER BY next_grade_at_most, block, unit_id
LIMIT coalesce(:count, 10);
