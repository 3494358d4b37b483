//! What a later stage keeps of an earlier one: the scores that forms gave and the decision does not
//! print, and notes of the points that changed between them.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement, Transaction, named_params};

use crate::assessment::{CheckedDocument, Finding};
use crate::model::{Points, ScoreKind};

use super::load::{ordinal, parsed};
use super::sync::write_framework_key;
use super::writer::insert_finding;
use super::{Store, StoreError};

/// What the results in force of a year and block keep of earlier stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Units with scores that only the earlier stage gives.
    pub units: usize,
    /// Figures that differ from those of the earlier stage.
    pub changes: usize,
}

/// Two stages of the results of one year and block.
#[derive(Debug, Clone, Copy)]
struct Stages {
    later: Side,
    earlier: Side,
}

/// The ids of an assessment, its document and its framework.
#[derive(Debug, Clone, Copy)]
struct Side {
    assessment: i64,
    document: i64,
    framework: i64,
}

/// The pairs of stages to which a document belongs: what it comes after, and published results
/// before which it should have come. Forms take in what earlier forms say when they are checked.
const STAGES: &str = "
SELECT later.id, later.document_id, later.framework_id,
       earlier.id, earlier.document_id, earlier.framework_id
  FROM assessment AS later JOIN assessment AS earlier USING (year, block_key, authority_id, index_code)
 WHERE (later.document_id = :document AND NOT :is_of_forms
        OR earlier.document_id = :document AND later.stage = 'published')
   AND (earlier.stage = 'self' AND later.stage <> 'self'
        OR earlier.stage = 'appraised' AND later.stage = 'published')
   AND earlier.id = (SELECT max(latest.id) FROM assessment AS latest
                      WHERE (latest.year, latest.block_key, latest.authority_id, latest.index_code)
                          = (later.year, later.block_key, later.authority_id, later.index_code)
                        AND latest.stage = earlier.stage)
 ORDER BY later.id, earlier.stage = 'self'";

/// Results and criteria of the later stage with those of the earlier one, in temporary tables.
const PAIR: &str = "
INSERT OR IGNORE INTO temp.kept_result
SELECT ours.id, theirs.id
  FROM result AS ours JOIN unit AS our_unit ON our_unit.id = ours.unit_id
  JOIN unit AS their_unit ON their_unit.identity = our_unit.identity
  JOIN result AS theirs ON theirs.unit_id = their_unit.id AND theirs.assessment_id = :earlier
 WHERE ours.assessment_id = :later";
const PAIR_CRITERIA: &str = "
INSERT OR IGNORE INTO temp.kept_criterion
SELECT ours.id, theirs.id
  FROM criterion AS ours
  JOIN criterion AS theirs ON theirs.series = ours.series AND theirs.level = ours.level
   AND theirs.framework_id = :earlier_framework
 WHERE ours.framework_id = :later_framework";

/// Whether the later stage prints totals only, of units that all have appraised scores by criterion
/// on the same scale.
const LACKS_CRITERIA: &str = "
SELECT NOT EXISTS (SELECT 1 FROM criterion WHERE framework_id = :later_framework)
   AND (SELECT scale FROM framework WHERE id = :later_framework)
     = (SELECT scale FROM framework WHERE id = :earlier_framework)
   AND EXISTS (SELECT 1 FROM assessment WHERE id = :earlier AND stage = 'appraised')
   AND NOT EXISTS (SELECT 1 FROM result LEFT JOIN temp.kept_result ON later = result.id
                    WHERE assessment_id = :later AND earlier IS NULL)
   AND EXISTS (SELECT 1 FROM result JOIN temp.kept_total USING (id) WHERE result.total = kept_total.total)";

/// The totals of the earlier stage, printed or summed up, by the result of the later one.
const TOTALS: &str = "
CREATE TEMP TABLE kept_total AS
SELECT later AS id,
       coalesce(result.total,
                (SELECT CASE WHEN count(*) = count(iif(max_of_appraised > 0, appraised, 0))
                              AND count(*) = count(iif(max_of_survey > 0, survey, 0))
                             THEN sum(coalesce(appraised, 0) + coalesce(survey, 0)) END
                   FROM (SELECT appraised, survey,
                                coalesce(score.max_appraised, criterion.max_appraised) AS max_of_appraised,
                                coalesce(score.max_survey, criterion.max_survey) AS max_of_survey
                           FROM score JOIN criterion ON criterion.id = criterion_id
                          WHERE result_id = result.id AND level = 1))
                + (SELECT coalesce(sum(iif(score_kind = 'penalty', -points, points)), 0)
                     FROM further_score WHERE result_id = result.id AND score_kind <> 'appraised')) AS total
  FROM temp.kept_result JOIN result ON result.id = earlier";

