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
    content    BLOB NOT NULL CHECK (length(content) <= bytes),     -- the bytes of the file, as zlib where that is shorter:
    bytes      INTEGER NOT NULL,                                   -- so many; sqlar_uncompress(content, bytes) gives them back
    instructions TEXT NOT NULL,                                    -- what was said of it at its import, as JSON: with it, it is read again
    simulated  INTEGER NOT NULL CHECK (simulated IN (0, 1)),       -- 1: generated and not real
    copied_from TEXT,                                              -- where the copy was taken from, if it says so
    UNIQUE (sha256, number)                                        -- a workbook may hold several decisions
) STRICT;

-- Whose index it is: the body that issues the decisions. Authorities nest: a district publishes its communes.
CREATE TABLE authority (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (name <> ''),                   -- as its first document writes it
    match_key  TEXT NOT NULL UNIQUE,                               -- what its spellings and its offices have in common
    parent_id  INTEGER REFERENCES authority (id)
) STRICT;

-- One office. Two offices may bear one name in different years, as before and after a merger.
CREATE TABLE unit (
    id          INTEGER PRIMARY KEY,
    code        TEXT UNIQUE,                                       -- its id in units.toml, where it is declared
    block       TEXT NOT NULL CHECK (block IN ('department', 'district', 'commune', 'province')),
    name        TEXT NOT NULL,                                     -- the canonical name
    first_year  INTEGER,                                           -- of its existence, where it is declared
    last_year   INTEGER,
    authority_id INTEGER REFERENCES authority (id),                -- whose unit it is; NULL where nothing tells
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
    scale     INTEGER NOT NULL DEFAULT 1000000 CHECK (scale > 0),  -- the maximum total: 100 points
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

CREATE INDEX criterion_series ON criterion (framework_id, series, level);

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
    authority_id  INTEGER NOT NULL REFERENCES authority (id),
    index_code    TEXT NOT NULL DEFAULT 'cchc' CHECK (index_code GLOB '[a-z]*'), -- which index: cchc, sipas, dti, …
    stage         TEXT NOT NULL DEFAULT 'published' CHECK (stage IN ('self', 'published')), -- self: still to be appraised
    title         TEXT NOT NULL,
    coverage      TEXT NOT NULL CHECK (coverage IN ('full', 'totals', 'partial')),
    units         INTEGER NOT NULL CHECK (units > 0),              -- of the block; more than there are results where partial
    apart         INTEGER NOT NULL CHECK (apart IN (0, 1)),        -- 1: of another authority than the block's years before
    replaced_by   INTEGER REFERENCES assessment (id)
) STRICT;

CREATE UNIQUE INDEX assessment_in_force ON assessment (year, block, authority_id, index_code) WHERE replaced_by IS NULL;

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
    group_name           TEXT,                                     -- a part of the block that is ranked apart
    respondents          INTEGER CHECK (respondents > 0),          -- who answered the survey of the unit
    rank                 INTEGER CHECK (rank > 0),
    grade                TEXT CHECK (grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')),
    UNIQUE (assessment_id, unit_id)
) STRICT;

-- Where a document names the unit of a result, and how. Tables, rows and columns count from 1; header rows are counted, and
-- in a workbook a row is the sheet's row. A result may come from several documents.
CREATE TABLE result_source (
    result_id      INTEGER NOT NULL REFERENCES result (id),
    document_id    INTEGER NOT NULL REFERENCES document (id),
    table_number   INTEGER NOT NULL CHECK (table_number > 0),
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    printed_name   TEXT NOT NULL,
    PRIMARY KEY (result_id, document_id)
) STRICT, WITHOUT ROWID;

-- Where the figures of an assessment stand in a document: so far from the cell that names the unit. Where units stand below
-- each other a figure has a column, where they stand beside each other it has a row. `cchc trace` reads the cell again.
CREATE TABLE placement (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    document_id    INTEGER NOT NULL REFERENCES document (id),
    criterion_id   INTEGER REFERENCES criterion (id),              -- NULL: a sum, the total, the rank or the grade
    figure         TEXT NOT NULL CHECK (figure IN ('self', 'appraised', 'survey', 'satisfaction', 'bonus', 'penalty',
                                                   'total', 'rank', 'grade')),
    round          INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),   -- of the appraisal; the last one counts
    table_offset   INTEGER NOT NULL,
    row_offset     INTEGER NOT NULL,
    column_offset  INTEGER NOT NULL,
    UNIQUE (assessment_id, document_id, criterion_id, figure, round)
) STRICT;

-- A figure that stands elsewhere than the others of its kind. Without a table it stands nowhere; where `blank`, it would
-- stand in a cell that holds something else.
CREATE TABLE placement_exception (
    id             INTEGER PRIMARY KEY,
    placement_id   INTEGER NOT NULL REFERENCES placement (id),
    result_id      INTEGER NOT NULL REFERENCES result (id),
    table_number   INTEGER CHECK (table_number > 0),
    row_number     INTEGER CHECK (row_number > 0),
    column_number  INTEGER CHECK (column_number > 0),
    blank          INTEGER NOT NULL CHECK (blank IN (0, 1)),
    UNIQUE (result_id, placement_id)
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
    table_number   INTEGER NOT NULL CHECK (table_number > 0),
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    total_column   INTEGER CHECK (total_column > 0),
    rank_column    INTEGER CHECK (rank_column > 0),
    UNIQUE (assessment_id, unit_id, year)
) STRICT;

