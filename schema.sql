-- The database of cchc: the administration reform index of a province, as published, year by year.
--
-- Tables have singular names and exact values: points are whole ten-thousandths of a point (94.28 points = 942800).
-- Views for people have plural names: points are points, and shares run from 0 to 1.
-- Years are assessed years. Flags are 0 or 1. NULL means not known or not printed, unless a comment says otherwise.
-- Comments beside the columns give meaning, unit and range; `cchc sql` shows them with `.schema`.

---------------------------------------------------------------------------------------------------------------
-- Tables
---------------------------------------------------------------------------------------------------------------

-- One row per published document, with its bytes: the database carries its own sources. A rebuild reads them again
-- with `instructions`.
CREATE TABLE document (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL CHECK (number <> ''),                 -- number of the decision: 501/QĐ-UBND
    issued_on  TEXT NOT NULL CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- a day
    issuer     TEXT NOT NULL CHECK (issuer <> ''),                 -- who issued the decision
    title      TEXT NOT NULL,                                      -- the title above its first table
    file_name  TEXT NOT NULL,                                      -- without folders
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),          -- of the bytes of the file, 64 hexadecimal digits
    format     TEXT NOT NULL,                                      -- the layout: cell-lines, blank-lines, markdown, csv, docx, xlsx, xls, ods, html, pdf
    content    BLOB NOT NULL CHECK (length(content) <= bytes),     -- the file, as zlib when that is shorter
    bytes      INTEGER NOT NULL,                                   -- in bytes; sqlar_uncompress(content, bytes) unpacks
                                                                   -- it
    instructions TEXT NOT NULL,                                    -- how to read it, from its import, as JSON
    simulated  INTEGER NOT NULL CHECK (simulated IN (0, 1)),       -- 1: simulated, not real
    copied_from TEXT,                                              -- where the copy was taken from, if it says so
    read_index TEXT NOT NULL CHECK (read_index GLOB '[a-z]*'),     -- the index whose tables were read: cchc, sipas, …
    UNIQUE (sha256, number, read_index)                            -- a file may hold several decisions and indices
) STRICT;

-- One row per authority: the body whose index it is and that issues the decisions.
CREATE TABLE authority (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (name <> ''),                   -- as its first document writes it
    match_key  TEXT NOT NULL UNIQUE,                               -- shared by all its spellings and offices
    parent_id  INTEGER REFERENCES authority (id)                   -- the authority above it; NULL: none is known
) STRICT;

-- One row per office and name. A renamed office has one row for each of its names, joined by `identity`. Two offices
-- may bear the same name in different years, for example before and after a merger.
CREATE TABLE unit (
    id          INTEGER PRIMARY KEY,
    code        TEXT,                                              -- its id in units.toml; NULL: not declared
    block       TEXT NOT NULL CHECK (block GLOB '[a-z]*'),        -- its code: department, district, commune, …
    name        TEXT NOT NULL,                                     -- the canonical name
    parent      TEXT CHECK (parent <> ''),                         -- the unit above it, such as a commune's district
    name_order  INTEGER NOT NULL DEFAULT 0,                        -- of its name in Vietnamese order, from 1 (đ after d)
    first_year  INTEGER,                                           -- of its existence; NULL: not declared
    last_year   INTEGER,                                           -- of its existence; NULL: not declared
    authority_id INTEGER NOT NULL REFERENCES authority (id),       -- whose unit it is
    identity    INTEGER NOT NULL REFERENCES unit (id),             -- the unit that it was last renamed to, or itself
    UNIQUE (authority_id, code)
) STRICT;

-- One row per spelling of a unit's name. `match_key` is the name without case, hyphens, odd spacing and a trailing
-- "tỉnh".
CREATE TABLE unit_alias (
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    block      TEXT NOT NULL,                                      -- of the unit
    match_key  TEXT NOT NULL,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (authority_id, block, match_key, unit_id)
) STRICT, WITHOUT ROWID;

-- One row per pair of a unit before and a unit after a change. An abolished unit has one row, without a unit after.
CREATE TABLE unit_lineage (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'abolish')),
    operates_on TEXT NOT NULL,                                     -- the day on which the change took effect
    from_unit   INTEGER NOT NULL REFERENCES unit (id),
    to_unit     INTEGER REFERENCES unit (id),                      -- NULL: abolished
    source      TEXT NOT NULL                                      -- as units.toml gives it
) STRICT;

-- One row per authority and registry file, units.toml and frameworks.toml, with its text as it was last used.
CREATE TABLE registry (
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    file     TEXT NOT NULL,
    content  TEXT NOT NULL,
    PRIMARY KEY (authority_id, file)
) STRICT, WITHOUT ROWID;

-- One row per block and framework that frameworks.toml declares. A framework is in force until the next one of its
-- block and index begins.
CREATE TABLE declared_framework (
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    index_code  TEXT NOT NULL,                                     -- the index whose framework it is
    block       TEXT NOT NULL,                                     -- the code of the block
    first_year  INTEGER NOT NULL,                                  -- the first assessed year to which it applies
    name        TEXT NOT NULL,
    source      TEXT NOT NULL,                                     -- as frameworks.toml gives it
    PRIMARY KEY (authority_id, index_code, block, first_year)
) STRICT, WITHOUT ROWID;

-- One row per set of criteria: those of one block, as one document gives them. `criteria` lists series, levels and
-- maximum points of all criteria in a fixed order.
CREATE TABLE framework (
    id        INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    index_code TEXT NOT NULL,                                      -- the index whose framework it is
    block     TEXT NOT NULL,                                       -- the code of the block
    scale     INTEGER NOT NULL CHECK (scale > 0),                  -- the maximum total: 100 points, mostly
    ranks     TEXT NOT NULL CHECK (ranks IN ('competition', 'dense')), -- after a tie, a rank is skipped or not
    grades    TEXT,                                                -- its grades, best first, between bars; NULL: none
    criteria  TEXT                                                 -- a line per criterion, from its parent on; NULL: totals only
) STRICT;

-- One row per criterion of a framework, with its maximum points.
CREATE TABLE criterion (
    id             INTEGER PRIMARY KEY,
    framework_id   INTEGER NOT NULL REFERENCES framework (id),
    position       INTEGER NOT NULL CHECK (position > 0),          -- in printed order, from 1
    level          INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4), -- 1: adds up to the total; 2 to 4: parts
    parent_id      INTEGER REFERENCES criterion (id),              -- what it is part of; NULL at level 1
    name           TEXT NOT NULL,                                  -- without its maximum points
    series         TEXT NOT NULL,                                  -- its identity over frameworks, with the level
    max_appraised  INTEGER NOT NULL CHECK (max_appraised >= 0),    -- also the maximum of the self score
    max_survey     INTEGER NOT NULL CHECK (max_survey >= 0),       -- 0: no survey
    max_total      INTEGER NOT NULL CHECK (max_total >= 0),        -- of both together, as printed
    UNIQUE (framework_id, position),
    UNIQUE (framework_id, name)
) STRICT;

CREATE INDEX framework_block ON framework (authority_id, index_code, block);

CREATE INDEX criterion_series ON criterion (framework_id, series, level);

-- One row per grade of a framework: where the grade begins. A declared grade begins at `at_most`. Any other bound is
-- known only as far as results show it: the grade begins above `above` (when it is known), and at `at_most` or lower.
CREATE TABLE grade_band (
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    grade         TEXT NOT NULL CHECK (grade <> ''),
    above         INTEGER,                                         -- highest total with a lower grade
    at_most       INTEGER NOT NULL CHECK (above IS NULL OR above < at_most), -- lowest total with the grade, or the bound
    declared      INTEGER NOT NULL CHECK (declared IN (0, 1)),     -- 1: declared by the framework
    above_seen_in TEXT,                                            -- block or block/group of `above`
    at_most_seen_in TEXT,                                          -- block or block/group of `at_most`; NULL: declared
    PRIMARY KEY (framework_id, grade)
) STRICT, WITHOUT ROWID;

-- One row per year and block of a document, or per group of the block if its groups are ranked apart. An assessment
-- that a correction replaced stays, and names the one that replaced it.
CREATE TABLE assessment (
    id            INTEGER PRIMARY KEY,
    document_id   INTEGER NOT NULL REFERENCES document (id),
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100), -- the assessed year
    block         TEXT NOT NULL CHECK (block GLOB '[a-z]*'),       -- its code: department, district, commune, …
    group_name    TEXT CHECK (group_name <> ''),                   -- the group of the block; NULL: the whole block
    block_key     TEXT NOT NULL,                                   -- what is ranked apart: code, declared name, group
    authority_id  INTEGER NOT NULL REFERENCES authority (id),      -- whose index it is
    index_code    TEXT NOT NULL CHECK (index_code GLOB '[a-z]*'),  -- which index: cchc, sipas, dti, …
    index_name    TEXT NOT NULL CHECK (index_name <> ''),          -- what the index is called
    stage         TEXT NOT NULL DEFAULT 'published' CHECK (stage IN ('self', 'appraised', 'published')), -- self: still
                                                                   -- to be appraised; appraised: not yet published
    title         TEXT NOT NULL,                                   -- the title above its table
    coverage      TEXT NOT NULL CHECK (coverage IN ('full', 'totals', 'partial')), -- partial: some units only
    units         INTEGER NOT NULL CHECK (units > 0),              -- of the block, with or without results
    replaced_by   INTEGER REFERENCES assessment (id)               -- NULL: in force
) STRICT;

CREATE UNIQUE INDEX assessment_in_force ON assessment (year, block_key, authority_id, index_code)
 WHERE replaced_by IS NULL;

-- One row per unit of an assessment: the figures that the document prints. NULL: the document does not print the
-- figure. Scores that only the forms before a decision give are kept with its results; `placement` names the document.
CREATE TABLE result (
    id                   INTEGER PRIMARY KEY,
    assessment_id        INTEGER NOT NULL REFERENCES assessment (id),
    unit_id              INTEGER NOT NULL REFERENCES unit (id),
    position             INTEGER NOT NULL CHECK (position > 0),    -- the unit's row in printed order, from 1
    self_total           INTEGER,                                  -- the printed sum of the self scores
    appraised_total      INTEGER,                                  -- the printed sum of the appraised scores
    survey_total         INTEGER,                                  -- the printed sum of the survey scores
    total                INTEGER,                                  -- the printed total
    max_total            INTEGER CHECK (max_total > 0),            -- its maximum, where the scores do not say it
    respondents          INTEGER CHECK (respondents > 0),          -- who answered the survey: a count
    rank                 INTEGER CHECK (rank > 0),                 -- the printed rank, from 1
    grade                TEXT CHECK (grade <> ''),                 -- the printed grade
    UNIQUE (assessment_id, unit_id)
) STRICT;

-- One row per result and document that names its unit: where the document names the unit, and how. Tables, rows and
-- columns count from 1. Header rows are counted, and in a workbook a row is the sheet's row.
CREATE TABLE result_source (
    result_id      INTEGER NOT NULL REFERENCES result (id),
    document_id    INTEGER NOT NULL REFERENCES document (id),
    table_number   INTEGER NOT NULL CHECK (table_number > 0),
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    printed_name   TEXT NOT NULL,                                  -- the unit's name as the document prints it
    PRIMARY KEY (result_id, document_id)
) STRICT, WITHOUT ROWID;

