//! Stored documents: listing, extracting, removing and rebuilding.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::project::{DATA, DECISION, Project, Run, SMALL};

/// Every row of every table.
fn dump(db: &Path) -> Vec<(String, Vec<Vec<Value>>)> {
    let db = Connection::open(db).expect("a database");
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = db.prepare(names).expect("a query");
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .expect("names")
        .collect::<Result<_, _>>()
        .expect("names");
    let rows = |name: &String| {
        let mut statement = db.prepare(&format!("SELECT * FROM {name}")).expect("a query");
        let width = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..width).map(|index| row.get(index)).collect::<Result<Vec<Value>, _>>()
        };
        statement.query_map([], row).expect("rows").collect::<Result<Vec<_>, _>>().expect("rows")
    };

    names.into_iter().map(|name| (name.clone(), rows(&name))).collect()
}

#[track_caller]
fn same(a: &[(String, Vec<Vec<Value>>)], b: &[(String, Vec<Vec<Value>>)]) {
    for ((table, a), (_, b)) in a.iter().zip(b) {
        assert_eq!(a, b, "{table}");
    }
    assert_eq!(a.len(), b.len());
}

fn six_years() -> Project {
    Project::simulated("2019-2024", "7")
}

/// The rows of the views for people, without row ids.
fn visible_rows(project: &Project) -> Vec<String> {
    let views = "SELECT name FROM sqlite_schema WHERE type = 'view' AND name NOT LIKE '%\\_row' ESCAPE '\\'
                    AND name IN ('rankings', 'scores', 'gaps', 'unit_gaps', 'weaknesses', 'criterion_summaries', 'deltas',
                                 'delta_criteria', 'trends', 'block_trends', 'persistent_weaknesses',
                                 'persistent_overscoring', 'improved_self_scoring', 'criteria', 'grade_bands', 'findings')
                  ORDER BY name";
    let names = project.query(views);
    assert_eq!(names.len(), 16);
    let names = names.iter().filter_map(|row| row["name"].as_str());
    let rows =
        names.flat_map(|name| project.query(&format!("SELECT '{name}' AS view, * FROM {name}")));
    let mut rows: Vec<_> = rows.map(|row| row.to_string()).collect();
    rows.sort_unstable();
    rows
}

#[test]
fn documents_are_listed_and_extracted_byte_for_byte() {
    let project = Project::new();
    project.run(&["import", DATA]).succeeded();
    let documents = project.json(&["documents"]);
    let rows: Vec<_> = documents
        .iter()
        .map(|document| (document["year"].as_u64(), document["in_force"].as_bool()))
        .collect();
    assert_eq!(rows, [(Some(2018), Some(true)), (Some(2022), Some(true))]);

    let run = project.run(&["documents"]).succeeded();
    assert!(run.out.contains("501/QĐ-UBND") && run.out.contains("có"), "{run:#?}");

    project.run(&["extract", "501/qđ-ubnd"]).succeeded();
    let original = std::fs::read(DECISION).expect("the decision");
    assert!(std::fs::read(project.path("501-QD-UBND.txt")).expect("a file") == original);

    // An existing file is overwritten only if `-o` names it.
    project.run(&["extract", "501/QĐ-UBND"]).failed(1).says(&["501-QD-UBND.txt", "-o"]);
    let sha256 = documents[1]["sha256"].as_str().expect("a sum");
    project.run(&["extract", &sha256[..12], "-o", "again.txt"]).succeeded();
    assert!(std::fs::read(project.path("again.txt")).expect("a file") == original);
    project.run(&["extract", "502/QĐ-UBND"]).failed(1).says(&["502/QĐ-UBND", "501/QĐ-UBND"]);
    project.run(&["extract", "501/QĐ-UBND", "-o", "cchc.db"]).failed(2);
}

#[test]
fn a_stored_file_name_that_is_unsafe_is_not_written() {
    let project = Project::with_small();
    for name in ["../small.txt", "/tmp/small.txt", "C:small.txt", ".profile", "a\nb"] {
        let db = Connection::open(project.db()).expect("a database");
        db.execute("UPDATE document SET file_name = ?", [name]).expect("a change");
        drop(db);
        project.run(&["extract", "12/QĐ-UBND"]).failed(1).says(&["-o"]);
    }
}

