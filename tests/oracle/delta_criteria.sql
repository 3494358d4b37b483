-- How each criterion of a unit changed between two years: points, attainment, and the change of points split into
-- performance and weight.
-- Every pair of years, as `cchc delta --from --to` computes it.
CREATE TEMP VIEW every_delta_criteria AS
SELECT from_id, to_id, block, unit, from_year, to_year, series, level,
       points_from / 10000.0 AS points_from,
       points_to / 10000.0 AS points_to,
       (points_to - points_from) / 10000.0 AS delta,
       max_from / 10000.0 AS max_from,
       max_to / 10000.0 AS max_to,
       CASE WHEN max_from > 0 THEN points_from * 1.0 / max_from END AS attainment_from,
       CASE WHEN max_to > 0 THEN points_to * 1.0 / max_to END AS attainment_to,
       CASE WHEN max_from > 0 AND max_to > 0
            THEN points_to * 1.0 / max_to - points_from * 1.0 / max_from END AS attainment_delta,
       performance / 10000.0 AS performance,
       (points_to - points_from - performance) / 10000.0 AS weight,
       unit_id, place
  FROM criterion_change
 ORDER BY block, from_year, to_year, (SELECT min(name_order) FROM main.unit WHERE name = unit), unit_id, level, place;

-- The change since the previous assessed year.
CREATE TEMP VIEW delta_criteria AS
SELECT * FROM every_delta_criteria AS change
 WHERE from_year = (SELECT max(before.from_year) FROM criterion_change AS before WHERE before.to_id = change.to_id)
 ORDER BY block, from_year, to_year, (SELECT min(name_order) FROM main.unit WHERE name = unit), unit_id, level, place;
