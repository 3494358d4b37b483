-- vi: Đơn vị nào có tên chứa các từ cần tìm (gõ không dấu cũng được)?
-- en: Which units have these words in their names, with or without diacritics?
-- theme: units
-- words: words of the name; noi vu by default | các từ trong tên; mặc định là noi vu
SELECT block, unit_id, unit, min(year) AS first_year, max(year) AS last_year,
       min(rank) AS best_rank, max(rank) AS worst_rank
FROM rankings
WHERE search(unit, coalesce(:words, 'noi vu'))
GROUP BY block, unit_id, unit
ORDER BY block, first_year, unit COLLATE vi, unit_id;
