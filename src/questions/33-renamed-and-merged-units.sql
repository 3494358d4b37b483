-- vi: Đơn vị nào đã đổi tên, hợp nhất, chia tách hoặc kết thúc hoạt động?
-- en: Which units were renamed, merged, split or abolished?
-- theme: units
-- portable
-- block: a block, such as department; all by default | khối, ví dụ department; mặc định là mọi khối
SELECT operates_on, kind, block, from_unit, to_unit, source,
       (SELECT max(year) FROM rankings
        WHERE unit_id = from_unit_id
          AND year < CAST(substr(operates_on, 1, 4) AS INTEGER)) AS last_year_before
FROM lineages
WHERE block = coalesce(:block, block)
ORDER BY operates_on, block, kind, from_unit_id, to_unit_id;
