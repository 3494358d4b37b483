-- vi: Mỗi đơn vị kém đơn vị xếp ngay trên và đơn vị đứng đầu bao nhiêu?
-- en: How far is each unit behind the one above it, and behind the first?
-- theme: standing
-- portable
-- year: the year; the latest complete one by default | năm; mặc định là năm mới nhất đủ đơn vị
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, rank, unit, round(100 * attainment, 2) AS percent,
       round(100 * (lag(attainment) OVER (PARTITION BY authority, block, group_name
                                          ORDER BY rank IS NULL, rank, unit_id) - attainment), 2)
         AS pp_behind_above,
       round(100 * (max(attainment) OVER (PARTITION BY authority, block, group_name)
                    - attainment), 2) AS pp_behind_first
FROM rankings
WHERE year = coalesce(:year, (SELECT max(year) FROM rankings WHERE coverage <> 'partial'))
  AND block = coalesce(:block, block)
  AND coverage <> 'partial'
ORDER BY block, rank IS NULL, rank, unit_id;
