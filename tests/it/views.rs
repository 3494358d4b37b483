//! The views equal the oracle, which computes every relation again in SQL alone: every row and
//! every column, in order. What is computed on demand equals it too, and the stored statistics are
//! those of a rebuild.

use std::collections::HashMap;
use std::path::Path;

use cchc::analysis::{History, criterion_changes, keep};
use cchc::relation::{CriterionChange, Declaration, Relation, statistics, views};
use cchc::render::table::{Format, Style, Table};
use cchc::store::{AssessmentRow, Selection, Store, Touched};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use crate::project::Project;

type Rows = Vec<Vec<Value>>;

/// What the oracle computes: it knows neither authorities nor indices nor groups, so it is given one
/// block at a time.
struct Part {
    authority: i64,
    index: String,
    block_key: String,
}

/// The database with the oracle's views in `temp`, beside its own views of the same name in `main`.
fn with_oracle(project: &Project, part: Option<&Part>) -> Connection {
    let connection = Connection::open_with_flags(project.db(), OpenFlags::SQLITE_OPEN_READ_ONLY)
        .expect("the database");
    let created = connection.create_scalar_function(
        "sqrt",
        1,
        FunctionFlags::SQLITE_DETERMINISTIC,
        |arguments| Ok(arguments.get::<Option<f64>>(0)?.map(f64::sqrt)),
    );
    created.expect("a function");
    if let Some(Part { authority, index, block_key }) = part {
        let of_index = format!("authority_id = {authority} AND index_code = '{index}'");
        let only = format!(
            "CREATE TEMP VIEW assessment AS SELECT * FROM main.assessment
              WHERE {of_index} AND block_key = '{block_key}';
             CREATE TEMP VIEW declared_framework AS SELECT * FROM main.declared_framework
              WHERE {of_index};"
        );
        connection.execute_batch(&only).expect("the views of the part");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the oracle")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort_by_key(|file| (file.file_stem().is_none_or(|name| name != "helpers"), file.clone()));
    for file in files {
        let sql = std::fs::read_to_string(&file).expect("a text");
        connection
            .execute_batch(&sql)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if file.file_stem().is_some_and(|name| name == "helpers") {
            polish_gaps(&connection);
        }
    }

    connection
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    f64::midpoint(values[half], values[(values.len() - 1) / 2])
}

/// Fills the table `polished`: takes the medians of the units and of the criteria out of the gap shares in
/// turn, until none is left. What the units lost is their effect.
fn polish_gaps(connection: &Connection) {
    let create = "CREATE TEMP TABLE polished (result_id, criterion, unit_effect, residual);
                  CREATE INDEX temp.polished_cell ON polished (result_id, criterion);";
    connection.execute_batch(create).expect("a table");
    let sql = "SELECT year || block || level, result_id, criterion, (self - appraised) * 1.0 / max_appraised
                 FROM applicable_score
                WHERE self IS NOT NULL AND appraised IS NOT NULL AND max_appraised > 0";
    let mut tables: HashMap<String, Vec<(i64, String, f64)>> = HashMap::new();
    let mut statement = connection.prepare(sql).expect("a query");
    let cells =
        statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))));
    for cell in cells.expect("cells") {
        let (table, cell) = cell.expect("a cell");
        tables.entry(table).or_default().push(cell);
    }
    for cells in tables.into_values() {
        let mut left: Vec<f64> = cells.iter().map(|cell| cell.2).collect();
        let mut lost: HashMap<i64, f64> = HashMap::new();
        for turn in 0..200 {
            let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, (unit, criterion, _)) in cells.iter().enumerate() {
                let key = if turn % 2 == 0 { unit.to_string() } else { criterion.clone() };
                groups.entry(key).or_default().push(at);
            }
            for members in groups.into_values() {
                let typical = middle(members.iter().map(|at| left[*at]).collect());
                for at in &members {
                    left[*at] -= typical;
                }
                if turn % 2 == 0 {
                    *lost.entry(cells[members[0]].0).or_default() += typical;
                }
            }
        }
        let usual = middle(lost.values().copied().collect());
        for ((unit, criterion, _), residual) in cells.iter().zip(left) {
            let row = rusqlite::params![unit, criterion, lost[unit] - usual, residual];
            connection.execute("INSERT INTO polished VALUES (?, ?, ?, ?)", row).expect("a row");
        }
    }
}

fn rows(connection: &Connection, sql: &str) -> Rows {
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|index| row.get(index)).collect());
    rows.and_then(Iterator::collect).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Floats may differ by the noise of another order of summation; everything else has to be equal.
