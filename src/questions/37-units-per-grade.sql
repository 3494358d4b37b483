-- vi: Mỗi năm có bao nhiêu đơn vị ở từng mức phân loại?
-- en: How many units have each grade, year by year?
-- theme: grades
-- portable
-- year: the year; all by default | năm; mặc định là mọi năm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH counted AS (
  SELECT year, block, grade, count(*) AS units, max(attainment) AS best
  FROM rankings
  WHERE year = coalesce(:year, year)
    AND block = coalesce(:block, block)
    AND coverage <> 'partial'
    AND grade IS NOT NULL
  GROUP BY year, block, grade
)
SELECT year, block, grade, units,
       round(100.0 * units / sum(units) OVER (PARTITION BY year, block), 1) AS percent
FROM counted
ORDER BY year, block, best DESC, grade;
