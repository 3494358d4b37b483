-- vi: Điểm tăng, giảm là do kết quả của đơn vị hay do thay đổi điểm tối đa?
-- en: Do totals change through results or through new maximum points?
-- theme: change
-- portable
-- from: the earlier year; the one before by default | năm trước; mặc định là năm đánh giá trước đó
-- to: the later year; by default that of a new framework | năm sau; mặc định là năm đổi bộ tiêu chí
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH last AS (
  SELECT coalesce(:to,
                  (SELECT max(year) FROM block_trends
                   WHERE framework_changed = 1 AND year > coalesce(:from, 0)),
                  (SELECT max(to_year) FROM deltas)) AS to_year
), chosen AS (
  SELECT to_year, coalesce(:from, (SELECT max(from_year) FROM deltas
                                   WHERE to_year = last.to_year)) AS from_year
  FROM last
)
SELECT chosen.from_year, chosen.to_year, block, unit, total_from, total_to, round(delta, 2) AS delta,
       performance, weight, rounding, round(100 * constant_delta, 2) AS like_for_like_pp
FROM deltas_detail
JOIN chosen ON chosen.from_year = deltas_detail.from_year AND chosen.to_year = deltas_detail.to_year
WHERE block = coalesce(:block, block)
  AND index_code IN (SELECT index_code FROM main_index)
  AND performance IS NOT NULL
ORDER BY block, performance DESC, unit_id;