-- One row per assessment, document and kind of figure: where the figures of that kind are in the document, as an
-- offset from the cell that names the unit. When units are listed below each other, a kind of figure has a column;
-- when they are listed beside each other, it has a row. `cchc trace` reads the cell again.
CREATE TABLE placement (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    document_id    INTEGER NOT NULL REFERENCES document (id),
    criterion_id   INTEGER REFERENCES criterion (id),              -- NULL: a sum, the total, the rank or the grade
    figure         TEXT NOT NULL CHECK (figure IN ('self', 'appraised', 'survey', 'earlier', 'satisfaction', 'bonus',
                                                   'penalty', 'respondents', 'total', 'rank', 'grade')),
    round          INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),   -- of an earlier appraisal; 1 for other figures
    table_offset   INTEGER NOT NULL,                               -- tables from the unit's cell to the figure's
    row_offset     INTEGER NOT NULL,                               -- rows from the unit's cell to the figure's
    column_offset  INTEGER NOT NULL,                               -- columns from the unit's cell to the figure's
    UNIQUE (assessment_id, document_id, criterion_id, figure, round)
) STRICT;

-- One row per figure that is not where others of its kind are. Without a table, the figure is not in the document at
-- all; when `blank` is 1, its cell holds another figure of the unit.
CREATE TABLE placement_exception (
    id             INTEGER PRIMARY KEY,
    placement_id   INTEGER NOT NULL REFERENCES placement (id),
    result_id      INTEGER NOT NULL REFERENCES result (id),
    table_number   INTEGER CHECK (table_number > 0),               -- NULL: not in the document
    row_number     INTEGER CHECK (row_number > 0),
    column_number  INTEGER CHECK (column_number > 0),
    blank          INTEGER NOT NULL CHECK (blank IN (0, 1)),       -- 1: the cell holds another figure
    UNIQUE (result_id, placement_id)
) STRICT;

-- One row per grade: how many units of the block have it. Only for documents that give these numbers without showing
-- all units.
CREATE TABLE grade_count (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    grade          TEXT NOT NULL CHECK (grade <> ''),
    units          INTEGER NOT NULL CHECK (units > 0),
    PRIMARY KEY (assessment_id, grade)
) STRICT, WITHOUT ROWID;

-- One row per unit and earlier year whose figures a later publication prints again, perhaps with other values.
CREATE TABLE restated (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),    -- of the later publication
    unit_id        INTEGER NOT NULL REFERENCES unit (id),
    year           INTEGER NOT NULL,                               -- the earlier year
    total          INTEGER,                                        -- as printed again; NULL: not printed
    rank           INTEGER,                                        -- as printed again; NULL: not printed
    table_number   INTEGER NOT NULL CHECK (table_number > 0),      -- the cells of both figures, from 1
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    total_column   INTEGER CHECK (total_column > 0),
    rank_column    INTEGER CHECK (rank_column > 0),
    UNIQUE (assessment_id, unit_id, year)
) STRICT;

