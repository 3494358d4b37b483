-- Units whose self-scoring improved between their last two assessed years: above their block in the first year and no longer
-- in the second, by at least 0.02 of the maximum less relative to their block, and closer to the appraisal.
CREATE TEMP VIEW improved_self_scoring AS
WITH known AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id ORDER BY year DESC) AS age,
           max(year) OVER (PARTITION BY block) AS latest
      FROM unit_gaps
     WHERE block_gap_share IS NOT NULL
)
SELECT later.block, later.unit, earlier.year AS from_year, later.year AS to_year,
       earlier.gap_share AS gap_share_from, later.gap_share AS gap_share_to,
       earlier.block_gap_share AS block_gap_share_from, later.block_gap_share AS block_gap_share_to,
       later.unit_id
  FROM known AS later
  JOIN known AS earlier ON earlier.block = later.block AND earlier.unit_id = later.unit_id AND earlier.age = 2
 WHERE later.age = 1 AND later.year = later.latest AND earlier.gap_share > earlier.block_gap_share AND later.gap_share <= later.block_gap_share
   AND round(earlier.gap_share - earlier.block_gap_share - (later.gap_share - later.block_gap_share), 9) >= 0.02
   AND abs(later.gap_share) < abs(earlier.gap_share)
 ORDER BY later.block, (SELECT min(name_order) FROM main.unit WHERE name = later.unit), later.unit_id;
