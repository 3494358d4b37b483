-- What the checks say. `cell` is table:row:column; the message is Vietnamese, message_en English.
CREATE TEMP VIEW findings AS
SELECT assessment.year, assessment.block, unit.name AS unit, finding.rule, finding.severity,
       finding.expected, finding.found, finding.difference / 10000.0 AS difference,
       cell.table_number || ':' || cell.row_number || ':' || cell.column_number AS cell,
       finding.message_vi AS message,
       finding.criterion, finding.accepted, finding.message_en
  FROM finding
  JOIN assessment ON assessment.id = finding.assessment_id AND assessment.replaced_by IS NULL
  JOIN cell ON cell.id = finding.cell_id
  LEFT JOIN unit ON unit.id = finding.unit_id
 ORDER BY finding.id;
