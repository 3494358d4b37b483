-- The database of cchc: the administration reform index of a province, as published, year by year.
--
-- Tables are singular and exact: points are whole ten-thousandths of a point (94.28 points = 942800).
-- Views are plural and for people: points are points, shares are 0 to 1.
-- Units of measure and meanings stand beside the columns; `cchc sql` shows them with `.schema`.

---------------------------------------------------------------------------------------------------------------
-- Tables
---------------------------------------------------------------------------------------------------------------

-- A published document, with its bytes: the database carries its own sources.
CREATE TABLE document (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL CHECK (number <> ''),                 -- 501/QĐ-UBND
    issued_on  TEXT NOT NULL CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    issuer     TEXT NOT NULL CHECK (issuer <> ''),
    title      TEXT NOT NULL,                                      -- the title above its first table
    file_name  TEXT NOT NULL,                                      -- without folders
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    format     TEXT NOT NULL,                                      -- how it is laid out: cell-lines, blank-lines, markdown, csv, docx, xlsx, xls, ods, html, pdf
    content    BLOB NOT NULL,                                      -- the bytes of the file
    simulated  INTEGER NOT NULL CHECK (simulated IN (0, 1)),       -- 1: generated and not real
    copied_from TEXT,                                              -- where the copy was taken from, if it says so
    UNIQUE (sha256, number)                                        -- a workbook may hold several decisions
) STRICT;

-- A cell of a document that a figure was read from; one row each, which no index checks: there are as many cells as
-- figures. Everything counts from 1.
CREATE TABLE cell (
    id             INTEGER PRIMARY KEY,
    document_id    INTEGER NOT NULL REFERENCES document (id),
    table_number   INTEGER NOT NULL CHECK (table_number > 0),
    row_number     INTEGER NOT NULL CHECK (row_number > 0),        -- header rows counted; in a workbook the sheet's row
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    line_number    INTEGER CHECK (line_number > 0),                -- of the file, of a text
    page_number    INTEGER CHECK (page_number > 0),                -- of the file, of a PDF
    sheet          TEXT,                                           -- its name, of a workbook
    text           TEXT NOT NULL                                   -- to the letter
) STRICT;

-- One office. Two offices may bear one name in different years, as before and after a merger.
CREATE TABLE unit (
    id          INTEGER PRIMARY KEY,
    code        TEXT UNIQUE,                                       -- its id in units.toml, where it is declared
    block       TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    name        TEXT NOT NULL,                                     -- the canonical name
    first_year  INTEGER,                                           -- of its existence, where it is declared
    last_year   INTEGER,
    identity    INTEGER NOT NULL REFERENCES unit (id)              -- what it was renamed to in the end; itself if not
) STRICT;

-- The spellings of a unit's name; `match_key` is the name without case, hyphens, odd spacing and a trailing "tỉnh".
CREATE TABLE unit_alias (
    block      TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    match_key  TEXT NOT NULL,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (block, match_key, unit_id)
) STRICT, WITHOUT ROWID;

-- What became of units: a row for each pair of a unit before and a unit after. Abolished units have none after.
CREATE TABLE unit_lineage (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'abolish')),
    operates_on TEXT NOT NULL,                                     -- the day from which it operates
    from_unit   INTEGER NOT NULL REFERENCES unit (id),
    to_unit     INTEGER REFERENCES unit (id),
    source      TEXT NOT NULL
) STRICT;