fn is_equal(a: &Value, b: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Integer(integer) => Some(*integer as f64),
        Value::Real(real) => Some(*real),
        Value::Null | Value::Text(_) | Value::Blob(_) => None,
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(1.0),
        (None, None) => a == b,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Asserts that two lists of rows with the same columns are equal, in order.
fn same(relation: &str, columns: &[&str], found: &Rows, expected: &Rows) {
    assert_eq!(found.len(), expected.len(), "{relation}: rows");
    for (found, expected) in found.iter().zip(expected) {
        for ((name, found_value), value) in columns.iter().zip(found).zip(expected) {
            assert!(
                is_equal(found_value, value),
                "{relation}.{name}: {found_value:?}, not {value:?} in {found:?} {expected:?}"
            );
        }
    }
}

fn columns(declaration: &Declaration) -> Vec<&'static str> {
    let stored = declaration.columns.iter().filter(|column| column.kind.storage().is_some());
    stored.map(|column| column.name).collect()
}

/// Compares every relation of a database with the oracle, and its view for daily questions with the
/// view that has every column.
pub fn compare_with_oracle(project: &Project) {
    let connection = with_oracle(project, None);
    for declaration in views() {
        let (name, columns) = (declaration.name, columns(&declaration));
        let view =
            if declaration.has_detail() { format!("{name}_detail") } else { name.to_owned() };
        let list = columns.join(", ");
        let found = rows(&connection, &format!("SELECT {list} FROM main.{view}"));
        let mut expected = rows(&connection, &format!("SELECT {list} FROM temp.{name}"));

        if name == "persistent_overscoring" {
            // Equal shares may differ by noise, so they may come in either order.
            let key = columns.iter().position(|column| *column == "unit_id").expect("a unit");
            let indices: HashMap<_, _> =
                found.iter().enumerate().map(|(at, row)| (format!("{:?}", row[key]), at)).collect();
            expected.sort_by_key(|row| indices.get(&format!("{:?}", row[key])).copied());
        }

        same(name, &columns, &found, &expected);
        let key = declaration.key.join(", ");
        let twice = rows(
            &connection,
            &format!("SELECT {key} FROM main.{view} GROUP BY {key} HAVING count(*) > 1"),
        );
        assert!(twice.is_empty(), "{name}: several rows have the key {twice:?}");

        let daily: Vec<_> = declaration.daily.iter().map(|column| column.name).collect();
        let list = daily.join(", ");
        let some = rows(&connection, &format!("SELECT {list} FROM main.{name}"));
        same(name, &daily, &some, &rows(&connection, &format!("SELECT {list} FROM main.{view}")));
    }

    compare_pairs(project, &connection);
}

/// Compares every relation of a database of several authorities and indices with the oracle, block
/// by block. Returns how many blocks and groups there are.
pub fn compare_parts_with_oracle(project: &Project) -> usize {
    /// Relations that are not those of one block.
    const WHOLE: [&str; 4] = ["documents", "findings", "lineages", "mergers"];
    let connection = Connection::open(project.db()).expect("the database");
    let sql =
        "SELECT DISTINCT authority_id, index_code, block_key, block, group_name FROM assessment
                WHERE replaced_by IS NULL ORDER BY 1, 2, 3";
    let parts = rows(&connection, sql);
    let text = |value: &Value| match value {
        Value::Text(text) => format!("'{text}'"),
        Value::Integer(integer) => integer.to_string(),
        Value::Null | Value::Real(_) | Value::Blob(_) => "NULL".to_owned(),
    };
    for row in &parts {
        let [authority, index, block_key] = [0, 1, 2].map(|at| match &row[at] {
            Value::Text(text) => text.clone(),
            other => text(other),
        });
        let authority = authority.parse().expect("an id");
        let part = Part { authority, index, block_key };
        let connection = with_oracle(project, Some(&part));
        let of_part = format!(
            "authority = (SELECT name FROM authority WHERE id = {authority}) AND index_code = {} AND block = {}
             AND group_name IS {}",
            text(&row[1]),
            text(&row[3]),
            text(&row[4])
        );
        for declaration in views().into_iter().filter(|view| !WHOLE.contains(&view.name)) {
            let (name, columns) = (declaration.name, columns(&declaration));
            let list = columns.join(", ");
            let found = rows(
                &connection,
                &format!("SELECT {list} FROM main.{name}_detail WHERE {of_part}"),
            );
            let expected = rows(&connection, &format!("SELECT {list} FROM temp.{name}"));
            same(&format!("{name} {of_part}"), &columns, &found, &expected);
        }
    }
    parts.len()
}