-- The three scores of a unit on a criterion. The maxima are those that apply to the unit: 0 where a score does not
-- apply ("-"), NULL where it is the criterion's. A score that applies and is NULL is missing (an empty cell).
CREATE TABLE score (
    result_id       INTEGER NOT NULL REFERENCES result (id),
    criterion_id    INTEGER NOT NULL REFERENCES criterion (id),
    self            INTEGER,
    appraised       INTEGER,
    survey          INTEGER,
    max_appraised   INTEGER CHECK (max_appraised >= 0),
    max_survey      INTEGER CHECK (max_survey >= 0),
    derived         INTEGER NOT NULL CHECK (derived IN (0, 1)),    -- 1: a score is not printed, but the sum of its parts
    PRIMARY KEY (result_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- Points that few documents give: of satisfaction, of a bonus or a penalty, and of the rounds of an appraisal before its last.
CREATE TABLE further_score (
    id            INTEGER PRIMARY KEY,
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER REFERENCES criterion (id),               -- NULL: of the unit as a whole
    score_kind    TEXT NOT NULL CHECK (score_kind IN ('appraised', 'satisfaction', 'bonus', 'penalty')),
    round         INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),
    points        INTEGER NOT NULL,
    UNIQUE (result_id, criterion_id, score_kind, round)
) STRICT;

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
    table_number   INTEGER NOT NULL CHECK (table_number > 0),     -- where it stands
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    message_vi     TEXT NOT NULL,
    message_en     TEXT NOT NULL
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Statistics: computed when a document is saved, and kept. They are nobody's to write: `cchc` computes them again
-- whenever what they are made of changes. Each is defined once, in src/analysis.
---------------------------------------------------------------------------------------------------------------

-- Each result summed up and ranked. A sum is NULL where a score that applies is missing.
CREATE TABLE result_statistic (
    result_id            INTEGER PRIMARY KEY REFERENCES result (id),
    self_sum             INTEGER,
    appraised_sum        INTEGER,
    survey_sum           INTEGER,
    total_sum            INTEGER,                                  -- appraised + survey
    max_total            INTEGER NOT NULL,                         -- that applies to the unit; 100 points where only totals are known
    max_appraised        INTEGER NOT NULL,
    counted_rank         INTEGER,                                  -- by attainment: printed totals, else recomputed ones
    recomputed_rank      INTEGER,                                  -- by attainment: recomputed totals
    next_grade           TEXT CHECK (next_grade IN ('Xuất sắc', 'Tốt', 'Khá', 'Trung bình', 'Yếu')), -- the next better one
    next_grade_more_than INTEGER,                                  -- the unit lacks more than this
    next_grade_at_most   INTEGER                                   -- with this it surely has the grade
) STRICT;

-- The ranks that each unit can have: within the rounding of what is printed, and under other weights of the criteria.
CREATE TABLE rank_interval (
    result_id       INTEGER PRIMARY KEY REFERENCES result (id),
    best_rounding   INTEGER NOT NULL CHECK (best_rounding > 0),
    worst_rounding  INTEGER NOT NULL CHECK (worst_rounding >= best_rounding),
    best_10         INTEGER,                                       -- weights up to a tenth more or less
    worst_10        INTEGER,
    best_25         INTEGER,                                       -- weights up to a quarter more or less
    worst_25        INTEGER,
    swap_share      REAL                                           -- of the weight, for the next unit to draw level
) STRICT;

-- Where each unit could gain the appraised points that it lacks to the next grade, going by the other units.
CREATE TABLE next_grade_step (
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    realistic     INTEGER NOT NULL CHECK (realistic IN (0, 1)),    -- 1: up to the upper quartile of the others; 0: the best
    points        INTEGER NOT NULL CHECK (points > 0),
    room          INTEGER NOT NULL,
    peers         INTEGER NOT NULL CHECK (peers > 0),              -- others that are there, or above
    PRIMARY KEY (result_id, criterion_id, realistic)
) STRICT, WITHOUT ROWID;

-- What the survey scores of the same units lie below those of others: no part of the way.
CREATE TABLE next_grade_survey (
    result_id  INTEGER NOT NULL REFERENCES result (id),
    realistic  INTEGER NOT NULL CHECK (realistic IN (0, 1)),
    room       INTEGER NOT NULL,
    PRIMARY KEY (result_id, realistic)
) STRICT, WITHOUT ROWID;

-- Each unit's gaps, over the criteria of level 1 that were scored twice.
CREATE TABLE unit_gap (
    result_id  INTEGER PRIMARY KEY REFERENCES result (id),
    over       INTEGER NOT NULL,                                   -- the sum of the positive gaps
    under      INTEGER NOT NULL,                                   -- the sum of the negative gaps
    robust_z   REAL                                                -- how far the unit's gap share stands out in its block
) STRICT;

-- Each block's gap, where all its units are known.
CREATE TABLE block_gap (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    gap            INTEGER NOT NULL,
    max_appraised  INTEGER NOT NULL
) STRICT;

-- The two-way model of a block's gap shares, unit × criterion: what is common to its units. Shares are REAL.
CREATE TABLE block_leniency (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,
    criteria       INTEGER NOT NULL,
    left_out       INTEGER NOT NULL,                               -- criteria that not all units were scored twice in
    gap_share      REAL NOT NULL,
    noise          REAL NOT NULL,                                  -- the variance that noise gives to a unit's deviation
    reliability    REAL NOT NULL CHECK (reliability BETWEEN 0 AND 1),
    spread         REAL NOT NULL
) STRICT;

-- Each unit in it.
CREATE TABLE unit_leniency (
    result_id  INTEGER PRIMARY KEY REFERENCES result (id),
    gap_share  REAL NOT NULL,
    deviation  REAL NOT NULL,                                      -- from the block
    leniency   REAL NOT NULL                                       -- the deviation, shrunken by the reliability
) STRICT;

-- Each criterion in it.
CREATE TABLE criterion_leniency (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    gap_share      REAL NOT NULL,
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- What lasts of the deviations of each unit of a block's last year.
CREATE TABLE unit_lasting_leniency (
    last_result    INTEGER PRIMARY KEY REFERENCES result (id),
    years          INTEGER NOT NULL,
    first_year     INTEGER NOT NULL,
    deviation      REAL NOT NULL,                                  -- the mean
    lasting_share  REAL NOT NULL CHECK (lasting_share BETWEEN 0 AND 1),
    leniency       REAL NOT NULL,
    spread         REAL NOT NULL
) STRICT;

-- Each criterion over its block, where all its units are known.
CREATE TABLE criterion_statistic (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    total          INTEGER,                                        -- the points of the units whose points are known
    max_total      INTEGER,
    median         REAL,                                           -- of their attainments
    lowest         REAL,
    lowest_result  INTEGER REFERENCES result (id),                 -- the first that has it
    gap_centre     REAL,                                           -- of the gap shares: a share's z-score is
    gap_scale      REAL,                                           -- (share - gap_centre) / gap_scale
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- The points that a unit lost at a level.
CREATE TABLE level_loss (
    result_id  INTEGER NOT NULL REFERENCES result (id),
    level      INTEGER NOT NULL,
    lost       INTEGER NOT NULL,
    PRIMARY KEY (result_id, level)
) STRICT, WITHOUT ROWID;

-- Every two years of a block that may be compared.
CREATE TABLE year_pair (
    from_assessment    INTEGER NOT NULL REFERENCES assessment (id),
    to_assessment      INTEGER NOT NULL REFERENCES assessment (id),
    framework_changed  INTEGER CHECK (framework_changed IN (0, 1)), -- NULL where that is not known
    PRIMARY KEY (from_assessment, to_assessment)
) STRICT, WITHOUT ROWID;

-- The change of a unit between two years, split. `performance` and `weight` are those of the sums of its criteria.
CREATE TABLE delta (
    from_result       INTEGER NOT NULL REFERENCES result (id),
    to_result         INTEGER NOT NULL REFERENCES result (id),
    performance       INTEGER,
    weight            INTEGER,
    constant_from     REAL,                                        -- attainment over the criteria of both years, weighted
    constant_to       REAL,                                        -- by the later framework
    own_change        INTEGER,                                     -- the three parts of the rank change
    framework_change  INTEGER,
    set_change        INTEGER,
    PRIMARY KEY (from_result, to_result)
) STRICT, WITHOUT ROWID;

-- The result of a unit in the assessed year before, where both have scores.
CREATE TABLE previous_result (
    result_id    INTEGER PRIMARY KEY REFERENCES result (id),
    previous_id  INTEGER NOT NULL REFERENCES result (id)
) STRICT;

-- What the unit made of the change of a criterion since its result before, where the maximum changed.
CREATE TABLE criterion_split (
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    performance   INTEGER NOT NULL,
    PRIMARY KEY (result_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- The course of each unit over the years in which its total is known.
CREATE TABLE trend (
    unit_id         INTEGER PRIMARY KEY REFERENCES unit (id),      -- the identity
    first_result    INTEGER NOT NULL REFERENCES result (id),
    last_result     INTEGER NOT NULL REFERENCES result (id),
    label           TEXT NOT NULL,                                 -- the last name, with its years where two units bear it
    years           INTEGER NOT NULL,
    slope           REAL,                                          -- Theil-Sen, attainment a year; from four years on
    tau             REAL,                                          -- Kendall's tau-b; from four years on
    volatility      REAL,                                          -- mean size of the change from one assessed year to the next
    best_year       INTEGER NOT NULL,
    worst_year      INTEGER NOT NULL,
    rising          INTEGER NOT NULL,                              -- changes of one kind up to the last year
    falling         INTEGER NOT NULL,
    top_quarter     INTEGER NOT NULL,                              -- years in the first quarter of the ranks
    bottom_quarter  INTEGER NOT NULL,
    framework_changes INTEGER NOT NULL,                            -- from one of the years to the next
    constant_criteria INTEGER,                                     -- that it has in all of the years
    constant_first  REAL,                                          -- attainment over these
    constant_last   REAL,
    constant_slope  REAL,
    simulated       INTEGER NOT NULL CHECK (simulated IN (0, 1))
) STRICT;

-- The mean attainment of a block in each year in which all its units are known, and the course of these.
CREATE TABLE block_mean (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,
    attainment     REAL NOT NULL
) STRICT;

CREATE TABLE block_trend (
    block  TEXT PRIMARY KEY CHECK (block IN ('department', 'district', 'commune', 'province')),
    slope  REAL,
    tau    REAL,
    constant_slope REAL,                                           -- of the like-for-like twin
    spread_slope REAL                                              -- of the standard deviation of the twin, or of the block
) STRICT, WITHOUT ROWID;

-- A year of a block's course: the step to it from the known year before, and the like-for-like twin of the block.
CREATE TABLE block_step (
    assessment_id        INTEGER PRIMARY KEY REFERENCES assessment (id),
    framework_changed    INTEGER CHECK (framework_changed IN (0, 1)), -- NULL where that is not known
    set_changed          INTEGER CHECK (set_changed IN (0, 1)),    -- other units than before
    constant_units       INTEGER,                                  -- NULL where there are none
    constant_attainment  REAL,
    lowest               REAL NOT NULL,                            -- attainment of the block
    highest              REAL NOT NULL,
    spread               REAL,                                     -- its standard deviation
    constant_spread      REAL                                      -- that of the twin
) STRICT;

-- How well each criterion of level 1 tells the units of its block apart.
CREATE TABLE criterion_discrimination_statistic (
    assessment_id     INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id      INTEGER NOT NULL REFERENCES criterion (id),
    units             INTEGER NOT NULL,
    at_maximum        REAL NOT NULL,                               -- the share of the units that have all points
    spread            REAL NOT NULL,
    rest_correlation  REAL,
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- How far the survey and the appraisal put the units of a block in the same order.
CREATE TABLE block_agreement (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,
    concordant     INTEGER NOT NULL,                               -- pairs of units in the same order
    discordant     INTEGER NOT NULL,
    tau            REAL                                            -- Kendall's tau-b
) STRICT;

-- What mergers did: a unit's first result against its predecessors.
CREATE TABLE merger (
    to_result          INTEGER PRIMARY KEY REFERENCES result (id),
    from_year          INTEGER NOT NULL,
    predecessors       INTEGER NOT NULL,
    attainment_before  REAL NOT NULL,
    attainment_after   REAL NOT NULL,
    others             INTEGER,
    others_change      REAL
) STRICT;

-- Weaknesses that last up to the block's last year.
CREATE TABLE persistent_weakness (
    last_result   INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    years         INTEGER NOT NULL,
    years_behind  INTEGER NOT NULL,
    first_year    INTEGER NOT NULL,
    mean_behind   REAL NOT NULL,
    PRIMARY KEY (last_result, criterion_id)
) STRICT, WITHOUT ROWID;

-- Over-scoring that lasts up to the block's last year, and over-scoring that ended in it.
CREATE TABLE overscoring_streak (
    last_result     INTEGER PRIMARY KEY REFERENCES result (id),
    years           INTEGER NOT NULL,
    first_year      INTEGER NOT NULL,
    mean_gap_share  REAL NOT NULL
) STRICT;

CREATE TABLE self_scoring_improvement (
    to_result    INTEGER PRIMARY KEY REFERENCES result (id),
    from_result  INTEGER NOT NULL REFERENCES result (id)
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Rows: what the views for people show, still in ten-thousandths. `cchc` reads them. They join and subtract; statistics
-- are kept above. They are written for SQLite 3.37 and run unchanged in DuckDB: no function of ours, no integer divided by
-- an integer, no comparison used as a number.
---------------------------------------------------------------------------------------------------------------

-- The results of the assessments in force; not those that are still to be appraised.
CREATE VIEW result_figure AS
SELECT result.id AS result_id, assessment.id AS assessment_id, assessment.year, assessment.block,
       unit.identity AS unit_id, result.position,
       result.self_total, result.appraised_total, result.survey_total, result.total, result.rank, result.grade,
       CASE WHEN assessment.coverage = 'partial' THEN 0 ELSE 1 END AS complete,
       CASE WHEN EXISTS (SELECT 1 FROM score WHERE score.result_id = result.id) THEN 1 ELSE 0 END AS scored
  FROM assessment
  JOIN result ON result.assessment_id = assessment.id
  JOIN unit   ON unit.id = result.unit_id
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'published';

-- The scores with the maxima that apply, and with their sum. A score that applies and is missing leaves no sum.
CREATE VIEW score_figure AS
SELECT result_id, criterion_id, level, self, appraised, survey, max_appraised, max_survey,
       CASE WHEN (appraised IS NULL AND max_appraised > 0) OR (survey IS NULL AND max_survey > 0)
              OR (appraised IS NULL AND survey IS NULL) THEN NULL
            ELSE coalesce(appraised, 0) + coalesce(survey, 0) END AS total,
       max_appraised + max_survey AS max_total
  FROM (SELECT score.result_id, score.criterion_id, criterion.level, score.self, score.appraised, score.survey,
               coalesce(score.max_appraised, criterion.max_appraised) AS max_appraised,
               coalesce(score.max_survey, criterion.max_survey) AS max_survey
          FROM score
          JOIN criterion ON criterion.id = score.criterion_id);

-- The same with the assessment that they belong to.
CREATE VIEW assessed_score AS
SELECT result.assessment_id, score_figure.*
  FROM result
  JOIN score_figure ON score_figure.result_id = result.id;

-- What tells criteria apart: those of one series and level are one criterion over the years of a block.
CREATE VIEW criterion_key AS
SELECT assessment.id AS assessment_id, criterion.id AS criterion_id, criterion.series, criterion.level
  FROM assessment
  JOIN criterion ON criterion.framework_id = assessment.framework_id;

CREATE VIEW ranking_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       coalesce(result.rank, result_statistic.counted_rank) AS rank,
       coalesce(result.total, result_statistic.total_sum) AS total,
       result_statistic.max_total,
       coalesce(result.total, result_statistic.total_sum) * 1e0 / nullif(result_statistic.max_total, 0) AS attainment,
       result.grade,
       coalesce(result.self_total, result_statistic.self_sum) AS self_total,
       coalesce(result.appraised_total, result_statistic.appraised_sum) AS appraised_total,
       coalesce(result.survey_total, result_statistic.survey_sum) AS survey_total,
       result.rank AS published_rank, result.total AS published_total, result.grade AS published_grade,
       result_statistic.recomputed_rank, result_statistic.total_sum AS recomputed_total,
       result_statistic.next_grade, result_statistic.next_grade_more_than, result_statistic.next_grade_at_most,
       assessment.units, assessment.coverage, document.simulated,
       result.position, result.id AS result_id, assessment.id AS assessment_id, result_statistic.max_appraised,
       assessment.apart
  FROM assessment
  JOIN document         ON document.id = assessment.document_id
  JOIN result           ON result.assessment_id = assessment.id
  JOIN result_statistic ON result_statistic.result_id = result.id
  JOIN unit             ON unit.id = result.unit_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW rank_interval_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       coalesce(result.rank, result_statistic.counted_rank) AS rank,
       rank_interval.best_rounding, rank_interval.worst_rounding, rank_interval.best_10, rank_interval.worst_10,
       rank_interval.best_25, rank_interval.worst_25, rank_interval.swap_share, result.position, assessment.apart
  FROM assessment
  JOIN result           ON result.assessment_id = assessment.id
  JOIN rank_interval    ON rank_interval.result_id = result.id
  JOIN result_statistic ON result_statistic.result_id = result.id
  JOIN unit             ON unit.id = result.unit_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW next_grade_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, result_statistic.next_grade,
       result_statistic.next_grade_more_than AS needed_more_than, result_statistic.next_grade_at_most AS needed_at_most,
       criterion.name AS criterion, step.realistic, step.points, step.room, step.peers, survey.room AS survey_room,
       criterion.position AS criterion_position, assessment.apart
  FROM assessment
  JOIN result                  ON result.assessment_id = assessment.id
  JOIN next_grade_step AS step ON step.result_id = result.id
  JOIN next_grade_survey AS survey ON survey.result_id = result.id AND survey.realistic = step.realistic
  JOIN result_statistic        ON result_statistic.result_id = result.id
  JOIN criterion               ON criterion.id = step.criterion_id
  JOIN unit                    ON unit.id = result.unit_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW score_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       criterion.name AS criterion, criterion.series, criterion.level,
       figure.self, figure.appraised, figure.survey, figure.total,
       figure.total * 1e0 / nullif(figure.max_total, 0) AS attainment,
       figure.max_appraised, figure.max_survey, figure.max_total,
       result.position, criterion.position AS criterion_position,
       result.id AS result_id, criterion.id AS criterion_id, assessment.id AS assessment_id, assessment.apart
  FROM assessment
  JOIN result                 ON result.assessment_id = assessment.id
  JOIN score_figure AS figure ON figure.result_id = result.id
  JOIN unit                   ON unit.id = result.unit_id
  -- The framework says nothing new but to the planner.
  JOIN criterion ON criterion.id = figure.criterion_id AND criterion.framework_id = assessment.framework_id
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'published';

-- The self scores that are still to be appraised.
CREATE VIEW self_score_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       criterion.name AS criterion, criterion.series, criterion.level, figure.self, figure.max_appraised,
       result.position, criterion.position AS criterion_position, assessment.apart
  FROM assessment
  JOIN result                 ON result.assessment_id = assessment.id
  JOIN score_figure AS figure ON figure.result_id = result.id
  JOIN unit                   ON unit.id = result.unit_id
  JOIN criterion              ON criterion.id = figure.criterion_id
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'self';

CREATE VIEW gap_row AS
SELECT score_row.*,
       score_row.self - score_row.appraised AS gap,
       (score_row.self - score_row.appraised) * 1e0 / score_row.max_appraised AS gap_share,
       CASE WHEN statistic.gap_scale > 0
            THEN ((score_row.self - score_row.appraised) * 1e0 / score_row.max_appraised - statistic.gap_centre)
                 / statistic.gap_scale
            WHEN statistic.gap_scale = 0 THEN 0e0 END AS robust_z
  FROM score_row
  LEFT JOIN criterion_statistic AS statistic
    ON statistic.assessment_id = score_row.assessment_id AND statistic.criterion_id = score_row.criterion_id
 WHERE score_row.self IS NOT NULL AND score_row.appraised IS NOT NULL AND score_row.max_appraised > 0;

CREATE VIEW unit_gap_row AS
SELECT ranking_row.year, ranking_row.block, ranking_row.unit, ranking_row.unit_id,
       ranking_row.self_total, ranking_row.appraised_total,
       ranking_row.self_total - ranking_row.appraised_total AS gap,
       (ranking_row.self_total - ranking_row.appraised_total) * 1e0 / ranking_row.max_appraised AS gap_share,
       unit_gap.over, unit_gap.under, unit_gap.robust_z,
       block_gap.gap * 1e0 / block_gap.max_appraised AS block_gap_share,
       ranking_row.position, ranking_row.result_id, ranking_row.apart
  FROM ranking_row
  JOIN unit_gap       ON unit_gap.result_id = ranking_row.result_id
  LEFT JOIN block_gap ON block_gap.assessment_id = ranking_row.assessment_id;

CREATE VIEW leniency_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       unit_leniency.gap_share, block_leniency.gap_share AS block_gap_share, unit_leniency.deviation,
       block_leniency.reliability, unit_leniency.leniency, block_leniency.spread,
       block_leniency.criteria, block_leniency.left_out, assessment.apart
  FROM assessment
  JOIN block_leniency ON block_leniency.assessment_id = assessment.id
  JOIN result         ON result.assessment_id = assessment.id
  JOIN unit_leniency  ON unit_leniency.result_id = result.id
  JOIN unit           ON unit.id = result.unit_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW criterion_strictness_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, block_leniency.units,
       criterion_leniency.gap_share, block_leniency.gap_share AS block_gap_share,
       criterion_leniency.gap_share - block_leniency.gap_share AS strictness,
       criterion.position AS criterion_position, assessment.apart
  FROM assessment
  JOIN block_leniency     ON block_leniency.assessment_id = assessment.id
  JOIN criterion_leniency ON criterion_leniency.assessment_id = assessment.id
  JOIN criterion          ON criterion.id = criterion_leniency.criterion_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW lasting_leniency_row AS
SELECT assessment.block, unit.name AS unit, unit.identity AS unit_id, lasting.years, lasting.first_year,
       assessment.year AS last_year, lasting.deviation, lasting.lasting_share, lasting.leniency, lasting.spread
  FROM unit_lasting_leniency AS lasting
  JOIN result     ON result.id = lasting.last_result
  JOIN assessment ON assessment.id = result.assessment_id
  JOIN unit       ON unit.id = result.unit_id;

CREATE VIEW weakness_row AS
SELECT score_row.*,
       score_row.max_total - score_row.total AS lost,
       (score_row.max_total - score_row.total) * 1e0 / nullif(level_loss.lost, 0) AS lost_share,
       statistic.median AS block_median,
       statistic.median - score_row.attainment AS behind
  FROM score_row
  LEFT JOIN criterion_statistic AS statistic
    ON statistic.assessment_id = score_row.assessment_id AND statistic.criterion_id = score_row.criterion_id
  LEFT JOIN level_loss ON level_loss.result_id = score_row.result_id AND level_loss.level = score_row.level
 WHERE score_row.total IS NOT NULL AND score_row.max_total > 0;

CREATE VIEW criterion_summary_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       statistic.total * 1e0 / statistic.max_total AS attainment,
       statistic.median, statistic.lowest, unit.name AS lowest_unit,
       statistic.max_total - statistic.total AS lost,
       (statistic.max_total - statistic.total) * 1e0
           / nullif(sum(statistic.max_total - statistic.total) OVER (PARTITION BY assessment.id, criterion.level), 0)
           AS lost_share,
       criterion.position AS criterion_position
  FROM criterion_statistic AS statistic
  JOIN assessment ON assessment.id = statistic.assessment_id
  JOIN criterion  ON criterion.id = statistic.criterion_id
  JOIN result     ON result.id = statistic.lowest_result
  JOIN unit       ON unit.id = result.unit_id;

CREATE VIEW delta_row AS
SELECT earlier.year AS from_year, later.year AS to_year, later.block, later.unit, later.unit_id,
       earlier.rank AS rank_from, later.rank AS rank_to, earlier.rank - later.rank AS rank_change,
       earlier.total AS total_from, later.total AS total_to, later.total - earlier.total AS delta,
       earlier.attainment AS attainment_from, later.attainment AS attainment_to,
       later.attainment - earlier.attainment AS attainment_delta,
       earlier.grade AS grade_from, later.grade AS grade_to,
       delta.constant_from, delta.constant_to, delta.constant_to - delta.constant_from AS constant_delta,
       delta.performance, delta.weight,
       later.total - earlier.total - delta.performance - delta.weight AS rounding,
       delta.own_change, delta.framework_change, delta.set_change,
       year_pair.framework_changed,
       CASE WHEN earlier.simulated = 1 OR later.simulated = 1 THEN 1 ELSE 0 END AS simulated,
       later.position
  FROM delta
  JOIN ranking_row AS earlier ON earlier.result_id = delta.from_result
  JOIN ranking_row AS later   ON later.result_id = delta.to_result
  JOIN year_pair
    ON year_pair.from_assessment = earlier.assessment_id AND year_pair.to_assessment = later.assessment_id;

-- The criteria of a unit in an assessed year and in the one before: those of the later year with those of the earlier
-- one of the same series and level, and those that only the earlier year has.
CREATE VIEW criterion_pair AS
SELECT earlier_assessment.year AS from_year, assessment.year AS to_year, assessment.block, unit.name AS unit,
       unit.identity AS unit_id, result.id AS result_id, criterion.series, criterion.level,
       criterion.id AS criterion_id, criterion.position AS criterion_position,
       later.total AS later_points, later.max_total AS later_max,
       earlier.total AS earlier_points, earlier.max_total AS earlier_max
  FROM assessment
  JOIN result                           ON result.assessment_id = assessment.id
  JOIN unit                             ON unit.id = result.unit_id
  JOIN previous_result                  ON previous_result.result_id = result.id
  JOIN result     AS earlier_result     ON earlier_result.id = previous_result.previous_id
  JOIN assessment AS earlier_assessment ON earlier_assessment.id = earlier_result.assessment_id
  JOIN score_figure AS later            ON later.result_id = result.id
  JOIN criterion                        ON criterion.id = later.criterion_id
  LEFT JOIN criterion AS same
    ON same.framework_id = earlier_assessment.framework_id AND same.series = criterion.series
   AND same.level = criterion.level
  LEFT JOIN score_figure AS earlier
    ON earlier.result_id = previous_result.previous_id AND earlier.criterion_id = same.id
 WHERE assessment.replaced_by IS NULL
UNION ALL
SELECT earlier_assessment.year, assessment.year, assessment.block, unit.name, unit.identity, result.id,
       criterion.series, criterion.level, NULL, 1000 + criterion.position, NULL, NULL,
       earlier.total, earlier.max_total
  FROM assessment
  JOIN result                           ON result.assessment_id = assessment.id
  JOIN unit                             ON unit.id = result.unit_id
  JOIN previous_result                  ON previous_result.result_id = result.id
  JOIN result     AS earlier_result     ON earlier_result.id = previous_result.previous_id
  JOIN assessment AS earlier_assessment ON earlier_assessment.id = earlier_result.assessment_id
  JOIN score_figure AS earlier          ON earlier.result_id = previous_result.previous_id
  JOIN criterion                        ON criterion.id = earlier.criterion_id
  LEFT JOIN criterion AS same
    ON same.framework_id = assessment.framework_id AND same.series = criterion.series
   AND same.level = criterion.level
 WHERE assessment.replaced_by IS NULL AND same.id IS NULL;

-- A criterion that does not apply in one of the years has 0 points of 0 there.
CREATE VIEW criterion_change_row AS
WITH side AS (
    SELECT from_year, to_year, block, unit, unit_id, result_id, series, level, criterion_id, criterion_position,
           coalesce(earlier_max, 0) AS max_from, coalesce(later_max, 0) AS max_to,
           CASE WHEN coalesce(earlier_max, 0) = 0 THEN 0 ELSE earlier_points END AS points_from,
           CASE WHEN coalesce(later_max, 0) = 0 THEN 0 ELSE later_points END AS points_to
      FROM criterion_pair
), split AS (
    SELECT side.*,
           CASE WHEN side.points_from IS NULL OR side.points_to IS NULL THEN NULL
                WHEN side.max_from = side.max_to THEN side.points_to - side.points_from
                WHEN side.max_from = 0 OR side.max_to = 0 THEN 0
                ELSE criterion_split.performance END AS performance
      FROM side
      LEFT JOIN criterion_split
        ON criterion_split.result_id = side.result_id AND criterion_split.criterion_id = side.criterion_id
     WHERE side.max_from > 0 OR side.max_to > 0
)
SELECT from_year, to_year, block, unit, unit_id, series, level,
       points_from, points_to, points_to - points_from AS delta, max_from, max_to,
       points_from * 1e0 / nullif(max_from, 0) AS attainment_from,
       points_to * 1e0 / nullif(max_to, 0) AS attainment_to,
       points_to * 1e0 / nullif(max_to, 0) - points_from * 1e0 / nullif(max_from, 0) AS attainment_delta,
       performance, points_to - points_from - performance AS weight,
       criterion_position
  FROM split;

CREATE VIEW trend_row AS
SELECT last.block, last.unit, trend.unit_id, trend.label, trend.years,
       first.year AS first_year, last.year AS last_year,
       first.attainment AS attainment_first, last.attainment AS attainment_last,
       trend.slope, trend.tau, trend.volatility, trend.best_year, trend.worst_year, trend.rising, trend.falling,
       trend.top_quarter, trend.bottom_quarter, trend.framework_changes, trend.constant_criteria, trend.constant_first,
       trend.constant_last, trend.constant_slope, trend.simulated
  FROM trend
  JOIN ranking_row AS first ON first.result_id = trend.first_result
  JOIN ranking_row AS last  ON last.result_id = trend.last_result;

CREATE VIEW block_trend_row AS
SELECT assessment.year, assessment.block, block_mean.units, block_mean.attainment,
       block_mean.attainment
           - lag(block_mean.attainment) OVER (PARTITION BY assessment.block ORDER BY assessment.year)
           AS attainment_delta,
       block_trend.slope, block_trend.tau, block_step.framework_changed, block_step.set_changed,
       block_step.constant_units, block_step.constant_attainment, block_trend.constant_slope, document.simulated
  FROM block_mean
  JOIN assessment       ON assessment.id = block_mean.assessment_id
  JOIN document         ON document.id = assessment.document_id
  LEFT JOIN block_trend ON block_trend.block = assessment.block
  LEFT JOIN block_step  ON block_step.assessment_id = block_mean.assessment_id;

CREATE VIEW block_spread_row AS
SELECT assessment.year, assessment.block, block_mean.units, block_step.lowest, block_step.highest, block_step.spread,
       block_step.constant_units, block_step.constant_spread, block_trend.spread_slope, document.simulated
  FROM block_step
  JOIN block_mean       ON block_mean.assessment_id = block_step.assessment_id
  JOIN assessment       ON assessment.id = block_step.assessment_id
  JOIN document         ON document.id = assessment.document_id
  LEFT JOIN block_trend ON block_trend.block = assessment.block;

CREATE VIEW criterion_discrimination_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, statistic.units,
       statistic.at_maximum, statistic.spread, statistic.rest_correlation, criterion.position AS criterion_position,
       assessment.apart
  FROM criterion_discrimination_statistic AS statistic
  JOIN assessment ON assessment.id = statistic.assessment_id
  JOIN criterion  ON criterion.id = statistic.criterion_id;

CREATE VIEW survey_agreement_row AS
SELECT assessment.year, assessment.block, agreement.units, agreement.concordant, agreement.discordant, agreement.tau,
       assessment.apart
  FROM block_agreement AS agreement
  JOIN assessment ON assessment.id = agreement.assessment_id;

CREATE VIEW merger_row AS
SELECT assessment.block, unit.name AS unit, unit.identity AS unit_id, merger.predecessors, merger.from_year,
       assessment.year AS to_year, merger.attainment_before, merger.attainment_after,
       merger.attainment_after - merger.attainment_before AS change, merger.others, merger.others_change,
       merger.attainment_after - merger.attainment_before - merger.others_change AS difference
  FROM merger
  JOIN result     ON result.id = merger.to_result
  JOIN assessment ON assessment.id = result.assessment_id
  JOIN unit       ON unit.id = result.unit_id;

CREATE VIEW persistent_weakness_row AS
SELECT weakness_row.block, weakness_row.unit, weakness_row.unit_id, weakness_row.series,
       weakness_row.level, persistent_weakness.years, persistent_weakness.years_behind,
       persistent_weakness.first_year, weakness_row.year AS last_year, persistent_weakness.mean_behind,
       weakness_row.behind AS last_behind, weakness_row.lost AS last_lost
  FROM persistent_weakness
  JOIN weakness_row
    ON weakness_row.result_id = persistent_weakness.last_result
   AND weakness_row.criterion_id = persistent_weakness.criterion_id;

CREATE VIEW persistent_overscoring_row AS
SELECT last.block, last.unit, last.unit_id, overscoring_streak.years, overscoring_streak.first_year,
       last.year AS last_year, overscoring_streak.mean_gap_share, last.gap_share AS last_gap_share,
       last.block_gap_share, last.gap AS last_gap
  FROM overscoring_streak
  JOIN unit_gap_row AS last ON last.result_id = overscoring_streak.last_result;

CREATE VIEW improved_self_scoring_row AS
SELECT earlier.year AS from_year, later.year AS to_year, later.block, later.unit, later.unit_id,
       earlier.gap_share AS gap_share_from, earlier.block_gap_share AS block_gap_share_from,
       later.gap_share AS gap_share_to, later.block_gap_share AS block_gap_share_to
  FROM self_scoring_improvement
  JOIN unit_gap_row AS earlier ON earlier.result_id = self_scoring_improvement.from_result
  JOIN unit_gap_row AS later   ON later.result_id = self_scoring_improvement.to_result;

CREATE VIEW criterion_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       whole.name AS parent, criterion.max_appraised, criterion.max_survey, criterion.max_total, criterion.position,
       assessment.apart
  FROM assessment
  JOIN criterion               ON criterion.framework_id = assessment.framework_id
  LEFT JOIN criterion AS whole ON whole.id = criterion.parent_id
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'published';

CREATE VIEW grade_band_row AS
SELECT assessment.year, assessment.block, grade_band.grade, grade_band.above, grade_band.at_most, grade_band.declared
  FROM assessment
  JOIN grade_band ON grade_band.framework_id = assessment.framework_id
 WHERE assessment.replaced_by IS NULL AND assessment.stage = 'published';

CREATE VIEW lineage_row AS
SELECT unit_lineage.kind, unit_lineage.operates_on, earlier.block, earlier.name AS from_unit, later.name AS to_unit,
       unit_lineage.source, earlier.code AS from_code, later.code AS to_code,
       earlier.identity AS from_unit_id, later.identity AS to_unit_id, unit_lineage.id AS lineage_id
  FROM unit_lineage
  JOIN unit AS earlier    ON earlier.id = unit_lineage.from_unit
  LEFT JOIN unit AS later ON later.id = unit_lineage.to_unit;

CREATE VIEW restatement_row AS
SELECT restated.year, assessment.block, unit.name AS unit,
       restated.total AS restated_total, first.published_total, restated.total - first.published_total AS difference,
       restated.rank AS restated_rank, first.published_rank,
       document.number AS restated_in, assessment.year AS restated_with, restated.id AS restated_id
  FROM restated
  JOIN assessment ON assessment.id = restated.assessment_id
  JOIN document   ON document.id = assessment.document_id
  JOIN unit       ON unit.id = restated.unit_id
  LEFT JOIN ranking_row AS first
    ON first.year = restated.year AND first.block = assessment.block AND first.unit_id = unit.identity
   AND first.apart = 0 AND assessment.apart = 0
 WHERE assessment.replaced_by IS NULL;

-- `cell` is table:row:column.
CREATE VIEW finding_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, finding.criterion, finding.rule, finding.severity,
       finding.accepted, finding.expected, finding.found, finding.difference,
       finding.table_number || ':' || finding.row_number || ':' || finding.column_number AS cell,
       finding.message_vi AS message, finding.message_en, finding.id AS finding_id
  FROM finding
  JOIN assessment ON assessment.id = finding.assessment_id
  LEFT JOIN unit  ON unit.id = finding.unit_id
 WHERE assessment.replaced_by IS NULL;

CREATE VIEW document_row AS
SELECT (SELECT max(year) FROM assessment WHERE assessment.document_id = document.id) AS year,
       CASE WHEN EXISTS (SELECT 1 FROM assessment WHERE assessment.document_id = document.id AND replaced_by IS NULL)
            THEN 1 ELSE 0 END AS in_force,
       number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated, copied_from, id AS document_id
  FROM document;

---------------------------------------------------------------------------------------------------------------
-- Views for people: points are points, shares are 0 to 1. The declarations in src/relation write them: a test holds them
-- to it, and writes them anew with UPDATE=1. `..._detail` has every column when the view itself does not.
---------------------------------------------------------------------------------------------------------------

-- Who stands where. Rank, total and grade are the published ones; a total that is not published is recomputed from
-- its parts, and a rank that is not published follows from the totals, as a competition rank by attainment.
CREATE VIEW rankings AS
SELECT year, block, unit, unit_id, rank, total / 1e4 AS total, max_total / 1e4 AS max_total, attainment,
       grade, appraised_total / 1e4 AS appraised_total, survey_total / 1e4 AS survey_total, coverage
  FROM ranking_row
 ORDER BY year, block, rank IS NULL, rank, position;

CREATE VIEW rankings_detail AS
SELECT year, block, unit, unit_id, rank, total / 1e4 AS total, max_total / 1e4 AS max_total, attainment,
       grade, self_total / 1e4 AS self_total, appraised_total / 1e4 AS appraised_total,
       survey_total / 1e4 AS survey_total, published_rank, published_total / 1e4 AS published_total,
       published_grade, recomputed_rank, recomputed_total / 1e4 AS recomputed_total, next_grade,
       next_grade_more_than / 1e4 AS next_grade_more_than, next_grade_at_most / 1e4 AS next_grade_at_most,
       units, coverage, simulated
  FROM ranking_row
 ORDER BY year, block, rank IS NULL, rank, position;

-- The ranks that each unit can have within stated limits: the rounding of what is printed, and weights of the
-- criteria that are 10 % or 25 % more or less than the maximum points make them. No rows where not all units are
-- known. The weights are law: these columns say what ranks would be if the criteria had been weighed otherwise.
CREATE VIEW rank_intervals AS
SELECT year, block, unit, unit_id, rank, best_rounding, worst_rounding, best_10, worst_10, best_25, worst_25,
       swap_share
  FROM rank_interval_row
 ORDER BY year, block, rank, position;

-- On which criteria a unit could gain the appraised points that it lacks to the next better grade, going by where
-- other units of its block already are: what most of them have reached comes first. Survey scores stay as they
-- are. Where the points do not add up to `needed_at_most`, the levels of the others do not suffice. No rows where
-- not all units are known.
CREATE VIEW next_grade_steps AS
SELECT year, block, unit, unit_id, next_grade, needed_more_than / 1e4 AS needed_more_than,
       needed_at_most / 1e4 AS needed_at_most, criterion, realistic, points / 1e4 AS points,
       room / 1e4 AS room, peers
  FROM next_grade_row
 ORDER BY year, block, unit_id, realistic, criterion_position;

CREATE VIEW next_grade_steps_detail AS
SELECT year, block, unit, unit_id, next_grade, needed_more_than / 1e4 AS needed_more_than,
       needed_at_most / 1e4 AS needed_at_most, criterion, realistic, points / 1e4 AS points,
       room / 1e4 AS room, peers, survey_room / 1e4 AS survey_room
  FROM next_grade_row
 ORDER BY year, block, unit_id, realistic, criterion_position;

-- Every score of every unit. The maximum points are those that apply to the unit: 0 where a score does not.
CREATE VIEW scores AS
SELECT year, block, unit, unit_id, criterion, series, level, self / 1e4 AS self, appraised / 1e4 AS appraised,
       survey / 1e4 AS survey, total / 1e4 AS total, max_total / 1e4 AS max_total
  FROM score_row
 ORDER BY year, block, position, criterion_position;

CREATE VIEW scores_detail AS
SELECT year, block, unit, unit_id, criterion, series, level, self / 1e4 AS self, appraised / 1e4 AS appraised,
       survey / 1e4 AS survey, total / 1e4 AS total, attainment, max_appraised / 1e4 AS max_appraised,
       max_survey / 1e4 AS max_survey, max_total / 1e4 AS max_total
  FROM score_row
 ORDER BY year, block, position, criterion_position;

-- Self scores that are still to be appraised: of documents without appraised scores, totals, ranks and grades. No
-- other view counts them; once the results are imported, they stand in `scores`.
CREATE VIEW self_scores AS
SELECT year, block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       max_appraised / 1e4 AS max_appraised
  FROM self_score_row
 ORDER BY year, block, position, criterion_position;

-- Self score − appraised score of every unit in every criterion that was scored twice.
CREATE VIEW gaps AS
SELECT year, block, unit, unit_id, criterion, series, level, self / 1e4 AS self, appraised / 1e4 AS appraised,
       gap / 1e4 AS gap, gap_share, robust_z
  FROM gap_row
 ORDER BY year, block, position, criterion_position;

-- Self score − appraised score of every unit.
CREATE VIEW unit_gaps AS
SELECT year, block, unit, unit_id, self_total / 1e4 AS self_total, appraised_total / 1e4 AS appraised_total,
       gap / 1e4 AS gap, gap_share, over / 1e4 AS over, under / 1e4 AS under, robust_z, block_gap_share
  FROM unit_gap_row
 ORDER BY year, block, gap DESC, position;

-- How far each unit's gap share lies above its block's, and how much of that one year can tell from noise: a
-- two-way model unit × criterion, weighted by maximum points, with shrinkage. No rows where a block has fewer than
-- six units or four criteria that all units were scored twice in, or where not all units are known.
CREATE VIEW leniency AS
SELECT year, block, unit, unit_id, gap_share, block_gap_share, deviation, reliability, leniency, spread,
       criteria, left_out
  FROM leniency_row
 ORDER BY year, block, unit_id;

-- How far a whole block scores itself above the appraisal on each criterion, beyond what it does on all: where
-- that is much, the criterion is understood in two ways.
CREATE VIEW criterion_strictness AS
SELECT year, block, criterion, series, units, gap_share, block_gap_share, strictness
  FROM criterion_strictness_row
 ORDER BY year, block, criterion_position;

-- How far each unit of a block's last year scores itself above its block year after year, and how much of that
-- lasts: over up to five years that have a model. No rows with fewer than two such years, or six units that are in
-- all of them.
CREATE VIEW lasting_leniency AS
SELECT block, unit, unit_id, years, first_year, last_year, deviation, lasting_share, leniency, spread
  FROM lasting_leniency_row
 ORDER BY block, unit_id;

-- Every unit in every criterion whose points are known: what it lost, and how far it is behind its block.
CREATE VIEW weaknesses AS
SELECT year, block, unit, unit_id, criterion, series, level, attainment, lost / 1e4 AS lost, lost_share,
       block_median, behind
  FROM weakness_row
 ORDER BY year, block, position, criterion_position;

CREATE VIEW weaknesses_detail AS
SELECT year, block, unit, unit_id, criterion, series, level, attainment, lost / 1e4 AS lost, lost_share,
       block_median, behind, max_total / 1e4 AS max_total
  FROM weakness_row
 ORDER BY year, block, position, criterion_position;

-- Each criterion over its block, where all units of the block are known.
CREATE VIEW criterion_summaries AS
SELECT year, block, criterion, series, level, attainment, median, lowest, lowest_unit, lost / 1e4 AS lost,
       lost_share
  FROM criterion_summary_row
 ORDER BY year, block, criterion_position;

-- How well each criterion of level 1 tells the units of its block apart. No rows for fewer than six units, and
-- where not all units are known.
CREATE VIEW criterion_discrimination AS
SELECT year, block, criterion, series, units, at_maximum, spread, rest_correlation
  FROM criterion_discrimination_row
 ORDER BY year, block, criterion_position;

-- What became of each unit between two years, for every two years in which it is known. Years that another
-- authority issued are compared with no other.
CREATE VIEW deltas AS
SELECT from_year, to_year, block, unit, unit_id, rank_from, rank_to, rank_change, delta / 1e4 AS delta,
       attainment_delta, constant_delta, framework_changed
  FROM delta_row
 ORDER BY block, from_year, to_year, rank_to IS NULL, rank_to, position;

CREATE VIEW deltas_detail AS
SELECT from_year, to_year, block, unit, unit_id, rank_from, rank_to, rank_change,
       total_from / 1e4 AS total_from, total_to / 1e4 AS total_to, delta / 1e4 AS delta, attainment_from,
       attainment_to, attainment_delta, grade_from, grade_to, constant_from, constant_to, constant_delta,
       performance / 1e4 AS performance, weight / 1e4 AS weight, rounding / 1e4 AS rounding, own_change,
       framework_change, set_change, framework_changed, simulated
  FROM delta_row
 ORDER BY block, from_year, to_year, rank_to IS NULL, rank_to, position;

-- What became of each criterion of a unit since the assessed year before: points, attainment, and the change of
-- points split into performance and weight (Bennet 1920). The parts of several years do not add up to those
-- between the first and the last: `cchc delta --by criterion --from --to` computes these.
CREATE VIEW delta_criteria AS
SELECT from_year, to_year, block, unit, unit_id, series, level, points_to / 1e4 AS points_to,
       delta / 1e4 AS delta, performance / 1e4 AS performance, weight / 1e4 AS weight, attainment_delta
  FROM criterion_change_row
 ORDER BY block, from_year, to_year, unit_id, level, criterion_position;

CREATE VIEW delta_criteria_detail AS
SELECT from_year, to_year, block, unit, unit_id, series, level, points_from / 1e4 AS points_from,
       points_to / 1e4 AS points_to, delta / 1e4 AS delta, max_from / 1e4 AS max_from, max_to / 1e4 AS max_to,
       attainment_from, attainment_to, attainment_delta, performance / 1e4 AS performance,
       weight / 1e4 AS weight
  FROM criterion_change_row
 ORDER BY block, from_year, to_year, unit_id, level, criterion_position;

-- The course of each unit over the years in which its total is known.
CREATE VIEW trends AS
SELECT block, unit, unit_id, years, first_year, last_year, attainment_first, attainment_last, slope, tau,
       framework_changes, constant_slope
  FROM trend_row
 ORDER BY block, unit_id;

CREATE VIEW trends_detail AS
SELECT block, unit, unit_id, label, years, first_year, last_year, attainment_first, attainment_last, slope,
       tau, volatility, best_year, worst_year, rising, falling, top_quarter, bottom_quarter,
       framework_changes, constant_criteria, constant_first, constant_last, constant_slope, simulated
  FROM trend_row
 ORDER BY block, unit_id;

-- The course of each block over the years in which all its units are known, with its like-for-like twin: the units
-- that are in all of the years, on the criteria that they have in all of them.
CREATE VIEW block_trends AS
SELECT year, block, units, attainment, attainment_delta, slope, framework_changed, set_changed,
       constant_units, constant_attainment, constant_slope, simulated
  FROM block_trend_row
 ORDER BY block, year;

CREATE VIEW block_trends_detail AS
SELECT year, block, units, attainment, attainment_delta, slope, tau, framework_changed, set_changed,
       constant_units, constant_attainment, constant_slope, simulated
  FROM block_trend_row
 ORDER BY block, year;

-- How far the units of each block are apart over the years in which all of them are known.
CREATE VIEW block_spreads AS
SELECT year, block, units, lowest, highest, spread, constant_units, constant_spread, spread_slope, simulated
  FROM block_spread_row
 ORDER BY block, year;

-- Whether the survey puts the units of a block in the order of the appraisal. No rows where fewer than six units
-- have both scores, and where not all units are known.
CREATE VIEW survey_agreement AS
SELECT year, block, units, concordant, discordant, tau
  FROM survey_agreement_row
 ORDER BY year, block;

-- What a merger did: the attainment of a unit in its first known year against the mean of the units that were
-- merged into it by then, in the last year up to the merger in which all of them are known; on the criteria that
-- both have, weighted by the later maximum points, where maximum points differ.
CREATE VIEW mergers AS
SELECT block, unit, unit_id, predecessors, from_year, to_year, attainment_before, attainment_after, change,
       others, others_change, difference
  FROM merger_row
 ORDER BY block, unit_id;

-- Criteria in which a unit of the block's last year lags lastingly: it is behind its block's median in at least
-- three of the last four years in which it was assessed on them, the last one among these; in the mean and in the
-- last year by 0.05 of the maximum at least; and in the last year it lost at least a hundredth of all points that
-- applied to it.
CREATE VIEW persistent_weaknesses AS
SELECT block, unit, unit_id, series, level, years, years_behind, first_year, last_year, mean_behind,
       last_behind, last_lost / 1e4 AS last_lost
  FROM persistent_weakness_row
 ORDER BY block, unit_id, level, series;

-- Units whose gap share is above that of their block in each of their last years, three at least, up to the
-- block's last year, and in that one by 0.02 of the maximum at least.
CREATE VIEW persistent_overscoring AS
SELECT block, unit, unit_id, years, first_year, last_year, mean_gap_share, last_gap_share, block_gap_share,
       last_gap / 1e4 AS last_gap
  FROM persistent_overscoring_row
 ORDER BY block, years DESC, last_gap_share DESC, unit_id;

-- Units that scored themselves above their block one year and not the next time, by 0.02 of the maximum less
-- against their block at least, and came closer to the appraisal: their last two assessed years.
CREATE VIEW improved_self_scoring AS
SELECT from_year, to_year, block, unit, unit_id, gap_share_from, block_gap_share_from, gap_share_to,
       block_gap_share_to
  FROM improved_self_scoring_row
 ORDER BY block, unit_id;

-- The criteria of each assessment with their maximum points.
CREATE VIEW criteria AS
SELECT year, block, criterion, series, level, parent, max_appraised / 1e4 AS max_appraised,
       max_survey / 1e4 AS max_survey, max_total / 1e4 AS max_total
  FROM criterion_row
 ORDER BY year, block, position;

-- Where grades begin. A declared grade begins at `at_most`. Of others only as much is known as the results of all
-- blocks of the decision show: the grade begins above `above`, and at `at_most` or below it.
CREATE VIEW grade_bands AS
SELECT year, block, grade, above / 1e4 AS above, at_most / 1e4 AS at_most, declared
  FROM grade_band_row
 ORDER BY year, block, at_most DESC;

-- What became of units: one row for each pair of a unit before and a unit after. Abolished units have none after.
CREATE VIEW lineages AS
SELECT kind, operates_on, block, from_unit, to_unit, source, from_code, to_code, from_unit_id, to_unit_id
  FROM lineage_row
 ORDER BY operates_on, lineage_id;

-- Figures of earlier years that later publications print again: what was published first, and the difference.
CREATE VIEW restatements AS
SELECT year, block, unit, restated_total / 1e4 AS restated_total, published_total / 1e4 AS published_total,
       difference / 1e4 AS difference, restated_rank, published_rank, restated_in, restated_with
  FROM restatement_row
 ORDER BY year, block, restated_id;

-- What the checks say.
CREATE VIEW findings AS
SELECT year, block, unit, criterion, rule, severity, accepted, expected, found,
       difference / 1e4 AS difference, cell, message
  FROM finding_row
 ORDER BY finding_id;

CREATE VIEW findings_detail AS
SELECT year, block, unit, criterion, rule, severity, accepted, expected, found,
       difference / 1e4 AS difference, cell, message, message_en
  FROM finding_row
 ORDER BY finding_id;

-- The documents, without their bytes.
CREATE VIEW documents AS
SELECT year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated,
       copied_from
  FROM document_row
 ORDER BY issued_on, document_id;

CREATE VIEW documents_detail AS
SELECT year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated,
       copied_from, document_id
  FROM document_row
 ORDER BY issued_on, document_id;