-- One row per result and criterion: the scores of a unit. The maxima are those that apply to the unit: 0 when a score
-- does not apply ("-"), NULL when the criterion's maximum applies. A score that applies and is NULL is missing (an
-- empty cell).
CREATE TABLE score (
    result_id       INTEGER NOT NULL REFERENCES result (id),
    criterion_id    INTEGER NOT NULL REFERENCES criterion (id),
    self            INTEGER,                                       -- its maximum is max_appraised, too
    appraised       INTEGER,
    survey          INTEGER,
    max_appraised   INTEGER CHECK (max_appraised >= 0),
    max_survey      INTEGER CHECK (max_survey >= 0),
    derived         INTEGER NOT NULL CHECK (derived IN (0, 1)),    -- 1: a score is the sum of its parts, not printed
    PRIMARY KEY (result_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per result, criterion and kind of text that a form gives beside the scores: the evidence that the unit names
-- (documents with their numbers, sections, pages), and remarks of the unit or of those who appraise it.
CREATE TABLE score_text (
    result_id      INTEGER NOT NULL REFERENCES result (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    text_kind      TEXT NOT NULL CHECK (text_kind IN ('evidence', 'remark')),
    content        TEXT NOT NULL CHECK (content <> ''),
    PRIMARY KEY (result_id, criterion_id, text_kind)
) STRICT, WITHOUT ROWID;

-- One row per result, criterion, kind and round of points that few documents give: satisfaction, bonus or penalty
-- points, and earlier rounds of an appraisal ('appraised'). A penalty is a positive amount. The total is appraised +
-- survey + satisfaction + bonus - penalty.
CREATE TABLE further_score (
    id            INTEGER PRIMARY KEY,
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER REFERENCES criterion (id),               -- NULL: of the unit as a whole
    score_kind    TEXT NOT NULL CHECK (score_kind IN ('appraised', 'satisfaction', 'bonus', 'penalty')),
    round         INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),
    points        INTEGER NOT NULL,
    UNIQUE (result_id, criterion_id, score_kind, round)
) STRICT;

-- One row per finding: what a check found in a figure. The message is stored in both languages.
CREATE TABLE finding (
    id             INTEGER PRIMARY KEY,
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    unit_id        INTEGER REFERENCES unit (id),                   -- NULL: not about one unit
    criterion      TEXT,                                           -- its printed name; NULL: not about one criterion
    rule           TEXT NOT NULL,                                  -- the name of the check
    severity       TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
    accepted       INTEGER NOT NULL CHECK (accepted IN (0, 1)),    -- 1: an error that was accepted at the import
    expected       TEXT,                                           -- the expected value, as text
    found          TEXT,                                           -- the value in the document, as text
    difference     INTEGER,                                        -- found - expected; NULL: not points
    table_number   INTEGER NOT NULL CHECK (table_number > 0),      -- the cell in the document, each counted from 1
    row_number     INTEGER NOT NULL CHECK (row_number > 0),
    column_number  INTEGER NOT NULL CHECK (column_number > 0),
    message_vi     TEXT NOT NULL,
    message_en     TEXT NOT NULL
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Statistics: computed when a document is saved, and stored. Do not write to these tables: `cchc` computes them again
-- whenever the figures behind them change. Each statistic is defined once, in src/analysis.
---------------------------------------------------------------------------------------------------------------

-- One row per published result in force, summed up over the criteria of level 1 and ranked. A sum is NULL when a score
-- that applies is missing.
CREATE TABLE result_statistic (
    result_id            INTEGER PRIMARY KEY REFERENCES result (id),
    self_sum             INTEGER,                                  -- sum of the self scores
    appraised_sum        INTEGER,                                  -- sum of the appraised scores
    survey_sum           INTEGER,                                  -- sum of the survey scores
    total_sum            INTEGER,                                  -- appraised + survey + satisfaction + adjustment
    max_total            INTEGER NOT NULL,                         -- that applies; the scale if only totals are known
    max_appraised        INTEGER NOT NULL,                         -- that applies; 0 if only totals are known
    adjustment           INTEGER NOT NULL,                         -- bonus - penalty points; outside attainment
    counted_rank         INTEGER,                                  -- by share of max_total: printed totals, else recomputed
    recomputed_rank      INTEGER,                                  -- by share of max_total: recomputed totals
    next_grade           TEXT CHECK (next_grade <> ''),            -- the next better one
    next_grade_more_than INTEGER,                                  -- points needed for it: more than this
    next_grade_at_most   INTEGER                                   -- points with which it is certain
) STRICT;

-- One row per ranked result of a block in which all units are known: the ranks that the unit can have, within the
-- rounding of the printed figures and under other weights of the criteria. Ranks under other weights are NULL when
-- they cannot be computed.
CREATE TABLE rank_interval (
    result_id       INTEGER PRIMARY KEY REFERENCES result (id),
    best_rounding   INTEGER NOT NULL CHECK (best_rounding > 0),
    worst_rounding  INTEGER NOT NULL CHECK (worst_rounding >= best_rounding),
    best_10         INTEGER,                                       -- weights up to a tenth higher or lower
    worst_10        INTEGER,
    best_25         INTEGER,                                       -- weights up to a quarter higher or lower
    worst_25        INTEGER,
    swap_share      REAL                                           -- of the weight, 0 to 1, for the next unit to draw
                                                                   -- level
) STRICT;

-- One row per result, criterion and way: where the unit could gain appraised points that it needs for the next grade,
-- going by the other units of its block.
CREATE TABLE next_grade_step (
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    realistic     INTEGER NOT NULL CHECK (realistic IN (0, 1)),    -- 1: to the upper quartile of others; 0: to the best
    points        INTEGER NOT NULL CHECK (points > 0),             -- to gain on this criterion
    room          INTEGER NOT NULL,                                -- up to where the way ends
    peers         INTEGER NOT NULL CHECK (peers > 0),              -- others at or above the level reached
    PRIMARY KEY (result_id, criterion_id, realistic)
) STRICT, WITHOUT ROWID;

-- One row per result and way of the same units: how far their survey scores lie below those of others. This is not
-- part of the way.
CREATE TABLE next_grade_survey (
    result_id  INTEGER NOT NULL REFERENCES result (id),
    realistic  INTEGER NOT NULL CHECK (realistic IN (0, 1)),
    room       INTEGER NOT NULL,                                   -- points, summed over all criteria
    PRIMARY KEY (result_id, realistic)
) STRICT, WITHOUT ROWID;

-- One row per result with both scores: the unit's gaps over the criteria of level 1.
CREATE TABLE unit_gap (
    result_id  INTEGER PRIMARY KEY REFERENCES result (id),
    over       INTEGER NOT NULL,                                   -- the sum of the positive gaps
    under      INTEGER NOT NULL,                                   -- the sum of the negative gaps, 0 or less
    robust_z   REAL                                                -- modified z-score of its gap share in the block
) STRICT;

-- One row per result and level with both scores: how far the unit's gap shares lie above its block's (median polish).
CREATE TABLE unit_gap_effect (
    result_id  INTEGER NOT NULL REFERENCES result (id),
    level      INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    effect     REAL NOT NULL,
    PRIMARY KEY (result_id, level)
) STRICT, WITHOUT ROWID;

-- One row per assessment and criterion with both scores: the gap share that is typical of it (the same median polish).
CREATE TABLE criterion_gap_effect (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    effect         REAL NOT NULL,
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per assessment in which all units are known: the gap of the block.
CREATE TABLE block_gap (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    gap            INTEGER NOT NULL,                               -- the sum of the gaps of its units
    max_appraised  INTEGER NOT NULL                                -- the sum of their appraised maxima
) STRICT;

-- One row per assessment with a two-way model of its gap shares, unit × criterion: the values that all units of the
-- block share. Shares are REAL, where 1 is the whole.
CREATE TABLE block_leniency (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,                               -- number of units in the model
    criteria       INTEGER NOT NULL,                               -- number of criteria in the model
    left_out       INTEGER NOT NULL,                               -- criteria without both scores of every unit
    gap_share      REAL NOT NULL,                                  -- the mean gap share of the units
    noise          REAL NOT NULL,                                  -- the variance that noise adds to a unit's deviation
    reliability    REAL NOT NULL CHECK (reliability BETWEEN 0 AND 1), -- share that is not noise
    spread         REAL NOT NULL                                   -- of a true deviation around the leniency
) STRICT;

-- One row per unit in the model of its block.
CREATE TABLE unit_leniency (
    result_id  INTEGER PRIMARY KEY REFERENCES result (id),
    gap_share  REAL NOT NULL,                                      -- over the criteria of the model
    deviation  REAL NOT NULL,                                      -- from the block's gap share
    leniency   REAL NOT NULL                                       -- the deviation, shrunken by the reliability
) STRICT;

-- One row per criterion in the model of its block.
CREATE TABLE criterion_leniency (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    gap_share      REAL NOT NULL,                                  -- the mean gap share of the units on it
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per unit of a block's last year with a model: the part of its deviations that lasts.
CREATE TABLE unit_lasting_leniency (
    last_result    INTEGER PRIMARY KEY REFERENCES result (id),
    years          INTEGER NOT NULL,                               -- years with a model that the unit is in
    first_year     INTEGER NOT NULL,                               -- the first of these years
    deviation      REAL NOT NULL,                                  -- the mean over these years
    lasting_share  REAL NOT NULL CHECK (lasting_share BETWEEN 0 AND 1), -- of the mean deviation
    leniency       REAL NOT NULL,                                  -- the mean deviation, shrunken by lasting_share
    spread         REAL NOT NULL                                   -- of the lasting deviation around the leniency
) STRICT;

-- One row per criterion of an assessment in which all units are known. The z-score of a gap share is 0 when gap_scale
-- is 0.
CREATE TABLE criterion_statistic (
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id   INTEGER NOT NULL REFERENCES criterion (id),
    total          INTEGER,                                        -- points of the units whose points are known
    max_total      INTEGER,                                        -- the maximum points of these units
    median         REAL,                                           -- of their attainments
    lowest         REAL,                                           -- of their attainments
    lowest_result  INTEGER REFERENCES result (id),                 -- the first result, in printed order, that has it
    gap_centre     REAL,                                           -- median of the gap shares; NULL below five units
    gap_scale      REAL,                                           -- z-score: (share - gap_centre) / gap_scale
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per result and level: the points that the unit lost on criteria of that level.
CREATE TABLE level_loss (
    result_id  INTEGER NOT NULL REFERENCES result (id),
    level      INTEGER NOT NULL,
    lost       INTEGER NOT NULL,                                   -- maximum - points, where these are known
    PRIMARY KEY (result_id, level)
) STRICT, WITHOUT ROWID;

-- One row per pair of years of a block that may be compared.
CREATE TABLE year_pair (
    from_assessment    INTEGER NOT NULL REFERENCES assessment (id),
    to_assessment      INTEGER NOT NULL REFERENCES assessment (id),
    framework_changed  INTEGER CHECK (framework_changed IN (0, 1)), -- NULL: not known
    PRIMARY KEY (from_assessment, to_assessment)
) STRICT, WITHOUT ROWID;

-- One row per unit and pair of years: the change of the unit, split into its causes. `performance` and `weight` are
-- sums over its criteria of level 1.
CREATE TABLE delta (
    from_result       INTEGER NOT NULL REFERENCES result (id),
    to_result         INTEGER NOT NULL REFERENCES result (id),
    performance       INTEGER,                                     -- due to the unit's own results
    weight            INTEGER,                                     -- due to changed maximum points
    constant_from     REAL,                                        -- attainment over the criteria of both years, weighted
    constant_to       REAL,                                        -- by the later framework
    own_change        INTEGER,                                     -- of the rank: the unit's own
    framework_change  INTEGER,                                     -- of the rank: due to the new framework
    set_change        INTEGER,                                     -- of the rank: due to units that joined or left
    PRIMARY KEY (from_result, to_result)
) STRICT, WITHOUT ROWID;

-- One row per result whose unit has scores in an earlier assessed year: the result of the last such year.
CREATE TABLE previous_result (
    result_id    INTEGER PRIMARY KEY REFERENCES result (id),
    previous_id  INTEGER NOT NULL REFERENCES result (id)
) STRICT;

-- One row per result and criterion whose maximum changed since the unit's previous result: the part of the change that
-- the unit's own results made.
CREATE TABLE criterion_split (
    result_id     INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    performance   INTEGER NOT NULL,                                -- the rest is due to the changed maximum
    PRIMARY KEY (result_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per unit and index: its course over the years in which its total is known. Slopes and tau are NULL for fewer
-- than four years.
CREATE TABLE trend (
    last_result     INTEGER PRIMARY KEY REFERENCES result (id),
    first_result    INTEGER NOT NULL REFERENCES result (id),
    unit_id         INTEGER NOT NULL REFERENCES unit (id),         -- the identity
    label           TEXT NOT NULL,                                 -- the last name, with its years if two units bear it
    years           INTEGER NOT NULL,                              -- number of years in which its total is known
    slope           REAL,                                          -- Theil-Sen, attainment per year; from four years
    tau             REAL,                                          -- Kendall's tau-b, -1 to 1; from four years
    volatility      REAL,                                          -- mean size of the change from year to year
    best_year       INTEGER NOT NULL,                              -- of the highest attainment, the earliest
    worst_year      INTEGER NOT NULL,                              -- of the lowest attainment, the earliest
    rising          INTEGER NOT NULL,                              -- rises in a row up to the last year
    falling         INTEGER NOT NULL,                              -- falls in a row up to the last year
    top_quarter     INTEGER NOT NULL,                              -- years in the first quarter of the ranks
    bottom_quarter  INTEGER NOT NULL,                              -- years in the last quarter of the ranks
    framework_changes INTEGER NOT NULL,                            -- from one of its years to the next
    constant_criteria INTEGER,                                     -- criteria of level 1 that it has in all years
    constant_first  REAL,                                          -- attainment over these in the first year
    constant_last   REAL,                                          -- attainment over these in the last year
    constant_slope  REAL,                                          -- Theil-Sen slope over these; from four years
    simulated       INTEGER NOT NULL CHECK (simulated IN (0, 1))   -- 1: some figures are simulated, not real
) STRICT;

-- Finds the label of a unit.
CREATE INDEX trend_by_unit ON trend (unit_id, label);

-- One row per assessment in which all units are known: the mean attainment of the block.
CREATE TABLE block_mean (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,                               -- number of units with a known total
    attainment     REAL NOT NULL
) STRICT;

-- One row per block: its course over the years in which all units are known. Slopes are changes per year; slopes and
-- tau are NULL for fewer than four years.
CREATE TABLE block_trend (
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    index_code TEXT NOT NULL,
    block  TEXT NOT NULL,                                          -- assessment.block_key
    slope  REAL,                                                   -- Theil-Sen slope of the mean attainment
    tau    REAL,                                                   -- Kendall's tau-b, -1 to 1
    constant_slope REAL,                                           -- of the like-for-like twin
    spread_slope REAL,                                              -- of the twin's standard deviation, else the block's
    PRIMARY KEY (authority_id, index_code, block)
) STRICT, WITHOUT ROWID;

-- One row per year of a block's course: the step from the previous known year, and the like-for-like twin of the
-- block.
CREATE TABLE block_step (
    assessment_id        INTEGER PRIMARY KEY REFERENCES assessment (id),
    framework_changed    INTEGER CHECK (framework_changed IN (0, 1)), -- NULL: not known, or the first year
    set_changed          INTEGER CHECK (set_changed IN (0, 1)),    -- 1: other units than in the previous year
    constant_units       INTEGER,                                  -- number of units in the twin; NULL: there is none
    constant_attainment  REAL,                                     -- mean attainment of the twin's units
    lowest               REAL NOT NULL,                            -- lowest attainment in the block
    highest              REAL NOT NULL,                            -- highest attainment in the block
    spread               REAL,                                     -- standard deviation; NULL for one unit
    constant_spread      REAL                                      -- standard deviation of the twin's attainments
) STRICT;

-- One row per criterion of level 1 of an assessment: how well it separates the units of its block.
CREATE TABLE criterion_discrimination_statistic (
    assessment_id     INTEGER NOT NULL REFERENCES assessment (id),
    criterion_id      INTEGER NOT NULL REFERENCES criterion (id),
    units             INTEGER NOT NULL,                            -- whose points are known; six at least
    at_maximum        REAL NOT NULL,                               -- share of the units that reach the maximum
    spread            REAL NOT NULL,                               -- standard deviation of their attainments
    rest_correlation  REAL,                                        -- Pearson, with the unit's other criteria
    PRIMARY KEY (assessment_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per assessment: how far the survey and the appraisal put the units of the block in the same order.
CREATE TABLE block_agreement (
    assessment_id  INTEGER PRIMARY KEY REFERENCES assessment (id),
    units          INTEGER NOT NULL,                               -- number of units with both scores, six at least
    concordant     INTEGER NOT NULL,                               -- pairs of units in the same order
    discordant     INTEGER NOT NULL,                               -- pairs of units in opposite orders
    tau            REAL                                            -- Kendall's tau-b, -1 to 1
) STRICT;

-- One row per merged unit: its first result beside those of its predecessors.
CREATE TABLE merger (
    to_result          INTEGER PRIMARY KEY REFERENCES result (id), -- the first result of the merged unit
    from_year          INTEGER NOT NULL,                           -- the last with all predecessors, up to the merger
    predecessors       INTEGER NOT NULL,                           -- number of units that were merged into it
    attainment_before  REAL NOT NULL,                              -- mean attainment of the predecessors
    attainment_after   REAL NOT NULL,                              -- attainment of the merged unit
    others             INTEGER,                                    -- other units that can be compared; NULL: none
    others_change      REAL                                        -- mean change of their attainment
) STRICT;

-- One row per unit and criterion with a weakness that lasts up to the block's last year.
CREATE TABLE persistent_weakness (
    last_result   INTEGER NOT NULL REFERENCES result (id),
    criterion_id  INTEGER NOT NULL REFERENCES criterion (id),
    years         INTEGER NOT NULL,                                -- assessed years considered, four at most
    years_behind  INTEGER NOT NULL,                                -- number of these years behind the median
    first_year    INTEGER NOT NULL,                                -- the first of the years considered
    mean_behind   REAL NOT NULL,                                   -- below the median, a share of the maximum
    PRIMARY KEY (last_result, criterion_id)
) STRICT, WITHOUT ROWID;

-- One row per unit whose over-scoring lasts up to the block's last year.
CREATE TABLE overscoring_streak (
    last_result     INTEGER PRIMARY KEY REFERENCES result (id),
    years           INTEGER NOT NULL,                              -- number of assessed years in a row
    first_year      INTEGER NOT NULL,                              -- the first of these years
    mean_gap_share  REAL NOT NULL                                  -- over these years
) STRICT;

-- One row per unit whose over-scoring ended in the block's last year.
CREATE TABLE self_scoring_improvement (
    to_result    INTEGER PRIMARY KEY REFERENCES result (id),
    from_result  INTEGER NOT NULL REFERENCES result (id)           -- the unit's result in the assessed year before
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Rows: what the views for people show, with points still in ten-thousandths. `cchc` reads these views. They only join,
-- subtract and divide; the statistics are in the tables above. They are written for SQLite 3.37 and run unchanged in
-- DuckDB: they use no functions of cchc, never divide an integer by an integer, and never use a comparison as a number.
---------------------------------------------------------------------------------------------------------------

-- One row per assessment in force, with the names by which it is kept apart. `block` is the key of what is ranked apart.
CREATE VIEW assessment_in_use AS
SELECT assessment.id, assessment.document_id, assessment.framework_id, assessment.year,
       assessment.block_key AS block, assessment.block AS block_code, assessment.group_name,
       assessment.authority_id, authority.name AS authority, assessment.index_code, assessment.index_name,
       assessment.stage, assessment.title, assessment.coverage, assessment.units
  FROM assessment
  JOIN authority ON authority.id = assessment.authority_id
 WHERE assessment.replaced_by IS NULL;

-- The index that the views without `index_code` show: the administration reform index, or else the one that was
-- imported first. `scope` is both columns as one, because not every database compares pairs of columns.
CREATE VIEW main_index AS
SELECT authority_id, index_code, authority_id || '/' || index_code AS scope
  FROM (SELECT authority_id, index_code,
               row_number() OVER (PARTITION BY authority_id
                                  ORDER BY CASE index_code WHEN 'cchc' THEN 0 ELSE 1 END, min(id)) AS place
          FROM assessment
         WHERE replaced_by IS NULL
         GROUP BY authority_id, index_code)
 WHERE place = 1;

-- One row per published result of an assessment in force: the printed figures.
CREATE VIEW result_figure AS
SELECT result.id AS result_id, assessment.id AS assessment_id, assessment.year, assessment.block,
       unit.identity AS unit_id, unit.name_order AS unit_order, result.position,
       result.self_total, result.appraised_total, result.survey_total, result.total, result.max_total,
       (SELECT sum(points) FROM further_score WHERE result_id = result.id AND score_kind = 'satisfaction') AS satisfaction,
       (SELECT coalesce(sum(CASE score_kind WHEN 'bonus' THEN points WHEN 'penalty' THEN -points END), 0)
          FROM further_score WHERE result_id = result.id) AS adjustment,
       result.rank,
       result.grade || '|' || framework.grades AS grade,
       CASE WHEN assessment.coverage = 'partial' THEN 0 ELSE 1 END AS complete,
       CASE WHEN (SELECT min(criterion_id) FROM score WHERE score.result_id = result.id) IS NULL THEN 0 ELSE 1 END AS scored,
       assessment.authority_id, assessment.index_code, assessment.block_code
  FROM assessment_in_use AS assessment
  JOIN framework ON framework.id = assessment.framework_id
  JOIN result ON result.assessment_id = assessment.id
  JOIN unit   ON unit.id = result.unit_id
 WHERE assessment.stage <> 'self';

-- One row per result and criterion: the scores with the maxima that apply and with their sum. A score that applies and
-- is missing leaves the sum NULL.
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

-- The rows of score_figure with their assessment.
CREATE VIEW assessed_score AS
SELECT result.assessment_id, score_figure.*
  FROM result
  JOIN score_figure ON score_figure.result_id = result.id;

-- One row per assessment and criterion, with what identifies the criterion over the years of a block: series and
-- level.
CREATE VIEW criterion_key AS
SELECT assessment.id AS assessment_id, criterion.id AS criterion_id, criterion.series, criterion.level
  FROM assessment_in_use AS assessment
  JOIN criterion ON criterion.framework_id = assessment.framework_id;

-- One row per published result in force: printed and recomputed figures.
CREATE VIEW ranking_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order, unit.parent AS unit_parent,
       coalesce(result.rank, result_statistic.counted_rank) AS rank,
       coalesce(result.total, result_statistic.total_sum) AS total,
       result_statistic.max_total,
       (coalesce(result.total, result_statistic.total_sum) - result_statistic.adjustment) * 1e0
           / nullif(result_statistic.max_total, 0) AS attainment,
       result.grade || '|' || framework.grades AS grade,
       coalesce(result.self_total, result_statistic.self_sum) AS self_total,
       coalesce(result.appraised_total, result_statistic.appraised_sum) AS appraised_total,
       coalesce(result.survey_total, result_statistic.survey_sum) AS survey_total,
       result.rank AS published_rank, result.total AS published_total, result.grade || '|' || framework.grades AS published_grade,
       result_statistic.recomputed_rank, result_statistic.total_sum AS recomputed_total,
       result_statistic.next_grade || '|' || framework.grades AS next_grade, result_statistic.next_grade_more_than, result_statistic.next_grade_at_most,
       assessment.units, assessment.coverage, assessment.stage, document.simulated,
       (SELECT sum(points) FROM further_score WHERE result_id = result.id AND score_kind = 'satisfaction') AS satisfaction,
       (SELECT sum(points) FROM further_score WHERE result_id = result.id AND score_kind = 'bonus') AS bonus,
       (SELECT sum(points) FROM further_score WHERE result_id = result.id AND score_kind = 'penalty') AS penalty,
       result.respondents,
       (SELECT coalesce(sum(CASE score_kind WHEN 'penalty' THEN -points ELSE points END), 0) FROM further_score
         WHERE result_id = result.id AND score_kind IN ('satisfaction', 'bonus', 'penalty')) AS beside,
       result.position, result.id AS result_id, assessment.id AS assessment_id, result_statistic.max_appraised,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN framework        ON framework.id = assessment.framework_id
  JOIN document         ON document.id = assessment.document_id
  JOIN result           ON result.assessment_id = assessment.id
  JOIN result_statistic ON result_statistic.result_id = result.id
  JOIN unit             ON unit.id = result.unit_id;

-- One row per ranked result of a block in which all units are known.
CREATE VIEW rank_interval_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
       coalesce(result.rank, result_statistic.counted_rank) AS rank,
       rank_interval.best_rounding, rank_interval.worst_rounding, rank_interval.best_10, rank_interval.worst_10,
       rank_interval.best_25, rank_interval.worst_25, rank_interval.swap_share, result.position, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN result           ON result.assessment_id = assessment.id
  JOIN rank_interval    ON rank_interval.result_id = result.id
  JOIN result_statistic ON result_statistic.result_id = result.id
  JOIN unit             ON unit.id = result.unit_id;

-- One row per result, criterion and way to the next grade.
CREATE VIEW next_grade_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order, result_statistic.next_grade || '|' || framework.grades AS next_grade,
       result_statistic.next_grade_more_than AS needed_more_than, result_statistic.next_grade_at_most AS needed_at_most,
       criterion.name AS criterion, step.realistic, step.points, step.room, step.peers, survey.room AS survey_room,
       criterion.position AS criterion_position, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN framework               ON framework.id = assessment.framework_id
  JOIN result                  ON result.assessment_id = assessment.id
  JOIN next_grade_step AS step ON step.result_id = result.id
  JOIN next_grade_survey AS survey ON survey.result_id = result.id AND survey.realistic = step.realistic
  JOIN result_statistic        ON result_statistic.result_id = result.id
  JOIN criterion               ON criterion.id = step.criterion_id
  JOIN unit                    ON unit.id = result.unit_id;

-- One row per published result in force and criterion.
CREATE VIEW score_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
       criterion.name AS criterion, criterion.series, criterion.level,
       figure.self, figure.appraised, figure.survey, figure.total,
       figure.total * 1e0 / nullif(figure.max_total, 0) AS attainment,
       figure.max_appraised, figure.max_survey, figure.max_total,
       result.position, criterion.position AS criterion_position,
       result.id AS result_id, criterion.id AS criterion_id, assessment.id AS assessment_id, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN result                 ON result.assessment_id = assessment.id
  JOIN score_figure AS figure ON figure.result_id = result.id
  JOIN unit                   ON unit.id = result.unit_id
  -- The framework adds no condition; it only helps the planner.
  JOIN criterion ON criterion.id = figure.criterion_id AND criterion.framework_id = assessment.framework_id
 WHERE assessment.stage <> 'self';

-- One row per unit and criterion with self scores that are still to be appraised.
CREATE VIEW self_score_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
       criterion.name AS criterion, criterion.series, criterion.level, figure.self, figure.max_appraised,
       result.position, criterion.position AS criterion_position, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN result                 ON result.assessment_id = assessment.id
  JOIN score_figure AS figure ON figure.result_id = result.id
  JOIN unit                   ON unit.id = result.unit_id
  JOIN criterion              ON criterion.id = figure.criterion_id
 WHERE assessment.stage = 'self';

-- One row per unit and criterion with evidence or remarks in its latest form. They stay when a decision replaces the
-- forms.
CREATE VIEW evidence_row AS
SELECT assessment.year, assessment.block_key AS block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
       criterion.name AS criterion, criterion.level, score.self, score.appraised,
       texts.evidence, texts.remark,
       result.position, criterion.position AS criterion_position, assessment.block AS block_code,
       assessment.group_name, authority.name AS authority, assessment.authority_id, assessment.index_code
  FROM assessment
  JOIN authority  ON authority.id = assessment.authority_id
  JOIN result     ON result.assessment_id = assessment.id
  JOIN (SELECT result_id, criterion_id, max(CASE text_kind WHEN 'evidence' THEN content END) AS evidence,
               max(CASE text_kind WHEN 'remark' THEN content END) AS remark
          FROM score_text
         GROUP BY result_id, criterion_id) AS texts ON texts.result_id = result.id
  JOIN unit       ON unit.id = result.unit_id
  JOIN criterion  ON criterion.id = texts.criterion_id
  LEFT JOIN score ON score.result_id = result.id AND score.criterion_id = criterion.id
 WHERE assessment.id = (SELECT max(latest.id)
                          FROM assessment AS latest
                         WHERE latest.year = assessment.year AND latest.block_key = assessment.block_key
                           AND latest.authority_id = assessment.authority_id
                           AND latest.index_code = assessment.index_code AND latest.stage <> 'published');

-- One row per published result, criterion and earlier round of its appraisal, beside the next round.
CREATE VIEW appraisal_round_row AS
SELECT *, points_to - points_from AS gained
  FROM (SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
               criterion.name AS criterion, earlier.round, earlier.points AS points_from,
               coalesce(later.points,
                        CASE WHEN earlier.criterion_id IS NULL THEN result.appraised_total ELSE score.appraised END)
                   AS points_to,
               result.position, criterion.position AS criterion_position, assessment.block_code,
               assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
          FROM assessment_in_use AS assessment
          JOIN result                   ON result.assessment_id = assessment.id
          JOIN further_score AS earlier ON earlier.result_id = result.id AND earlier.score_kind = 'appraised'
          JOIN unit                     ON unit.id = result.unit_id
          LEFT JOIN further_score AS later
            ON later.result_id = result.id AND later.score_kind = 'appraised'
           AND coalesce(later.criterion_id, 0) = coalesce(earlier.criterion_id, 0) AND later.round = earlier.round + 1
          LEFT JOIN criterion ON criterion.id = earlier.criterion_id
          LEFT JOIN score     ON score.result_id = result.id AND score.criterion_id = earlier.criterion_id
         WHERE assessment.stage <> 'self')
 WHERE points_to IS NOT NULL;

-- One row per published result and criterion with both a self score and an appraised score.
CREATE VIEW gap_row AS
SELECT score_row.*,
       score_row.self - score_row.appraised AS gap,
       (score_row.self - score_row.appraised) * 1e0 / score_row.max_appraised AS gap_share,
       CASE WHEN statistic.gap_scale > 0
            THEN ((score_row.self - score_row.appraised) * 1e0 / score_row.max_appraised - statistic.gap_centre)
                 / statistic.gap_scale
            WHEN statistic.gap_scale = 0 THEN 0e0 END AS robust_z,
       of_unit.effect AS unit_effect,
       (score_row.self - score_row.appraised) * 1e0 / score_row.max_appraised - of_unit.effect - of_criterion.effect
           AS residual
  FROM score_row
  LEFT JOIN unit_gap_effect AS of_unit
    ON of_unit.result_id = score_row.result_id AND of_unit.level = score_row.level
  LEFT JOIN criterion_gap_effect AS of_criterion
    ON of_criterion.assessment_id = score_row.assessment_id AND of_criterion.criterion_id = score_row.criterion_id
  LEFT JOIN criterion_statistic AS statistic
    ON statistic.assessment_id = score_row.assessment_id AND statistic.criterion_id = score_row.criterion_id
 WHERE score_row.self IS NOT NULL AND score_row.appraised IS NOT NULL AND score_row.max_appraised > 0;

-- One row per published result with both scores.
CREATE VIEW unit_gap_row AS
SELECT ranking_row.year, ranking_row.block, ranking_row.unit, ranking_row.unit_id, ranking_row.unit_order,
       ranking_row.self_total, ranking_row.appraised_total,
       ranking_row.self_total - ranking_row.appraised_total AS gap,
       (ranking_row.self_total - ranking_row.appraised_total) * 1e0 / ranking_row.max_appraised AS gap_share,
       unit_gap.over, unit_gap.under, unit_gap.robust_z,
       block_gap.gap * 1e0 / block_gap.max_appraised AS block_gap_share,
       ranking_row.position, ranking_row.result_id,
       ranking_row.block_code, ranking_row.group_name, ranking_row.authority, ranking_row.authority_id, ranking_row.index_code
  FROM ranking_row
  JOIN unit_gap       ON unit_gap.result_id = ranking_row.result_id
  LEFT JOIN block_gap ON block_gap.assessment_id = ranking_row.assessment_id;

-- One row per unit in the leniency model of its block.
CREATE VIEW leniency_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order,
       unit_leniency.gap_share, block_leniency.gap_share AS block_gap_share, unit_leniency.deviation,
       block_leniency.reliability, unit_leniency.leniency, block_leniency.spread,
       block_leniency.criteria, block_leniency.left_out, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN block_leniency ON block_leniency.assessment_id = assessment.id
  JOIN result         ON result.assessment_id = assessment.id
  JOIN unit_leniency  ON unit_leniency.result_id = result.id
  JOIN unit           ON unit.id = result.unit_id;

-- One row per criterion in the leniency model of its block.
CREATE VIEW criterion_strictness_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, block_leniency.units,
       criterion_leniency.gap_share, block_leniency.gap_share AS block_gap_share,
       criterion_leniency.gap_share - block_leniency.gap_share AS strictness,
       criterion.position AS criterion_position, assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN block_leniency     ON block_leniency.assessment_id = assessment.id
  JOIN criterion_leniency ON criterion_leniency.assessment_id = assessment.id
  JOIN criterion          ON criterion.id = criterion_leniency.criterion_id;

-- One row per unit of a block's last year with a leniency model.
CREATE VIEW lasting_leniency_row AS
SELECT assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order, lasting.years, lasting.first_year,
       assessment.year AS last_year, lasting.deviation, lasting.lasting_share, lasting.leniency, lasting.spread,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM unit_lasting_leniency AS lasting
  JOIN result     ON result.id = lasting.last_result
  JOIN assessment_in_use AS assessment ON assessment.id = result.assessment_id
  JOIN unit       ON unit.id = result.unit_id;

-- One row per published result and criterion whose points are known.
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

-- One row per criterion of an assessment in which all units are known, where the points of any unit are known.
CREATE VIEW criterion_summary_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       statistic.total * 1e0 / statistic.max_total AS attainment,
       statistic.median, statistic.lowest, unit.name AS lowest_unit,
       statistic.max_total - statistic.total AS lost,
       (statistic.max_total - statistic.total) * 1e0
           / nullif(sum(statistic.max_total - statistic.total) OVER (PARTITION BY assessment.id, criterion.level), 0)
           AS lost_share,
       criterion.position AS criterion_position,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM criterion_statistic AS statistic
  JOIN assessment_in_use AS assessment ON assessment.id = statistic.assessment_id
  JOIN criterion  ON criterion.id = statistic.criterion_id
  JOIN result     ON result.id = statistic.lowest_result
  JOIN unit       ON unit.id = result.unit_id;

-- One row per unit and pair of years.
CREATE VIEW delta_row AS
SELECT earlier.year AS from_year, later.year AS to_year, later.block, later.unit, later.unit_id,
       earlier.rank AS rank_from, later.rank AS rank_to, earlier.rank - later.rank AS rank_change,
       earlier.total AS total_from, later.total AS total_to, later.total - earlier.total AS delta,
       earlier.attainment AS attainment_from, later.attainment AS attainment_to,
       later.attainment - earlier.attainment AS attainment_delta,
       earlier.grade AS grade_from, later.grade AS grade_to,
       delta.constant_from, delta.constant_to, delta.constant_to - delta.constant_from AS constant_delta,
       delta.performance, delta.weight,
       CASE WHEN delta.performance IS NOT NULL THEN later.beside - earlier.beside END AS beside,
       later.total - earlier.total - delta.performance - delta.weight - (later.beside - earlier.beside) AS rounding,
       delta.own_change, delta.framework_change, delta.set_change,
       year_pair.framework_changed,
       CASE WHEN earlier.simulated = 1 OR later.simulated = 1 THEN 1 ELSE 0 END AS simulated,
       later.position,
       later.block_code, later.group_name, later.authority, later.authority_id, later.index_code
  FROM delta
  JOIN ranking_row AS earlier ON earlier.result_id = delta.from_result
  JOIN ranking_row AS later   ON later.result_id = delta.to_result
  JOIN year_pair
    ON year_pair.from_assessment = earlier.assessment_id AND year_pair.to_assessment = later.assessment_id;

-- One row per result whose unit has scores in an earlier assessed year, with that year.
CREATE VIEW result_pair AS
SELECT earlier_assessment.year AS from_year, assessment.year AS to_year, assessment.block, unit.name AS unit,
       unit.identity AS unit_id, unit.name_order AS unit_order, result.id AS result_id, previous_result.previous_id,
       assessment.framework_id, earlier_assessment.framework_id AS earlier_framework,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN result                           ON result.assessment_id = assessment.id
  JOIN unit                             ON unit.id = result.unit_id
  JOIN previous_result                  ON previous_result.result_id = result.id
  JOIN result     AS earlier_result     ON earlier_result.id = previous_result.previous_id
  JOIN assessment_in_use AS earlier_assessment ON earlier_assessment.id = earlier_result.assessment_id;

-- One row per unit and criterion of an assessed year or of the unit's previous one. A criterion of the later year is
-- paired with that of the earlier year with the same series and level; criteria that only one of the two years has
-- follow. The three cases stand apart, so that no database has to prepare the scores of all years.
CREATE VIEW criterion_pair AS
SELECT pair.from_year, pair.to_year, pair.block, pair.unit, pair.unit_id, pair.unit_order, pair.result_id, criterion.series,
       criterion.level, criterion.id AS criterion_id, criterion.position AS criterion_position,
       later.total AS later_points, later.max_total AS later_max,
       earlier.total AS earlier_points, earlier.max_total AS earlier_max,
       pair.block_code, pair.group_name, pair.authority, pair.authority_id, pair.index_code
  FROM result_pair AS pair
  JOIN score_figure AS later ON later.result_id = pair.result_id
  JOIN criterion             ON criterion.id = later.criterion_id
  JOIN criterion AS same
    ON same.framework_id = pair.earlier_framework AND same.series = criterion.series AND same.level = criterion.level
  JOIN score_figure AS earlier
    ON earlier.result_id = pair.previous_id AND earlier.criterion_id = same.id
UNION ALL
SELECT pair.from_year, pair.to_year, pair.block, pair.unit, pair.unit_id, pair.unit_order, pair.result_id, criterion.series,
       criterion.level, criterion.id, criterion.position, later.total, later.max_total, NULL, NULL,
       pair.block_code, pair.group_name, pair.authority, pair.authority_id, pair.index_code
  FROM result_pair AS pair
  JOIN score_figure AS later ON later.result_id = pair.result_id
  JOIN criterion             ON criterion.id = later.criterion_id
  LEFT JOIN criterion AS same
    ON same.framework_id = pair.earlier_framework AND same.series = criterion.series AND same.level = criterion.level
  LEFT JOIN score AS earlier
    ON earlier.result_id = pair.previous_id AND earlier.criterion_id = same.id
 WHERE earlier.result_id IS NULL
UNION ALL
SELECT pair.from_year, pair.to_year, pair.block, pair.unit, pair.unit_id, pair.unit_order, pair.result_id, criterion.series,
       criterion.level, NULL, 1000 + criterion.position, NULL, NULL, earlier.total, earlier.max_total,
       pair.block_code, pair.group_name, pair.authority, pair.authority_id, pair.index_code
  FROM result_pair AS pair
  JOIN score_figure AS earlier ON earlier.result_id = pair.previous_id
  JOIN criterion               ON criterion.id = earlier.criterion_id
  LEFT JOIN criterion AS same
    ON same.framework_id = pair.framework_id AND same.series = criterion.series AND same.level = criterion.level
 WHERE same.id IS NULL;

-- One row per unit and criterion of an assessed year or of the unit's previous one. A criterion that does not apply in
-- one of the two years has 0 points of 0 there.
CREATE VIEW criterion_change_row AS
WITH side AS (
    SELECT from_year, to_year, block, unit, unit_id, unit_order, result_id, series, level, criterion_id, criterion_position,
           coalesce(earlier_max, 0) AS max_from, coalesce(later_max, 0) AS max_to,
           CASE WHEN coalesce(earlier_max, 0) = 0 THEN 0 ELSE earlier_points END AS points_from,
           CASE WHEN coalesce(later_max, 0) = 0 THEN 0 ELSE later_points END AS points_to,
           block_code, group_name, authority, authority_id, index_code
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
SELECT from_year, to_year, block, unit, unit_id, unit_order, series, level,
       points_from, points_to, points_to - points_from AS delta, max_from, max_to,
       points_from * 1e0 / nullif(max_from, 0) AS attainment_from,
       points_to * 1e0 / nullif(max_to, 0) AS attainment_to,
       points_to * 1e0 / nullif(max_to, 0) - points_from * 1e0 / nullif(max_from, 0) AS attainment_delta,
       performance, points_to - points_from - performance AS weight,
       criterion_position, block_code, group_name, authority, authority_id, index_code
  FROM split;

-- One row per unit.
CREATE VIEW trend_row AS
SELECT last.block, last.unit, trend.unit_id, last.unit_order, trend.label, trend.years,
       first.year AS first_year, last.year AS last_year,
       first.attainment AS attainment_first, last.attainment AS attainment_last,
       trend.slope, trend.tau, trend.volatility, trend.best_year, trend.worst_year, trend.rising, trend.falling,
       trend.top_quarter, trend.bottom_quarter, trend.framework_changes, trend.constant_criteria, trend.constant_first,
       trend.constant_last, trend.constant_slope, trend.simulated,
       last.block_code, last.group_name, last.authority, last.authority_id, last.index_code
  FROM trend
  JOIN ranking_row AS first ON first.result_id = trend.first_result
  JOIN ranking_row AS last  ON last.result_id = trend.last_result;

-- One row per year of a block's course.
CREATE VIEW block_trend_row AS
SELECT assessment.year, assessment.block, block_mean.units, block_mean.attainment,
       block_mean.attainment
           - lag(block_mean.attainment) OVER (PARTITION BY assessment.authority_id, assessment.index_code, assessment.block
                                             ORDER BY assessment.year)
           AS attainment_delta,
       block_trend.slope, block_trend.tau, block_step.framework_changed, block_step.set_changed,
       block_step.constant_units, block_step.constant_attainment, block_trend.constant_slope, document.simulated,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM block_mean
  JOIN assessment_in_use AS assessment       ON assessment.id = block_mean.assessment_id
  JOIN document         ON document.id = assessment.document_id
  LEFT JOIN block_trend ON block_trend.block = assessment.block AND block_trend.authority_id = assessment.authority_id
                       AND block_trend.index_code = assessment.index_code
  LEFT JOIN block_step  ON block_step.assessment_id = block_mean.assessment_id;

-- One row per year of a block's course.
CREATE VIEW block_spread_row AS
SELECT assessment.year, assessment.block, block_mean.units, block_step.lowest, block_step.highest, block_step.spread,
       block_step.constant_units, block_step.constant_spread, block_trend.spread_slope, document.simulated,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM block_step
  JOIN block_mean       ON block_mean.assessment_id = block_step.assessment_id
  JOIN assessment_in_use AS assessment       ON assessment.id = block_step.assessment_id
  JOIN document         ON document.id = assessment.document_id
  LEFT JOIN block_trend ON block_trend.block = assessment.block AND block_trend.authority_id = assessment.authority_id
                       AND block_trend.index_code = assessment.index_code;

-- One row per criterion of level 1 of an assessment.
CREATE VIEW criterion_discrimination_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, statistic.units,
       statistic.at_maximum, statistic.spread, statistic.rest_correlation, criterion.position AS criterion_position,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM criterion_discrimination_statistic AS statistic
  JOIN assessment_in_use AS assessment ON assessment.id = statistic.assessment_id
  JOIN criterion  ON criterion.id = statistic.criterion_id;

-- One row per assessment.
CREATE VIEW survey_agreement_row AS
SELECT assessment.year, assessment.block, agreement.units, agreement.concordant, agreement.discordant, agreement.tau,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM block_agreement AS agreement
  JOIN assessment_in_use AS assessment ON assessment.id = agreement.assessment_id;

-- One row per merged unit.
CREATE VIEW merger_row AS
SELECT assessment.block, unit.name AS unit, unit.identity AS unit_id, unit.name_order AS unit_order, merger.predecessors, merger.from_year,
       assessment.year AS to_year, merger.attainment_before, merger.attainment_after,
       merger.attainment_after - merger.attainment_before AS change, merger.others, merger.others_change,
       merger.attainment_after - merger.attainment_before - merger.others_change AS difference,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM merger
  JOIN result     ON result.id = merger.to_result
  JOIN assessment_in_use AS assessment ON assessment.id = result.assessment_id
  JOIN unit       ON unit.id = result.unit_id;

-- One row per unit and criterion with a lasting weakness.
CREATE VIEW persistent_weakness_row AS
SELECT weakness_row.block, weakness_row.unit, weakness_row.unit_id, weakness_row.unit_order, weakness_row.series,
       weakness_row.level, persistent_weakness.years, persistent_weakness.years_behind,
       persistent_weakness.first_year, weakness_row.year AS last_year, persistent_weakness.mean_behind,
       weakness_row.behind AS last_behind, weakness_row.lost AS last_lost,
       weakness_row.block_code, weakness_row.group_name, weakness_row.authority, weakness_row.authority_id, weakness_row.index_code
  FROM persistent_weakness
  JOIN weakness_row
    ON weakness_row.result_id = persistent_weakness.last_result
   AND weakness_row.criterion_id = persistent_weakness.criterion_id;

-- One row per unit with lasting over-scoring.
CREATE VIEW persistent_overscoring_row AS
SELECT last.block, last.unit, last.unit_id, last.unit_order, overscoring_streak.years, overscoring_streak.first_year,
       last.year AS last_year, overscoring_streak.mean_gap_share, last.gap_share AS last_gap_share,
       last.block_gap_share, last.gap AS last_gap,
       last.block_code, last.group_name, last.authority, last.authority_id, last.index_code
  FROM overscoring_streak
  JOIN unit_gap_row AS last ON last.result_id = overscoring_streak.last_result;

-- One row per unit whose over-scoring ended in the block's last year.
CREATE VIEW improved_self_scoring_row AS
SELECT earlier.year AS from_year, later.year AS to_year, later.block, later.unit, later.unit_id, later.unit_order,
       earlier.gap_share AS gap_share_from, earlier.block_gap_share AS block_gap_share_from,
       later.gap_share AS gap_share_to, later.block_gap_share AS block_gap_share_to,
       later.block_code, later.group_name, later.authority, later.authority_id, later.index_code
  FROM self_scoring_improvement
  JOIN unit_gap_row AS earlier ON earlier.result_id = self_scoring_improvement.from_result
  JOIN unit_gap_row AS later   ON later.result_id = self_scoring_improvement.to_result;

-- One row per published assessment in force and criterion.
CREATE VIEW criterion_row AS
SELECT assessment.year, assessment.block, criterion.name AS criterion, criterion.series, criterion.level,
       whole.name AS parent, criterion.max_appraised, criterion.max_survey, criterion.max_total, criterion.position,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN criterion               ON criterion.framework_id = assessment.framework_id
  LEFT JOIN criterion AS whole ON whole.id = criterion.parent_id
 WHERE assessment.stage <> 'self';

-- One row per published assessment in force and grade.
CREATE VIEW grade_band_row AS
SELECT assessment.year, assessment.block, grade_band.grade || '|' || framework.grades AS grade, grade_band.above, grade_band.at_most, grade_band.declared,
       grade_band.above_seen_in, grade_band.at_most_seen_in,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM assessment_in_use AS assessment
  JOIN framework ON framework.id = assessment.framework_id
  JOIN grade_band ON grade_band.framework_id = assessment.framework_id
 WHERE assessment.stage <> 'self';

-- One row per pair of a unit before and a unit after a change.
CREATE VIEW lineage_row AS
SELECT unit_lineage.kind, unit_lineage.operates_on, earlier.block, earlier.name AS from_unit, later.name AS to_unit,
       unit_lineage.source, earlier.code AS from_code, later.code AS to_code,
       earlier.identity AS from_unit_id, later.identity AS to_unit_id, unit_lineage.id AS lineage_id,
       earlier.block AS block_code, authority.name AS authority, earlier.authority_id
  FROM unit_lineage
  JOIN unit AS earlier    ON earlier.id = unit_lineage.from_unit
  JOIN authority          ON authority.id = earlier.authority_id
  LEFT JOIN unit AS later ON later.id = unit_lineage.to_unit;

-- One row per unit and earlier year whose figures a later publication prints again.
CREATE VIEW restatement_row AS
SELECT restated.year, assessment.block, unit.name AS unit, unit.identity AS unit_id,
       restated.total AS restated_total, first.published_total, restated.total - first.published_total AS difference,
       restated.rank AS restated_rank, first.published_rank,
       document.number AS restated_in, assessment.year AS restated_with, restated.id AS restated_id,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM restated
  JOIN assessment_in_use AS assessment ON assessment.id = restated.assessment_id
  JOIN document   ON document.id = assessment.document_id
  JOIN unit       ON unit.id = restated.unit_id
  LEFT JOIN ranking_row AS first
    ON first.year = restated.year AND first.block = assessment.block AND first.unit_id = unit.identity
   AND first.authority_id = assessment.authority_id AND first.index_code = assessment.index_code;

-- One row per finding of an assessment in force. `cell` is table:row:column.
CREATE VIEW finding_row AS
SELECT assessment.year, assessment.block, unit.name AS unit, finding.criterion, finding.rule, finding.severity,
       finding.accepted, finding.expected, finding.found, finding.difference,
       finding.table_number || ':' || finding.row_number || ':' || finding.column_number AS cell,
       finding.message_vi AS message, finding.message_en, document.number, unit.identity AS unit_id,
       finding.id AS finding_id,
       assessment.block_code, assessment.group_name, assessment.authority, assessment.authority_id, assessment.index_code
  FROM finding
  JOIN assessment_in_use AS assessment ON assessment.id = finding.assessment_id
  JOIN document   ON document.id = assessment.document_id
  LEFT JOIN unit  ON unit.id = finding.unit_id;

-- One row per document. `in_force` is 1 when any of its assessments is in force.
CREATE VIEW document_row AS
SELECT (SELECT max(year) FROM assessment WHERE assessment.document_id = document.id) AS year,
       coalesce((SELECT max(CASE WHEN replaced_by IS NULL THEN 1 ELSE 0 END) FROM assessment
                  WHERE assessment.document_id = document.id), 0) AS in_force,
       number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated, copied_from, id AS document_id,
       (SELECT max(authority.name) FROM assessment JOIN authority ON authority.id = authority_id
         WHERE assessment.document_id = document.id) AS authority,
       (SELECT max(index_code) FROM assessment WHERE assessment.document_id = document.id) AS index_code
  FROM document;

---------------------------------------------------------------------------------------------------------------
-- Views for people: points are points, shares run from 0 to 1. The declarations in src/relation write them: a test
-- compares both, and writes the views anew with UPDATE=1. `..._detail` has every column when the view itself does not.
---------------------------------------------------------------------------------------------------------------

-- Rank, total and grade of each unit. Published figures come first: a total that is not published is recomputed
-- from its scores, and a rank that is not published follows from the totals: a competition rank, or a dense one
-- where the framework ranks densely.
CREATE VIEW rankings AS
SELECT year, block_code AS block, unit, unit_id, rank, total / 1e4 AS total, max_total / 1e4 AS max_total,
       attainment, substr(grade, 1, instr(grade, '|') - 1) AS grade, appraised_total / 1e4 AS appraised_total,
       survey_total / 1e4 AS survey_total, coverage, unit_parent, group_name, authority
  FROM ranking_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, rank IS NULL, rank, position;

CREATE VIEW rankings_detail AS
SELECT year, block_code AS block, unit, unit_id, rank, total / 1e4 AS total, max_total / 1e4 AS max_total,
       attainment, substr(grade, 1, instr(grade, '|') - 1) AS grade, self_total / 1e4 AS self_total,
       appraised_total / 1e4 AS appraised_total, survey_total / 1e4 AS survey_total, published_rank,
       published_total / 1e4 AS published_total,
       substr(published_grade, 1, instr(published_grade, '|') - 1) AS published_grade, recomputed_rank,
       recomputed_total / 1e4 AS recomputed_total,
       substr(next_grade, 1, instr(next_grade, '|') - 1) AS next_grade,
       next_grade_more_than / 1e4 AS next_grade_more_than, next_grade_at_most / 1e4 AS next_grade_at_most,
       satisfaction / 1e4 AS satisfaction, bonus / 1e4 AS bonus, penalty / 1e4 AS penalty, respondents, units,
       coverage, simulated, unit_parent, stage, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = ranking_row.unit_id), unit) AS unit_label
  FROM ranking_row
 ORDER BY year, authority_id, index_code, block_code, group_name, rank IS NULL, rank, position;

-- The ranks that each unit can have within stated limits: within the rounding of the printed figures, and under
-- criteria weights that are up to 10 % or 25 % higher or lower than the maximum points set them. The weights are
-- law: these columns show what the ranks would be if the criteria had been weighted differently, not that a rank
-- is wrong. No rows for blocks in which not all units are known.
CREATE VIEW rank_intervals AS
SELECT year, block_code AS block, unit, unit_id, rank, best_rounding, worst_rounding, best_10, worst_10,
       best_25, worst_25, swap_share, group_name, authority
  FROM rank_interval_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, rank, position;

CREATE VIEW rank_intervals_detail AS
SELECT year, block_code AS block, unit, unit_id, rank, best_rounding, worst_rounding, best_10, worst_10,
       best_25, worst_25, swap_share, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = rank_interval_row.unit_id), unit) AS unit_label
  FROM rank_interval_row
 ORDER BY year, authority_id, index_code, block_code, group_name, rank, position;

-- The criteria on which a unit could gain the appraised points that it needs for the next better grade, judged by
-- the levels that other units of its block have already reached. Levels that most of them have reached come first.
-- Each unit has two ways, which `realistic` tells apart: filter by it before adding up. Survey scores stay as they
-- are. When the points of a way add up to less than `needed_at_most`, the levels of the other units are not
-- enough. No rows for blocks in which not all units are known.
CREATE VIEW next_grade_steps AS
SELECT year, block_code AS block, unit, unit_id,
       substr(next_grade, 1, instr(next_grade, '|') - 1) AS next_grade,
       needed_more_than / 1e4 AS needed_more_than, needed_at_most / 1e4 AS needed_at_most, criterion,
       realistic, points / 1e4 AS points, room / 1e4 AS room, peers, group_name, authority
  FROM next_grade_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, unit_order, unit_id, realistic, criterion_position;

CREATE VIEW next_grade_steps_detail AS
SELECT year, block_code AS block, unit, unit_id,
       substr(next_grade, 1, instr(next_grade, '|') - 1) AS next_grade,
       needed_more_than / 1e4 AS needed_more_than, needed_at_most / 1e4 AS needed_at_most, criterion,
       realistic, points / 1e4 AS points, room / 1e4 AS room, peers, survey_room / 1e4 AS survey_room,
       group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = next_grade_row.unit_id), unit) AS unit_label
  FROM next_grade_row
 ORDER BY year, authority_id, index_code, block_code, group_name, unit_order, unit_id, realistic, criterion_position;

-- Every score of every unit on every criterion, including the parts of criteria. Maximum points are those that
-- apply to the unit: 0 when a score does not apply to it.
CREATE VIEW scores AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, survey / 1e4 AS survey, total / 1e4 AS total,
       max_total / 1e4 AS max_total, group_name, authority
  FROM score_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

CREATE VIEW scores_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, survey / 1e4 AS survey, total / 1e4 AS total, attainment,
       max_appraised / 1e4 AS max_appraised, max_survey / 1e4 AS max_survey, max_total / 1e4 AS max_total,
       group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = score_row.unit_id), unit) AS unit_label
  FROM score_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

-- Self scores that have not been appraised yet. They come from documents without appraised scores, totals, ranks
-- and grades. No other view counts them; once the results are imported, the scores appear in `scores` instead.
CREATE VIEW self_scores AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       max_appraised / 1e4 AS max_appraised, group_name, authority
  FROM self_score_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

CREATE VIEW self_scores_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       max_appraised / 1e4 AS max_appraised, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = self_score_row.unit_id), unit) AS unit_label
  FROM self_score_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

-- What the explanation of a unit gained between two rounds of an appraisal: one row per earlier round, beside the
-- next one. Only for documents that print several rounds; the last one counts.
CREATE VIEW appraisal_rounds AS
SELECT year, block_code AS block, unit, unit_id, criterion, round, points_from / 1e4 AS points_from,
       points_to / 1e4 AS points_to, gained / 1e4 AS gained, group_name, authority
  FROM appraisal_round_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position, round;

CREATE VIEW appraisal_rounds_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, round, points_from / 1e4 AS points_from,
       points_to / 1e4 AS points_to, gained / 1e4 AS gained, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = appraisal_round_row.unit_id), unit) AS unit_label
  FROM appraisal_round_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position, round;

