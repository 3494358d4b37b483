-- vi: Đơn vị nào được nâng hoặc bị hạ mức phân loại so với năm đánh giá trước?
-- en: Which units moved to a better or a worse grade?
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
), bound AS (
  SELECT year, block, grade, max(at_most) AS at_most FROM grade_bands GROUP BY year, block, grade
), graded AS (
  SELECT change.from_year, change.to_year, change.block, unit, unit_id, grade_from, grade_to,
         total_from, total_to, old.at_most AS old_bound, new.at_most AS new_bound
  FROM deltas_detail AS change
  JOIN chosen ON chosen.from_year = change.from_year AND chosen.to_year = change.to_year
  LEFT JOIN bound AS old
    ON old.year = change.to_year AND old.block = change.block AND old.grade = grade_from
  LEFT JOIN bound AS new
    ON new.year = change.to_year AND new.block = change.block AND new.grade = grade_to
  WHERE index_code IN (SELECT index_code FROM main_index)
    AND grade_from <> grade_to
)
SELECT from_year, to_year, block, unit, grade_from, grade_to,
       CASE WHEN coalesce(new_bound > old_bound, total_to > total_from) THEN 'better'
            ELSE 'worse' END AS direction,
       total_from, total_to
FROM graded
WHERE block = coalesce(:block, block)
ORDER BY block, direction, total_to DESC, unit_id;
