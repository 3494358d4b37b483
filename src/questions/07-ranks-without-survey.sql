-- vi: Nếu không tính điều tra xã hội học, đơn vị nào sẽ có thứ hạng khác?
-- en: Which units would rank elsewhere if the survey did not count?
-- theme: scores
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
-- count: least difference in ranks; 1 by default | số bậc chênh lệch tối thiểu; mặc định là 1
WITH maxima AS (
  SELECT year, block, unit_id, sum(max_appraised) AS max_appraised, sum(max_survey) AS max_survey
  FROM scores_detail
  WHERE level = 1 AND index_code IN (SELECT index_code FROM main_index)
  GROUP BY year, block, unit_id
), ranked AS (
  SELECT rankings.block, unit, rankings.unit_id, rank,
         rank() OVER (PARTITION BY authority, rankings.block, group_name
                      ORDER BY appraised_total / max_appraised DESC) AS appraisal_rank,
         rank() OVER (PARTITION BY authority, rankings.block, group_name
                      ORDER BY survey_total / max_survey DESC) AS survey_rank
  FROM rankings
  JOIN maxima ON maxima.year = rankings.year AND maxima.block = rankings.block
             AND maxima.unit_id = rankings.unit_id
  WHERE rankings.year = coalesce(:year, (SELECT max(year) FROM scores))
    AND rankings.block = coalesce(:block, rankings.block)
    AND coverage <> 'partial'
)
SELECT block, unit, rank, appraisal_rank, survey_rank, rank - appraisal_rank AS ranks_gained
FROM ranked
WHERE abs(rank - appraisal_rank) >= coalesce(:count, 1)
ORDER BY block, ranks_gained DESC, rank, unit_id;
