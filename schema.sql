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
    sha256     TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    format     TEXT NOT NULL,                                      -- how it is laid out: cell-lines
    content    BLOB NOT NULL,                                      -- the bytes of the file
    simulated  INTEGER NOT NULL DEFAULT 0 CHECK (simulated IN (0, 1))
) STRICT;

-- A cell of a document that a figure was read from. Everything counts from 1.
CREATE TABLE cell (
    id             INTEGER PRIMARY KEY,
    document_id    INTEGER NOT NULL REFERENCES document (id),
    table_number   INTEGER NOT NULL CHECK (table_number > 0),
    row_number     INTEGER NOT NULL CHECK (row_number > 0),        -- header rows counted
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    line_number    INTEGER NOT NULL CHECK (line_number > 0),       -- of the file
    text           TEXT NOT NULL,                                  -- to the letter
    UNIQUE (document_id, table_number, row_number, column_number)
) STRICT;

-- One office.
CREATE TABLE unit (
    id     INTEGER PRIMARY KEY,
    block  TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune')),
    name   TEXT NOT NULL,                                          -- the canonical name
    UNIQUE (block, name)
) STRICT;

-- The spellings of a unit's name; `match_key` is the name without case, hyphens and odd spacing.
CREATE TABLE unit_alias (
    block      TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune')),
    match_key  TEXT NOT NULL,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (block, match_key)
) STRICT, WITHOUT ROWID;

-- The criteria set of one block, as the headings of a document give it.
CREATE TABLE framework (
    id     INTEGER PRIMARY KEY,
    block  TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune'))
) STRICT;

-- A criterion with its maximum points.
CREATE TABLE criterion (
    id             INTEGER PRIMARY KEY,
    framework_id   INTEGER NOT NULL REFERENCES framework (id),
    position       INTEGER NOT NULL CHECK (position > 0),          -- in printed order
    level          INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 3),
    name           TEXT NOT NULL,                                  -- without its maximum
    series         TEXT NOT NULL,                                  -- what it is called across frameworks
    max_appraised  INTEGER NOT NULL CHECK (max_appraised >= 0),    -- also the maximum of the self score
    max_survey     INTEGER NOT NULL CHECK (max_survey >= 0),
    max_total      INTEGER NOT NULL CHECK (max_total >= 0),
    UNIQUE (framework_id, position),
    UNIQUE (framework_id, name)
) STRICT;

