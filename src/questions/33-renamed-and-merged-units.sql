-- vi: Đơn vị nào đã đổi tên, hợp nhất, chia tách hoặc kết thúc hoạt động?
-- en: Which units were renamed, merged, split or abolished?
-- theme: units
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT operates_on, kind, lineages.block, from_unit, to_unit, source,
       max(CASE WHEN rankings.year < CAST(substr(operates_on, 1, 4) AS INTEGER)
                THEN rankings.year END) AS last_year_before
FROM lineages
LEFT JOIN rankings ON rankings.unit_id = from_unit_id
WHERE lineages.block = coalesce(:block, lineages.block)
GROUP BY operates_on, kind, lineages.block, from_unit, to_unit, source, from_unit_id, to_unit_id
ORDER BY operates_on, lineages.block, kind, from_unit_id, to_unit_id;
