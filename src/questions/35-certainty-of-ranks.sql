-- vi: Thứ hạng nào có thể thay đổi nếu tỷ trọng điểm các lĩnh vực khác đi?
-- en: Which ranks could change if the criteria were weighted somewhat differently?
-- theme: certainty
-- portable
-- year: the year; the latest complete one by default | năm; mặc định là năm mới nhất đủ đơn vị
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, rank, unit, best_rounding, worst_rounding, best_10, worst_10, best_25, worst_25,
       worst_25 - best_25 + 1 AS ranks_possible
FROM rank_intervals
WHERE year = coalesce(:year, (SELECT max(year) FROM rank_intervals))
  AND block = coalesce(:block, block)
  AND best_25 < worst_25
ORDER BY block, rank, unit_id;
