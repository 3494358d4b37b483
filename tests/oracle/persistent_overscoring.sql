-- Units whose gap share is above their block's in each of their last `years` years, at least three, up to the block's last
-- year, and by at least 0.02 of the maximum in that year.
CREATE TEMP VIEW persistent_overscoring AS
WITH known AS (
    SELECT *, gap_share > block_gap_share AS is_above, max(year) OVER (PARTITION BY block) AS latest
      FROM unit_gaps
     WHERE block_gap_share IS NOT NULL
), recent AS (
    SELECT *, max(CASE WHEN NOT is_above THEN year END) OVER (PARTITION BY block, unit_id) AS last_below,
           max(year) OVER (PARTITION BY block, unit_id) AS last_year
      FROM known
)
SELECT block, max(CASE WHEN year = last_year THEN unit END) AS unit,
       count(*) AS years, min(year) AS first_year, max(year) AS last_year,
       avg(gap_share) AS mean_gap_share,
       max(CASE WHEN year = last_year THEN gap_share END) AS last_gap_share,
       max(CASE WHEN year = last_year THEN block_gap_share END) AS block_gap_share,
       max(CASE WHEN year = last_year THEN gap END) AS last_gap,
       unit_id
  FROM recent WHERE last_below IS NULL OR year > last_below
 GROUP BY block, unit_id
HAVING count(*) >= 3 AND max(year) = max(latest)
   AND round(max(CASE WHEN year = last_year THEN gap_share - block_gap_share END), 9) >= 0.02
 ORDER BY block, years DESC, last_gap_share DESC, (SELECT min(name_order) FROM main.unit WHERE name = unit), unit_id;
