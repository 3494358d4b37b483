-- vi: Đơn vị nào tăng hoặc giảm điểm nhiều năm liên tiếp?
-- en: Which units have risen or fallen for several years in a row?
-- theme: course
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: least number in a row; 2 by default | số lần liên tiếp tối thiểu; mặc định là 2
SELECT block, unit, CASE WHEN rising > 0 THEN 'rising' ELSE 'falling' END AS direction,
       rising + falling AS in_a_row, round(100 * attainment_last, 2) AS last_percent,
       best_year, worst_year
FROM trends_detail
WHERE block = coalesce(:block, block)
  AND index_code IN (SELECT index_code FROM main_index)
  AND last_year = (SELECT max(year) FROM rankings)
  AND rising + falling >= coalesce(:count, 2)
ORDER BY block, direction DESC, in_a_row DESC, unit_id;