-- What the form of a unit gives beside its scores on a criterion: the evidence that the unit names, and remarks.
-- Only for units whose results come from forms.
CREATE VIEW evidence AS
SELECT year, block_code AS block, unit, unit_id, criterion, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, evidence, remark, group_name, authority
  FROM evidence_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

CREATE VIEW evidence_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, evidence, remark, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = evidence_row.unit_id), unit) AS unit_label
  FROM evidence_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

-- The gap of every unit on every criterion that has both scores: self score − appraised score.
CREATE VIEW gaps AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, gap / 1e4 AS gap, gap_share, robust_z, group_name, authority
  FROM gap_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

CREATE VIEW gaps_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, self / 1e4 AS self,
       appraised / 1e4 AS appraised, gap / 1e4 AS gap, gap_share, robust_z, unit_effect, residual, group_name,
       authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = gap_row.unit_id), unit) AS unit_label
  FROM gap_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

-- The gap of every unit that has both scores, over all criteria: sum of the self scores − sum of the appraised
-- scores.
CREATE VIEW unit_gaps AS
SELECT year, block_code AS block, unit, unit_id, self_total / 1e4 AS self_total,
       appraised_total / 1e4 AS appraised_total, gap / 1e4 AS gap, gap_share, over / 1e4 AS over,
       under / 1e4 AS under, robust_z, block_gap_share, group_name, authority
  FROM unit_gap_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, gap DESC, position;

