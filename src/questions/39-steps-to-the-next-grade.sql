-- vi: Đơn vị có thể tăng điểm ở lĩnh vực nào để đạt mức phân loại kế tiếp?
-- en: Where could one unit gain the points that it needs for the next grade?
-- theme: grades
-- portable
-- year: the year; the latest with grades by default | năm; mặc định là năm mới nhất có phân loại
-- unit: the unit; by default the one nearest to it | đơn vị; mặc định là đơn vị gần đạt nhất
WITH chosen AS (
  SELECT coalesce(:year, (SELECT max(year) FROM next_grade_steps)) AS year
)
SELECT chosen.year, block, unit, next_grade, needed_at_most, criterion, points, room, peers
FROM next_grade_steps JOIN chosen ON chosen.year = next_grade_steps.year
WHERE realistic = 1
  AND unit = coalesce(:unit, (SELECT unit FROM next_grade_steps
                              JOIN chosen ON chosen.year = next_grade_steps.year
                              WHERE realistic = 1
                              ORDER BY needed_at_most, block, unit_id LIMIT 1))
ORDER BY block, unit_id, points DESC, criterion;
