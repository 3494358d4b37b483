//! One decision gives the same database from every format: only the document and the locations of
//! the cells differ.

use std::path::Path;

use cchc::source::{DocumentReader as _, InProcess, RawTable, ReadOptions, Remark};

use crate::project::{DECISION, Project, SMALL};

const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats");

/// The contents of a database, without the document and the locations of its cells.
fn contents(project: &Project) -> Vec<String> {
    let views = [
        "SELECT * FROM rankings_detail ORDER BY year, block, unit",
        "SELECT * FROM scores_detail ORDER BY year, block, unit, criterion",
        "SELECT * FROM gaps ORDER BY year, block, unit, criterion",
        "SELECT * FROM unit_gaps ORDER BY year, block, unit",
        "SELECT * FROM criteria ORDER BY year, block, criterion",
        "SELECT * FROM grade_bands ORDER BY year, block, grade",
        "SELECT year, block, unit, rule, severity, expected, found, difference, message, criterion, accepted, message_en
           FROM findings_detail ORDER BY block, unit, rule, message",
        "SELECT block, title, coverage, units FROM assessment ORDER BY block",
        "SELECT number, issued_on, issuer, title, simulated FROM documents",
        "SELECT unit.name, position, result.self_total, appraised_total, survey_total, total, rank, grade
           FROM result JOIN unit ON unit.id = unit_id ORDER BY unit.name",
        "SELECT (SELECT count(*) FROM placement) || ' kinds of figures, ' || (SELECT count(*) FROM placement_exception)
           || ' elsewhere' AS figures",
    ];
    let rows = views.iter().flat_map(|view| project.query(view));
    rows.map(|row| row.to_string()).collect()
}

/// Every figure with its cell, read again from the documents.
fn traced(project: &Project) -> Vec<serde_json::Value> {
    let units = project.query("SELECT DISTINCT unit FROM rankings");
    let units = units.iter().filter_map(|row| row["unit"].as_str());
    units.flat_map(|unit| project.json(&["trace", "--unit", unit])).collect()
}

/// A project with one document, imported with the shipped registry.
fn imported(path: &str) -> Project {
    let project = Project::new();
    let data = Path::new(crate::project::DATA).to_str().expect("a path");
    project.run(&["import", path, "--registry", data]).succeeded();
    project
}

#[track_caller]
fn equals_the_text(file: &str, format: &str) {
    let (text, other) = (imported(DECISION), imported(&format!("{FORMATS}/{file}")));
    let (expected, found) = (contents(&text), contents(&other));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found, "{file}");
    }
    assert_eq!(expected.len(), found.len(), "{file}");
    assert_eq!(other.query("SELECT format FROM documents")[0]["format"], format);
    for row in traced(&other) {
        assert_eq!(row["agrees"], true, "{file}: {row}");
    }
}

#[test]
fn word() {
    equals_the_text("decision.docx", "docx");
}

#[test]
fn excel() {
    equals_the_text("decision.xlsx", "xlsx");
}

#[test]
fn excel_97() {
    equals_the_text("decision.xls", "xls");
}

#[test]
fn open_document() {
    equals_the_text("decision.ods", "ods");
}

#[test]
fn web_page() {
    equals_the_text("decision.html", "html");
}

#[test]
fn pdf() {
    equals_the_text("decision.pdf", "pdf");
}

#[test]
fn pdf_without_ruled_lines() {
    equals_the_text("decision-unruled.pdf", "pdf");
    equals_the_text("decision-unruled-sheet.pdf", "pdf");
}

#[test]
fn separated_values() {
    equals_the_text("decision-wide.csv", "csv");
    equals_the_text("decision-wide-1258.csv", "csv");
    equals_the_text("decision-wide-utf16.tsv", "csv");
}

#[test]
fn tidy() {
    equals_the_text("decision-tidy.csv", "csv");
}

#[test]
fn markdown() {
    equals_the_text("decision.md", "markdown");
}

#[test]
fn text_with_blank_lines() {
    equals_the_text("decision-blank.txt", "blank-lines");
}

/// The contents of a database with the small decision, imported as text.
fn small() -> Vec<String> {
    contents(&Project::with_small())
}