/// Takes over the criteria of the earlier stage, and the scores of units with the same total.
const TAKE_CRITERIA: [&str; 7] = [
    "INSERT INTO criterion
         (framework_id, position, level, name, series, max_appraised, max_survey, max_total)
     SELECT :later_framework, position, level, name, series, max_appraised, max_survey, max_total
       FROM criterion WHERE framework_id = :earlier_framework ORDER BY position",
    "UPDATE criterion
        SET parent_id = (SELECT parent.id
                           FROM criterion AS theirs
                           JOIN criterion AS above ON above.id = theirs.parent_id
                           JOIN criterion AS parent ON parent.position = above.position
                          WHERE theirs.framework_id = :earlier_framework
                            AND theirs.position = criterion.position
                            AND parent.framework_id = :later_framework)
      WHERE framework_id = :later_framework",
    "UPDATE assessment
        SET coverage = (SELECT coverage FROM assessment WHERE id = :earlier)
      WHERE id = :later",
    "INSERT INTO score (result_id, criterion_id, appraised, survey, max_appraised, max_survey, derived)
     SELECT ours.id, criterion.id, iif(ours.total = kept_total.total, appraised, NULL),
            iif(ours.total = kept_total.total, survey, NULL),
            score.max_appraised, score.max_survey, derived
       FROM temp.kept_result
       JOIN result AS ours ON ours.id = kept_result.later
       JOIN temp.kept_total ON kept_total.id = ours.id
       JOIN score ON score.result_id = kept_result.earlier
       JOIN criterion AS theirs ON theirs.id = score.criterion_id
       JOIN criterion ON criterion.position = theirs.position
      WHERE criterion.framework_id = :later_framework",
    "INSERT OR IGNORE INTO further_score (result_id, criterion_id, score_kind, round, points)
     SELECT ours.id, criterion.id, score_kind, round, points
       FROM temp.kept_result
       JOIN result AS ours ON ours.id = kept_result.later
       JOIN temp.kept_total ON kept_total.id = ours.id AND kept_total.total = ours.total
       JOIN further_score ON further_score.result_id = kept_result.earlier
       LEFT JOIN criterion AS theirs ON theirs.id = criterion_id
       LEFT JOIN criterion ON criterion.framework_id = :later_framework
        AND criterion.position = theirs.position
      WHERE score_kind <> 'appraised'",
    "INSERT INTO temp.kept_figure
     SELECT result_id, criterion_id, figure, iif(figure = 'survey', survey, appraised), derived
       FROM temp.kept_result JOIN score ON result_id = later
       JOIN (SELECT 'appraised' AS figure UNION ALL SELECT 'survey')
      WHERE iif(figure = 'survey', survey, appraised) IS NOT NULL",
    "INSERT INTO temp.kept_figure
     SELECT result_id, coalesce(criterion_id, 0), score_kind, points, 0
       FROM temp.kept_result JOIN further_score ON result_id = later",
];

