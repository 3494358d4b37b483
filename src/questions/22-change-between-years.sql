-- vi: So với năm đánh giá trước, thứ hạng và điểm của các đơn vị thay đổi thế nào?
-- en: How have ranks and totals changed between two years?
-- theme: change
-- portable
-- from: the earlier year; the one before by default | năm trước; mặc định là năm đánh giá trước đó
-- to: the later year; the latest by default | năm sau; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH last AS (
  SELECT coalesce(:to, (SELECT max(to_year) FROM deltas)) AS to_year
), chosen AS (
  SELECT to_year, coalesce(:from, (SELECT max(from_year) FROM deltas
                                   WHERE to_year = last.to_year)) AS from_year
  FROM last
)
SELECT from_year, to_year, block, unit, rank_from, rank_to, rank_change,
       round(points_change, 2) AS delta, round(100 * attainment_delta, 2) AS pp, framework_changed
FROM (SELECT deltas.from_year, deltas.to_year, block, unit, unit_id, rank_from, rank_to, rank_change,
             delta AS points_change, attainment_delta, framework_changed
      FROM deltas
      JOIN chosen ON chosen.from_year = deltas.from_year AND chosen.to_year = deltas.to_year)
WHERE block = coalesce(:block, block)
ORDER BY block, rank_change DESC, points_change DESC, unit_id;
