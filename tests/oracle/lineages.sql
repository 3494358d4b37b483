-- The renamings, mergers, splits and abolitions of units, with one row per pair of a unit before and a unit after.
CREATE TEMP VIEW lineages AS
SELECT unit_lineage.kind, unit_lineage.operates_on, earlier.block,
       earlier.name AS from_unit, later.name AS to_unit, unit_lineage.source,
       earlier.code AS from_code, later.code AS to_code,
       earlier.identity AS from_unit_id, later.identity AS to_unit_id
  FROM unit_lineage
  JOIN unit AS earlier ON earlier.id = from_unit
  LEFT JOIN unit AS later ON later.id = to_unit
 ORDER BY unit_lineage.operates_on, unit_lineage.id;
