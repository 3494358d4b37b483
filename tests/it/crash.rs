//! Imports that are killed, run into a full disk or run at the same time: afterwards the database
//! is sound and holds each document whole or not at all.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use crate::project::{Project, Run};

/// A project with six simulated years in the folder `sim`, none of them imported.
fn six_years() -> Project {
    let project = Project::new();
    project.run(&["simulate", "--years", "2019-2024", "--out", "sim"]).succeeded();
    project
}

/// The number of results, scores, placements and findings of each document in a database.
fn holdings(project: &Project) -> BTreeMap<String, [i64; 4]> {
    let db = Connection::open(project.db()).expect("a database");
    let sound: String =
        db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(sound, "ok");

    let broken: i64 = db
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .expect("keys");
    assert_eq!(broken, 0);

    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).expect("a schema");
    if tables == 0 {
        return BTreeMap::new();
    }

    let sql = "SELECT file_name,
                      (SELECT count(*) FROM result JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id),
                      (SELECT count(*) FROM score JOIN result ON result.id = result_id
                         JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id),
                      (SELECT count(*) FROM placement WHERE document_id = document.id),
                      (SELECT count(*) FROM finding JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id)
                 FROM document";
    let mut statement = db.prepare(sql).expect("a query");
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, String>(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))
    };

    statement.query_map([], row).expect("rows").collect::<Result<_, _>>().expect("rows")
}

#[track_caller]
fn each_whole_or_absent(project: &Project, whole: &BTreeMap<String, [i64; 4]>) -> usize {
    if !project.db().exists() {
        return 0;
    }
    let found = holdings(project);
    for (document, rows) in &found {
        assert_eq!(Some(rows), whole.get(document), "{document}");
    }
    found.len()
}

#[test]
fn an_import_killed_at_any_point_leaves_whole_documents() {
    let project = six_years();
    project.run(&["import", "sim"]).succeeded();
    let whole = holdings(&project);
    assert_eq!(whole.len(), 6);

    let mut counts = std::collections::BTreeSet::new();
    for step in 0..12 {
        std::fs::remove_file(project.db()).expect("to remove the database");
        let _ = std::fs::remove_file(project.path("cchc.db-journal"));
        let mut command = project.command(&["import", "sim"]);
        let mut child = command.stderr(Stdio::null()).spawn().expect("to run");
        std::thread::sleep(Duration::from_millis(10 + step * 70));
        child.kill().expect("to kill it");
        child.wait().expect("its end");
        counts.insert(each_whole_or_absent(&project, &whole));
        // The next import completes it.
        project.run(&["import", "sim"]).succeeded();
        assert_eq!(holdings(&project), whole);
    }

    assert!(counts.len() > 1, "every kill came too early or too late: {counts:?}");
}

#[test]
fn a_full_disk_leaves_whole_documents() {
    let project = six_years();
    project.run(&["import", "sim"]).succeeded();
    let whole = holdings(&project);
    let size = std::fs::metadata(project.db()).expect("the database").len();
    std::fs::remove_file(project.db()).expect("to remove it");

    // A shell counts in blocks of 512 or of 1024 bytes; either limit is reached during the import.
    let blocks = (size / 1024 / 3).to_string();
    let script = format!("ulimit -f {blocks}; exec \"$0\" import sim");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_cchc")]).current_dir(project.folder.path());
    let run = Run::of(command);
    assert_eq!(run.code, 1, "{run:#?}");

    let stored_count = each_whole_or_absent(&project, &whole);
    assert!(stored_count < 6, "the disk was not full");
    project.run(&["import", "sim"]).succeeded();
    assert_eq!(holdings(&project), whole);
}

#[test]
fn two_imports_and_a_reader_do_not_disturb_each_other() {
    let project = six_years();
    let start = || project.command(&["-q", "import", "sim"]).spawn().expect("to run");
    let mut writers = [start(), start()];
    let mut last = 0;

    while writers.iter_mut().any(|writer| writer.try_wait().expect("a state").is_none()) {
        let run = project.run(&[
            "sql",
            "SELECT count(DISTINCT year) AS years, count(*) AS units FROM rankings",
            "--format",
            "csv",
        ]);

        // There may be no database yet, or one that is being written.
        if run.code == 0 {
            let years: usize = run
                .out
                .lines()
                .nth(1)
                .and_then(|row| row.split(',').next()?.parse().ok())
                .expect("a count");
            assert!(years >= last, "a document went away");
            last = years;
        }
    }

    for writer in &mut writers {
        assert!(writer.wait().expect("an end").success());
    }

    assert_eq!(holdings(&project).len(), 6);
}
