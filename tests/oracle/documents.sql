-- The documents, without their bytes.
CREATE TEMP VIEW documents AS
SELECT number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated,
       copied_from
  FROM document
 ORDER BY issued_on, id;
