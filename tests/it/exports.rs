//! What the program exports can be imported again.

use serde_json::Value;

use crate::project::Project;

/// The rows that a query gives, as CSV.
fn exported(project: &Project, sql: &str) -> String {
    project.run(&["sql", "--format", "csv", sql]).succeeded().out
}

fn imported(text: String) -> Project {
    let project = Project::new();
    let path = project.write("export.csv", text);
    let facts = ["--number", "1/QĐ-UBND", "--date", "2026-01-05", "--issuer", "UBND tỉnh Bắc Kạn"];
    project.run(&[&["import", &path][..], &facts].concat()).succeeded();
    project
}

fn rows(project: &Project, sql: &str) -> Vec<Value> {
    let rows = project.query(sql);
    assert!(!rows.is_empty(), "{sql}");
    rows
}

#[test]
fn exported_scores_and_ranks_come_back_as_they_were() {
    let project = Project::with_decision();
    let scores = "SELECT year, block, unit, criterion, level, self, appraised, survey, max_total \
                  FROM scores ORDER BY 1, 2, 3, 4";
    for view in ["scores_detail", "scores"] {
        let again = imported(exported(&project, &format!("SELECT * FROM {view}")));
        assert_eq!(rows(&again, scores), rows(&project, scores), "{view}");
        assert!(
            again.json(&["trace", "--unit", "Sở Tư pháp"]).iter().all(|row| row["agrees"] == true)
        );
    }
    let maxima =
        "SELECT year, block, criterion, max_appraised, max_survey FROM criteria ORDER BY 1, 2, 3";
    let again = imported(exported(&project, "SELECT * FROM scores_detail"));
    assert_eq!(rows(&again, maxima), rows(&project, maxima));

    let ranks = "SELECT year, block, unit, rank, total, grade, units, self_total, \
                 appraised_total, survey_total FROM rankings_detail ORDER BY 1, 2, 3";
    let again = imported(exported(&project, "SELECT * FROM rankings_detail"));
    assert_eq!(rows(&again, ranks), rows(&project, ranks));
    let ranked = project.run(&["rank", "--year", "2022", "--format", "csv"]).succeeded().out;
    let again = imported(ranked);
    let of_year = ranks.replace("ORDER", "WHERE year = 2022 ORDER");
    assert_eq!(rows(&again, &of_year), rows(&project, &of_year));
}

#[test]
fn simulated_figures_stay_simulated() {
    let project = Project::simulated("2020-2021", "1");
    let scores = "SELECT year, block, unit, criterion, self, appraised, survey, max_total FROM scores ORDER BY 1, 2, 3, 4";
    let back = imported(exported(&project, "SELECT * FROM scores_detail"));
    assert_eq!(rows(&back, scores), rows(&project, scores));
    let ranks = "SELECT year, block, unit, rank, total, attainment FROM rankings ORDER BY 1, 2, 3";
    let again = imported(exported(&project, "SELECT * FROM rankings_detail"));
    assert_eq!(rows(&again, ranks), rows(&project, ranks));
    assert!(again.query("SELECT simulated FROM documents").iter().all(|row| row["simulated"] == 1));
}

/// Imports a file of another project into a new one.
fn imported_from(project: &Project, file: &str) -> Project {
    let again = Project::new();
    let path = project.path(file);
    let facts = ["--number", "1/QĐ-UBND", "--date", "2026-01-05", "--issuer", "UBND tỉnh Bắc Kạn"];
    again.run(&[&["import", path.to_str().expect("a path")][..], &facts].concat()).succeeded();
    again
}

#[test]
fn workbooks_come_back_as_they_were() {
    let project = Project::with_decision();
    let ranks = "SELECT year, block, unit, rank, total, grade, self_total, appraised_total, \
                 survey_total FROM rankings_detail WHERE year = 2022 ORDER BY 1, 2, 3";
    for lang in ["vi", "en"] {
        let file = format!("rank-{lang}.xlsx");
        project.run(&["rank", "--year", "2022", "--lang", lang, "-o", &file]).succeeded();
        let again = imported_from(&project, &file);
        assert_eq!(rows(&again, ranks), rows(&project, ranks), "{lang}");
    }
    project.run(&["sql", "SELECT * FROM scores_detail", "-o", "scores.xlsx"]).succeeded();
    let scores = "SELECT year, block, unit, criterion, level, self, appraised, survey, max_total \
                  FROM scores ORDER BY 1, 2, 3, 4";
    let again = imported_from(&project, "scores.xlsx");
    assert_eq!(rows(&again, scores), rows(&project, scores));

    let project = Project::simulated("2020-2021", "1");
    project.run(&["rank", "-o", "rank.xlsx"]).succeeded();
    let again = imported_from(&project, "rank.xlsx");
    let ranks = "SELECT year, block, unit, rank, total FROM rankings ORDER BY 1, 2, 3";
    assert_eq!(rows(&again, ranks), rows(&project, ranks));
    assert!(again.query("SELECT simulated FROM documents").iter().all(|row| row["simulated"] == 1));
}

#[test]
fn the_year_of_the_rows_is_not_overruled() {
    let project = Project::with_decision();
    let path = project
        .write("a.csv", exported(&project, "SELECT * FROM rankings_detail WHERE year = 2022"));
    let facts = ["--number", "1/QĐ-UBND", "--date", "2026-01-05", "--issuer", "UBND tỉnh Bắc Kạn"];
    let again = Project::new();
    let run = again.run(&[&["import", &path, "--year", "2021"][..], &facts].concat());
    run.failed(1).says(&["2022", "2021", "--year"]);
}

#[test]
fn results_that_are_not_yet_published_stay_so() {
    let project = Project::with_decision();
    let detail = exported(&project, "SELECT * FROM rankings_detail WHERE year = 2022");
    assert!(detail.contains(",published,"));
    let again = imported(detail.replace(",published,", ",appraised,"));
    let stages = again.query("SELECT DISTINCT stage FROM rankings_detail");
    assert_eq!(stages, [serde_json::json!({ "stage": "appraised" })]);
    assert_eq!(
        rows(&again, "SELECT count(*) FROM rankings"),
        rows(&project, "SELECT count(*) FROM rankings")
    );
}