#[track_caller]
fn equals_the_small_one(file: &str) -> Project {
    let project = Project::new();
    project.import(&format!("{FORMATS}/hard/{file}"));
    let (expected, found) = (small(), contents(&project));
    // A page or a workbook may give further findings; the figures are the same.
    for line in expected.iter().filter(|line| !line.contains("\"figures\"")) {
        assert!(found.contains(line), "{file}: {line} is not in {found:#?}");
    }
    project
}

#[test]
fn tracked_changes_notes_and_controls_of_word() {
    let project = equals_the_small_one("tracked.docx");
    let path = format!("{FORMATS}/hard/tracked.docx");
    project.run(&["import", &path, "--dry-run"]).succeeded();
    let has_figure_with = |text: &str| {
        traced(&project)
            .iter()
            .any(|row| row["text"].as_str().is_some_and(|found| found.contains(text)))
    };
    assert!(!has_figure_with("(1)"), "a note mark became part of a figure");
    assert!(
        project.query("SELECT 1 FROM result_source WHERE printed_name LIKE '%Bốn%'").is_empty()
    );
}

#[test]
fn a_table_split_by_a_page_break_is_one_table() {
    equals_the_small_one("split.docx");
}

#[test]
fn spans_and_missing_end_tags_of_a_page() {
    equals_the_small_one("spans.html");
}

#[test]
fn hidden_sheets_and_rows_are_reported_and_typed_figures_found() {
    let project = equals_the_small_one("hidden.xlsx");
    let findings = project.query("SELECT unit, cell FROM findings WHERE rule = 'hidden-row'");
    assert_eq!(
        (&findings[0]["unit"], &findings[0]["cell"]),
        (&"Xã Ví dụ Ba".into(), &"1:9:2".into())
    );

    // The file has 38.499999999999993.
    let cells = traced(&project);
    let cell = cells.iter().find(|cell| cell["row"] == 8 && cell["column"] == 4).expect("a cell");
    assert_eq!((&cell["text"], &cell["sheet"]), (&"38.50".into(), &"Xếp hạng".into()));

    let path = format!("{FORMATS}/hard/hidden.xlsx");
    let fresh = Project::new();
    let run = fresh.run(&["import", &path, "--sheet", "nháp", "--dry-run", "--format", "json"]);
    let plans: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("plans");
    assert_eq!(plans[0]["tables"][0]["units"].as_array().map(Vec::len), Some(3));
    fresh.run(&["import", &path, "--sheet", "Khác"]).failed(1).says(&["Khác", "Nháp", "Xếp hạng"]);
    fresh.run(&["import", &path]).succeeded().says(&["Nháp", "hàng ẩn (9)"]);
}

#[test]
fn an_index_in_percent_is_read_as_points() {
    let project = Project::new();
    project.import(&format!("{FORMATS}/hard/percent.xlsx"));
    let totals: Vec<_> =
        project.json(&["rank"]).iter().map(|row| row["total"].to_string()).collect();
    assert_eq!(totals, ["90.05", "79.50", "43.25"]);
}

#[test]
fn a_scan_is_refused_with_advice() {
    let project = Project::new();
    let path = format!("{FORMATS}/hard/scan.pdf");
    project.run(&["import", &path]).failed(1).says(&["bản quét", "OCR"]);
    project.run(&["--lang", "en", "import", &path]).failed(1).says(&["a scan", "OCR"]);
}

#[test]
fn only_the_given_range_is_read() {
    let project = Project::new();
    let path = format!("{FORMATS}/decision.xlsx");
    let run = project.run(&[
        "import",
        &path,
        "--sheet",
        "Huyện, thành phố",
        "--range",
        "A1:AC11",
        "--dry-run",
    ]);
    run.succeeded();

    let run = project
        .run(&["import", &path, "--sheet", "Huyện, thành phố", "--range", "A1:AC11"])
        .succeeded();
    assert!(run.err.contains("(6 đơn vị)"), "{run:?}");
    project.run(&["import", DECISION, "--sheet", "X"]).failed(1).says(&["--sheet"]);
}