#[test]
fn altered_bytes_are_reported_and_block_no_other_document() {
    let project = six_years();
    let before = visible_rows(&project);
    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE document SET content = zeroblob(bytes) WHERE number = '2020/QĐ-MP'", [])
        .expect("a change");
    drop(db);
    project.run(&["extract", "2020/QĐ-MP", "-o", "x.txt"]).failed(1).says(&["2020-QD-MP.txt"]);
    project
        .run(&["trace", "--unit", "Sở Tư pháp", "--year", "2020"])
        .failed(1)
        .says(&["2020-QD-MP.txt"]);

    let damaged = dump(&project.db());
    project.run(&["remove", "2019/QĐ-MP"]).failed(1).says(&["2020-QD-MP.txt"]);
    same(&dump(&project.db()), &damaged);
    project.run(&["rebuild"]).failed(1).says(&["2020/QĐ-MP", "--without"]);
    assert_eq!(project.query("SELECT DISTINCT year FROM rankings").len(), 5);

    // Importing the original again repairs the stored bytes.
    project.run(&["import", "sim/2020"]).succeeded();
    project.run(&["extract", "2020/QĐ-MP", "-o", "x.txt"]).succeeded();

    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE document SET content = zeroblob(9) WHERE number = '2020/QĐ-MP'", [])
        .expect("a change");
    drop(db);
    project.run(&["import", "sim/2020"]).succeeded().says(&["Không thay đổi"]);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(visible_rows(&project), before);

    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE document SET content = zeroblob(9) WHERE number = '2020/QĐ-MP'", [])
        .expect("a change");
    drop(db);
    project.run(&["rebuild"]).failed(1);

    // A document that lost its results does not block the removal of another.
    project.run(&["remove", "2019/QĐ-MP"]).succeeded();
    project.run(&["import", "sim/2020", "sim/2019"]).succeeded();
    assert_eq!(project.query("SELECT DISTINCT year FROM rankings").len(), 6);
}

#[test]
fn removing_a_document_and_importing_it_again_leaves_no_trace() {
    let project = six_years();
    let whole = dump(&project.db());
    project.run(&["remove", "2024-QD-MP.txt"]).succeeded().says(&["2024/QĐ-MP"]);
    let five = Project::simulated("2019-2024", "7");
    std::fs::remove_file(five.db()).expect("to remove it");
    for year in 2019..2024 {
        five.run(&["import", &format!("sim/{year}")]).succeeded();
    }
    same(&dump(&project.db()), &dump(&five.db()));
    project.run(&["import", "sim/2024"]).succeeded();
    same(&dump(&project.db()), &whole);
    project.run(&["remove", "2030/QĐ-MP"]).failed(1);
    same(&dump(&project.db()), &whole);
}

#[test]
fn the_first_document_can_be_removed() {
    let project = six_years();
    project.run(&["remove", "2019/QĐ-MP"]).succeeded();
    let five = Project::simulated("2019-2024", "7");
    std::fs::remove_file(five.db()).expect("to remove it");
    for year in 2020..2025 {
        five.run(&["import", &format!("sim/{year}")]).succeeded();
    }
    assert_eq!(visible_rows(&project), visible_rows(&five));
    project.run(&["rebuild"]).succeeded();
    same(&dump(&project.db()), &dump(&five.db()));
}

#[test]
fn the_only_document_can_be_removed() {
    let project = Project::with_small();
    project.run(&["remove", "small.txt"]).succeeded();
    project.run(&["rank"]).failed(1);
    assert!(project.json(&["documents"]).is_empty());
    project.run(&["rebuild"]).succeeded();
    project.run(&["import", "small.txt"]).succeeded();
    same(&dump(&project.db()), &dump(&Project::with_small().db()));
}