CREATE VIEW unit_gaps_detail AS
SELECT year, block_code AS block, unit, unit_id, self_total / 1e4 AS self_total,
       appraised_total / 1e4 AS appraised_total, gap / 1e4 AS gap, gap_share, over / 1e4 AS over,
       under / 1e4 AS under, robust_z, block_gap_share, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = unit_gap_row.unit_id), unit) AS unit_label
  FROM unit_gap_row
 ORDER BY year, authority_id, index_code, block_code, group_name, gap DESC, position;

-- How far each unit's gap share lies above its block's, and how much of that difference one year can tell from
-- noise. The estimate comes from a two-way model, unit × criterion, weighted by maximum points, with shrinkage. No
-- rows for blocks with fewer than six units, with fewer than four criteria on which every unit has both scores,
-- with more than a third of the criteria left out, or with units that are not known.
CREATE VIEW leniency AS
SELECT year, block_code AS block, unit, unit_id, gap_share, block_gap_share, deviation, reliability, leniency,
       spread, criteria, left_out, group_name, authority
  FROM leniency_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, unit_order, unit_id;

CREATE VIEW leniency_detail AS
SELECT year, block_code AS block, unit, unit_id, gap_share, block_gap_share, deviation, reliability, leniency,
       spread, criteria, left_out, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = leniency_row.unit_id), unit) AS unit_label
  FROM leniency_row
 ORDER BY year, authority_id, index_code, block_code, group_name, unit_order, unit_id;