/// Takes over self scores. A criterion for which the later stage has a column of its own keeps it,
/// with its blanks. A self score out of another maximum is another figure. The sum holds where all
/// its parts do.
const TAKE_SELF_SCORES: [&str; 4] = [
    "INSERT INTO temp.kept_figure
     SELECT ours.result_id, ours.criterion_id, 'self', theirs.self, theirs.derived
       FROM temp.kept_result
       JOIN score AS ours ON ours.result_id = kept_result.later
       JOIN temp.kept_criterion ON kept_criterion.later = ours.criterion_id
       JOIN score AS theirs ON theirs.result_id = kept_result.earlier
        AND theirs.criterion_id = kept_criterion.earlier
       JOIN criterion AS own ON own.id = ours.criterion_id
       JOIN criterion AS other ON other.id = theirs.criterion_id
      WHERE ours.self IS NULL AND theirs.self IS NOT NULL
        AND coalesce(ours.max_appraised, own.max_appraised)
          = coalesce(theirs.max_appraised, other.max_appraised)
        AND NOT EXISTS (SELECT 1 FROM placement
                         WHERE assessment_id = :later AND document_id = :later_document
                           AND criterion_id = ours.criterion_id AND figure = 'self')",
    "UPDATE score
        SET self = points, derived = max(score.derived, kept_figure.derived)
       FROM temp.kept_figure
      WHERE kept_figure.result_id = score.result_id AND kept_figure.criterion_id = score.criterion_id
        AND figure = 'self'",
    "INSERT INTO temp.kept_figure
     SELECT ours.id, 0, 'self', theirs.self_total, 0
       FROM temp.kept_result
       JOIN result AS ours ON ours.id = kept_result.later
       JOIN result AS theirs ON theirs.id = kept_result.earlier
      WHERE ours.self_total IS NULL
        AND theirs.self_total = (SELECT sum(self) FROM score JOIN criterion ON criterion.id = criterion_id
                                  WHERE result_id = ours.id AND level = 1)
        AND NOT EXISTS (SELECT 1 FROM placement
                         WHERE assessment_id = :later AND document_id = :later_document
                           AND criterion_id IS NULL AND figure = 'self')",
    "UPDATE result
        SET self_total = points
       FROM temp.kept_figure
      WHERE kept_figure.result_id = result.id AND criterion_id = 0 AND figure = 'self'",
];

/// Points to the cells of what was taken over, in the document of the earlier stage. A figure of a unit
/// that was not taken over has no cell there.
const PLACE: [&str; 4] = [
    "CREATE TEMP TABLE kept_place AS
     SELECT placement.id AS theirs, coalesce(kept_criterion.later, 0) AS criterion_id, figure, round,
            table_offset, row_offset, column_offset
       FROM placement
       LEFT JOIN temp.kept_criterion ON kept_criterion.earlier = placement.criterion_id
      WHERE assessment_id = :earlier AND document_id = :earlier_document
        AND (placement.criterion_id IS NULL) = (kept_criterion.later IS NULL)
        AND EXISTS (SELECT 1 FROM temp.kept_figure
                     WHERE kept_figure.figure = placement.figure
                       AND kept_figure.criterion_id = coalesce(kept_criterion.later, 0))",
    "INSERT INTO placement
         (assessment_id, document_id, criterion_id, figure, round, table_offset, row_offset, column_offset)
     SELECT :later, :earlier_document, nullif(criterion_id, 0), figure, round,
            table_offset, row_offset, column_offset
       FROM temp.kept_place ORDER BY theirs",
    "INSERT OR IGNORE INTO result_source
         (result_id, document_id, table_number, row_number, column_number, printed_name)
     SELECT later, document_id, table_number, row_number, column_number, printed_name
       FROM temp.kept_result JOIN result_source ON result_id = earlier
      WHERE document_id = :earlier_document
        AND EXISTS (SELECT 1 FROM temp.kept_figure WHERE kept_figure.result_id = later)",
    "INSERT INTO placement_exception
         (placement_id, result_id, table_number, row_number, column_number, blank)
     SELECT placement.id, result.id,
            iif(kept_figure.figure IS NULL, NULL, exception.table_number),
            iif(kept_figure.figure IS NULL, NULL, exception.row_number),
            iif(kept_figure.figure IS NULL, NULL, exception.column_number),
            iif(kept_figure.figure IS NULL, 0, exception.blank)
       FROM temp.kept_place
       JOIN placement ON placement.assessment_id = :later AND placement.document_id = :earlier_document
        AND placement.criterion_id IS nullif(kept_place.criterion_id, 0)
        AND placement.figure = kept_place.figure AND placement.round = kept_place.round
       JOIN result ON result.assessment_id = :later
       LEFT JOIN temp.kept_figure ON kept_figure.result_id = result.id
        AND kept_figure.criterion_id = kept_place.criterion_id
        AND kept_figure.figure = kept_place.figure
       LEFT JOIN temp.kept_result ON kept_result.later = result.id
       LEFT JOIN placement_exception AS exception
         ON exception.placement_id = kept_place.theirs AND exception.result_id = kept_result.earlier
      WHERE kept_figure.figure IS NULL OR exception.id IS NOT NULL
      ORDER BY placement.id, result.id",
];

