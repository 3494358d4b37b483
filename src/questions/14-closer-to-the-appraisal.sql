-- vi: Đơn vị nào tự chấm sát kết quả thẩm định hơn trước?
-- en: Which units have brought their self scores closer to the appraisal?
-- theme: over-scoring
-- portable
-- from: the earlier year; the one before by default | năm trước; mặc định là năm đánh giá trước đó
-- to: the later year; the latest by default | năm sau; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH chosen AS (
  SELECT coalesce(:from, max(earlier.year)) AS from_year, later.year AS to_year
  FROM (SELECT coalesce(:to, (SELECT max(year) FROM unit_gaps)) AS year) AS later
  JOIN unit_gaps AS earlier ON earlier.year < later.year
  GROUP BY later.year
)
SELECT after.block, after.unit, from_year, to_year, round(100 * before.gap_share, 2) AS percent_before,
       round(100 * after.gap_share, 2) AS percent_after,
       round(100 * (abs(before.gap_share) - abs(after.gap_share)), 2) AS pp_closer
FROM chosen
JOIN unit_gaps AS before ON before.year = from_year
JOIN unit_gaps AS after ON after.block = before.block AND after.unit_id = before.unit_id
WHERE after.year = to_year
  AND after.block = coalesce(:block, after.block)
  AND abs(after.gap_share) < abs(before.gap_share)
ORDER BY after.block, pp_closer DESC, after.unit_id;
