-- The findings of the checks. `cell` is table:row:column. `message` is Vietnamese, and `message_en` is English.
CREATE TEMP VIEW findings AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, finding.rule, finding.severity,
       finding.expected, finding.found, finding.difference / 10000.0 AS difference,
       finding.table_number || ':' || finding.row_number || ':' || finding.column_number AS cell,
       finding.message_vi AS message,
       finding.criterion, finding.accepted, finding.message_en, document.number
  FROM finding
  JOIN assessment ON assessment.id = finding.assessment_id AND assessment.replaced_by IS NULL
  JOIN document ON document.id = assessment.document_id
  LEFT JOIN unit ON unit.id = finding.unit_id
 ORDER BY finding.id;
