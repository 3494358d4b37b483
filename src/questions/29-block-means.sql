-- vi: Kết quả bình quân của từng khối qua các năm ra sao, theo công bố và trên cùng cơ sở?
-- en: How has the mean of each block moved, as published and like for like?
-- theme: course
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, year, units,
       round(100 * attainment + 1e-9, 1) AS mean_percent, /* 85.25 is 85.3 in every client */
       round(100 * attainment_delta + 1e-9, 1) AS pp, constant_units AS like_for_like_units,
       round(100 * constant_attainment + 1e-9, 1) AS like_for_like_percent, framework_changed
FROM block_trends
WHERE block = coalesce(:block, block)
ORDER BY block, year;
