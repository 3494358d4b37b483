-- Self score - appraised score, per criterion. `gap_share` is the gap as a share of the maximum. The test fills
-- `polished`, since a median polish repeats until nothing changes.
CREATE TEMP VIEW gaps AS
WITH shares AS (
    SELECT *, (self - appraised) * 1.0 / max_appraised AS share,
           row_number() OVER (PARTITION BY year, block, criterion
                                  ORDER BY (self - appraised) * 1.0 / max_appraised) AS place,
           count(*) OVER (PARTITION BY year, block, criterion) AS places
      FROM applicable_score
     WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0
), centres AS (
    SELECT year, block, criterion, avg(share) AS centre FROM shares
     WHERE place IN ((places + 1) / 2, (places + 2) / 2) GROUP BY year, block, criterion
), distances AS (
    SELECT shares.*, centre, abs(share - centre) AS distance,
           row_number() OVER (PARTITION BY year, block, criterion ORDER BY abs(share - centre)) AS far
      FROM shares JOIN centres USING (year, block, criterion)
), spreads AS (
    SELECT year, block, criterion, avg(CASE WHEN far IN ((places + 1) / 2, (places + 2) / 2) THEN distance END) AS mad,
           avg(distance) AS mean_distance
      FROM distances GROUP BY year, block, criterion
)
SELECT year, block, unit, criterion,
       self / 10000.0 AS self,
       appraised / 10000.0 AS appraised,
       (self - appraised) / 10000.0 AS gap,
       (self - appraised) * 1.0 / max_appraised AS gap_share,
       series, level, unit_id,
       CASE WHEN coverage <> 'partial' AND places >= 5
            THEN coalesce((share - centre) / nullif(CASE WHEN mad > 0 THEN mad / 0.6745
                                                         ELSE 1.253314 * mean_distance END, 0), 0.0) END AS robust_z,
       unit_effect, residual
  FROM distances
  JOIN spreads USING (year, block, criterion)
  JOIN polished USING (result_id, criterion)
 ORDER BY year, block, result_id, criterion_position;
