-- vi: Lĩnh vực nào có kết quả điều tra xã hội học thấp hơn kết quả thẩm định?
-- en: On which criteria does the survey rate units lower than the appraisal?
-- theme: scores
-- portable
-- year: the year; the latest with scores by default | năm; mặc định là năm mới nhất có điểm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT block, criterion, count(*) AS units,
       round(100 * sum(appraised) / sum(max_appraised), 2) AS appraised_percent,
       round(100 * sum(survey) / sum(max_survey), 2) AS survey_percent,
       round(100 * (sum(survey) / sum(max_survey) - sum(appraised) / sum(max_appraised)), 2) AS pp
FROM scores_detail
WHERE year = coalesce(:year, (SELECT max(year) FROM scores))
  AND block = coalesce(:block, block)
  AND index_code IN (SELECT index_code FROM main_index)
  AND level = 1
  AND appraised IS NOT NULL AND survey IS NOT NULL
GROUP BY block, criterion
HAVING sum(survey) / sum(max_survey) < sum(appraised) / sum(max_appraised)
ORDER BY block, pp, criterion;
