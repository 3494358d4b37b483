//! What a lake holds: every table of the database and every relation that it shows in a view.

use crate::relation::{
    self, ColumnInfo, Declaration, Kind, Relation as _, RestatementRow, Storage,
};
use crate::store::{ColumnStorage, Store, StoreError, StoredTable};

use super::column::{LakeColumn, LakeKind};

/// A table or relation, and the query that gives its rows.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its name in SQL.
    pub(super) name: String,
    /// Its folder in the lake.
    pub(super) folder: String,
    /// The columns of its files.
    pub(super) columns: Vec<LakeColumn>,
    /// The columns by which its files are told apart.
    pub(super) parts: &'static [&'static str],
    /// Gives the values of `parts` and then those of the columns. The first is the number of the
    /// authority, or its name for a relation.
    pub(super) sql: String,
    /// The columns as the database has them, in their order, for a table. Empty for a relation.
    pub(super) stored: Vec<String>,
}

/// The columns that tell the files of an assessment apart.
const OF_ASSESSMENT: &[&str] = &["authority", "index_code", "year", "block"];
/// The column that tells the files of an authority apart.
const OF_AUTHORITY: &[&str] = &["authority"];

/// The table of the authorities.
const AUTHORITY: &str = "authority";

impl Source {
    /// Whether it has what identifies an authority, which several databases may know.
    pub(super) fn is_of_authorities(&self) -> bool {
        self.name == AUTHORITY
    }

    /// Whether its files are those of single years and blocks.
    pub(super) fn is_by_year(&self) -> bool {
        self.parts.len() > 1
    }
}

