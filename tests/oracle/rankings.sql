-- The rankings. `rank`, `total` and `grade` are the published ones. A total that is not published is recomputed, and a rank
-- that is not published is the competition rank by attainment.
-- `recomputed_total` is the sum of the printed parts, and `recomputed_rank` is the rank by this sum. `unit_id` is the same
-- for one office over the years, renamed or not. `units` is the number of units of the block, known or not.
CREATE TEMP VIEW rankings AS
SELECT year, block, unit,
       shown_rank AS rank,
       shown_total / 10000.0 AS total,
       ranked_result.grade,
       attained * 1.0 / max_total AS attainment,
       coalesce(self_total, self_sum) / 10000.0 AS self_total,
       coalesce(appraised_total, appraised_sum) / 10000.0 AS appraised_total,
       coalesce(survey_total, survey_sum) / 10000.0 AS survey_total,
       rank AS published_rank,
       total / 10000.0 AS published_total,
       ranked_result.grade AS published_grade,
       coverage,
       stage,
       simulated,
       recomputed_rank,
       total_sum / 10000.0 AS recomputed_total,
       unit_id,
       unit_parent,
       satisfaction / 10000.0 AS satisfaction,
       bonus / 10000.0 AS bonus,
       penalty / 10000.0 AS penalty,
       respondents,
       units,
       max_total / 10000.0 AS max_total,
       next.grade AS next_grade,
       CASE WHEN next.grade IS NOT NULL
            THEN max(CASE WHEN next.declared THEN (next.at_most * max_total + scale - 1) / scale - shown_total
                          ELSE coalesce(next.above * max_total / scale - shown_total, 0) END, 0) / 10000.0
             END AS next_grade_more_than,
       ((next.at_most * max_total + scale - 1) / scale - shown_total) / 10000.0 AS next_grade_at_most
  FROM ranked_result
  LEFT JOIN graded AS own ON own.grade = ranked_result.grade
  LEFT JOIN (SELECT band.framework_id, band.grade, band.above, band.at_most, band.declared, graded.place
               FROM grade_band AS band JOIN graded USING (grade)) AS next
    ON next.framework_id = ranked_result.framework_id AND shown_total IS NOT NULL
   AND next.place = (SELECT max(better.place) FROM grade_band JOIN graded AS better USING (grade)
                      WHERE grade_band.framework_id = ranked_result.framework_id AND better.place < own.place)
 ORDER BY year, block, shown_rank IS NULL, shown_rank, position;