/// The small decision with a criterion of two sub-criteria, which have these scores.
fn with_parts(scores: [&str; 2]) -> String {
    let caption = SMALL.split('\t').next().expect("a caption");
    let heading = "| TT | Tên đơn vị | 1. Cải cách thể chế (Tối đa 60 điểm) | | | | Tổng | Hạng |\n\
                   |---|---|---|---|---|---|---|---|\n\
                   | | | 1.1 Ban hành (20) | 1.2 Rà soát (30) | Cộng (50) | | | |\n\
                   | | | Thẩm định (20) | Thẩm định (30) | Thẩm định (50) | ĐT XHH (10) | | |\n";
    let [first, second] = scores;
    format!(
        "{caption}\n2. | x\n\n{heading}| 1 | Xã Ví dụ Một | {first} | {second} | 45,00 | 8,50 | 53,50 | 1 |\n"
    )
}

#[test]
fn sub_criteria_are_read_and_checked_against_their_criterion() {
    let import = |text: String| {
        let project = Project::new();
        let path = project.write("parts.md", text);
        let run = project.run(&["import", &path, "--accept", "framework-maximum"]);
        (project, run)
    };

    let (project, run) = import(with_parts(["18,00", "27,00"]));
    run.succeeded();
    let criteria =
        project.query("SELECT criterion, level, max_appraised, max_survey FROM criteria");
    let criteria: Vec<_> = criteria
        .iter()
        .map(|row| (row["criterion"].as_str().unwrap_or(""), row["level"].as_i64()))
        .collect();
    assert_eq!(
        criteria,
        [("Cải cách thể chế", Some(1)), ("1.1 Ban hành", Some(2)), ("1.2 Rà soát", Some(2))]
    );

    let (_, run) = import(with_parts(["18,00", "26,00"]));
    run.failed(1).says(&["sum-parts", "45,00", "44,00"]);
}

#[test]
fn sub_criteria_alone_add_up_to_their_criterion() {
    let project = Project::new();
    let text = "(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2022 của Ủy ban nhân dân huyện Ví dụ)\n\
                KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n\
                unit,criterion,max_appraised,self,appraised\n\
                Xã Một,1. Thể chế,,,\nXã Một,1.1 Ban hành,60,50,40.5\nXã Một,1.2 Rà soát,40,40,30.25\n\
                Xã Hai,1.1 Ban hành,60,60,50\nXã Hai,1.2 Rà soát,40,40,-\n";
    let path = project.write("tidy.csv", text);
    project.import(&path);
    let scores = project.query(
        "SELECT unit, self, appraised, max_appraised FROM scores_detail WHERE level = 1 \
            ORDER BY unit DESC",
    );
    let rows: Vec<_> = scores
        .iter()
        .map(|row| (row["appraised"].as_f64(), row["max_appraised"].as_f64()))
        .collect();
    assert_eq!(rows, [(Some(70.75), Some(100.0)), (Some(50.0), Some(60.0))]);

    let cells = traced(&project);
    let cell = |text: &str| cells.iter().find(|cell| cell["text"] == text).expect("a cell");
    assert_eq!(cell("30.25")["line"], 6);

    // A figure without a row in the tidy table has no cell: the first row of the unit is about
    // another criterion.
    let whole =
        cells.iter().find(|cell| cell["unit"] == "Xã Hai" && cell["criterion"] == "1. Thể chế");
    assert!(whole.is_none_or(|cell| cell["text"] == "" && cell["value"].is_null()), "{whole:?}");
}

#[test]
fn raw_tables_and_remarks_survive_serialisation() {
    let files =
        std::fs::read_dir(FORMATS).expect("a folder").map(|entry| entry.expect("a file").path());
    let mut kinds = std::collections::BTreeSet::new();
    for path in files.filter(|path| path.is_file()) {
        let Ok(raw) = InProcess.read(&path, &ReadOptions::default()) else { continue };
        let json = serde_json::to_string(&(&raw.tables, &raw.remarks)).expect("to write them");
        let (tables, remarks): (Vec<RawTable>, Vec<Remark>) =
            serde_json::from_str(&json).expect("to read them");
        assert!(tables == raw.tables && remarks == raw.remarks, "{}", path.display());
        kinds.insert(raw.format.code());
    }
    assert!(kinds.len() >= 8, "{kinds:?}");
}
