-- The effect of a merger: the attainment of a unit in its first known year, compared with the mean of the units that had been
-- merged into it by then. The mean is that of the last earlier year, not after the first of these mergers, in which all of
-- them are known. If the maxima differ, both sides cover the criteria that both have, weighted by the later maxima.
-- `others_change` is the mean like-for-like change of the other units of both years, if all units of both years are known.
CREATE TEMP TABLE merger_known AS
SELECT block, year, unit_id, unit, result_id, attained * 1.0 / max_total AS attainment
  FROM ranked_result
 WHERE shown_total IS NOT NULL;

CREATE TEMP TABLE merger_event AS
SELECT later.block, later.identity AS unit_id, earlier.identity AS before_id, first.to_year,
       min(CAST(substr(event.operates_on, 1, 4) AS INTEGER)) AS merged
  FROM unit_lineage AS event
  JOIN unit AS earlier ON earlier.id = event.from_unit
  JOIN unit AS later   ON later.id = event.to_unit
  JOIN (SELECT block, unit_id, min(year) AS to_year FROM merger_known GROUP BY block, unit_id) AS first
    ON first.block = later.block AND first.unit_id = later.identity
 WHERE event.kind = 'merge' AND earlier.identity <> later.identity
   AND CAST(substr(event.operates_on, 1, 4) AS INTEGER) <= first.to_year
 GROUP BY later.block, later.identity, earlier.identity;

CREATE TEMP TABLE merger_pair AS
WITH before AS (
    SELECT event.block, event.unit_id, event.to_year, known.year
      FROM merger_event AS event
      JOIN merger_known AS known ON known.block = event.block AND known.unit_id = event.before_id
     WHERE known.year < event.to_year
       AND known.year <= (SELECT min(merged) FROM merger_event AS all_of
                           WHERE all_of.block = event.block AND all_of.unit_id = event.unit_id)
     GROUP BY event.block, event.unit_id, known.year
    HAVING count(*) = (SELECT count(*) FROM merger_event AS all_of
                        WHERE all_of.block = event.block AND all_of.unit_id = event.unit_id)
), span AS (
    SELECT block, unit_id, to_year, max(year) AS from_year FROM before GROUP BY block, unit_id
)
SELECT span.block, span.unit_id, span.from_year, span.to_year, later.unit, event.before_id,
       old.result_id AS from_id, later.result_id AS to_id, old.attainment AS attainment_from,
       later.attainment AS attainment_to, year_pair.complete, year_pair.framework_changed
  FROM span
  JOIN merger_event AS event ON event.block = span.block AND event.unit_id = span.unit_id
  JOIN merger_known AS old
    ON old.block = span.block AND old.unit_id = event.before_id AND old.year = span.from_year
  JOIN merger_known AS later
    ON later.block = span.block AND later.unit_id = span.unit_id AND later.year = span.to_year
  JOIN year_pair
    ON year_pair.block = span.block AND year_pair.from_year = span.from_year AND year_pair.to_year = span.to_year;

CREATE TEMP TABLE merger_change AS
WITH side AS (
    SELECT pair.from_id, pair.to_id, series, max(result_id = from_id) AS in_old, max(result_id = to_id) AS in_new,
           max(CASE WHEN result_id = from_id THEN total END) AS old, max(CASE WHEN result_id = to_id THEN total END) AS new,
           max(CASE WHEN result_id = from_id THEN max_total END) AS old_max,
           max(CASE WHEN result_id = to_id THEN max_total END) AS new_max
      FROM merger_pair AS pair
      JOIN applicable_score AS score ON score.result_id IN (pair.from_id, pair.to_id)
     WHERE score.level = 1 AND score.max_total > 0
     GROUP BY pair.from_id, pair.to_id, series
), summed AS (
    SELECT from_id, to_id, min(max(in_old), max(in_new)) AS is_scored,
           sum(old_max IS NOT new_max) > 0 AS differs,
           sum(CASE WHEN old IS NOT NULL AND new IS NOT NULL THEN old * 1.0 / old_max * new_max END)
               / sum(CASE WHEN old IS NOT NULL AND new IS NOT NULL THEN new_max END) AS constant_from,
           sum(CASE WHEN old IS NOT NULL AND new IS NOT NULL THEN new END) * 1.0
               / sum(CASE WHEN old IS NOT NULL AND new IS NOT NULL THEN new_max END) AS constant_to
      FROM (SELECT max(in_old) OVER every AS in_old, max(in_new) OVER every AS in_new, from_id, to_id, old, new, old_max,
                   new_max
              FROM side WINDOW every AS (PARTITION BY from_id, to_id))
     GROUP BY from_id, to_id
)
SELECT pair.*,
       CASE WHEN coalesce(is_scored, 0) AND differs THEN constant_from
            WHEN coalesce(is_scored, 0) OR framework_changed = 0 THEN attainment_from END AS change_from,
       CASE WHEN coalesce(is_scored, 0) AND differs THEN constant_to
            WHEN coalesce(is_scored, 0) OR framework_changed = 0 THEN attainment_to END AS change_to
  FROM merger_pair AS pair
  LEFT JOIN summed ON summed.from_id = pair.from_id AND summed.to_id = pair.to_id;

CREATE TEMP TABLE merger_other AS
SELECT merger.block, merger.unit_id, count(*) AS others, avg(change) AS change
  FROM (SELECT DISTINCT block, unit_id, from_year, to_year FROM merger_pair WHERE complete) AS merger
  JOIN (SELECT block, from_year, to_year, unit_id, constant_delta AS change FROM deltas) AS other
    ON other.block = merger.block AND other.from_year = merger.from_year AND other.to_year = merger.to_year
   AND other.unit_id <> merger.unit_id AND other.change IS NOT NULL
   AND other.unit_id NOT IN (SELECT before_id FROM merger_event WHERE merger_event.unit_id = merger.unit_id)
 GROUP BY merger.block, merger.unit_id;

CREATE TEMP VIEW mergers AS
SELECT merger.block, unit, count(*) AS predecessors, from_year, to_year,
       avg(change_from) AS attainment_before, avg(change_to) AS attainment_after,
       avg(change_to) - avg(change_from) AS change, merger_other.others, merger_other.change AS others_change,
       avg(change_to) - avg(change_from) - merger_other.change AS difference, merger.unit_id
  FROM merger_change AS merger
  LEFT JOIN merger_other ON merger_other.block = merger.block AND merger_other.unit_id = merger.unit_id
 GROUP BY merger.block, merger.unit_id
HAVING count(change_from) = count(*)
 ORDER BY merger.block, (SELECT min(name_order) FROM main.unit WHERE name = merger.unit), merger.unit_id;
