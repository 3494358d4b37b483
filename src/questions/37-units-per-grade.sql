-- vi: Mỗi năm có bao nhiêu đơn vị ở từng mức phân loại?
-- en: How many units have each grade, year by year?
-- theme: grades
-- portable
-- year: the year; all by default | năm; mặc định là mọi năm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT year, block, grade, count(*) AS units,
       round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY year, block), 1) AS percent
FROM rankings
WHERE year = coalesce(:year, year)
  AND block = coalesce(:block, block)
  AND coverage <> 'partial'
  AND grade IS NOT NULL
GROUP BY year, block, grade
ORDER BY year, block, max(attainment) DESC, grade;
