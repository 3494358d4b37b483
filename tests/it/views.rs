//! The views say what the polars layer says: every row, every column.

use std::collections::HashMap;

use cchc::analysis::{
    History, Lineage, block_trends, criterion_changes, deltas, gaps, improved_self_scoring, persistent_overscoring,
    persistent_weaknesses, rankings, trends, unit_gaps, weaknesses,
};
use cchc::frame::Frames;
use cchc::model::GradeBand;
use cchc::relation::{GapRow, Relation, WeaknessRow};
use cchc::render::table::{Format, Style, Table};
use cchc::store::{Selection, Store};
use serde_json::Value;

use crate::project::Project;

/// Every row of a view has the same values as the computed row with the same key, for every column of the view.
fn same<R: Relation>(project: &Project, view: &str, key: &[&str], computed: &[R]) {
    let json = Table::of(computed).write(Format::Json, Style::default());
    let computed: Vec<Value> = serde_json::from_slice(&json).expect("rows");
    same_values(project, view, key, computed);
}

fn same_values(project: &Project, view: &str, key: &[&str], computed: Vec<Value>) {
    let viewed = project.query(&format!("SELECT * FROM {view}"));
    let key_of = |row: &Value| key.iter().map(|name| row[*name].to_string()).collect::<Vec<_>>();
    let computed: Vec<(Vec<String>, Value)> = computed.into_iter().map(|row| (key_of(&row), row)).collect();
    let by_key: HashMap<_, _> = computed.iter().map(|(key, row)| (key, row)).collect();
    assert_eq!(viewed.len(), computed.len(), "{view}");
    assert_eq!(by_key.len(), computed.len(), "{view}: two rows have one key");
    for row in &viewed {
        let own = by_key.get(&key_of(row)).unwrap_or_else(|| panic!("{view}: {row} is not computed"));
        for (name, value) in row.as_object().expect("an object") {
            assert!(equal(value, &own[name]), "{view}.{name}: the view has {value}, analysis {} in {row}", own[name]);
        }
    }
}

/// Numbers are compared to 12 digits, since SQLite gives points as floats; flags may be 0 and 1.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Bool(b)) => a.as_i64() == Some(i64::from(*b)),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
            (a - b).abs() <= 1e-12 * a.abs().max(1.0)
        }
        _ => a == b,
    }
}

/// Compares every view of figures with what analysis computes.
pub fn compare_figures(project: &Project) {
    let store = Store::open(&project.db()).expect("the database");
    let frames = Frames::load(&store, Selection::default()).expect("the frames");
    let criterion = ["year", "block", "unit", "criterion"];
    same(project, "rankings", &criterion[..3], &rankings(&frames).expect("rankings"));
    same(project, "gaps", &criterion, &gaps(&frames).expect("gaps"));
    same(project, "unit_gaps", &criterion[..3], &unit_gaps(&frames).expect("unit gaps"));
    same(project, "weaknesses", &criterion, &weaknesses(&frames).expect("weaknesses"));
    same_scores(project, &gaps(&frames).expect("gaps"), &weaknesses(&frames).expect("weaknesses"));
    let bands = store.load_assessments(Selection::default()).expect("assessments").into_iter().flat_map(|own| {
        let (year, block) = (own.year, own.block);
        own.bands.into_iter().map(move |band| {
            let GradeBand { grade, above, at_most, declared } = band;
            serde_json::json!({ "year": year, "block": block, "grade": grade, "above": above, "at_most": at_most, "declared": declared })
        })
    });
    let bands: Vec<_> = bands.collect();
    if !bands.is_empty() {
        same_values(project, "grade_bands", &["year", "block", "grade"], bands);
    }
    let criteria = store.load_criteria(Selection::default()).expect("criteria");
    same(project, "criteria", &["year", "block", "criterion"], &criteria);
    compare_years(project, &store);
}

/// Compares every view over several years with what analysis computes.
fn compare_years(project: &Project, store: &Store) {
    let history = History::load(store, None).expect("the history");
    let changes = criterion_changes(&history, None).expect("the changes");
    let years = ["block", "unit_id", "from_year", "to_year"];
    same(project, "delta_criteria", &[&years[..], &["criterion", "level"]].concat(), &changes);
    same(project, "deltas", &years, &deltas(&history, &changes, None).expect("the deltas"));
    same(project, "trends", &years[..2], &trends(&history, Lineage::AsIs));
    same(project, "block_trends", &["block", "year"], &block_trends(&history));
    let weaknesses = weaknesses(&history.frames).expect("weaknesses");
    let of_unit = ["block", "unit_id", "criterion", "level"];
    same(project, "persistent_weaknesses", &of_unit, &persistent_weaknesses(&weaknesses));
    let gaps = unit_gaps(&history.frames).expect("unit gaps");
    same(project, "persistent_overscoring", &of_unit[..2], &persistent_overscoring(&gaps));
    same(project, "improved_self_scoring", &of_unit[..2], &improved_self_scoring(&gaps));
    same(project, "lineages", &["from_code", "to_code", "kind"], &history.lineages);
    same(project, "restatements", &["year", "block", "unit"], &store.load_restatements().expect("restatements"));
}