-- Where a grade begins, as far as results show it: above `above` (if known), at `at_most` at the latest.
CREATE TABLE grade_band (
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    grade         TEXT NOT NULL CHECK (grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')),
    above         INTEGER,
    at_most       INTEGER NOT NULL CHECK (above IS NULL OR above < at_most),
    PRIMARY KEY (framework_id, grade)
) STRICT, WITHOUT ROWID;

-- One block in one year. An assessment that a correction replaced stays, and names the one that replaced it.
CREATE TABLE assessment (
    id            INTEGER PRIMARY KEY,
    document_id   INTEGER NOT NULL REFERENCES document (id),
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    block         TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune')),
    title         TEXT NOT NULL,
    coverage      TEXT NOT NULL CHECK (coverage IN ('full', 'totals', 'partial')),
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

-- The three scores of a unit on a criterion. A score that does not apply ("-") has `…_applies` 0; one that is
-- missing (an empty cell) applies and is NULL.
CREATE TABLE score (
    result_id          INTEGER NOT NULL REFERENCES result (id),
    criterion_id       INTEGER NOT NULL REFERENCES criterion (id),
    self               INTEGER,
    appraised          INTEGER CHECK (appraised IS NULL OR appraised_applies = 1),
    survey             INTEGER CHECK (survey IS NULL OR survey_applies = 1),
    appraised_applies  INTEGER NOT NULL CHECK (appraised_applies IN (0, 1)),
    survey_applies     INTEGER NOT NULL CHECK (survey_applies IN (0, 1)),
    self_cell          INTEGER REFERENCES cell (id),
    appraised_cell     INTEGER REFERENCES cell (id),
    survey_cell        INTEGER REFERENCES cell (id),
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
SELECT assessment.year, assessment.block, unit.name AS unit, criterion.name AS criterion,
       criterion.position AS criterion_position, score.result_id,
       score.self, score.appraised, score.survey,
       CASE WHEN (score.appraised_applies AND score.appraised IS NULL AND criterion.max_appraised > 0)
              OR (score.survey_applies AND score.survey IS NULL AND criterion.max_survey > 0) THEN NULL
            WHEN score.appraised IS NULL AND score.survey IS NULL THEN NULL
            ELSE coalesce(score.appraised, 0) + coalesce(score.survey, 0) END AS total,
       criterion.max_appraised * score.appraised_applies AS max_appraised,
       criterion.max_survey * score.survey_applies AS max_survey,
       criterion.max_appraised * score.appraised_applies + criterion.max_survey * score.survey_applies AS max_total
  FROM score
  JOIN result     ON result.id = score.result_id
  JOIN assessment ON assessment.id = result.assessment_id AND assessment.replaced_by IS NULL
  JOIN unit       ON unit.id = result.unit_id
  JOIN criterion  ON criterion.id = score.criterion_id;

-- Helper: each unit's result as published and as recomputed from its parts, still in ten-thousandths.
-- A sum is recomputed only where none of its parts is missing.
CREATE VIEW recomputed_result AS
SELECT assessment.year, assessment.block, unit.name AS unit, assessment.coverage, document.simulated,
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
               FROM applicable_score GROUP BY result_id) AS part
         ON part.result_id = result.id;

-- Who stands where. `rank`, `total` and `grade` are the published ones; a total that is not published is recomputed,
-- and a rank that is not published follows from the totals, as a competition rank by attainment.
-- `recomputed_total` is the sum of the printed parts, `recomputed_rank` the rank by it.
CREATE VIEW rankings AS
SELECT year, block, unit,
       coalesce(rank, shown_rank) AS rank,
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
       total_sum / 10000.0 AS recomputed_total
  FROM (SELECT *,
               CASE WHEN coverage <> 'partial' AND shown_total IS NOT NULL
                    THEN rank() OVER (PARTITION BY year, block ORDER BY shown_total * 1.0 / max_total DESC)
                     END AS shown_rank,
               CASE WHEN coverage <> 'partial' AND total_sum IS NOT NULL
                    THEN rank() OVER (PARTITION BY year, block ORDER BY total_sum * 1.0 / max_total DESC)
                     END AS recomputed_rank
          FROM (SELECT *, coalesce(total, total_sum) AS shown_total FROM recomputed_result))
 ORDER BY year, block, coalesce(rank, shown_rank) IS NULL, coalesce(rank, shown_rank), position;

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
       CASE WHEN max_total > 0 THEN total * 1.0 / max_total END AS attainment
  FROM applicable_score
 ORDER BY year, block, result_id, criterion_position;

-- Self score - appraised score, per criterion; gap_share is the share of the maximum.
CREATE VIEW gaps AS
SELECT year, block, unit, criterion,
       self / 10000.0 AS self,
       appraised / 10000.0 AS appraised,
       (self - appraised) / 10000.0 AS gap,
       (self - appraised) * 1.0 / max_appraised AS gap_share
  FROM applicable_score
 WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0
 ORDER BY year, block, result_id, criterion_position;

-- Self score - appraised score, per unit; `over` and `under` are the sums of the positive and negative gaps.
CREATE VIEW unit_gaps AS
SELECT year, block, unit,
       coalesce(self_total, self_sum) / 10000.0 AS self_total,
       coalesce(appraised_total, appraised_sum) / 10000.0 AS appraised_total,
       (coalesce(self_total, self_sum) - coalesce(appraised_total, appraised_sum)) / 10000.0 AS gap,
       (coalesce(self_total, self_sum) - coalesce(appraised_total, appraised_sum)) * 1.0 / max_appraised AS gap_share,
       gap.over / 10000.0 AS over,
       gap.under / 10000.0 AS under
  FROM recomputed_result
  JOIN (SELECT result_id,
               sum(max(self - appraised, 0)) AS over,
               sum(min(self - appraised, 0)) AS under
          FROM applicable_score
         WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0
         GROUP BY result_id) AS gap
    ON gap.result_id = recomputed_result.result_id
 WHERE coalesce(self_total, self_sum) IS NOT NULL AND coalesce(appraised_total, appraised_sum) IS NOT NULL
 ORDER BY year, block, gap DESC, position;

-- Where points are lost: lost_share is the share of the unit's lost points, behind is the distance to the median
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
    SELECT year, block, criterion, (min(attainment) + max(attainment)) / 2 AS block_median
      FROM placed WHERE place IN ((places + 1) / 2, (places + 2) / 2)
     GROUP BY year, block, criterion
)
SELECT attained.year, attained.block, attained.unit, attained.criterion,
       attainment,
       lost / 10000.0 AS lost,
       lost * 1.0 / nullif(sum(lost) OVER (PARTITION BY result_id), 0) AS lost_share,
       block_median,
       block_median - attainment AS behind
  FROM attained JOIN middle USING (year, block, criterion)
 ORDER BY year, block, result_id, criterion_position;

-- The criteria with their maximum points.
CREATE VIEW criteria AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       criterion.max_appraised / 10000.0 AS max_appraised,
       criterion.max_survey / 10000.0 AS max_survey,
       criterion.max_total / 10000.0 AS max_total
  FROM criterion
  JOIN assessment USING (framework_id)
 WHERE assessment.replaced_by IS NULL
 ORDER BY assessment.year, assessment.block, criterion.position;

-- Where grades begin, as far as the results show it: above `above`, and at `at_most` at the latest.
CREATE VIEW grade_bands AS
SELECT assessment.year, assessment.block, grade_band.grade,
       grade_band.above / 10000.0 AS above,
       grade_band.at_most / 10000.0 AS at_most
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
SELECT number, issued_on, issuer, title, file_name, sha256, format, length(content) AS bytes, simulated
  FROM document
 ORDER BY issued_on, id;