/// What the rows of a table belong to.
enum Home {
    /// An assessment, which this column names.
    Assessment(&'static str),
    /// The assessment of a result, which this column names.
    Result(&'static str),
    /// An authority, whose number this expression gives.
    Authority(&'static str),
}

/// What the rows of each table belong to, and the columns of it that hold points. Those of a
/// statistic are declared with it. A year that is not that of the assessment keeps a table out of
/// the files of single years.
const TABLES: &[(&str, Home, &[&str])] = &[
    ("assessment", Home::Assessment("id"), &[]),
    ("authority", Home::Authority("t.id"), &[]),
    ("block_agreement", Home::Assessment("assessment_id"), &[]),
    ("block_gap", Home::Assessment("assessment_id"), &[]),
    ("block_leniency", Home::Assessment("assessment_id"), &[]),
    ("block_mean", Home::Assessment("assessment_id"), &[]),
    ("block_step", Home::Assessment("assessment_id"), &[]),
    ("block_trend", Home::Authority("t.authority_id"), &[]),
    (
        "criterion",
        Home::Authority("(SELECT authority_id FROM framework WHERE framework.id = t.framework_id)"),
        &["max_appraised", "max_survey", "max_total"],
    ),
    ("criterion_discrimination_statistic", Home::Assessment("assessment_id"), &[]),
    ("criterion_gap_effect", Home::Assessment("assessment_id"), &[]),
    ("criterion_leniency", Home::Assessment("assessment_id"), &[]),
    ("criterion_split", Home::Result("result_id"), &[]),
    ("criterion_statistic", Home::Assessment("assessment_id"), &[]),
    ("declared_framework", Home::Authority("t.authority_id"), &[]),
    ("delta", Home::Result("to_result"), &[]),
    (
        "document",
        Home::Authority("(SELECT min(authority_id) FROM assessment WHERE document_id = t.id)"),
        &[],
    ),
    ("finding", Home::Assessment("assessment_id"), &["difference"]),
    ("framework", Home::Authority("t.authority_id"), &["scale"]),
    ("further_score", Home::Result("result_id"), &["points"]),
    (
        "grade_band",
        Home::Authority("(SELECT authority_id FROM framework WHERE framework.id = t.framework_id)"),
        &["above", "at_most"],
    ),
    ("grade_count", Home::Assessment("assessment_id"), &[]),
    ("level_loss", Home::Result("result_id"), &[]),
    ("merger", Home::Result("to_result"), &[]),
    ("next_grade_step", Home::Result("result_id"), &[]),
    ("next_grade_survey", Home::Result("result_id"), &[]),
    ("overscoring_streak", Home::Result("last_result"), &[]),
    ("persistent_weakness", Home::Result("last_result"), &[]),
    ("placement", Home::Assessment("assessment_id"), &[]),
    ("placement_exception", Home::Result("result_id"), &[]),
    ("previous_result", Home::Result("result_id"), &[]),
    ("rank_interval", Home::Result("result_id"), &[]),
    ("registry", Home::Authority("t.authority_id"), &[]),
    (
        "restated",
        Home::Authority("(SELECT authority_id FROM assessment WHERE id = t.assessment_id)"),
        &["total"],
    ),
    (
        "result",
        Home::Assessment("assessment_id"),
        &["self_total", "appraised_total", "survey_total", "total", "max_total"],
    ),
    ("result_source", Home::Result("result_id"), &[]),
    ("result_statistic", Home::Result("result_id"), &[]),
    (
        "score",
        Home::Result("result_id"),
        &["self", "appraised", "survey", "max_appraised", "max_survey"],
    ),
    ("score_text", Home::Result("result_id"), &[]),
    ("self_scoring_improvement", Home::Result("to_result"), &[]),
    ("trend", Home::Result("last_result"), &[]),
    ("unit", Home::Authority("t.authority_id"), &[]),
    ("unit_alias", Home::Authority("t.authority_id"), &[]),
    ("unit_gap", Home::Result("result_id"), &[]),
    ("unit_gap_effect", Home::Result("result_id"), &[]),
    ("unit_lasting_leniency", Home::Result("last_result"), &[]),
    ("unit_leniency", Home::Result("result_id"), &[]),
    (
        "unit_lineage",
        Home::Authority("(SELECT authority_id FROM unit WHERE unit.id = t.from_unit)"),
        &[],
    ),
    ("year_pair", Home::Assessment("to_assessment"), &[]),
];

/// Every table and every relation.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub(super) fn sources(store: &Store) -> Result<Vec<Source>, StoreError> {
    let mut sources: Vec<Source> = Vec::new();
    for table in store.tables()? {
        // A test looks that every table is listed.
        let home = TABLES.iter().find(|(name, ..)| *name == table.name);
        sources.extend(home.map(|(_, home, points)| of_table(&table, home, points)));
    }
    for declaration in relation::views() {
        sources.push(of_relation(store, &declaration)?);
    }
    Ok(sources)
}

/// A table: its columns as they are stored, and points a second time as decimals.
fn of_table(table: &StoredTable, home: &Home, points: &[&str]) -> Source {
    let statistic = relation::statistics().into_iter().find(|other| other.name == table.name);
    let is_points = |name: &str| {
        let declared = statistic.iter().flat_map(|statistic| &statistic.columns);
        let mut declared = declared.filter(|column| column.name == name);
        points.contains(&name) || declared.any(|column| are_points(column.kind))
    };

    let parts = match home {
        Home::Assessment(_) | Home::Result(_) => OF_ASSESSMENT,
        Home::Authority(_) => OF_AUTHORITY,
    };
    let mut columns = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        // The folder's name holds it already.
        if table.name == "assessment" && parts.contains(&column.name.as_str()) {
            continue;
        }
        let kind = match column.storage {
            ColumnStorage::Integer => match column.identifies.as_deref() {
                Some(AUTHORITY) => LakeKind::AuthorityId,
                Some(_) => LakeKind::Id,
                None => LakeKind::Integer,
            },
            ColumnStorage::Real => LakeKind::Real,
            ColumnStorage::Text => LakeKind::Text,
            ColumnStorage::Blob => LakeKind::Blob,
        };
        columns.push(LakeColumn { name: column.name.clone(), kind, place });
        if is_points(&column.name) {
            let name = format!("{}_decimal", column.name);
            columns.push(LakeColumn { name, kind: LakeKind::Points, place });
        }
    }

    let all = table.columns.iter().map(|column| format!("t.\"{}\"", column.name));
    let all = all.collect::<Vec<_>>().join(", ");
    let key: Vec<_> = table.key.iter().map(|name| format!("t.\"{name}\"")).collect();
    let (name, key) = (&table.name, key.join(", "));
    let of_assessment = "a.authority_id, a.index_code, a.year, a.block";
    let sql = match home {
        Home::Assessment(column) => format!(
            "SELECT {of_assessment}, {all} FROM assessment AS a JOIN {name} AS t ON t.{column} = a.id
              WHERE a.year = ?1 ORDER BY {key}"
        ),
        Home::Result(column) => format!(
            "SELECT {of_assessment}, {all} FROM assessment AS a JOIN result AS r ON r.assessment_id = a.id
               JOIN {name} AS t ON t.{column} = r.id
              WHERE a.year = ?1 ORDER BY {key}"
        ),
        Home::Authority(authority) => {
            format!("SELECT {authority}, {all} FROM {name} AS t ORDER BY {key}")
        }
    };
    let stored = table.columns.iter().map(|column| column.name.clone()).collect();
    Source { folder: format!("tables/{name}"), name: name.clone(), columns, parts, sql, stored }
}

/// A relation: the view with every column, with points as decimals.
fn of_relation(store: &Store, declaration: &Declaration) -> Result<Source, StoreError> {
    let name = declaration.name;
    let view = if declaration.has_detail() { format!("{name}_detail") } else { name.to_owned() };
    let all = store.columns_of(&view)?;
    let of_key =
        |column: &&ColumnInfo| column.kind == Kind::Year && declaration.key.contains(&column.name);
    // Of two years the later one counts. A restated year need not have been imported.
    let year = declaration.columns.iter().rfind(of_key).map(|column| column.name);
    let year = year.filter(|_| name != RestatementRow::NAME);
    let (parts, values, filter) = match year {
        Some(year) => (
            OF_ASSESSMENT,
            format!("authority, index_code, {year}, block"),
            format!(" WHERE {year} = ?1"),
        ),
        None => (OF_AUTHORITY, "authority".to_owned(), String::new()),
    };

    let of_column = |(place, name): (usize, &String)| {
        if parts.contains(&name.as_str()) {
            return None;
        }
        let declared = declaration.columns.iter().find(|column| column.name == *name);
        let kind = declared.map_or(LakeKind::Text, |column| match column.kind.storage() {
            _ if are_points(column.kind) => LakeKind::DividedPoints,
            Some(Storage::Integer) if column.kind == Kind::Id => LakeKind::Id,
            Some(Storage::Integer) => LakeKind::Integer,
            Some(Storage::Real) => LakeKind::Real,
            Some(Storage::Text) | None => LakeKind::Text,
        });
        Some(LakeColumn { name: name.clone(), kind, place })
    };
    Ok(Source {
        name: name.to_owned(),
        folder: format!("relations/{name}"),
        columns: all.iter().enumerate().filter_map(of_column).collect(),
        parts,
        sql: format!("SELECT {values}, {view}.* FROM {view}{filter}"),
        stored: Vec::new(),
    })
}

fn are_points(kind: Kind) -> bool {
    matches!(kind, Kind::Points | Kind::SignedPoints)
}
