//! Before the appraisal, tables of self scores alone and the list of what to check first; after it,
//! the cuts that need a reason.

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::project::{DATA, Project};

/// A simulated province in which the self scores of 2024 are also those of 2025, still to be
/// appraised.
fn awaiting_appraisal() -> Project {
    let project = Project::simulated("2019-2024", "7");
    let sql = "SELECT unit, criterion, max_appraised, self FROM scores_detail WHERE year = 2024 \
        AND block = 'department'";
    project.run(&["sql", sql, "--format", "csv", "-o", "self.csv"]).succeeded();
    import(&project, "self.csv", &[]).succeeded();
    project
}

fn import(project: &Project, file: &str, further: &[&str]) -> crate::project::Run {
    let facts = [
        "--year",
        "2025",
        "--block",
        "department",
        "--number",
        "12/BC-SNV",
        "--date",
        "2026-01-05",
    ];
    let issuer = ["--issuer", "Sở Nội vụ", "--mix"];
    project.run(&[&["import", file][..], &facts, &issuer, further].concat())
}

fn float(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or_else(|| panic!("{name}: {row}"))
}

#[test]
fn self_scores_alone_are_not_results() {
    let project = awaiting_appraisal();
    let stages = project
        .query("SELECT stage, count(*) AS n FROM assessment WHERE year = 2025 GROUP BY stage");
    assert_eq!(stages, [serde_json::json!({ "stage": "self", "n": 1 })]);

    for view in [
        "rankings",
        "scores",
        "criteria",
        "gaps",
        "unit_gaps",
        "weaknesses",
        "block_trends",
        "leniency",
    ] {
        let rows = project.query(&format!("SELECT 1 FROM {view} WHERE year = 2025"));
        assert!(rows.is_empty(), "{view}");
    }

    assert_eq!(
        project.query("SELECT count(self) AS n FROM self_scores WHERE year = 2025")[0]["n"],
        144
    );
    project.run(&["rank", "--year", "2025"]).failed(1).says(&["2025"]);
    project.run(&["report", "--year", "2025"]).failed(1).says(&["2025"]);
    crate::views::compare_with_oracle(&project);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(project.query("SELECT 1 AS n FROM assessment WHERE stage = 'self'").len(), 1);
}

#[test]
fn self_scores_change_no_template_and_their_findings_can_be_read() {
    let project = awaiting_appraisal();
    let template = |file: &str| {
        let arguments = ["template", "--year", "2026", "--block", "department", "-o", file];
        project.run(&arguments).succeeded();
        std::fs::read(project.path(file)).expect("a file")
    };
    let with = template("with.xlsx");
    project.run(&["check", "--year", "2025"]).succeeded();
    project.run(&["remove", "12/BC-SNV"]).succeeded();
    assert_eq!(with, template("without.xlsx"));
    project.run(&["check", "--year", "2025"]).failed(1).says(&["2025"]);
}

#[test]
fn a_missing_self_score_is_reported() {
    let project = awaiting_appraisal();
    let text = std::fs::read_to_string(project.path("self.csv")).expect("a file");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let cut = lines[1].rfind(',').expect("a cell");
    lines[1].truncate(cut + 1);
    project.write("self.csv", lines.join("\n") + "\n");
    import(&project, "self.csv", &["--replace"]).succeeded();
    let run = project.run(&["review"]).succeeded();
    assert!(
        run.out.contains("Còn 1 nội dung chưa có điểm tự chấm nên không có trong bảng"),
        "{run:#?}"
    );
}

