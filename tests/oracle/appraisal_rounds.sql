-- What each round of an appraisal gained over the round before. The last round is the score that counts.
CREATE TEMP VIEW appraisal_rounds AS
WITH round AS (
    SELECT result_id, criterion_id, round, points FROM further_score WHERE score_kind = 'appraised'
    UNION ALL
    SELECT result.id, last.criterion_id, last.round + 1, coalesce(score.appraised, result.appraised_total)
      FROM (SELECT result_id, criterion_id, max(round) AS round FROM further_score
             WHERE score_kind = 'appraised' GROUP BY result_id, criterion_id) AS last
      JOIN result ON result.id = last.result_id
      LEFT JOIN score ON score.result_id = result.id AND score.criterion_id = last.criterion_id
)
SELECT known.year, known.block, known.unit, known.unit_id, criterion.name AS criterion, earlier.round AS round,
       earlier.points / 10000.0 AS points_from, later.points / 10000.0 AS points_to,
       (later.points - earlier.points) / 10000.0 AS gained
  FROM recomputed_result AS known
  JOIN round AS earlier ON earlier.result_id = known.result_id
  JOIN round AS later ON later.result_id = known.result_id AND later.criterion_id IS earlier.criterion_id
                     AND later.round = earlier.round + 1
  LEFT JOIN criterion ON criterion.id = earlier.criterion_id
 WHERE later.points IS NOT NULL
 ORDER BY known.year, known.block, known.position, criterion.position, earlier.round;