#[test]
fn removing_a_document_restores_what_it_replaced() {
    let project = six_years();
    let before = visible_rows(&project);
    let document = "sim/2022/2022-QD-MP.txt";
    let text = std::fs::read_to_string(project.path(document)).expect("a text");
    project
        .write(document, text.replacen("không phải kết quả thật", "không phải  kết quả thật", 1));
    project.run(&["import", document, "--replace"]).succeeded();

    let names: Vec<_> = project
        .json(&["documents"])
        .iter()
        .map(|document| document["in_force"].as_bool())
        .collect();
    assert_eq!(names.iter().filter(|document| **document == Some(false)).count(), 1);

    // Both documents have the same number and file name.
    project.run(&["remove", "2022/QĐ-MP"]).failed(1).says(&["SHA-256"]);
    let sums =
        project.query("SELECT sha256 FROM document WHERE number = '2022/QĐ-MP' ORDER BY id DESC");
    let last = sums[0]["sha256"].as_str().expect("a sum").to_owned();
    project.run(&["rebuild"]).succeeded();
    project.run(&["remove", &last]).succeeded();
    assert_eq!(visible_rows(&project), before);
    assert!(project.json(&["documents"]).iter().all(|document| document["in_force"] == true));
}

#[test]
fn a_rebuild_equals_a_build_from_nothing() {
    let project = six_years();
    let before = dump(&project.db());
    project.run(&["rebuild"]).succeeded().says(&["6"]);
    same(&dump(&project.db()), &before);

    // A reinstated document stays in force, although it was imported first.
    let document = "sim/2021/2021-QD-MP.txt";
    let text = std::fs::read_to_string(project.path(document)).expect("a text");
    project.write(
        "other.txt",
        text.replacen("không phải kết quả thật", "không phải  kết quả thật", 1),
    );
    project.run(&["import", "other.txt", "--replace"]).succeeded();
    project.run(&["import", document, "--replace"]).succeeded();

    let before = dump(&project.db());
    project.run(&["rebuild"]).succeeded();
    same(&dump(&project.db()), &before);
}

#[test]
fn a_rebuild_uses_the_current_registry() {
    let project = Project::new();
    project.run(&["import", DECISION]).succeeded();
    let registry = project.path("registry");
    std::fs::create_dir(&registry).expect("a folder");
    let units = std::fs::read_to_string(format!("{DATA}/units.toml")).expect("units");
    let frameworks =
        std::fs::read_to_string(format!("{DATA}/frameworks.toml")).expect("frameworks");
    project.write(
        "registry/units.toml",
        units.replace(
            "name = \"Sở Tư pháp\"",
            "name = \"Sở Tư pháp tỉnh\"\naliases = [\"Sở Tư pháp\"]",
        ),
    );
    project.write("registry/frameworks.toml", frameworks);
    project.run(&["rebuild", "--registry", "registry"]).succeeded();

    let names = project.query("SELECT unit FROM rankings WHERE unit LIKE 'Sở Tư pháp%'");
    assert_eq!(names[0]["unit"], "Sở Tư pháp tỉnh");

    let fresh = Project::new();
    fresh.run(&["import", DECISION, "--registry", registry.to_str().expect("a path")]).succeeded();
    same(&dump(&project.db()), &dump(&fresh.db()));
    project.run(&["rebuild", "--registry", "nowhere"]).failed(2);
}

/// A project with one document that was accepted with an error and one without errors.
fn with_an_accepted_error() -> Project {
    let project = Project::with_small();
    let year = SMALL.replace("NĂM 2021", "NĂM 2020").replace("\t17,50\n", "\t17,60\n");
    let path = project.write("odd.txt", year.replace("12/QĐ-UBND", "11/QĐ-UBND"));
    project.run(&["import", &path]).failed(1);
    project.run(&["import", &path, "--accept", "sum-survey", "--accept", "total"]).succeeded();
    project
}

