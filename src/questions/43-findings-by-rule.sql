-- vi: Kiểm tra số liệu phát hiện những loại sai lệch nào, mỗi loại bao nhiêu trường hợp?
-- en: What did the checks find in the figures, and how often?
-- theme: documents
-- portable
-- year: the year; all by default | năm; mặc định là mọi năm
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT year, block, rule, severity, count(*) AS findings, count(DISTINCT unit) AS units,
       sum(accepted) AS accepted_findings, max(abs(difference)) AS largest_difference
FROM findings
WHERE year = coalesce(:year, year)
  AND block = coalesce(:block, block)
GROUP BY year, block, rule, severity
ORDER BY year, block, findings DESC, rule, severity;
