-- The documents, without their bytes. A document is in force if at least one of its assessments has not been replaced.
CREATE TEMP VIEW documents AS
SELECT max(assessment.year) AS year, count(assessment.id) > count(assessment.replaced_by) AS in_force,
       number, issued_on, issuer, document.title, file_name, sha256, format, bytes, simulated, copied_from,
       authority.name AS authority, assessment.index_code, document.id AS document_id
  FROM document
  LEFT JOIN assessment ON assessment.document_id = document.id
  LEFT JOIN authority  ON authority.id = assessment.authority_id
 GROUP BY document.id
 ORDER BY issued_on, document.id;