/// The figures of both stages that differ: unit, criterion, kind, both points, and the cell in the
/// later document. The totals are those with the same scale.
const CHANGES: &str = "
WITH figure AS (
    SELECT kept_result.later AS result_id, ours.criterion_id, placement.id AS placement_id,
           placement.figure,
           CASE placement.figure WHEN 'self' THEN theirs.self WHEN 'appraised' THEN theirs.appraised
                ELSE theirs.survey END AS before,
           CASE placement.figure WHEN 'self' THEN ours.self WHEN 'appraised' THEN ours.appraised
                ELSE ours.survey END AS now
      FROM temp.kept_result
      JOIN score AS ours ON ours.result_id = kept_result.later
      JOIN temp.kept_criterion ON kept_criterion.later = ours.criterion_id
      JOIN score AS theirs ON theirs.result_id = kept_result.earlier
       AND theirs.criterion_id = kept_criterion.earlier
      JOIN criterion AS own ON own.id = ours.criterion_id
      JOIN criterion AS other ON other.id = theirs.criterion_id
      JOIN placement ON placement.assessment_id = :later AND placement.document_id = :later_document
       AND placement.criterion_id = ours.criterion_id
       AND placement.figure IN ('self', 'appraised', 'survey')
     WHERE own.max_appraised = other.max_appraised AND own.max_survey = other.max_survey
    UNION ALL
    SELECT result.id, NULL, placement.id, NULL, kept_total.total, result.total
      FROM temp.kept_total JOIN result USING (id)
      JOIN placement ON placement.assessment_id = :later AND placement.document_id = :later_document
       AND placement.criterion_id IS NULL AND placement.figure = 'total'
     WHERE (SELECT scale FROM framework WHERE id = :later_framework)
         = (SELECT scale FROM framework WHERE id = :earlier_framework)
)
SELECT unit.id, unit.name, criterion.name, figure.figure, before, now,
       coalesce(exception.table_number, source.table_number + table_offset),
       coalesce(exception.row_number, source.row_number + row_offset),
       coalesce(exception.column_number, source.column_number + column_offset)
  FROM figure
  JOIN result ON result.id = figure.result_id
  JOIN unit ON unit.id = result.unit_id
  JOIN placement ON placement.id = figure.placement_id
  JOIN result_source AS source ON source.result_id = result.id AND source.document_id = :later_document
  LEFT JOIN placement_exception AS exception
    ON exception.placement_id = placement.id AND exception.result_id = result.id
  LEFT JOIN criterion ON criterion.id = figure.criterion_id
 WHERE before <> now AND (exception.id IS NULL OR exception.table_number IS NOT NULL)
 ORDER BY result.position, criterion.position IS NULL, criterion.position, figure.figure";

/// The temporary tables, which last as long as two stages are put together.
const TABLES: &str = "
CREATE TEMP TABLE kept_result (later INTEGER PRIMARY KEY, earlier INTEGER NOT NULL);
CREATE TEMP TABLE kept_criterion (later INTEGER PRIMARY KEY, earlier INTEGER NOT NULL);
-- A figure that was taken over. The criterion of a figure of the whole unit is 0.
CREATE TEMP TABLE kept_figure (
    result_id INTEGER, criterion_id INTEGER, figure TEXT, points INTEGER, derived INTEGER,
    PRIMARY KEY (figure, criterion_id, result_id)
) WITHOUT ROWID;";
const NO_TABLES: &str = "
DROP TABLE IF EXISTS temp.kept_result;
DROP TABLE IF EXISTS temp.kept_criterion;
DROP TABLE IF EXISTS temp.kept_figure;
DROP TABLE IF EXISTS temp.kept_total;
DROP TABLE IF EXISTS temp.kept_place;";

