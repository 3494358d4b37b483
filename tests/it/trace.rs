//! Tracing a figure to its cell.

use crate::project::{DECISION, Project};

#[test]
fn a_figure_leads_to_its_cell() {
    let project = Project::with_decision();
    let unit = ["trace", "--unit", "sở tư  PHÁP", "--year", "2022"];
    let cells = project.json(&[&unit[..], &["--criterion", "Cải cách thể chế"]].concat());
    let figures: Vec<_> = cells.iter().filter_map(|cell| cell["figure"].as_str()).collect();
    assert_eq!(figures, ["self", "appraised", "survey"]);

    let survey = &cells[2];
    assert_eq!((&survey["value"], &survey["text"]), (&"1.89".into(), &"1,89".into()));
    assert_eq!(
        (&survey["table"], &survey["row"], &survey["column"]),
        (&1.into(), &3.into(), &8.into())
    );
    assert_eq!(survey["file_name"], "501-QD-UBND.txt");

    // The text stands on the reported line of the file.
    let text = std::fs::read_to_string(DECISION).expect("the decision");
    for cell in project.json(&unit) {
        let line = usize::try_from(cell["line"].as_u64().expect("a line")).expect("a small number");
        assert_eq!(
            text.lines().nth(line - 1),
            Some(format!("\t{}", cell["text"].as_str().expect("a text")).as_str())
        );
    }
}

#[test]
fn the_checksum_of_the_file_is_that_of_sha256sum() {
    let project = Project::with_decision();
    let output = std::process::Command::new("sha256sum").arg(DECISION).output().expect("sha256sum");
    let sum = String::from_utf8_lossy(&output.stdout).split(' ').next().map(str::to_owned);
    let cells = project.json(&["trace", "--unit", "Sở Tư pháp"]);
    assert_eq!(cells[0]["sha256"].as_str(), sum.as_deref());
    // 7 criteria with 3 scores each, 3 sums, total, rank and grade.
    assert_eq!(cells.len(), 27);
    let run = project.run(&["trace", "--unit", "Sở Tư pháp"]).succeeded();
    assert!(run.out.contains(&sum.unwrap_or_default()), "{run:#?}");
}

#[test]
fn a_cell_that_contradicts_the_stored_figure_is_reported() {
    let project = Project::with_decision();
    let db = rusqlite::Connection::open(project.db()).expect("a database");
    db.execute(
        "UPDATE score SET survey = survey + 100 WHERE result_id = (SELECT result.id FROM result JOIN unit ON unit.id = unit_id
          WHERE name = 'Sở Tư pháp') AND criterion_id = (SELECT min(id) FROM criterion)",
        [],
    )
    .expect("a change");
    drop(db);
    let run = project.run(&["trace", "--unit", "Sở Tư pháp", "--format", "json"]).failed(1);
    assert_eq!(run.out.matches("\"agrees\":false").count(), 1, "{run:#?}");
    run.says(&["1:3:5", "1,95", "1,96"]);
}

#[test]
fn the_database_carries_the_document() {
    let project = Project::with_decision();
    let content = project.query("SELECT hex(content) AS content, bytes FROM document");
    let hex = content[0]["content"].as_str().expect("bytes").as_bytes();
    let stored: Vec<u8> = hex
        .chunks(2)
        .map(|pair| {
            u8::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16).expect("a byte")
        })
        .collect();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&stored[..]), &mut bytes)
        .expect("zlib");
    assert!(bytes == std::fs::read(DECISION).expect("the decision"));
    assert_eq!(content[0]["bytes"], bytes.len());
}