#[test]
fn a_document_that_no_longer_passes_is_reported_and_blocks_no_other() {
    let project = with_an_accepted_error();
    let before = dump(&project.db());
    project.run(&["rebuild"]).succeeded();
    same(&dump(&project.db()), &before);

    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE document SET instructions = '{}' WHERE file_name = 'odd.txt'", [])
        .expect("a change");
    drop(db);
    project.run(&["rebuild"]).failed(1).says(&["11/QĐ-UBND", "--accept", "--without"]);

    let documents = project.json(&["documents"]);
    let rows: Vec<_> = documents
        .iter()
        .map(|document| (document["file_name"].as_str(), document["in_force"].as_bool()))
        .collect();
    assert_eq!(rows, [(Some("small.txt"), Some(true)), (Some("odd.txt"), Some(false))]);
    assert!(!project.query("SELECT 1 FROM rankings WHERE year = 2021").is_empty());
    project.run(&["extract", "odd.txt", "-o", "back.txt"]).succeeded();

    let (odd, back) = (project.path("odd.txt"), project.path("back.txt"));
    assert!(std::fs::read(odd).expect("a file") == std::fs::read(back).expect("a file"));

    let rule = ["--accept", "sum-survey", "--accept", "total"];
    project.run(&[&["rebuild"][..], &rule].concat()).succeeded();
    assert_eq!(visible_rows(&project), visible_rows(&with_an_accepted_error()));
    project.run(&["rebuild", "--without", "odd.txt"]).succeeded();
    same(&dump(&project.db()), &dump(&Project::with_small().db()));
}

#[test]
fn a_document_that_fails_a_rebuild_can_be_imported_again() {
    let project = with_an_accepted_error();
    let before = visible_rows(&project);
    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE document SET instructions = '{}'", []).expect("a change");
    drop(db);
    project.run(&["rebuild"]).failed(1);
    project.run(&["import", "odd.txt", "--accept", "sum-survey", "--accept", "total"]).succeeded();
    assert_eq!(visible_rows(&project), before);
}

#[test]
fn a_database_of_the_first_version_is_rebuilt_from_its_bytes() {
    let project = Project::new();
    let db = Connection::open(project.db()).expect("a database");
    db.execute_batch(
        "CREATE TABLE document (id INTEGER PRIMARY KEY, number TEXT NOT NULL, issued_on TEXT NOT NULL, issuer TEXT NOT NULL,
             title TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, format TEXT NOT NULL,
             content BLOB NOT NULL, simulated INTEGER NOT NULL DEFAULT 0) STRICT;
         CREATE TABLE assessment (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document (id),
             framework_id INTEGER NOT NULL, year INTEGER NOT NULL, block TEXT NOT NULL, title TEXT NOT NULL,
             coverage TEXT NOT NULL, replaced_by INTEGER REFERENCES assessment (id)) STRICT;
         CREATE TABLE finding (id INTEGER PRIMARY KEY, assessment_id INTEGER NOT NULL REFERENCES assessment (id),
             rule TEXT NOT NULL, accepted INTEGER NOT NULL) STRICT;
         CREATE VIEW rankings AS SELECT * FROM assessment;
         PRAGMA application_id = 0x43434843;
         PRAGMA user_version = 1;",
    )
    .expect("a schema");
    let sha256 = {
        let project = Project::with_decision();
        project.json(&["documents"])[0]["sha256"].as_str().expect("a sum").to_owned()
    };
    let content = std::fs::read(DECISION).expect("the decision");
    let values = params![
        "501/QĐ-UBND",
        "2023-03-29",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
        "501-QD-UBND.txt",
        sha256,
        content
    ];
    db.execute(
        "INSERT INTO document (number, issued_on, issuer, title, file_name, sha256, format, content)
         VALUES (?, ?, ?, '', ?, ?, 'cell-lines', ?)",
        values,
    )
    .expect("a document");
    for block in ["department", "district"] {
        let sql = "INSERT INTO assessment (document_id, framework_id, year, block, title, coverage)
                   VALUES (1, 1, 2022, ?, '', 'full')";
        db.execute(sql, [block]).expect("an assessment");
    }
    drop(db);
    project.run(&["rank"]).failed(3).says(&["cchc rebuild"]);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(visible_rows(&project), visible_rows(&Project::with_decision()));

    let db = Connection::open(project.db()).expect("a database");
    db.pragma_update(None, "user_version", 99).expect("a change");
    drop(db);
    project.run(&["rebuild"]).failed(3).says(&["99"]);
}