-- How far a whole block scores itself above the appraisal on each criterion, beyond what it does over all
-- criteria. A large value suggests that units and appraisers read the criterion differently. Blocks without rows
-- in `leniency` have none here.
CREATE VIEW criterion_strictness AS
SELECT year, block_code AS block, criterion, series, units, gap_share, block_gap_share, strictness,
       group_name, authority
  FROM criterion_strictness_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

CREATE VIEW criterion_strictness_detail AS
SELECT year, block_code AS block, criterion, series, units, gap_share, block_gap_share, strictness,
       group_name, authority, index_code
  FROM criterion_strictness_row
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

-- How far each unit of a block's last year scores itself above its block year after year, and how much of that
-- lasts, over up to five years that have a leniency model. No rows for blocks with fewer than two such years, or
-- with fewer than six units that are in all of them.
CREATE VIEW lasting_leniency AS
SELECT block_code AS block, unit, unit_id, years, first_year, last_year, deviation, lasting_share, leniency,
       spread, group_name, authority
  FROM lasting_leniency_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

CREATE VIEW lasting_leniency_detail AS
SELECT block_code AS block, unit, unit_id, years, first_year, last_year, deviation, lasting_share, leniency,
       spread, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = lasting_leniency_row.unit_id), unit) AS unit_label
  FROM lasting_leniency_row
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

