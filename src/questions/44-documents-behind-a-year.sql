-- vi: Số liệu của một năm được lấy từ văn bản nào?
-- en: Which documents do the figures of a year come from?
-- theme: documents
-- portable
-- year: the year; the latest by default | năm; mặc định là năm mới nhất
SELECT year, number, issued_on, issuer, file_name, format, in_force, simulated, sha256
FROM documents
WHERE year = coalesce(:year, (SELECT max(year) FROM documents))
ORDER BY issued_on, number, sha256;