#[test]
fn a_backup_is_complete_and_overwrites_nothing() {
    let project = six_years();
    project.run(&["documents", "--backup", "copy.db"]).succeeded();
    same(&dump(&project.path("copy.db")), &dump(&project.db()));
    project.run(&["documents", "--backup", "copy.db"]).failed(1).says(&["copy.db"]);
    project.run(&["documents", "--backup", "cchc.db"]).failed(1);
    project.run(&["rank", "--db", "copy.db"]).succeeded();
}

#[test]
fn a_reader_keeps_a_rebuild_waiting_and_nothing_is_lost() {
    let project = six_years();
    let before = dump(&project.db());
    let reader = Connection::open(project.db()).expect("a database");
    reader.execute_batch("BEGIN; SELECT count(*) FROM score;").expect("to read");
    let run = project.run(&["rebuild"]).failed(1);
    assert!(run.err.contains("đang được"), "{run:#?}");
    reader.execute_batch("COMMIT").expect("an end");
    same(&dump(&project.db()), &before);
}

#[test]
fn a_rebuild_and_a_removal_killed_at_any_point_are_undone() {
    let project = six_years();
    let whole = dump(&project.db());
    let file = std::fs::read(project.db()).expect("the database");
    project.run(&["remove", "2023/QĐ-MP"]).succeeded();

    let removed = dump(&project.db());
    for step in 0..10 {
        for verb in [&["rebuild"][..], &["remove", "2023/QĐ-MP"]] {
            std::fs::write(project.db(), &file).expect("to write");
            let _ = std::fs::remove_file(project.path("cchc.db-journal"));
            let mut child = project.command(verb).spawn().expect("to run");
            std::thread::sleep(Duration::from_millis(5 + step * 60));
            child.kill().expect("to kill it");
            child.wait().expect("its end");
            project.run(&["documents"]).succeeded();
            let now = dump(&project.db());
            assert!(now == whole || now == removed, "{verb:?} {step}");
        }
    }
}

#[test]
fn a_registry_under_which_a_stored_document_no_longer_passes_changes_nothing() {
    let project = Project::new();
    project.run(&["import", DECISION]).succeeded();
    let before = std::fs::read(project.db()).expect("the database");
    project.write(
        "registry/units.toml",
        "[[unit]]\nid = \"a\"\nname = \"Sở Tư pháp\"\nblock = \"department\"\naliases = [\"Sở Y tế\"]\n",
    );
    let issuer = "Ủy ban nhân dân tỉnh Bắc Kạn";
    project.write("small.txt", SMALL.replace("Ủy ban nhân dân huyện Ví dụ", issuer));
    let import = ["import", "small.txt", "--registry", "registry", "--replace-registry"];
    project.run(&import).failed(1).says(&["501/QĐ-UBND", "Sở Y tế", "cchc rebuild"]);
    assert!(std::fs::read(project.db()).expect("the database") == before);
    project.run(&["rebuild", "--registry", "registry"]).failed(2).says(&["--replace-registry"]);
    project
        .run(&["rebuild", "--registry", "registry", "--replace-registry"])
        .failed(1)
        .says(&["501/QĐ-UBND"]);
    project.run(&["rank"]).failed(1);

    // The bytes are still stored: a registry that tells the two units apart restores the results.
    project.run(&["rebuild", "--registry", DATA]).succeeded();
    same(&dump(&project.db()), &dump(&Project::with_decision().db()));
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let project = six_years();
    let before = dump(&project.db());
    let size = std::fs::metadata(project.db()).expect("the database").len();

    for verb in ["rebuild", "remove 2021/QĐ-MP", "documents --backup copy.db"] {
        // A shell counts in blocks of 512 or of 1024 bytes; either limit is reached on the way.
        let script = format!("ulimit -f {}; exec \"$0\" {verb}", size / 1024 / 3);
        let mut command = Command::new("sh");
        command
            .args(["-c", &script, env!("CARGO_BIN_EXE_cchc")])
            .current_dir(project.folder.path());
        let run = Run::of(command);
        assert_ne!(run.code, 0, "{verb}: {run:#?}");
        project.run(&["documents"]).succeeded();
        same(&dump(&project.db()), &before);
        assert!(!project.path("copy.db").exists());
    }
}

