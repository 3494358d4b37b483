-- vi: Sau hợp nhất, kết quả của đơn vị mới thay đổi thế nào so với trước?
-- en: How did merged units do, compared with the units that they were formed from?
-- theme: units
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, unit, predecessors, from_year, to_year,
       round(100 * attainment_before, 1) AS percent_before,
       round(100 * attainment_after, 1) AS percent_after, round(100 * change, 1) AS pp,
       round(100 * others_change, 1) AS others_pp, round(100 * difference, 1) AS pp_against_others
FROM mergers
WHERE block = coalesce(:block, block)
ORDER BY to_year, block, unit_id;
