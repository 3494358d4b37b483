-- The relations, computed independently in SQL alone from the published figures. They are the reference of the differential
-- test, and were once the program's own views. To change a definition, change it here first, in a step of its own, with an
-- example worked out by hand. The queries need sqrt(), which the test registers.

-- The grades, best first.
CREATE TEMP VIEW graded AS
SELECT column1 AS grade, column2 AS place
  FROM (VALUES ('Xuất sắc', 1), ('Tốt', 2), ('Khá', 3), ('Trung bình', 4), ('Yếu', 5), ('A', 1), ('B', 2), ('C', 3));

-- Helper: scores with the maxima that apply to the unit, still in ten-thousandths.
CREATE TEMP VIEW applicable_score AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       criterion.name AS criterion, criterion.series, criterion.level,
       criterion.position AS criterion_position, assessment.coverage, score.result_id,
       score.self, score.appraised, score.survey,
       CASE WHEN (score.appraised IS NULL AND coalesce(score.max_appraised, criterion.max_appraised) > 0)
              OR (score.survey IS NULL AND coalesce(score.max_survey, criterion.max_survey) > 0) THEN NULL
            WHEN score.appraised IS NULL AND score.survey IS NULL THEN NULL
            ELSE coalesce(score.appraised, 0) + coalesce(score.survey, 0) END AS total,
       coalesce(score.max_appraised, criterion.max_appraised) AS max_appraised,
       coalesce(score.max_survey, criterion.max_survey) AS max_survey,
       coalesce(score.max_appraised, criterion.max_appraised)
           + coalesce(score.max_survey, criterion.max_survey) AS max_total
  FROM score
  JOIN result     ON result.id = score.result_id
  JOIN assessment ON assessment.id = result.assessment_id AND assessment.replaced_by IS NULL
                 AND assessment.stage <> 'self'
  JOIN unit       ON unit.id = result.unit_id
  JOIN criterion  ON criterion.id = score.criterion_id;

-- Helper: the points of a unit beside the three scores, in ten-thousandths. A table, because views nest only so deep.
CREATE TEMP TABLE beside AS
SELECT result.id AS result_id, assessment_id,
       max(CASE score_kind WHEN 'satisfaction' THEN points END) AS satisfaction,
       sum(CASE score_kind WHEN 'bonus' THEN points END) AS bonus,
       sum(CASE score_kind WHEN 'penalty' THEN points END) AS penalty,
       max(survey_total IS NOT NULL) OVER (PARTITION BY assessment_id) AS has_survey
  FROM result LEFT JOIN further_score ON further_score.result_id = result.id
 GROUP BY result.id;

-- Helper: each unit's result, as published and as recomputed from its parts, still in ten-thousandths.
-- A sum is recomputed only if none of its parts is missing.
CREATE TEMP VIEW recomputed_result AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.parent AS unit_parent,
       assessment.coverage, assessment.stage, assessment.units, document.simulated, assessment.framework_id,
       result.id AS result_id, result.position, result.rank, result.grade,
       result.self_total, result.appraised_total, result.survey_total, result.total,
       part.self_sum, part.appraised_sum, part.survey_sum, coalesce(part.known, 0) AS known,
       part.result_id IS NOT NULL AS has_parts,
       CASE WHEN part.result_id IS NOT NULL AND result.max_total <> part.max_total
            THEN CAST(round(part.total_sum * 1.0 * result.max_total / part.max_total) AS INTEGER)
            WHEN part.result_id IS NOT NULL THEN part.total_sum
            WHEN result.max_total = framework.scale THEN NULL
            WHEN beside.has_survey
            THEN result.appraised_total + result.survey_total
            ELSE result.appraised_total END
           + coalesce(beside.satisfaction, 0) + coalesce(beside.bonus, 0) - coalesce(beside.penalty, 0) AS total_sum,
       coalesce(result.max_total, part.max_total, framework.scale) AS max_total,
       CASE WHEN part.result_id IS NOT NULL THEN part.max_appraised
            WHEN result.appraised_total IS NULL OR beside.satisfaction IS NOT NULL OR beside.has_survey THEN 0
            ELSE framework.scale END AS max_appraised,
       framework.scale, framework.ranks, beside.satisfaction, beside.bonus, beside.penalty, result.respondents,
       coalesce(beside.bonus, 0) - coalesce(beside.penalty, 0) AS adjustment
  FROM result
  JOIN beside     ON beside.result_id = result.id
  JOIN assessment ON assessment.id = result.assessment_id AND assessment.replaced_by IS NULL
                 AND assessment.stage <> 'self'
  JOIN framework  ON framework.id = assessment.framework_id
  JOIN document   ON document.id = assessment.document_id
  JOIN unit       ON unit.id = result.unit_id
  LEFT JOIN (SELECT result_id,
                    CASE WHEN count(self) = sum(max_appraised > 0) THEN sum(self) END AS self_sum,
                    CASE WHEN count(appraised) = sum(max_appraised > 0) THEN sum(appraised) END AS appraised_sum,
                    CASE WHEN count(survey) = sum(max_survey > 0) THEN sum(survey) END AS survey_sum,
                    CASE WHEN count(total) = sum(max_total > 0) THEN sum(total) END AS total_sum,
                    count(total) AS known,
                    sum(max_total) AS max_total,
                    sum(max_appraised) AS max_appraised
               FROM applicable_score WHERE level = 1 GROUP BY result_id) AS part
         ON part.result_id = result.id;

