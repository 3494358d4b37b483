-- vi: Bảng điểm theo từng lĩnh vực của một đơn vị như thế nào?
-- en: What does the score sheet of one unit look like?
-- theme: scores
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- unit: the unit; the last-ranked one by default | đơn vị; mặc định là đơn vị xếp cuối
WITH chosen AS (
  SELECT coalesce(:year, (SELECT max(year) FROM scores)) AS year
)
SELECT year, block, unit, criterion, self, appraised, max_appraised, survey, max_survey, total,
       round(100 * attainment, 2) AS percent
FROM scores_detail JOIN chosen USING (year)
WHERE level = 1
  AND index_code IN (SELECT index_code FROM main_index)
  AND unit = coalesce(:unit, (SELECT unit FROM rankings JOIN chosen USING (year)
                              ORDER BY rank DESC, block, unit_id LIMIT 1))
ORDER BY block, unit_id, max_total DESC, criterion;