#[test]
fn concurrent_writers_wait_for_each_other() {
    let project = six_years();
    let before = dump(&project.db());
    let start = |verb: &[&str]| {
        project.command(verb).stderr(std::process::Stdio::null()).spawn().expect("to run")
    };

    let mut writers = [start(&["rebuild"]), start(&["-q", "import", "sim"]), start(&["rebuild"])];
    while writers.iter_mut().any(|writer| writer.try_wait().expect("a state").is_none()) {
        let run = project.run(&[
            "sql",
            "SELECT count(DISTINCT year) AS years FROM rankings",
            "--format",
            "csv",
        ]);
        assert!(run.code != 0 || run.out.ends_with("6\n"), "{run:#?}");
    }

    for writer in &mut writers {
        assert!(writer.wait().expect("an end").success());
    }

    same(&dump(&project.db()), &before);
}

#[test]
fn concurrent_removals_remove_the_documents_asked_for() {
    let project = six_years();
    let start = |number: &str| project.command(&["-q", "remove", number]).spawn().expect("to run");
    let mut removals = ["2019/QĐ-MP", "2020/QĐ-MP", "2021/QĐ-MP"].map(start);
    for removal in &mut removals {
        assert!(removal.wait().expect("an end").success());
    }
    let left = project.query("SELECT number FROM document ORDER BY number");
    let left: Vec<_> = left.iter().filter_map(|row| row["number"].as_str()).collect();
    assert_eq!(left, ["2022/QĐ-MP", "2023/QĐ-MP", "2024/QĐ-MP"]);
}

/// Three small decisions for one year, each correcting the one before.
fn corrections(project: &Project) -> [String; 3] {
    [("a.txt", "12/QĐ-UBND"), ("b.txt", "13/QĐ-UBND"), ("c.txt", "14/QĐ-UBND")]
        .map(|(name, number)| project.write(name, SMALL.replace("12/QĐ-UBND", number)))
}

#[test]
fn the_history_of_replacements_survives_a_rebuild() {
    let project = Project::new();
    let [a, b, c] = corrections(&project);
    project.run(&["import", &a]).succeeded();

    for path in [&b, &a] {
        project.run(&["import", path, "--replace"]).succeeded();
    }

    let before_c = dump(&project.db());
    project.run(&["import", &c, "--replace"]).succeeded();
    let whole = dump(&project.db());
    project.run(&["rebuild"]).succeeded();
    same(&dump(&project.db()), &whole);

    // `c` replaced `a`, although `b` was imported later than `a`.
    project.run(&["remove", "14/QĐ-UBND"]).succeeded();
    same(&dump(&project.db()), &before_c);
    project.run(&["remove", "12/QĐ-UBND"]).succeeded();
    assert_eq!(project.json(&["documents"])[0]["in_force"], true);
}

#[test]
fn tables_of_others_survive_a_rebuild() {
    let project = Project::with_small();
    let db = Connection::open(project.db()).expect("a database");
    db.execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');")
        .expect("a table");
    drop(db);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(project.query("SELECT text FROM notes")[0]["text"], "mine");
}

#[test]
fn a_stored_registry_that_cannot_be_read_is_reported() {
    let project = Project::new();
    project.run(&["import", DECISION]).succeeded();
    let whole = dump(&project.db());
    let db = Connection::open(project.db()).expect("a database");
    db.execute("UPDATE registry SET content = '[[unit' WHERE file = 'units.toml'", [])
        .expect("a change");
    drop(db);
    project.run(&["rebuild"]).failed(1).says(&["--registry"]);
    project.run(&["rebuild", "--registry", DATA]).succeeded();
    same(&dump(&project.db()), &whole);
}

#[test]
fn real_and_simulated_figures_keep_their_registries() {
    let project = Project::new();
    project.run(&["simulate", "--years", "2021-2022", "--seed", "7", "--out", "sim"]).succeeded();
    project.run(&["import", DECISION]).succeeded();
    project.run(&["import", "sim/2021", "--mix"]).succeeded();
    let before = dump(&project.db());
    project.run(&["rebuild"]).succeeded();
    same(&dump(&project.db()), &before);
}