-- Helper: results with the total and the rank that are shown, still in ten-thousandths. No unit is ranked beside one that
-- has scores and no total: at 63 of 81 points and 12 still open, it may yet pass one with 70. Units without a printed rank
-- stand outside the ranking if the printed ranks are those of the others alone: 1, 2, 3 and none, but not 1, 3 and none.
CREATE TEMP VIEW ranked_result AS
SELECT *, coalesce(rank, counted_rank) AS shown_rank
  FROM (SELECT *,
               CASE WHEN is_settled AND is_ranked AND shown_total IS NOT NULL
                    THEN CASE ranks WHEN 'dense' THEN dense_rank() OVER (ranked ORDER BY shown_total * 1.0 / max_total DESC)
                         ELSE rank() OVER (ranked ORDER BY shown_total * 1.0 / max_total DESC) END
                     END AS counted_rank,
               CASE WHEN is_settled AND is_ranked AND total_sum IS NOT NULL
                    THEN CASE ranks WHEN 'dense' THEN dense_rank() OVER (ranked ORDER BY total_sum * 1.0 / max_total DESC)
                         ELSE rank() OVER (ranked ORDER BY total_sum * 1.0 / max_total DESC) END
                     END AS recomputed_rank
          FROM (SELECT *,
                       coverage <> 'partial'
                           AND sum(known > 0 AND shown_total IS NULL) OVER block_of_year = 0 AS is_settled,
                       rank IS NOT NULL OR count(rank) OVER block_of_year = 0
                           OR max(rank) OVER block_of_year > count(rank) OVER block_of_year AS is_ranked
                  FROM (SELECT *, coalesce(total, total_sum) AS shown_total,
                               coalesce(total, total_sum) - adjustment AS attained FROM recomputed_result)
                WINDOW block_of_year AS (PARTITION BY year, block))
        WINDOW ranked AS (PARTITION BY year, block, is_ranked));

-- Helper: the years of a block that another authority issued. They are not compared with other years.
-- Helper: every criterion of a framework with the one that it is part of; areas are part of ''.
CREATE TEMP TABLE listed AS
SELECT criterion.framework_id, coalesce(parent.series, '') AS parent,
       criterion.level || ' ' || criterion.max_appraised || ' ' || criterion.max_survey || ' ' || criterion.series AS line
  FROM criterion
  LEFT JOIN criterion AS parent ON parent.id = criterion.parent_id;

CREATE INDEX temp.listed_framework ON listed (framework_id, parent, line);

-- Helper: the criteria of a framework that another one lacks, although it lists the parts of the same parent.
CREATE TEMP VIEW lacking AS
SELECT ours.id AS ours, theirs.id AS theirs, line
  FROM framework AS ours
  JOIN framework AS theirs ON theirs.block = ours.block
  JOIN listed ON listed.framework_id = ours.id
 WHERE EXISTS (SELECT 1 FROM listed AS other
                WHERE other.framework_id = theirs.id AND other.parent = listed.parent)
   AND NOT EXISTS (SELECT 1 FROM listed AS other
                    WHERE other.framework_id = theirs.id AND other.parent = listed.parent AND other.line = listed.line);

-- Helper: whether two frameworks have the same criteria, as far as both list the parts of a criterion. NULL if one of
-- them lists none.
CREATE TEMP TABLE same_framework AS
SELECT ours.id AS ours, theirs.id AS theirs,
       CASE WHEN ours.scale <> theirs.scale THEN 0
            WHEN ours.id IN (SELECT framework_id FROM listed) AND theirs.id IN (SELECT framework_id FROM listed)
                THEN NOT EXISTS (SELECT 1 FROM lacking WHERE lacking.ours IN (ours.id, theirs.id)
                                    AND lacking.theirs IN (ours.id, theirs.id))
       END AS same_criteria
  FROM framework AS ours
  JOIN framework AS theirs ON theirs.block = ours.block;