/// Every score has the self and appraised points of its gap, and the attainment and maximum of its weakness.
fn same_scores(project: &Project, gaps: &[GapRow], weaknesses: &[WeaknessRow]) {
    let scores = project.query("SELECT * FROM scores");
    let key_of = |row: &Value| ["year", "block", "unit", "criterion"].map(|name| row[name].to_string());
    let by_key: HashMap<_, _> = scores.iter().map(|row| (key_of(row), row)).collect();
    let both = scores.iter().filter(|row| !row["self"].is_null() && !row["appraised"].is_null());
    assert_eq!(both.count(), gaps.len());
    assert_eq!(scores.iter().filter(|row| !row["attainment"].is_null()).count(), weaknesses.len());
    let rows = |json: Vec<u8>| serde_json::from_slice::<Vec<Value>>(&json).expect("rows");
    for gap in rows(Table::of(gaps).write(Format::Json, Style::default())) {
        let score = by_key[&key_of(&gap)];
        assert!(equal(&score["self"], &gap["self"]) && equal(&score["appraised"], &gap["appraised"]), "{score}");
    }
    for weakness in rows(Table::of(weaknesses).write(Format::Json, Style::default())) {
        let score = by_key[&key_of(&weakness)];
        assert!(equal(&score["attainment"], &weakness["attainment"]), "{score}");
        assert!(equal(&score["max_total"], &weakness["max_total"]), "{score}");
    }
}

/// Compares the view of findings with what is loaded.
fn compare_findings(project: &Project) {
    let store = Store::open(&project.db()).expect("the database");
    same(project, "findings", &["cell", "rule"], &store.load_findings(Selection::default()).expect("findings"));
}

#[test]
fn views_agree_with_analysis_on_the_decision() {
    let project = Project::with_decision();
    compare_figures(&project);
    compare_findings(&project);
}

#[test]
fn views_agree_with_analysis_where_scores_are_missing_or_do_not_apply() {
    let project = Project::new();
    let text = crate::project::SMALL.replacen("\t9,00\n", "\t\n", 1).replacen("\t17,50\n", "\t\n", 1);
    let path = project.write("missing.txt", text);
    project.run(&["import", &path]).succeeded();
    compare_figures(&project);
    compare_findings(&project);
}

#[test]
fn views_agree_with_analysis_over_simulated_years() {
    for (years, seed) in [("2019-2024", "7"), ("2015-2024", "8"), ("2021-2022", "9")] {
        let project = Project::simulated(years, seed);
        compare_figures(&project);
    }
}

#[test]
fn views_agree_with_analysis_on_what_is_shipped() {
    let project = Project::new();
    project.run(&["build", crate::project::DATA]).succeeded();
    compare_figures(&project);
}

#[test]
fn the_contract_of_the_views_holds() {
    let project = Project::with_decision();
    let views = project.query("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
    let mut contract = String::new();
    for view in views.iter().filter_map(|row| row["name"].as_str()) {
        if crate::docs::HELPER_VIEWS.contains(&view) {
            continue;
        }
        let rows = project.query(&format!("SELECT name FROM pragma_table_info('{view}')"));
        let names: Vec<_> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        contract += &format!("{view}: {}\n", names.join(", "));
    }
    insta::assert_snapshot!("views", contract);
}

#[test]
fn scores_are_the_printed_ones() {
    let project = Project::with_decision();
    let scores = project.query("SELECT * FROM scores");
    let decision = crate::decision::rows();
    let expected = decision.iter().flat_map(|row| row.scores.iter().map(move |scores| (row, scores)));
    assert_eq!(scores.len(), 27 * 7);
    for (score, (row, expected)) in scores.iter().zip(expected) {
        assert_eq!(score["unit"], row.unit.as_str());
        for (name, hundredths) in ["self", "appraised", "survey"].into_iter().zip(expected) {
            assert_eq!(score[name].as_f64(), Some(*hundredths as f64 / 100.0), "{score}");
        }
    }
}