#[test]
fn results_replace_self_scores_but_not_the_other_way_round() {
    let project = awaiting_appraisal();
    let sql = "SELECT unit, criterion, max_appraised, max_survey, self, appraised, survey FROM scores_detail
                WHERE year = 2024 AND block = 'department'";
    project.run(&["sql", sql, "--format", "csv", "-o", "results.csv"]).succeeded();

    let facts = [
        "--year",
        "2025",
        "--block",
        "department",
        "--number",
        "9/QĐ-UBND",
        "--date",
        "2026-03-05",
        "--mix",
    ];
    let issuer = project.query("SELECT issuer FROM documents LIMIT 1")[0]["issuer"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    let results = [&["import", "results.csv", "--issuer", &issuer][..], &facts].concat();
    project.run(&results).succeeded();
    assert_eq!(project.query("SELECT count(*) AS n FROM rankings WHERE year = 2025")[0]["n"], 18);

    let sql = "SELECT stage, replaced_by IS NULL AS in_force FROM assessment WHERE year = 2025 \
        ORDER BY stage";
    let both = [("published", 1), ("self", 0)]
        .map(|(stage, in_force)| serde_json::json!({ "stage": stage, "in_force": in_force }));
    assert_eq!(project.query(sql), both);

    // The same self scores change nothing; other self scores are refused.
    import(&project, "self.csv", &[]).succeeded();
    import(&project, "self.csv", &["--replace"]).failed(1).says(&[
        "chưa phải là kết quả đã công bố",
        "9/QĐ-UBND",
        "cchc remove",
    ]);

    let text = std::fs::read_to_string(project.path("self.csv")).expect("a file");
    project.write("other.csv", text.replace("12.5\n", "12\n"));
    import(&project, "other.csv", &["--replace"])
        .failed(1)
        .says(&["chưa phải là kết quả đã công bố", "9/QĐ-UBND"]);
    assert_eq!(project.query(sql), both);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(project.query(sql), both);
    project.run(&["remove", "9/QĐ-UBND"]).succeeded();
    assert_eq!(project.query("SELECT stage FROM assessment WHERE year = 2025")[0]["stage"], "self");
}

#[test]
fn the_list_is_the_shortest_with_four_fifths_of_the_points_at_stake() {
    let project = awaiting_appraisal();
    let rows = project.json(&["review", "--all"]);
    assert_eq!(rows.len(), 144);

    let stakes: Vec<f64> = rows.iter().map(|row| float(row, "at_stake")).collect();
    assert!(stakes.windows(2).all(|pair| pair[0] >= pair[1] - 1e-9), "the most comes first");

    let all: f64 = stakes.iter().sum();
    let listed = rows.iter().filter(|row| row["listed"] == true).count();
    assert!(rows[..listed].iter().all(|row| row["listed"] == true));

    let stake_of_first = |count: usize| stakes[..count].iter().sum::<f64>();
    assert!(
        stake_of_first(listed) >= 0.8 * all && stake_of_first(listed - 1) < 0.8 * all,
        "{listed}"
    );

    for row in &rows {
        let (self_score, expected) = (float(row, "self"), float(row, "expected"));
        assert!(float(row, "lowest") <= expected && expected <= float(row, "highest"), "{row}");
        assert!(
            float(row, "at_stake") <= self_score + 1e-9
                && float(row, "highest") <= float(row, "max_appraised"),
            "{row}"
        );

        let parts = ["criterion_gap_share", "block_gap_share", "leniency", "repeated"];
        let parts: f64 = parts.iter().filter_map(|part| row[*part].as_f64()).sum();
        let gap = (self_score - expected) / float(row, "max_appraised");

        // Unless the expected score is held at zero or at the maximum.
        assert!(
            (gap - parts).abs() < 1e-9
                || expected <= 1e-9
                || expected >= float(row, "max_appraised") - 1e-9,
            "{row}"
        );
    }

    let short = project.json(&["review"]);
    assert_eq!(short.len(), listed + 10);
    let drawn = |seed: &str| {
        let rows = project.json(&["review", "--sample", "7", "--seed", seed]);
        let drawn = rows.iter().filter(|row| row["sampled"] == true);
        drawn.map(|row| format!("{} {}", row["unit"], row["criterion"])).collect::<Vec<_>>()
    };

    assert_eq!(drawn("5").len(), 7);
    assert_eq!(drawn("5"), drawn("5"));
    assert_ne!(drawn("5"), drawn("6"));

    let run = project.run(&["review", "--lang", "en"]).succeeded();
    assert!(
        run.out.contains("says nothing about intent")
            && run.out.contains("Tested on 5 appraised years"),
        "{run:#?}"
    );
}

#[test]
fn without_earlier_years_self_scores_are_compared_with_medians() {
    let project = Project::new();
    let units = ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"];
    let rows: String = units
        .iter()
        .zip(["9", "8", "4"])
        .map(|(unit, points)| format!("{unit},Cải cách thể chế,10,{points}\n"))
        .collect();
    project.write("self.csv", format!("unit,criterion,max_appraised,self\n{rows}"));
    import(&project, "self.csv", &["--new-units"]).succeeded();

    let rows = project.json(&["review", "--all", "--sample", "0"]);
    let identity = |row: &Value| {
        (
            row["unit"].as_str().unwrap_or("").to_owned(),
            float(row, "at_stake"),
            float(row, "median"),
        )
    };

    let expected = [("Sở Y tế", 1.0, 0.8), ("Sở Tư pháp", 0.0, 0.8), ("Sở Nội vụ", 0.0, 0.8)];
    let found: Vec<_> = rows.iter().map(identity).collect();
    for ((unit, stake, median), found) in expected.iter().zip(&found) {
        assert_eq!(*unit, found.0);
        assert!((stake - found.1).abs() < 1e-12 && (median - found.2).abs() < 1e-12, "{found:?}");
    }

    assert!(rows.iter().all(|row| row["expected"].is_null()));
    assert_eq!(project.json(&["review", "--sample", "0"]).len(), 1);

    let run = project.run(&["review"]).succeeded();
    assert!(run.out.contains("chưa dự kiến được điểm thẩm định"), "{run:#?}");
}

#[test]
fn cuts_that_need_a_reason_are_those_of_a_fifth_and_a_point() {
    let project = Project::new();
    project.import(DATA);
    let cuts = project.json(&["review", "--year", "2022"]);
    let sql = "SELECT unit, criterion FROM gaps JOIN rankings USING (year, block, unit_id, unit)
                WHERE year = 2022 AND level = 1 AND gap >= max_total / 100 AND gap_share >= 0.2 - 1e-9";
    assert_eq!(cuts.len(), project.query(sql).len());

    // The published decision has 30, counted independently.
    assert_eq!(cuts.len(), 30);
    assert_eq!((&cuts[0]["unit"], float(&cuts[0], "gap")), (&"Sở Giao thông vận tải".into(), 8.0));
    project
        .run(&["review", "--year", "2022", "--sample", "3"])
        .failed(2)
        .says(&["--sample", "2022"]);
    project.run(&["review", "--year", "2019"]).failed(1).says(&["2019"]);
    project.run(&["review", "--trials", "--all"]).failed(2);
    project.run(&["review", "--trials", "-o", "trials.xlsx"]).failed(2).says(&["--trials"]);

    // A table never overwrites a database, not even another one.
    std::fs::copy(project.db(), project.path("other.db")).expect("a copy");
    project.run(&["rank", "-o", "other.db"]).failed(2).says(&["other.db", "cơ sở dữ liệu"]);
    assert_eq!(std::fs::read(project.db()).ok(), std::fs::read(project.path("other.db")).ok());
}

#[test]
fn the_workbook_has_the_list_and_room_for_the_decision() {
    let project = awaiting_appraisal();
    project.run(&["review", "-o", "review.xlsx"]).succeeded();
    let mut book: Xlsx<_> =
        calamine::open_workbook(project.path("review.xlsx")).expect("a workbook");
    let sheets = book.sheet_names();
    let sheet = book.worksheet_range(&sheets[0]).expect("a sheet");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let header = rows.iter().position(|row| row[0] == Data::String("TT".into())).expect("headings");
    let list = project.json(&["review"]);
    assert_eq!(rows.len() - header - 1, list.len());

    for (row, listed) in rows[header + 1..].iter().zip(&list) {
        assert_eq!(row[1], Data::String(listed["unit"].as_str().expect("a name").into()));
        assert_eq!(row[8], Data::Float(float(listed, "at_stake")));
        assert_eq!((&row[10], &row[11], &row[12]), (&Data::Empty, &Data::Empty, &Data::Empty));
    }

    assert!(rows[1][0].to_string().contains("MÔ PHỎNG"), "{:?}", rows[1]);
    let first = std::fs::read(project.path("review.xlsx")).expect("a file");
    project.run(&["review", "-o", "again.xlsx"]).succeeded();
    assert_eq!(
        first,
        std::fs::read(project.path("again.xlsx")).expect("a file"),
        "the same list is the same bytes"
    );
    project.run(&["review", "--year", "2024", "-o", "cuts.xlsx", "--lang", "en"]).succeeded();
    assert!(project.path("cuts.xlsx").exists());
}
