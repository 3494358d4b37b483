//! The workbook to fill in, and its import once it is filled in.

use cchc::source::{DocumentReader as _, InProcess, ReadOptions};
use serde_json::Value;

use crate::project::{DATA, DECISION, Project, bytes};

const FILLED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats/hard/template.xlsx");

fn project() -> Project {
    let project = Project::new();
    project.import(DATA);
    project
}

#[test]
fn a_template_has_the_units_and_criteria_of_the_latest_decision_and_no_figures() {
    let project = project();
    project
        .run(&["template", "--year", "2023", "--block", "district", "-o", "new.xlsx"])
        .succeeded();
    let dry = ["import", "new.xlsx", "--number", "1/QĐ-UBND", "--date", "2024-01-05"];
    project.run(&dry).failed(1).says(&["chưa có số liệu"]);
    project.run(&["import", "new.xlsx"]).failed(1).says(&["chưa có số liệu"]);
    let first = bytes(&project.path("new.xlsx"));
    project
        .run(&["template", "--year", "2023", "--block", "district", "-o", "new.xlsx"])
        .succeeded();
    assert_eq!(bytes(&project.path("new.xlsx")), first, "the same template is the same bytes");
}

#[test]
fn a_filled_in_template_imports_with_the_same_figures() {
    let (decision, filled) = (Project::new(), Project::new());
    decision.run(&["import", DECISION, "--registry", DATA]).succeeded();

    // LibreOffice computed the formulas of the fixture.
    filled.run(&["import", FILLED, "--year", "2022", "--registry", DATA]).succeeded();
    let scores = "SELECT * FROM scores_detail WHERE block = 'district' ORDER BY unit, criterion";
    assert_eq!(decision.query(scores), filled.query(scores));

    let totals = |project: &Project, sql: &str| -> Vec<Value> { project.query(sql) };

    // The decision prints sums of unrounded scores, the workbook sums of the printed ones.
    assert_eq!(
        totals(
            &decision,
            "SELECT unit, recomputed_total AS total, rank, grade FROM rankings_detail WHERE block \
            = 'district' ORDER BY unit"
        ),
        totals(&filled, "SELECT unit, total, rank, grade FROM rankings ORDER BY unit")
    );
    assert!(
        filled.query("SELECT 1 FROM findings WHERE rule LIKE 'sum%' OR rule = 'total'").is_empty()
    );
}

#[test]
fn a_template_needs_criteria_units_and_a_name_that_excel_knows() {
    let project = project();
    let template = |year: &str, block: &str, file: &str| {
        project.run(&["template", "--year", year, "--block", block, "-o", file])
    };
    template("2023", "commune", "x.xlsx").failed(1).says(&["bộ tiêu chí", "Xã, phường, thị trấn"]);
    // Districts ended in 2025.
    template("2027", "district", "x.xlsx").failed(1).says(&["2027", "units.toml"]);
    template("2023", "district", "x.csv").failed(2).says(&[".xlsx"]);
    assert!(!project.path("x.xlsx").exists());
}

#[test]
fn sub_criteria_have_columns_of_their_own_and_sums() {
    let project = Project::new();
    let text = "(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2022 của Ủy ban nhân dân huyện Ví dụ)\n\
                KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n\
                unit,criterion,max_appraised,self,appraised\n\
                Xã Một,1. Thể chế,,,\nXã Một,1.1 Ban hành,60,50,40.5\nXã Một,1.2 Rà soát,40,40,30.25\n";
    let path = project.write("tidy.csv", text);
    project.import(&path);
    project
        .run(&["template", "--year", "2022", "--block", "commune", "-o", "parts.xlsx"])
        .succeeded();

    let path = project.path("parts.xlsx");
    let raw = InProcess.read(&path, &ReadOptions::default()).expect("a workbook");
    let headings: Vec<Vec<&str>> = raw.tables[0].rows[..3]
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(headings[0][2..8], ["Thể chế (Tối đa 100,00 điểm)"; 6]);
    assert_eq!(
        headings[1][2..8],
        [
            "1.1 Ban hành (Tối đa 60,00 điểm)",
            "1.1 Ban hành (Tối đa 60,00 điểm)",
            "1.2 Rà soát (Tối đa 40,00 điểm)",
            "1.2 Rà soát (Tối đa 40,00 điểm)",
            "Cộng",
            "Cộng"
        ]
    );
    assert_eq!(headings[2][2..5], ["Tự chấm (60,00)", "Thẩm định (60,00)", "Tự chấm (40,00)"]);
}
