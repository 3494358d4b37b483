-- vi: Đơn vị nào thấp hơn nhiều so với trung vị của khối ở nhiều lĩnh vực?
-- en: Which units are far behind the median of their block on several criteria?
-- theme: weaknesses
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- share: least distance, of the maximum; 0.1 by default | mức thấp hơn tối thiểu; mặc định là 0,1
-- count: least number of criteria; 2 by default | số lĩnh vực tối thiểu; mặc định là 2
SELECT block, unit, count(*) AS criteria, round(100 * max(behind), 2) AS furthest_pp,
       round(sum(lost), 2) AS lost
FROM weaknesses
WHERE year = coalesce(:year, (SELECT max(year) FROM weaknesses))
  AND block = coalesce(:block, block)
  AND level = 1
  AND round(behind, 6) >= coalesce(:share, 0.1)
GROUP BY block, unit_id, unit
HAVING count(*) >= coalesce(:count, 2)
ORDER BY block, criteria DESC, lost DESC, unit_id;