-- The registry files as they were used: units.toml, frameworks.toml.
CREATE TABLE registry (
    file     TEXT PRIMARY KEY,
    content  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The frameworks that frameworks.toml declares; each is in force until the next one of its block begins.
CREATE TABLE declared_framework (
    block       TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    first_year  INTEGER NOT NULL,
    name        TEXT NOT NULL,
    source      TEXT NOT NULL,
    PRIMARY KEY (block, first_year)
) STRICT, WITHOUT ROWID;

-- The criteria set of one block, as a document gives it.
CREATE TABLE framework (
    id        INTEGER PRIMARY KEY,
    block     TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    criteria  TEXT                                                 -- series and maximum points of all: equal in equal frameworks;
) STRICT;                                                          -- NULL where the document gives totals only

-- A criterion with its maximum points.
CREATE TABLE criterion (
    id             INTEGER PRIMARY KEY,
    framework_id   INTEGER NOT NULL REFERENCES framework (id),
    position       INTEGER NOT NULL CHECK (position > 0),          -- in printed order
    level          INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    parent_id      INTEGER REFERENCES criterion (id),              -- what it is a part of; NULL at level 1
    name           TEXT NOT NULL,                                  -- without its maximum
    series         TEXT NOT NULL,                                  -- what it is called across frameworks
    max_appraised  INTEGER NOT NULL CHECK (max_appraised >= 0),    -- also the maximum of the self score
    max_survey     INTEGER NOT NULL CHECK (max_survey >= 0),
    max_total      INTEGER NOT NULL CHECK (max_total >= 0),
    UNIQUE (framework_id, position),
    UNIQUE (framework_id, name)
) STRICT;

-- Where a grade begins: at `at_most` where the framework declares it; else, as far as results show it, above `above` (if
-- known) and at `at_most` at the latest.
CREATE TABLE grade_band (
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    grade         TEXT NOT NULL CHECK (grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')),
    above         INTEGER,
    at_most       INTEGER NOT NULL CHECK (above IS NULL OR above < at_most),
    declared      INTEGER NOT NULL CHECK (declared IN (0, 1)),
    PRIMARY KEY (framework_id, grade)
) STRICT, WITHOUT ROWID;

-- One block in one year. An assessment that a correction replaced stays, and names the one that replaced it.
CREATE TABLE assessment (
    id            INTEGER PRIMARY KEY,
    document_id   INTEGER NOT NULL REFERENCES document (id),
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    block         TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    title         TEXT NOT NULL,
    coverage      TEXT NOT NULL CHECK (coverage IN ('full', 'totals', 'partial')),
    units         INTEGER NOT NULL CHECK (units > 0),              -- of the block; more than there are results where partial
    apart         INTEGER NOT NULL CHECK (apart IN (0, 1)),        -- 1: of another authority than the block's years before
    replaced_by   INTEGER REFERENCES assessment (id)
) STRICT;

CREATE UNIQUE INDEX assessment_in_force ON assessment (year, block) WHERE replaced_by IS NULL;

-- What a document prints of one unit. NULL: the document does not print it.
CREATE TABLE result (
    id                   INTEGER PRIMARY KEY,
    assessment_id        INTEGER NOT NULL REFERENCES assessment (id),
    unit_id              INTEGER NOT NULL REFERENCES unit (id),
    position             INTEGER NOT NULL CHECK (position > 0),    -- the row among the units
    self_total           INTEGER,
    appraised_total      INTEGER,
    survey_total         INTEGER,
    total                INTEGER,
    rank                 INTEGER CHECK (rank > 0),
    grade                TEXT CHECK (grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')),
    unit_cell            INTEGER NOT NULL REFERENCES cell (id),
    self_total_cell      INTEGER REFERENCES cell (id),
    appraised_total_cell INTEGER REFERENCES cell (id),
    survey_total_cell    INTEGER REFERENCES cell (id),
    total_cell           INTEGER REFERENCES cell (id),
    rank_cell            INTEGER REFERENCES cell (id),
    grade_cell           INTEGER REFERENCES cell (id),
    UNIQUE (assessment_id, unit_id)
) STRICT;

-- How many units of the block have a grade, where the document says so and does not show them all.
CREATE TABLE grade_count (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    grade          TEXT NOT NULL CHECK (grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')),
    units          INTEGER NOT NULL CHECK (units > 0),
    PRIMARY KEY (assessment_id, grade)
) STRICT, WITHOUT ROWID;

-- A figure of an earlier year that a later publication prints again, perhaps otherwise.
CREATE TABLE restated (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),    -- of the later publication
    unit_id        INTEGER NOT NULL REFERENCES unit (id),
    year           INTEGER NOT NULL,                               -- the earlier year
    total          INTEGER,
    rank           INTEGER,
    total_cell     INTEGER REFERENCES cell (id),
    rank_cell      INTEGER REFERENCES cell (id),
    UNIQUE (assessment_id, unit_id, year)
) STRICT;

-- The three scores of a unit on a criterion. The maxima are those that apply to the unit: 0 where a score does not
-- apply ("-"). A score that applies and is NULL is missing (an empty cell).
CREATE TABLE score (
    result_id       INTEGER NOT NULL REFERENCES result (id),
    criterion_id    INTEGER NOT NULL REFERENCES criterion (id),
    self            INTEGER,
    appraised       INTEGER,
    survey          INTEGER,
    max_appraised   INTEGER NOT NULL CHECK (max_appraised >= 0),
    max_survey      INTEGER NOT NULL CHECK (max_survey >= 0),
    derived         INTEGER NOT NULL CHECK (derived IN (0, 1)),    -- 1: a score is not printed, but the sum of its parts
    self_cell       INTEGER REFERENCES cell (id),
    appraised_cell  INTEGER REFERENCES cell (id),
    survey_cell     INTEGER REFERENCES cell (id),
    PRIMARY KEY (result_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- What a check says about a figure. The message is kept in both languages.
CREATE TABLE finding (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    unit_id        INTEGER REFERENCES unit (id),
    criterion      TEXT,
    rule           TEXT NOT NULL,
    severity       TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
    accepted       INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    expected       TEXT,
    found          TEXT,
    difference     INTEGER,                                        -- found - expected
    cell_id        INTEGER NOT NULL REFERENCES cell (id),
    message_vi     TEXT NOT NULL,
    message_en     TEXT NOT NULL
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Views: the contract of ad-hoc SQL and of `--format json`
---------------------------------------------------------------------------------------------------------------

-- Helper of the views below: scores with what applies to the unit, still in ten-thousandths.
CREATE VIEW applicable_score AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       criterion.name AS criterion, criterion.series, criterion.level,
       criterion.position AS criterion_position, assessment.coverage, score.result_id,
       score.self, score.appraised, score.survey,
       CASE WHEN (score.appraised IS NULL AND score.max_appraised > 0)
              OR (score.survey IS NULL AND score.max_survey > 0) THEN NULL
            WHEN score.appraised IS NULL AND score.survey IS NULL THEN NULL
            ELSE coalesce(score.appraised, 0) + coalesce(score.survey, 0) END AS total,
       score.max_appraised,
       score.max_survey,
       score.max_appraised + score.max_survey AS max_total
  FROM score
  JOIN result     ON result.id = score.result_id
  JOIN assessment ON assessment.id = result.assessment_id AND assessment.replaced_by IS NULL
  JOIN unit       ON unit.id = result.unit_id
  JOIN criterion  ON criterion.id = score.criterion_id;

-- Helper: each unit's result as published and as recomputed from its parts, still in ten-thousandths.
-- A sum is recomputed only where none of its parts is missing.
CREATE VIEW recomputed_result AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       assessment.coverage, assessment.units, document.simulated,
       result.id AS result_id, result.position, result.rank, result.grade,
       result.self_total, result.appraised_total, result.survey_total, result.total,
       part.self_sum, part.appraised_sum, part.survey_sum, part.total_sum,
       coalesce(part.max_total, 1000000) AS max_total,
       coalesce(part.max_appraised, 0) AS max_appraised
  FROM result
  JOIN assessment ON assessment.id = result.assessment_id AND assessment.replaced_by IS NULL
  JOIN document   ON document.id = assessment.document_id
  JOIN unit       ON unit.id = result.unit_id
  LEFT JOIN (SELECT result_id,
                    CASE WHEN count(self) = sum(max_appraised > 0) THEN sum(self) END AS self_sum,
                    CASE WHEN count(appraised) = sum(max_appraised > 0) THEN sum(appraised) END AS appraised_sum,
                    CASE WHEN count(survey) = sum(max_survey > 0) THEN sum(survey) END AS survey_sum,
                    CASE WHEN count(total) = sum(max_total > 0) THEN sum(total) END AS total_sum,
                    sum(max_total) AS max_total,
                    sum(max_appraised) AS max_appraised
               FROM applicable_score WHERE level = 1 GROUP BY result_id) AS part
         ON part.result_id = result.id;

-- Helper: results with the total and rank that are shown, still in ten-thousandths.
CREATE VIEW ranked_result AS
SELECT *, coalesce(rank, counted_rank) AS shown_rank
  FROM (SELECT *,
               CASE WHEN coverage <> 'partial' AND shown_total IS NOT NULL
                    THEN rank() OVER (PARTITION BY year, block ORDER BY shown_total * 1.0 / max_total DESC)
                     END AS counted_rank,
               CASE WHEN coverage <> 'partial' AND total_sum IS NOT NULL
                    THEN rank() OVER (PARTITION BY year, block ORDER BY total_sum * 1.0 / max_total DESC)
                     END AS recomputed_rank
          FROM (SELECT *, coalesce(total, total_sum) AS shown_total FROM recomputed_result));

-- Who stands where. `rank`, `total` and `grade` are the published ones; a total that is not published is recomputed,
-- and a rank that is not published follows from the totals, as a competition rank by attainment.
-- `recomputed_total` is the sum of the printed parts, `recomputed_rank` the rank by it. `unit_id` is the same for one
-- office over the years, renamed or not; `units` is the number of units of the block, known or not.
CREATE VIEW rankings AS
SELECT year, block, unit,
       shown_rank AS rank,
       shown_total / 10000.0 AS total,
       grade,
       shown_total * 1.0 / max_total AS attainment,
       coalesce(self_total, self_sum) / 10000.0 AS self_total,
       coalesce(appraised_total, appraised_sum) / 10000.0 AS appraised_total,
       coalesce(survey_total, survey_sum) / 10000.0 AS survey_total,
       rank AS published_rank,
       total / 10000.0 AS published_total,
       grade AS published_grade,
       coverage,
       simulated,
       recomputed_rank,
       total_sum / 10000.0 AS recomputed_total,
       unit_id,
       units
  FROM ranked_result
 ORDER BY year, block, shown_rank IS NULL, shown_rank, position;

-- Every score of every unit. The maximum points are those that apply to the unit.
CREATE VIEW scores AS
SELECT year, block, unit, criterion,
       self / 10000.0 AS self,
       appraised / 10000.0 AS appraised,
       survey / 10000.0 AS survey,
       total / 10000.0 AS total,
       max_appraised / 10000.0 AS max_appraised,
       max_survey / 10000.0 AS max_survey,
       max_total / 10000.0 AS max_total,
       CASE WHEN max_total > 0 THEN total * 1.0 / max_total END AS attainment,
       series, level, unit_id
  FROM applicable_score
 ORDER BY year, block, result_id, criterion_position;

-- Self score - appraised score, per criterion; gap_share is the share of the maximum.
CREATE VIEW gaps AS
SELECT year, block, unit, criterion,
       self / 10000.0 AS self,
       appraised / 10000.0 AS appraised,
       (self - appraised) / 10000.0 AS gap,
       (self - appraised) * 1.0 / max_appraised AS gap_share,
       series, level, unit_id
  FROM applicable_score
 WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0
 ORDER BY year, block, result_id, criterion_position;

-- Self score - appraised score, per unit; `over` and `under` are the sums of the positive and negative gaps.
-- `block_gap_share` is the gap of all units of the block as a share of all their maximum points.
CREATE VIEW unit_gaps AS
SELECT year, block, unit,
       own / 10000.0 AS self_total,
       appraised / 10000.0 AS appraised_total,
       gap / 10000.0 AS gap,
       gap * 1.0 / max_appraised AS gap_share,
       over / 10000.0 AS over,
       under / 10000.0 AS under,
       CASE WHEN coverage <> 'partial'
            THEN sum(gap) OVER (PARTITION BY year, block) * 1.0 / sum(max_appraised) OVER (PARTITION BY year, block)
             END AS block_gap_share,
       unit_id
  FROM (SELECT *, own - appraised AS gap
          FROM (SELECT recomputed_result.*,
                       coalesce(self_total, self_sum) AS own,
                       coalesce(appraised_total, appraised_sum) AS appraised,
                       parts.over, parts.under
                  FROM recomputed_result
                  JOIN (SELECT result_id,
                               sum(max(self - appraised, 0)) AS over,
                               sum(min(self - appraised, 0)) AS under
                          FROM applicable_score
                         WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0 AND level = 1
                         GROUP BY result_id) AS parts
                    ON parts.result_id = recomputed_result.result_id)
         WHERE own IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0)
 ORDER BY year, block, gap DESC, position;

-- Where points are lost: lost_share is the share of the unit's lost points at that level, behind is the distance to the median
-- attainment of the block in this criterion (positive: behind it).
CREATE VIEW weaknesses AS
WITH attained AS (
    SELECT *, total * 1.0 / max_total AS attainment, max_total - total AS lost
      FROM applicable_score WHERE total IS NOT NULL AND max_total > 0
), placed AS (
    SELECT *,
           row_number() OVER (PARTITION BY year, block, criterion ORDER BY attainment) AS place,
           count(*) OVER (PARTITION BY year, block, criterion) AS places
      FROM attained
), middle AS (
    SELECT year, block, criterion,
           CASE WHEN coverage <> 'partial' THEN (min(attainment) + max(attainment)) / 2 END AS block_median
      FROM placed WHERE place IN ((places + 1) / 2, (places + 2) / 2)
     GROUP BY year, block, criterion
)
SELECT attained.year, attained.block, attained.unit, attained.criterion,
       attainment,
       lost / 10000.0 AS lost,
       lost * 1.0 / nullif(sum(lost) OVER (PARTITION BY result_id, level), 0) AS lost_share,
       block_median,
       block_median - attainment AS behind,
       series, level, unit_id
  FROM attained JOIN middle USING (year, block, criterion)
 ORDER BY year, block, result_id, criterion_position;

---------------------------------------------------------------------------------------------------------------
-- Views over several years. A unit is the same office over the years by its `unit_id`; a criterion by its `series`.
---------------------------------------------------------------------------------------------------------------

-- Helper: the years of a block that another authority issued, which are compared with no other.
CREATE VIEW year_apart AS
SELECT year, block FROM assessment WHERE apart AND replaced_by IS NULL;

-- Helper: every two years of a block. `framework_changed` is NULL where it is not known.
CREATE VIEW year_pair AS
SELECT earlier.block, earlier.year AS from_year, later.year AS to_year,
       earlier.coverage <> 'partial' AND later.coverage <> 'partial' AS complete,
       old.criteria = new.criteria AS same_criteria,
       CASE WHEN EXISTS (SELECT 1 FROM declared_framework AS declared
                          WHERE declared.block = earlier.block
                            AND declared.first_year > earlier.year AND declared.first_year <= later.year) THEN 1
            ELSE coalesce(old.criteria <> new.criteria,
                          (SELECT 0 FROM declared_framework AS declared
                            WHERE declared.block = earlier.block AND declared.first_year <= earlier.year))
             END AS framework_changed
  FROM assessment AS earlier
  JOIN assessment AS later ON later.block = earlier.block AND later.year > earlier.year AND later.replaced_by IS NULL
  JOIN framework AS old ON old.id = earlier.framework_id
  JOIN framework AS new ON new.id = later.framework_id
 WHERE earlier.replaced_by IS NULL AND NOT earlier.apart AND NOT later.apart;

-- Helper: every criterion of a unit in two years, in ten-thousandths. A criterion that does not apply in one of the
-- years has 0 points of 0 there. The change is split after Bennet: mean maximum x change of attainment (performance)
-- and mean attainment x change of maximum (weight); a criterion of one of the years only is all weight. Performance is
-- rounded to a hundredth of a point and weight is the rest, so both add up exactly.
CREATE VIEW criterion_change AS
WITH pair AS (
    SELECT earlier.result_id AS from_id, later.result_id AS to_id, later.block, later.unit, later.unit_id,
           earlier.year AS from_year, later.year AS to_year, score.series, score.level
      FROM recomputed_result AS earlier
      JOIN recomputed_result AS later
        ON later.block = earlier.block AND later.unit_id = earlier.unit_id AND later.year > earlier.year
      JOIN applicable_score AS score ON score.result_id IN (earlier.result_id, later.result_id)
     WHERE EXISTS (SELECT 1 FROM score WHERE result_id = earlier.result_id)
       AND EXISTS (SELECT 1 FROM score WHERE result_id = later.result_id)
       AND (earlier.year, earlier.block) NOT IN (SELECT year, block FROM year_apart)
       AND (later.year, later.block) NOT IN (SELECT year, block FROM year_apart)
     GROUP BY earlier.result_id, later.result_id, score.series, score.level
), side AS (
    SELECT pair.*,
           coalesce(old.max_total, 0) AS max_from, coalesce(new.max_total, 0) AS max_to,
           CASE WHEN coalesce(old.max_total, 0) = 0 THEN 0 ELSE old.total END AS points_from,
           CASE WHEN coalesce(new.max_total, 0) = 0 THEN 0 ELSE new.total END AS points_to,
           coalesce(new.criterion_position, 1000 + old.criterion_position) AS place
      FROM pair
      LEFT JOIN applicable_score AS old
        ON old.result_id = pair.from_id AND old.series = pair.series AND old.level = pair.level
      LEFT JOIN applicable_score AS new
        ON new.result_id = pair.to_id AND new.series = pair.series AND new.level = pair.level
), split AS (
    SELECT *,
           (max_from + max_to) * (points_to * max_from - points_from * max_to) AS product,
           2 * max_from * max_to AS divisor
      FROM side WHERE max_from > 0 OR max_to > 0
)
SELECT *,
       CASE WHEN points_from IS NULL OR points_to IS NULL THEN NULL
            WHEN divisor = 0 THEN 0
            WHEN max_from = max_to THEN points_to - points_from
            WHEN product < 0 THEN -((100 * divisor - 2 * product) / (200 * divisor)) * 100
            ELSE (2 * product + 100 * divisor) / (200 * divisor) * 100 END AS performance
  FROM split;

-- What became of each criterion of a unit between two years: points, attainment, and the change of points split into
-- performance and weight.
CREATE VIEW delta_criteria AS
SELECT block, unit, from_year, to_year, series AS criterion, level,
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
       unit_id
  FROM criterion_change
 ORDER BY block, from_year, to_year, unit_id, level, place;

-- What became of each unit between two years, for every two years. Positive rank changes are rises.
-- `constant_...` are attainments over the criteria that are known in both years, weighted by the later framework.
-- `performance`, `weight` and `rounding` (of printed totals against their parts) add up to `delta`.
-- `own_change`, `framework_change` and `set_change` add up to `rank_change`: own change under the old framework,
-- effect of the new framework, effect of units that came or went; NULL where that is not known.
CREATE VIEW deltas AS
WITH criteria AS (
    SELECT from_id, to_id,
           CASE WHEN count(performance) = count(*) THEN sum(performance) END AS performance,
           CASE WHEN count(performance) = count(*) THEN sum(points_to - points_from) END AS change,
           sum(CASE WHEN is_common THEN points_from * 1.0 / max_from * max_to END)
               / sum(CASE WHEN is_common THEN max_to END) AS constant_from,
           sum(CASE WHEN is_common THEN points_to * 1.0 / max_to * max_to END)
               / sum(CASE WHEN is_common THEN max_to END) AS constant_to,
           sum(CASE WHEN is_common THEN points_to * 1.0 / max_to * max_from END)
               / sum(CASE WHEN is_common THEN max_from END) AS old_framework
      FROM (SELECT *, divisor > 0 AND points_from IS NOT NULL AND points_to IS NOT NULL AS is_common
              FROM criterion_change WHERE level = 1)
     GROUP BY from_id, to_id
), pair AS (
    SELECT later.block, later.unit, later.unit_id, earlier.year AS from_year, later.year AS to_year,
           earlier.shown_rank AS rank_from, later.shown_rank AS rank_to,
           earlier.shown_total AS total_from, later.shown_total AS total_to,
           earlier.shown_total * 1.0 / earlier.max_total AS attainment_from,
           later.shown_total * 1.0 / later.max_total AS attainment_to,
           earlier.grade AS grade_from, later.grade AS grade_to,
           year_pair.complete, year_pair.same_criteria, year_pair.framework_changed,
           max(earlier.simulated, later.simulated) AS simulated, later.position,
           criteria.performance, criteria.change, constant_from, constant_to, round(old_framework, 9) AS old_framework
      FROM ranked_result AS earlier
      JOIN ranked_result AS later
        ON later.block = earlier.block AND later.unit_id = earlier.unit_id AND later.year > earlier.year
      JOIN year_pair
        ON year_pair.block = later.block AND from_year = earlier.year AND to_year = later.year
      LEFT JOIN criteria ON criteria.from_id = earlier.result_id AND criteria.to_id = later.result_id
), common AS (
    SELECT *,
           complete AND count(rank_from) OVER every = count(*) OVER every
                    AND count(rank_to) OVER every = count(*) OVER every AS is_ranked,
           coalesce(same_criteria, 0) OR count(old_framework) OVER every = count(*) OVER every AS is_split,
           rank() OVER (every ORDER BY rank_from) AS place_from,
           rank() OVER (every ORDER BY rank_to) AS place_to,
           CASE WHEN same_criteria THEN rank() OVER (every ORDER BY rank_to)
                ELSE rank() OVER (every ORDER BY old_framework DESC) END AS place_between
      FROM pair WINDOW every AS (PARTITION BY block, from_year, to_year)
)
SELECT block, unit, from_year, to_year,
       rank_from, rank_to, rank_from - rank_to AS rank_change,
       total_from / 10000.0 AS total_from, total_to / 10000.0 AS total_to,
       (total_to - total_from) / 10000.0 AS delta,
       attainment_from, attainment_to, attainment_to - attainment_from AS attainment_delta,
       grade_from, grade_to,
       constant_from, constant_to, constant_to - constant_from AS constant_delta,
       performance / 10000.0 AS performance,
       (change - performance) / 10000.0 AS weight,
       (total_to - total_from - change) / 10000.0 AS rounding,
       CASE WHEN is_ranked AND is_split THEN place_from - place_between END AS own_change,
       CASE WHEN is_ranked AND is_split THEN place_between - place_to END AS framework_change,
       CASE WHEN is_ranked THEN rank_from - place_from + place_to - rank_to END AS set_change,
       framework_changed, simulated, unit_id
  FROM common
 ORDER BY block, from_year, to_year, rank_to IS NULL, rank_to, position;

-- The course of each unit over the years in which its total is known. `slope` (Theil-Sen, attainment a year) and `tau`
-- (Kendall's tau-b) are given from four years on. `volatility` is the mean size of the change from one assessed year
-- to the next. `rising` and `falling` count the changes of one kind up to the last year; `top_quarter` and
-- `bottom_quarter` the years in the first or last quarter of the ranks.
CREATE VIEW trends AS
WITH known AS (
    SELECT *, max(units / 4, 1) AS quarter
      FROM (SELECT year, block, unit, unit_id, simulated, shown_rank AS rank,
                   CASE WHEN coverage = 'partial' THEN units ELSE count(*) OVER (PARTITION BY year, block) END AS units,
                   shown_total * 1.0 / max_total AS attainment
              FROM ranked_result
             WHERE shown_total IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart))
), stepped AS (
    SELECT *, attainment - lag(attainment) OVER (PARTITION BY block, unit_id ORDER BY year) AS step,
           first_value(attainment) OVER course AS attainment_first,
           last_value(attainment) OVER course AS attainment_last,
           last_value(unit) OVER course AS last_unit,
           first_value(year) OVER (PARTITION BY block, unit_id ORDER BY attainment DESC, year) AS best_year,
           first_value(year) OVER (PARTITION BY block, unit_id ORDER BY attainment, year) AS worst_year
      FROM known
    WINDOW course AS (PARTITION BY block, unit_id ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), broken AS (
    SELECT *,
           max(CASE WHEN step IS NULL OR step <= 0 THEN year END) OVER (PARTITION BY block, unit_id) AS not_risen,
           max(CASE WHEN step IS NULL OR step >= 0 THEN year END) OVER (PARTITION BY block, unit_id) AS not_fallen
      FROM stepped
), pair AS (
    SELECT a.block, a.unit_id, (b.attainment - a.attainment) / (b.year - a.year) AS slope,
           (b.attainment > a.attainment) - (b.attainment < a.attainment) AS sign
      FROM known AS a JOIN known AS b ON b.block = a.block AND b.unit_id = a.unit_id AND b.year > a.year
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block, unit_id) AS places
      FROM pair
), slopes AS (
    SELECT block, unit_id, places,
           (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
               + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope,
           sum(sign) / sqrt(places * nullif(sum(sign <> 0), 0)) AS tau
      FROM placed GROUP BY block, unit_id
)
SELECT broken.block, last_unit AS unit,
       count(*) AS years, min(year) AS first_year, max(year) AS last_year,
       attainment_first, attainment_last,
       CASE WHEN count(*) >= 4 THEN slope END AS slope,
       CASE WHEN count(*) >= 4 THEN tau END AS tau,
       avg(abs(step)) AS volatility,
       best_year, worst_year,
       sum(year > not_risen) AS rising,
       sum(year > not_fallen) AS falling,
       sum(coalesce(rank <= quarter, 0)) AS top_quarter,
       sum(coalesce(rank > units - quarter, 0)) AS bottom_quarter,
       max(simulated) AS simulated,
       broken.unit_id
  FROM broken LEFT JOIN slopes ON slopes.block = broken.block AND slopes.unit_id = broken.unit_id
 GROUP BY broken.block, broken.unit_id
 ORDER BY broken.block, broken.unit_id;

-- The course of each block over the years in which all its units are known: the mean of their attainments. `slope`
-- (Theil-Sen, attainment a year) and `tau` (Kendall's tau-b) are those of the whole course, from four years on.
CREATE VIEW block_trends AS
WITH known AS (
    SELECT block, year, count(*) AS units, avg(shown_total * 1.0 / max_total) AS attainment,
           max(simulated) AS simulated
      FROM ranked_result
     WHERE shown_total IS NOT NULL AND coverage <> 'partial'
       AND (year, block) NOT IN (SELECT year, block FROM year_apart)
     GROUP BY block, year
), pair AS (
    SELECT a.block, (b.attainment - a.attainment) / (b.year - a.year) AS slope,
           (b.attainment > a.attainment) - (b.attainment < a.attainment) AS sign
      FROM known AS a JOIN known AS b ON b.block = a.block AND b.year > a.year
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY block ORDER BY slope) AS place,
           count(*) OVER (PARTITION BY block) AS places
      FROM pair
), slopes AS (
    SELECT block,
           (max(CASE WHEN place = (places + 1) / 2 THEN slope END)
               + max(CASE WHEN place = (places + 2) / 2 THEN slope END)) / 2 AS slope,
           sum(sign) / sqrt(places * nullif(sum(sign <> 0), 0)) AS tau
      FROM placed GROUP BY block
)
SELECT known.block, year, units, attainment,
       attainment - lag(attainment) OVER (PARTITION BY known.block ORDER BY year) AS attainment_delta,
       simulated,
       CASE WHEN count(*) OVER (PARTITION BY known.block) >= 4 THEN slope END AS slope,
       CASE WHEN count(*) OVER (PARTITION BY known.block) >= 4 THEN tau END AS tau
  FROM known LEFT JOIN slopes ON slopes.block = known.block
 ORDER BY known.block, year;

-- Criteria in which a unit is behind its block's median in at least three of the last four years in which it was
-- assessed on them. Only units of the block's last year.
CREATE VIEW persistent_weaknesses AS
WITH recent AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id, series, level ORDER BY year DESC) AS age,
           max(year) OVER (PARTITION BY block) AS latest
      FROM weaknesses
     WHERE behind IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart)
)
SELECT block, max(CASE WHEN age = 1 THEN unit END) AS unit, series AS criterion, level,
       count(*) AS years, sum(behind > 0) AS years_behind,
       min(year) AS first_year, max(year) AS last_year,
       avg(behind) AS mean_behind,
       max(CASE WHEN age = 1 THEN behind END) AS last_behind,
       max(CASE WHEN age = 1 THEN lost END) AS last_lost,
       unit_id
  FROM recent WHERE age <= 4
 GROUP BY block, unit_id, series, level
HAVING sum(behind > 0) >= 3 AND max(year) = max(latest)
 ORDER BY block, unit_id, level, series;

-- Units whose gap share is above that of their block in each of their last `years` years, two at least, up to
-- the block's last year.
CREATE VIEW persistent_overscoring AS
WITH known AS (
    SELECT *, gap_share > block_gap_share AS is_above, max(year) OVER (PARTITION BY block) AS latest
      FROM unit_gaps
     WHERE block_gap_share IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart)
), recent AS (
    SELECT *, max(CASE WHEN NOT is_above THEN year END) OVER (PARTITION BY block, unit_id) AS last_below,
           max(year) OVER (PARTITION BY block, unit_id) AS last_year
      FROM known
)
SELECT block, max(CASE WHEN year = last_year THEN unit END) AS unit,
       count(*) AS years, min(year) AS first_year, max(year) AS last_year,
       avg(gap_share) AS mean_gap_share,
       max(CASE WHEN year = last_year THEN gap_share END) AS last_gap_share,
       max(CASE WHEN year = last_year THEN block_gap_share END) AS block_gap_share,
       max(CASE WHEN year = last_year THEN gap END) AS last_gap,
       unit_id
  FROM recent WHERE last_below IS NULL OR year > last_below
 GROUP BY block, unit_id
HAVING count(*) >= 2 AND max(year) = max(latest)
 ORDER BY block, years DESC, last_gap_share DESC, unit_id;

-- Units that scored themselves above their block one year and not the next time, and came closer to the appraisal: their
-- last two assessed years.
CREATE VIEW improved_self_scoring AS
WITH known AS (
    SELECT *, row_number() OVER (PARTITION BY block, unit_id ORDER BY year DESC) AS age,
           max(year) OVER (PARTITION BY block) AS latest
      FROM unit_gaps
     WHERE block_gap_share IS NOT NULL AND (year, block) NOT IN (SELECT year, block FROM year_apart)
)
SELECT later.block, later.unit, earlier.year AS from_year, later.year AS to_year,
       earlier.gap_share AS gap_share_from, later.gap_share AS gap_share_to,
       earlier.block_gap_share AS block_gap_share_from, later.block_gap_share AS block_gap_share_to,
       later.unit_id
  FROM known AS later
  JOIN known AS earlier ON earlier.block = later.block AND earlier.unit_id = later.unit_id AND earlier.age = 2
 WHERE later.age = 1 AND later.year = later.latest AND earlier.gap_share > earlier.block_gap_share AND later.gap_share <= later.block_gap_share
   AND abs(later.gap_share) < abs(earlier.gap_share)
 ORDER BY later.block, later.unit_id;

-- What became of units: a row for each pair of a unit before and a unit after.
CREATE VIEW lineages AS
SELECT unit_lineage.kind, unit_lineage.operates_on, earlier.block,
       earlier.name AS from_unit, later.name AS to_unit, unit_lineage.source,
       earlier.code AS from_code, later.code AS to_code
  FROM unit_lineage
  JOIN unit AS earlier ON earlier.id = from_unit
  LEFT JOIN unit AS later ON later.id = to_unit
 ORDER BY unit_lineage.operates_on, unit_lineage.id;

-- Figures of earlier years that later publications print again: what was published first, and the difference.
CREATE VIEW restatements AS
SELECT restated.year, assessment.block, unit.name AS unit,
       restated.total / 10000.0 AS restated_total,
       result.total / 10000.0 AS published_total,
       (restated.total - result.total) / 10000.0 AS difference,
       restated.rank AS restated_rank, result.rank AS published_rank,
       document.number AS restated_in, assessment.year AS restated_with
  FROM restated
  JOIN assessment ON assessment.id = restated.assessment_id AND assessment.replaced_by IS NULL
  JOIN document ON document.id = assessment.document_id
  JOIN unit ON unit.id = restated.unit_id
  LEFT JOIN assessment AS first
    ON first.year = restated.year AND first.block = assessment.block AND first.replaced_by IS NULL
   AND NOT first.apart AND NOT assessment.apart
  LEFT JOIN result
    ON result.assessment_id = first.id
   AND (SELECT identity FROM unit AS own WHERE own.id = result.unit_id) = unit.identity
 ORDER BY restated.year, assessment.block, restated.id;

-- The criteria with their maximum points; `parent` names the one that a criterion is a part of.
CREATE VIEW criteria AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       criterion.max_appraised / 10000.0 AS max_appraised,
       criterion.max_survey / 10000.0 AS max_survey,
       criterion.max_total / 10000.0 AS max_total,
       (SELECT name FROM criterion AS whole WHERE whole.id = criterion.parent_id) AS parent
  FROM criterion
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL
 ORDER BY assessment.year, assessment.block, criterion.position;

-- Where grades begin: at `at_most` where `declared` is 1; else, as far as the results show it, above `above`, and at
-- `at_most` at the latest.
CREATE VIEW grade_bands AS
SELECT assessment.year, assessment.block, grade_band.grade,
       grade_band.above / 10000.0 AS above,
       grade_band.at_most / 10000.0 AS at_most,
       grade_band.declared
  FROM grade_band
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL
 ORDER BY assessment.year, assessment.block, grade_band.at_most DESC;

-- What the checks say. `cell` is table:row:column; the message is Vietnamese, message_en English.
CREATE VIEW findings AS
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

-- The documents, without their bytes.
CREATE VIEW documents AS
SELECT number, issued_on, issuer, title, file_name, sha256, format, length(content) AS bytes, simulated,
       copied_from
  FROM document
 ORDER BY issued_on, id;
