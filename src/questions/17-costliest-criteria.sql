-- vi: Mỗi đơn vị mất điểm nhiều nhất ở những lĩnh vực nào?
-- en: Which criteria cost each unit most points?
-- theme: weaknesses
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- unit: the unit; all by default | đơn vị; mặc định là mọi đơn vị
-- count: criteria per unit; 3 by default | số lĩnh vực của mỗi đơn vị; mặc định là 3
SELECT block, unit, place, criterion, round(lost, 2) AS lost,
       round(100 * lost_share, 1) AS percent_of_lost, round(100 * behind, 2) AS pp_behind_median
FROM (SELECT *, row_number() OVER (PARTITION BY block, unit_id
                                   ORDER BY lost DESC, criterion) AS place
      FROM weaknesses
      WHERE year = coalesce(:year, (SELECT max(year) FROM weaknesses))
        AND block = coalesce(:block, block)
        AND unit = coalesce(:unit, unit)
        AND level = 1)
WHERE place <= coalesce(:count, 3)
ORDER BY block, unit_id, place;