/// Compares the changes of criteria between any two years, computed on demand, with the oracle.
fn compare_pairs(project: &Project, connection: &Connection) {
    let store = Store::open(&project.db()).expect("the database");
    let history = History::load(&store, Selection::default()).expect("the history");
    let names: Vec<_> = CriterionChange::COLUMNS.iter().map(|column| column.info.name).collect();

    for block in history.blocks() {
        let years = history.years(block);
        for (index, from) in years.iter().enumerate() {
            for to in &years[index + 1..] {
                let changes =
                    criterion_changes(&store, &history, block, [*from, *to]).expect("the changes");
                let json = Table::of(&changes).write(Format::Json, Style::default()).expect("JSON");
                let found: Vec<serde_json::Value> = serde_json::from_slice(&json).expect("rows");
                let found: Rows = found
                    .iter()
                    .map(|row| names.iter().map(|name| value(&row[*name])).collect())
                    .collect();
                let expected = format!(
                    "SELECT {} FROM temp.every_delta_criteria WHERE block = '{block}' AND from_year = {from}
                        AND to_year = {to} ORDER BY unit_id, level, place",
                    names.join(", ")
                );
                same("criterion changes", &names, &found, &rows(connection, &expected));
            }
        }
    }
}

fn value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Number(number) => Value::Real(number.as_f64().expect("a number")),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        other => panic!("{other}"),
    }
}

/// The tables of statistics with their rows in order.
fn stored_statistics(project: &Project) -> Vec<(&'static str, Rows)> {
    let connection = Connection::open(project.db()).expect("the database");
    let tables = statistics().into_iter().map(|statistic| statistic.name);
    tables
        .into_iter()
        .map(|table| (table, rows(&connection, &format!("SELECT * FROM {table} ORDER BY 1, 2"))))
        .collect()
}

#[test]
fn views_agree_with_the_oracle_on_the_decision() {
    compare_with_oracle(&Project::with_decision());
}

#[test]
fn views_agree_with_the_oracle_where_scores_are_missing_or_do_not_apply() {
    let project = Project::new();
    let text =
        crate::project::SMALL.replacen("\t9,00\n", "\t\n", 1).replacen("\t17,50\n", "\t\n", 1);
    let path = project.write("missing.txt", text);
    project.import(&path);
    compare_with_oracle(&project);
}

#[test]
fn views_agree_with_the_oracle_over_simulated_years() {
    for (years, seed) in [("2019-2024", "7"), ("2015-2024", "8"), ("2021-2022", "9")] {
        compare_with_oracle(&Project::simulated(years, seed));
    }
}

#[test]
fn views_agree_with_the_oracle_on_the_shipped_data() {
    let project = Project::new();
    project.run(&["build", crate::project::DATA]).succeeded();
    compare_with_oracle(&project);
}

#[test]
fn stored_statistics_are_those_of_a_rebuild() {
    // Years out of order and a replaced year also affect the statistics of the years around them.
    let project = Project::new();
    project.run(&["simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim"]).succeeded();

    for year in ["2021", "2024", "2019", "2023", "2022", "2020"] {
        project.import(&format!("sim/{year}"));
    }

    let document = "sim/2022/2022-QD-MP.txt";
    let text = std::fs::read_to_string(project.path(document)).expect("a text");
    project.write(document, text.replace("không phải kết quả thật", "không phải  kết quả thật"));
    project.run(&["import", document, "--replace"]).succeeded();

    let before = stored_statistics(&project);
    assert!(before.iter().all(|(_, rows)| !rows.is_empty()), "a table of statistics is empty");

    let store = Store::open_for_import(&project.db()).expect("the database");
    let assessments = store.load_assessments(Selection::default()).expect("assessments");
    let scope = store.scope().expect("a scope").expect("results");
    let touched = |row: &AssessmentRow| Touched { scope, year: row.year, block: row.block };
    let all: Vec<_> = assessments.iter().map(touched).collect();
    keep(&store, &all).expect("to compute all");
    drop(store);
    for ((table, before), (_, after)) in before.iter().zip(stored_statistics(&project)) {
        assert_eq!(*before, after, "{table}");
    }

    compare_with_oracle(&project);
}

#[test]
fn the_contract_of_the_views_holds() {
    let project = Project::with_decision();
    let mut contract = String::new();
    for view in views().iter().map(|declaration| declaration.name) {
        for view in [view.to_owned(), format!("{view}_detail")] {
            let rows = project.query(&format!("SELECT name FROM pragma_table_info('{view}')"));
            let names: Vec<_> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
            if !names.is_empty() {
                contract += &format!("{view}: {}\n", names.join(", "));
            }
        }
    }
    insta::assert_snapshot!("views", contract);
}

#[test]
fn scores_are_the_printed_ones() {
    let project = Project::with_decision();
    let scores = project.query("SELECT * FROM scores");
    let decision = crate::decision::rows();
    let expected =
        decision.iter().flat_map(|row| row.scores.iter().map(move |scores| (row, scores)));
    assert_eq!(scores.len(), 27 * 7);
    for (score, (row, expected)) in scores.iter().zip(expected) {
        assert_eq!(score["unit"], row.unit.as_str());
        for (name, hundredths) in ["self", "appraised", "survey"].into_iter().zip(expected) {
            assert_eq!(score[name].as_f64(), Some(*hundredths as f64 / 100.0), "{score}");
        }
    }
}
