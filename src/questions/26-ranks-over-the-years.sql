-- vi: Thứ hạng của các đơn vị trong sáu năm gần nhất thay đổi thế nào?
-- en: Where did each unit rank in the latest six years?
-- theme: course
-- portable
-- year: the last of the years; the latest by default | năm cuối; mặc định là năm mới nhất
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
WITH chosen AS (
  SELECT coalesce(:year, (SELECT max(year) FROM rankings)) AS final_year
)
SELECT trends.block, trends.unit, max(rank) FILTER (WHERE year = final_year - 5) AS rank_5_years_before,
       max(rank) FILTER (WHERE year = final_year - 4) AS rank_4_years_before,
       max(rank) FILTER (WHERE year = final_year - 3) AS rank_3_years_before,
       max(rank) FILTER (WHERE year = final_year - 2) AS rank_2_years_before,
       max(rank) FILTER (WHERE year = final_year - 1) AS rank_1_year_before,
       max(rank) FILTER (WHERE year = final_year) AS last_rank
FROM chosen
JOIN rankings ON year BETWEEN final_year - 5 AND final_year
JOIN trends ON trends.block = rankings.block AND trends.unit_id = rankings.unit_id
WHERE trends.block = coalesce(:block, trends.block)
GROUP BY trends.block, trends.unit_id, trends.unit
ORDER BY trends.block, last_rank IS NULL, last_rank, trends.unit_id;