-- What each unit lost on each criterion whose points are known, and how far it is behind its block.
CREATE VIEW weaknesses AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, attainment, lost / 1e4 AS lost,
       lost_share, block_median, behind, group_name, authority
  FROM weakness_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

CREATE VIEW weaknesses_detail AS
SELECT year, block_code AS block, unit, unit_id, criterion, series, level, attainment, lost / 1e4 AS lost,
       lost_share, block_median, behind, max_total / 1e4 AS max_total, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = weakness_row.unit_id), unit) AS unit_label
  FROM weakness_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position, criterion_position;

-- Each criterion over its block, for blocks in which all units are known.
CREATE VIEW criterion_summaries AS
SELECT year, block_code AS block, criterion, series, level, attainment, median, lowest, lowest_unit,
       lost / 1e4 AS lost, lost_share, group_name, authority
  FROM criterion_summary_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

CREATE VIEW criterion_summaries_detail AS
SELECT year, block_code AS block, criterion, series, level, attainment, median, lowest, lowest_unit,
       lost / 1e4 AS lost, lost_share, group_name, authority, index_code
  FROM criterion_summary_row
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

-- How well each criterion of level 1 separates the units of its block. No rows when the points of fewer than six
-- units are known, or for blocks in which not all units are known.
CREATE VIEW criterion_discrimination AS
SELECT year, block_code AS block, criterion, series, units, at_maximum, spread, rest_correlation, group_name,
       authority
  FROM criterion_discrimination_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

CREATE VIEW criterion_discrimination_detail AS
SELECT year, block_code AS block, criterion, series, units, at_maximum, spread, rest_correlation, group_name,
       authority, index_code
  FROM criterion_discrimination_row
 ORDER BY year, authority_id, index_code, block_code, group_name, criterion_position;

-- The change of each unit between two years, for every pair of years in which the unit is known. Years that
-- another authority issued are not compared.
CREATE VIEW deltas AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, rank_from, rank_to, rank_change,
       delta / 1e4 AS delta, attainment_delta, constant_delta, framework_changed, group_name, authority
  FROM delta_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, from_year, to_year, rank_to IS NULL, rank_to, position;

CREATE VIEW deltas_detail AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, rank_from, rank_to, rank_change,
       total_from / 1e4 AS total_from, total_to / 1e4 AS total_to, delta / 1e4 AS delta, attainment_from,
       attainment_to, attainment_delta, substr(grade_from, 1, instr(grade_from, '|') - 1) AS grade_from,
       substr(grade_to, 1, instr(grade_to, '|') - 1) AS grade_to, constant_from, constant_to, constant_delta,
       performance / 1e4 AS performance, weight / 1e4 AS weight, beside / 1e4 AS beside,
       rounding / 1e4 AS rounding, own_change, framework_change, set_change, framework_changed, simulated,
       group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = delta_row.unit_id), unit) AS unit_label
  FROM delta_row
 ORDER BY authority_id, index_code, block_code, group_name, from_year, to_year, rank_to IS NULL, rank_to, position;

