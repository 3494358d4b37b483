-- Self score - appraised score, per unit. `over` and `under` are the sums of the positive and of the negative gaps.
-- `block_gap_share` is the gap of all units of the block as a share of their maximum points.
CREATE TEMP VIEW unit_gaps AS
WITH gapped AS (
SELECT *, gap * 1.0 / max_appraised AS share,
       row_number() OVER (PARTITION BY year, block ORDER BY gap * 1.0 / max_appraised) AS place,
       count(*) OVER (PARTITION BY year, block) AS places
  FROM (SELECT *, own - appraised AS gap
          FROM (SELECT recomputed_result.*,
                       coalesce(self_total, self_sum) AS own,
                       coalesce(appraised_total, appraised_sum) AS appraised,
                       coalesce(parts.over, max(self_total - appraised_total, 0)) AS over,
                       coalesce(parts.under, min(self_total - appraised_total, 0)) AS under
                  FROM recomputed_result
                  LEFT JOIN (SELECT result_id,
                               sum(max(self - appraised, 0)) AS over,
                               sum(min(self - appraised, 0)) AS under
                          FROM applicable_score
                         WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0 AND level = 1
                         GROUP BY result_id) AS parts
                    ON parts.result_id = recomputed_result.result_id)
         WHERE own IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0 AND over IS NOT NULL
           -- A printed sum beside a missing score counts points that the other sum lacks.
           AND (NOT has_parts OR (self_sum IS NOT NULL AND appraised_sum IS NOT NULL)))
), centres AS (
    SELECT year, block, avg(share) AS centre FROM gapped
     WHERE place IN ((places + 1) / 2, (places + 2) / 2) GROUP BY year, block
), distances AS (
    SELECT gapped.*, centre, abs(share - centre) AS distance,
           row_number() OVER (PARTITION BY year, block ORDER BY abs(share - centre)) AS far
      FROM gapped JOIN centres USING (year, block)
), spreads AS (
    SELECT year, block, avg(CASE WHEN far IN ((places + 1) / 2, (places + 2) / 2) THEN distance END) AS mad,
           avg(distance) AS mean_distance
      FROM distances GROUP BY year, block
)
SELECT year, block, unit,
       own / 10000.0 AS self_total,
       appraised / 10000.0 AS appraised_total,
       distances.gap / 10000.0 AS gap,
       distances.gap * 1.0 / max_appraised AS gap_share,
       over / 10000.0 AS over,
       under / 10000.0 AS under,
       CASE WHEN coverage <> 'partial'
            THEN sum(distances.gap) OVER (PARTITION BY year, block) * 1.0 / sum(max_appraised) OVER (PARTITION BY year, block)
             END AS block_gap_share,
       unit_id,
       CASE WHEN coverage <> 'partial' AND places >= 5
            THEN coalesce((share - centre) / nullif(CASE WHEN mad > 0 THEN mad / 0.6745
                                                         ELSE 1.253314 * mean_distance END, 0), 0.0) END AS robust_z
  FROM distances JOIN spreads USING (year, block)
 ORDER BY year, block, distances.gap DESC, position;