/// Keeps what the earlier stages of a document's years and blocks give beyond it, or what it gives
/// beyond published results.
pub(super) fn keep_earlier(
    transaction: &Transaction<'_>,
    document: i64,
    is_of_forms: bool,
) -> rusqlite::Result<()> {
    let side = |row: &rusqlite::Row<'_>, at| {
        let (assessment, document, framework) = (row.get(at)?, row.get(at + 1)?, row.get(at + 2)?);
        Ok::<_, rusqlite::Error>(Side { assessment, document, framework })
    };
    let mut statement = transaction.prepare_cached(STAGES)?;
    let values = named_params! { ":document": document, ":is_of_forms": is_of_forms };
    let pairs = statement
        .query_map(values, |row| Ok(Stages { later: side(row, 0)?, earlier: side(row, 3)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for stages in pairs {
        keep(transaction, stages)?;
    }
    Ok(())
}

fn keep(transaction: &Transaction<'_>, stages: Stages) -> rusqlite::Result<()> {
    let Stages { later, .. } = stages;
    transaction.execute_batch(NO_TABLES)?;
    transaction.execute_batch(TABLES)?;
    run(transaction, PAIR, stages)?;
    transaction.execute(TOTALS, [])?;
    let mut statement = transaction.prepare(LACKS_CRITERIA)?;
    bind(&mut statement, stages)?;
    let lacks_criteria = {
        let mut rows = statement.raw_query();
        rows.next()?.is_some_and(|row| row.get(0) == Ok(true))
    };
    if lacks_criteria {
        for sql in &TAKE_CRITERIA[..3] {
            run(transaction, sql, stages)?;
        }
        write_framework_key(transaction, later.framework)?;
        for sql in &TAKE_CRITERIA[3..] {
            run(transaction, sql, stages)?;
        }
    }
    for sql in [PAIR_CRITERIA].into_iter().chain(TAKE_SELF_SCORES).chain(PLACE) {
        run(transaction, sql, stages)?;
    }
    note_changes(transaction, stages)?;
    transaction.execute_batch(NO_TABLES)
}

/// Runs a statement with the ids that it names.
fn run(connection: &Connection, sql: &str, stages: Stages) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    bind(&mut statement, stages)?;
    statement.raw_execute().map(drop)
}

fn bind(statement: &mut Statement<'_>, Stages { later, earlier }: Stages) -> rusqlite::Result<()> {
    let ids = [
        (":later", later.assessment),
        (":later_document", later.document),
        (":later_framework", later.framework),
        (":earlier", earlier.assessment),
        (":earlier_document", earlier.document),
        (":earlier_framework", earlier.framework),
    ];
    for (name, id) in ids {
        if let Some(at) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(at, id)?;
        }
    }
    Ok(())
}

/// Notes the figures of the later stage that are not those of the earlier one.
fn note_changes(transaction: &Transaction<'_>, stages: Stages) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare(CHANGES)?;
    bind(&mut statement, stages)?;
    let mut changes = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let unit: i64 = row.get(0)?;
        let (name, criterion): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let of_total = row.get_ref(3)? == ValueRef::Null;
        let kind: Option<ScoreKind> = if of_total { None } else { Some(parsed(row, 3)?) };
        let [before, now]: [Points; 2] = [row.get(4)?, row.get(5)?];
        let place = [ordinal(row, 6)?, ordinal(row, 7)?, ordinal(row, 8)?];
        changes.push((
            unit,
            Finding::revised_at(place, &name, (criterion.as_deref(), kind), [before, now]),
        ));
    }
    for (unit, finding) in changes {
        insert_finding(transaction, stages.later.assessment, Some(unit), &finding)?;
    }
    Ok(())
}

impl Store {
    /// What the results in force of the years and blocks of a document keep of earlier stages.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn kept_of_earlier(&self, document: &CheckedDocument) -> Result<Kept, StoreError> {
        let sql = "
            SELECT (SELECT count(DISTINCT result_id)
                      FROM result JOIN result_source ON result_id = result.id
                     WHERE assessment_id = assessment.id AND document_id <> assessment.document_id),
                   (SELECT count(*) FROM finding
                     WHERE assessment_id = assessment.id AND rule = 'revised')
              FROM assessment
              JOIN document ON document.id = document_id
             WHERE sha256 = ? AND number = ? AND read_index = ?";
        let mut kept = Kept::default();
        let key = [
            document.raw().sha256.as_str(),
            &document.origin().number,
            document.origin().index.code,
        ];
        self.each_of(sql, key, |row| {
            let [units, changes] = [row.get::<_, i64>(0)?, row.get(1)?];
            kept.units += usize::try_from(units).unwrap_or(0);
            kept.changes += usize::try_from(changes).unwrap_or(0);
            Ok(())
        })?;
        Ok(kept)
    }
}