-- Helper: every pair of years of a block. `framework_changed` is NULL if it is not known.
CREATE TEMP VIEW year_pair AS
SELECT earlier.block, earlier.year AS from_year, later.year AS to_year,
       earlier.coverage <> 'partial' AND later.coverage <> 'partial' AS complete,
       same_criteria,
       CASE WHEN EXISTS (SELECT 1 FROM declared_framework AS declared
                          WHERE declared.block = earlier.block
                            AND declared.first_year > earlier.year AND declared.first_year <= later.year) THEN 1
            ELSE coalesce(NOT same_criteria,
                          (SELECT 0 FROM declared_framework AS declared
                            WHERE declared.block = earlier.block AND declared.first_year <= earlier.year))
             END AS framework_changed
  FROM assessment AS earlier
  JOIN assessment AS later ON later.block = earlier.block AND later.year > earlier.year AND later.replaced_by IS NULL
  JOIN same_framework ON ours = earlier.framework_id AND theirs = later.framework_id
 WHERE earlier.replaced_by IS NULL
   AND earlier.stage <> 'self' AND later.stage <> 'self';

-- Helper: every criterion of level 1 that applied to a unit, in the comparable years in which the unit's total is known, in
-- ten-thousandths.
CREATE TEMP TABLE course_part AS
SELECT known.block, known.unit_id, known.year, score.series, score.total, score.max_total
  FROM ranked_result AS known
  JOIN applicable_score AS score ON score.result_id = known.result_id
 WHERE known.shown_total IS NOT NULL AND score.level = 1 AND score.max_total > 0;

-- Helper: every criterion of a unit in two years, in ten-thousandths. A criterion that does not apply in one of the
-- years has 0 points of 0 there. The change is split after Bennet: mean maximum x change of attainment (performance)
-- and mean attainment x change of maximum (weight). The change of a criterion that exists in one year only is all weight.
-- Performance is rounded to a hundredth of a point and weight is the rest, so both add up exactly.
CREATE TEMP VIEW criterion_change AS
WITH pair AS (
    SELECT earlier.result_id AS from_id, later.result_id AS to_id, later.block, later.unit, later.unit_id,
           earlier.year AS from_year, later.year AS to_year, score.series, score.level
      FROM recomputed_result AS earlier
      JOIN recomputed_result AS later
        ON later.block = earlier.block AND later.unit_id = earlier.unit_id AND later.year > earlier.year
      JOIN applicable_score AS score ON score.result_id IN (earlier.result_id, later.result_id)
     WHERE EXISTS (SELECT 1 FROM score WHERE result_id = earlier.result_id)
       AND EXISTS (SELECT 1 FROM score WHERE result_id = later.result_id)
     GROUP BY earlier.result_id, later.result_id, score.series, score.level
), side AS (
    SELECT pair.*,
           coalesce(old.max_total, 0) AS max_from, coalesce(new.max_total, 0) AS max_to,
           CASE WHEN coalesce(old.max_total, 0) = 0 THEN 0 ELSE old.total END AS points_from,
           CASE WHEN coalesce(new.max_total, 0) = 0 THEN 0 ELSE new.total END AS points_to,
           coalesce(new.criterion_position, 1000 + old.criterion_position) AS place
      FROM pair
      LEFT JOIN applicable_score AS old
        ON old.result_id = pair.from_id AND old.series = pair.series AND old.level = pair.level
      LEFT JOIN applicable_score AS new
        ON new.result_id = pair.to_id AND new.series = pair.series AND new.level = pair.level
), split AS (
    SELECT *,
           (max_from + max_to) * (points_to * max_from - points_from * max_to) AS product,
           2 * max_from * max_to AS divisor
      FROM side WHERE max_from > 0 OR max_to > 0
)
SELECT *,
       CASE WHEN points_from IS NULL OR points_to IS NULL THEN NULL
            WHEN divisor = 0 THEN 0
            WHEN max_from = max_to THEN points_to - points_from
            WHEN product < 0 THEN -((100 * divisor - 2 * product) / (200 * divisor)) * 100
            ELSE (2 * product + 100 * divisor) / (200 * divisor) * 100 END AS performance
  FROM split;
