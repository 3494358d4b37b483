-- vi: Các đơn vị đạt kết quả thế nào ở một lĩnh vực?
-- en: How did the units score on one criterion?
-- theme: scores
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- criterion: part of its name; the costliest by default | một phần tên; mặc định là lĩnh vực mất điểm nhiều nhất
WITH chosen AS (
  SELECT coalesce(:year, (SELECT max(year) FROM scores)) AS year
), costliest AS (
  SELECT series FROM weaknesses JOIN chosen USING (year)
  WHERE level = 1
  GROUP BY series
  ORDER BY round(sum(lost), 4) DESC, series LIMIT 1
)
SELECT block, criterion,
       rank() OVER (PARTITION BY authority, block, group_name, series
                    ORDER BY total / max_total DESC) AS place,
       unit, appraised, survey, total, max_total, round(100 * total / max_total, 2) AS percent
FROM scores JOIN chosen USING (year)
WHERE level = 1
  AND total IS NOT NULL
  AND block = coalesce(:block, block)
  AND CASE WHEN :criterion IS NULL THEN series IN (SELECT series FROM costliest)
           ELSE instr(criterion, :criterion) > 0 OR instr(series, :criterion) > 0 END
ORDER BY block, criterion, place, unit_id;
