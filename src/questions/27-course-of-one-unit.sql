-- vi: Kết quả của một đơn vị qua các năm ra sao?
-- en: How has one unit done over the years?
-- theme: course
-- portable
-- unit: any of its names; the last-ranked by default | tên cũ hoặc tên mới; mặc định là đơn vị xếp cuối
WITH chosen AS (
  SELECT coalesce(:unit, (SELECT unit FROM rankings
                          WHERE year = (SELECT max(year) FROM rankings)
                          ORDER BY rank DESC, block, unit_id LIMIT 1)) AS unit
)
SELECT rankings.unit_id, rankings.year, rankings.block, unit, rank, total, grade,
       round(100 * rankings.attainment, 2) AS percent,
       round(100 * (rankings.attainment - lag(rankings.attainment) OVER (
         PARTITION BY unit_id ORDER BY rankings.year)), 2) AS pp,
       round(100 * block_trends.attainment, 2) AS block_percent
FROM rankings
LEFT JOIN block_trends
  ON block_trends.authority = rankings.authority AND block_trends.year = rankings.year
 AND block_trends.block = rankings.block AND coalesce(block_trends.group_name, '') = coalesce(rankings.group_name, '')
WHERE unit_id IN (SELECT unit_id FROM rankings WHERE unit IN (SELECT unit FROM chosen))
ORDER BY unit_id, rankings.year;
