//! The views say what the polars layer says: every row, every column.

use cchc::analysis::{GapRow, WeaknessRow, gaps, rankings, unit_gaps, weaknesses};
use cchc::frame::Frames;
use cchc::model::{GradeBand, Points};
use cchc::store::{Selection, Store};
use serde::Serialize;
use serde_json::Value;

use crate::project::Project;

/// Every row of a view has the same values as the computed row with the same key, for every column of the view.
fn same<T: Serialize>(project: &Project, view: &str, key: &[&str], computed: &[T]) {
    let viewed = project.query(&format!("SELECT * FROM {view}"));
    let computed: Vec<Value> = computed.iter().map(|row| serde_json::to_value(row).expect("an object")).collect();
    assert_eq!(viewed.len(), computed.len(), "{view}");
    assert!(!viewed.is_empty(), "{view} is empty");
    for row in &viewed {
        let own = computed.iter().find(|own| key.iter().all(|name| own[*name] == row[*name]));
        let own = own.unwrap_or_else(|| panic!("{view}: {row} is not computed"));
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
            let GradeBand { grade, above, at_most } = band;
            serde_json::json!({ "year": year, "block": block, "grade": grade, "above": above, "at_most": at_most })
        })
    });
    let bands: Vec<_> = bands.collect();
    if !bands.is_empty() {
        same(project, "grade_bands", &["year", "block", "grade"], &bands);
    }
    let criteria = store.load_criteria(Selection::default()).expect("criteria");
    same(project, "criteria", &["year", "block", "criterion"], &criteria);
}

/// Every score has the self and appraised points of its gap, and the attainment and maximum of its weakness.
fn same_scores(project: &Project, gaps: &[GapRow], weaknesses: &[WeaknessRow]) {
    let scores = project.query("SELECT * FROM scores");
    let is = |row: &Value, unit: &str, criterion: &str| row["unit"] == unit && row["criterion"] == criterion;
    let value = |points: Points| serde_json::to_value(points).expect("a number");
    let both = scores.iter().filter(|row| !row["self"].is_null() && !row["appraised"].is_null());
    assert_eq!(both.count(), gaps.len());
    assert_eq!(scores.iter().filter(|row| !row["attainment"].is_null()).count(), weaknesses.len());
    for gap in gaps {
        let score = scores.iter().find(|row| is(row, &gap.unit, &gap.criterion)).expect("the score");
        assert!(equal(&score["self"], &value(gap.self_score)) && equal(&score["appraised"], &value(gap.appraised)));
    }
    for weakness in weaknesses {
        let score = scores.iter().find(|row| is(row, &weakness.unit, &weakness.criterion)).expect("the score");
        assert!(equal(&score["attainment"], &weakness.attainment.into()), "{score}");
        assert!(equal(&score["max_total"], &value(weakness.max_total)), "{score}");
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
fn the_contract_of_the_views_holds() {
    let project = Project::with_decision();
    let contract = [
        (
            "rankings",
            "year, block, unit, rank, total, grade, attainment, self_total, appraised_total, survey_total, \
             published_rank, published_total, published_grade, coverage, simulated",
        ),
        (
            "scores",
            "year, block, unit, criterion, self, appraised, survey, total, max_appraised, max_survey, max_total, attainment",
        ),
        ("gaps", "year, block, unit, criterion, self, appraised, gap, gap_share"),
        ("unit_gaps", "year, block, unit, self_total, appraised_total, gap, gap_share, over, under"),
        ("weaknesses", "year, block, unit, criterion, attainment, lost, lost_share, block_median, behind"),
        ("criteria", "year, block, criterion, series, level, max_appraised, max_survey, max_total"),
        ("findings", "year, block, unit, rule, severity, expected, found, difference, cell, message"),
    ];
    for (view, columns) in contract {
        let rows = project.query(&format!("SELECT name FROM pragma_table_info('{view}')"));
        let names: Vec<_> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        assert!(names.join(", ").starts_with(columns), "{view}: {names:?}");
    }
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