-- The change of each criterion of a unit since the unit's previous assessed year: points, attainment, and the
-- split of the change into performance and weight (Bennet 1920). The splits of consecutive years do not add up to
-- the split between the first and the last year; `cchc delta --by criterion --from --to` computes that one.
CREATE VIEW delta_criteria AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, series, level, points_to / 1e4 AS points_to,
       delta / 1e4 AS delta, performance / 1e4 AS performance, weight / 1e4 AS weight, attainment_delta,
       group_name, authority
  FROM criterion_change_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, from_year, to_year, unit_order, unit_id, level, criterion_position;

CREATE VIEW delta_criteria_detail AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, series, level,
       points_from / 1e4 AS points_from, points_to / 1e4 AS points_to, delta / 1e4 AS delta,
       max_from / 1e4 AS max_from, max_to / 1e4 AS max_to, attainment_from, attainment_to, attainment_delta,
       performance / 1e4 AS performance, weight / 1e4 AS weight, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = criterion_change_row.unit_id), unit) AS unit_label
  FROM criterion_change_row
 ORDER BY authority_id, index_code, block_code, group_name, from_year, to_year, unit_order, unit_id, level, criterion_position;

-- The course of each unit over the years in which its total is known.
CREATE VIEW trends AS
SELECT block_code AS block, unit, unit_id, years, first_year, last_year, attainment_first, attainment_last,
       slope, tau, framework_changes, constant_slope, group_name, authority
  FROM trend_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

CREATE VIEW trends_detail AS
SELECT block_code AS block, unit, unit_id, label, years, first_year, last_year, attainment_first,
       attainment_last, slope, tau, volatility, best_year, worst_year, rising, falling, top_quarter,
       bottom_quarter, framework_changes, constant_criteria, constant_first, constant_last, constant_slope,
       simulated, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = trend_row.unit_id), unit) AS unit_label
  FROM trend_row
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

-- The course of each block over the years in which all of its units are known, with its like-for-like twin: the
-- units that are in all of these years, on the criteria that they have in all of them.
CREATE VIEW block_trends AS
SELECT year, block_code AS block, units, attainment, attainment_delta, slope, framework_changed, set_changed,
       constant_units, constant_attainment, constant_slope, simulated, group_name, authority
  FROM block_trend_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, year;

CREATE VIEW block_trends_detail AS
SELECT year, block_code AS block, units, attainment, attainment_delta, slope, tau, framework_changed,
       set_changed, constant_units, constant_attainment, constant_slope, simulated, group_name, authority,
       index_code
  FROM block_trend_row
 ORDER BY authority_id, index_code, block_code, group_name, year;

-- How far apart the units of each block are, for the years in which all of its units are known.
CREATE VIEW block_spreads AS
SELECT year, block_code AS block, units, lowest, highest, spread, constant_units, constant_spread,
       spread_slope, simulated, group_name, authority
  FROM block_spread_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, year;

CREATE VIEW block_spreads_detail AS
SELECT year, block_code AS block, units, lowest, highest, spread, constant_units, constant_spread,
       spread_slope, simulated, group_name, authority, index_code
  FROM block_spread_row
 ORDER BY authority_id, index_code, block_code, group_name, year;

-- How far the survey puts the units of a block in the same order as the appraisal. No rows when fewer than six
-- units have both scores, or for blocks in which not all units are known.
CREATE VIEW survey_agreement AS
SELECT year, block_code AS block, units, concordant, discordant, tau, group_name, authority
  FROM survey_agreement_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name;

CREATE VIEW survey_agreement_detail AS
SELECT year, block_code AS block, units, concordant, discordant, tau, group_name, authority, index_code
  FROM survey_agreement_row
 ORDER BY year, authority_id, index_code, block_code, group_name;

-- What each merger did. The attainment of the merged unit in its first known year is compared with the mean of the
-- units that were merged into it by then, in the last year up to the merger in which all of them are known. Where
-- maximum points differ between the two years, attainments are computed on the criteria that both have, weighted
-- by the later maximum points.
CREATE VIEW mergers AS
SELECT block_code AS block, unit, unit_id, predecessors, from_year, to_year, attainment_before,
       attainment_after, change, others, others_change, difference, group_name, authority
  FROM merger_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

CREATE VIEW mergers_detail AS
SELECT block_code AS block, unit, unit_id, predecessors, from_year, to_year, attainment_before,
       attainment_after, change, others, others_change, difference, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = merger_row.unit_id), unit) AS unit_label
  FROM merger_row
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

-- Criteria on which a unit of the block's last year is lastingly behind. It was below the block's median in at
-- least three of the last four years in which it was assessed on the criterion, the last year included; it was
-- behind by at least 0.05 of the maximum both on average and in the last year; and in the last year it lost there
-- at least 1/100 of all points that applied to it.
CREATE VIEW persistent_weaknesses AS
SELECT block_code AS block, unit, unit_id, series, level, years, years_behind, first_year, last_year,
       mean_behind, last_behind, last_lost / 1e4 AS last_lost, group_name, authority
  FROM persistent_weakness_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id, level, series;

CREATE VIEW persistent_weaknesses_detail AS
SELECT block_code AS block, unit, unit_id, series, level, years, years_behind, first_year, last_year,
       mean_behind, last_behind, last_lost / 1e4 AS last_lost, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = persistent_weakness_row.unit_id), unit) AS unit_label
  FROM persistent_weakness_row
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id, level, series;

-- Units that lastingly score themselves higher than the appraisal does: `gap_share` is above the block's in at
-- least three assessed years in a row up to the block's last year, and by at least 0.02 of the maximum in that
-- last year.
CREATE VIEW persistent_overscoring AS
SELECT block_code AS block, unit, unit_id, years, first_year, last_year, mean_gap_share, last_gap_share,
       block_gap_share, last_gap / 1e4 AS last_gap, group_name, authority
  FROM persistent_overscoring_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, years DESC, last_gap_share DESC, unit_order, unit_id;

CREATE VIEW persistent_overscoring_detail AS
SELECT block_code AS block, unit, unit_id, years, first_year, last_year, mean_gap_share, last_gap_share,
       block_gap_share, last_gap / 1e4 AS last_gap, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = persistent_overscoring_row.unit_id), unit) AS unit_label
  FROM persistent_overscoring_row
 ORDER BY authority_id, index_code, block_code, group_name, years DESC, last_gap_share DESC, unit_order, unit_id;

-- Units whose self-scoring improved between their last two assessed years, the later of which is the block's last
-- year. The gap share was above the block's in the earlier year and no longer is in the later one; compared with
-- the block it fell by at least 0.02 of the maximum; and it came closer to 0.
CREATE VIEW improved_self_scoring AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, gap_share_from, block_gap_share_from,
       gap_share_to, block_gap_share_to, group_name, authority
  FROM improved_self_scoring_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

CREATE VIEW improved_self_scoring_detail AS
SELECT from_year, to_year, block_code AS block, unit, unit_id, gap_share_from, block_gap_share_from,
       gap_share_to, block_gap_share_to, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = improved_self_scoring_row.unit_id), unit) AS unit_label
  FROM improved_self_scoring_row
 ORDER BY authority_id, index_code, block_code, group_name, unit_order, unit_id;

-- The criteria of each assessment, with their maximum points.
CREATE VIEW criteria AS
SELECT year, block_code AS block, criterion, series, level, parent, max_appraised / 1e4 AS max_appraised,
       max_survey / 1e4 AS max_survey, max_total / 1e4 AS max_total, group_name, authority
  FROM criterion_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, position;

CREATE VIEW criteria_detail AS
SELECT year, block_code AS block, criterion, series, level, parent, max_appraised / 1e4 AS max_appraised,
       max_survey / 1e4 AS max_survey, max_total / 1e4 AS max_total, group_name, authority, index_code
  FROM criterion_row
 ORDER BY year, authority_id, index_code, block_code, group_name, position;

-- Where each grade begins. A declared grade begins at `at_most`. The bound of any other grade is known only as far
-- as the results of all blocks of the decision show it: the grade begins above `above`, and at `at_most` or lower.
-- The total of a unit to which a criterion does not apply counts as the same share of the scale.
CREATE VIEW grade_bands AS
SELECT year, block_code AS block, substr(grade, 1, instr(grade, '|') - 1) AS grade, above / 1e4 AS above,
       at_most / 1e4 AS at_most, declared, group_name, authority
  FROM grade_band_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, at_most DESC;

CREATE VIEW grade_bands_detail AS
SELECT year, block_code AS block, substr(grade, 1, instr(grade, '|') - 1) AS grade, above / 1e4 AS above,
       at_most / 1e4 AS at_most, declared, above_seen_in, at_most_seen_in, group_name, authority, index_code
  FROM grade_band_row
 ORDER BY year, authority_id, index_code, block_code, group_name, at_most DESC;

-- What happened to units: one row for each pair of a unit before and a unit after. An abolished unit has no unit
-- after.
CREATE VIEW lineages AS
SELECT kind, operates_on, block_code AS block, from_unit, to_unit, source, from_code, to_code, from_unit_id,
       to_unit_id, authority
  FROM lineage_row
 ORDER BY operates_on, lineage_id;

-- Figures of earlier years that a later decision prints again, beside the figures that were published first.
CREATE VIEW restatements AS
SELECT year, block_code AS block, unit, unit_id, restated_total / 1e4 AS restated_total,
       published_total / 1e4 AS published_total, difference / 1e4 AS difference, restated_rank,
       published_rank, restated_in, restated_with, group_name, authority
  FROM restatement_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY year, authority_id, index_code, block_code, group_name, restated_id;

CREATE VIEW restatements_detail AS
SELECT year, block_code AS block, unit, unit_id, restated_total / 1e4 AS restated_total,
       published_total / 1e4 AS published_total, difference / 1e4 AS difference, restated_rank,
       published_rank, restated_in, restated_with, group_name, authority, index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = restatement_row.unit_id), unit) AS unit_label
  FROM restatement_row
 ORDER BY year, authority_id, index_code, block_code, group_name, restated_id;

-- What the checks found in the figures of the documents.
CREATE VIEW findings AS
SELECT year, block_code AS block, unit, criterion, rule, severity, accepted, expected, found,
       difference / 1e4 AS difference, cell, message, group_name, authority
  FROM finding_row
 WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)
 ORDER BY finding_id;

CREATE VIEW findings_detail AS
SELECT year, block_code AS block, unit, criterion, rule, severity, accepted, expected, found,
       difference / 1e4 AS difference, cell, message, message_en, number, unit_id, group_name, authority,
       index_code,
       coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = finding_row.unit_id), unit) AS unit_label
  FROM finding_row
 ORDER BY finding_id;

-- The stored documents, without their bytes.
CREATE VIEW documents AS
SELECT year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated,
       copied_from, authority
  FROM document_row
 ORDER BY issued_on, document_id;

CREATE VIEW documents_detail AS
SELECT year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated,
       copied_from, authority, index_code, document_id
  FROM document_row
 ORDER BY issued_on, document_id;
