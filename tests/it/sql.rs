//! Ad-hoc SQL can read and do nothing else.

use std::io::{Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::project::{Project, bytes};

#[test]
fn queries_come_from_an_argument_a_file_or_stdin() {
    let project = Project::with_small();
    let sql = "SELECT unit, total FROM rankings ORDER BY rank LIMIT 1";
    let expected = "unit,total\nXã Ví dụ Một,88.5\n";
    assert_eq!(project.run(&["sql", sql, "--format", "csv"]).succeeded().out, expected);
    let path = project.write("query.sql", sql);
    assert_eq!(project.run(&["sql", "-f", &path, "--format", "csv"]).succeeded().out, expected);
    let mut child = project.command(&["sql", "--format", "csv"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("to run");
    child.stdin.take().expect("stdin").write_all(sql.as_bytes()).expect("to write");
    let output = child.wait_with_output().expect("to end");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn only_reading_is_allowed() {
    let project = Project::with_small();
    let before = bytes(&project.db());
    let path = project.path("stolen.db");

    for sql in [
        "DELETE FROM result",
        "INSERT INTO unit (block, name) VALUES ('district', 'x')",
        "UPDATE result SET total = 0",
        "DROP TABLE finding",
        "CREATE TABLE t (x)",
        "CREATE TEMP TABLE t (x)",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE unit RENAME TO u",
        "ATTACH 'stolen.db' AS stolen",
        "VACUUM INTO 'stolen.db'",
        "DETACH main",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = WAL",
        "PRAGMA user_version = 5",
        "SELECT load_extension('x.so')",
        "SELECT fts3_tokenizer('simple')",
        "BEGIN IMMEDIATE",
        "SAVEPOINT s",
        "REINDEX",
        "ANALYZE",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "WITH x AS (SELECT 1) DELETE FROM result",
    ] {
        let run = project.run(&["sql", sql]);
        assert_eq!(run.code, 1, "{sql}: {run:?}");
        assert!(!run.err.is_empty());
    }

    assert_eq!(bytes(&project.db()), before);
    assert!(!path.exists());
    project.run(&["sql", "DELETE FROM result"]).says(&["Chỉ được đọc"]);
    project.run(&["--lang", "en", "sql", "DELETE FROM result"]).says(&["Only reading"]);
}

#[test]
fn queries_that_only_read_are_allowed() {
    let project = Project::with_small();
    for sql in [
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT \
        sum(i) FROM n",
        "SELECT unit, rank() OVER (ORDER BY gap DESC) FROM unit_gaps",
        "PRAGMA table_info(result)",
        "SELECT json_group_array(unit) FROM rankings",
        "EXPLAIN QUERY PLAN SELECT * FROM rankings",
        "VALUES (1), (2)",
    ] {
        project.run(&["sql", sql]).succeeded();
    }
}

#[test]
fn an_error_points_at_its_place() {
    let project = Project::with_small();
    let run = project
        .run(&["sql", "SELECT unit,\n  totl FROM rankings"])
        .failed(1)
        .says(&["no such column: totl"]);
    let lines: Vec<_> = run.err.lines().collect();
    assert_eq!(&lines[1..3], ["    totl FROM rankings", "    ^"], "{run:#?}");
    project.run(&["sql", "SELECT 'ế', bad"]).failed(1).says(&["              ^"]);
}

#[test]
fn an_endless_query_is_stopped() {
    let project = Project::with_small();
    let endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    project.run(&["sql", endless, "--timeout", "1"]).failed(4).says(&["--timeout"]);
    project.run(&["sql", "SELECT zeroblob(2000000000)"]).failed(1);
}

#[test]
fn a_query_is_stopped_within_one_function_and_during_layout() {
    let project = Project::with_small();
    for sql in [
        "SELECT length(trim(printf('%.*c', 60000000, 'x'), printf('%.*c', 100000, 'y') || 'x'))",
        "SELECT instr(hex(zeroblob(15000000)), hex(zeroblob(5000000)) || '1')",
    ] {
        project.run(&["sql", sql, "--timeout", "1"]).failed(4).says(&["--timeout"]);
    }
    // This answer is computed at once, but takes many seconds to lay out.
    let run = project.run(&["sql", "SELECT printf('%.*c', 20000000, 'x ')", "--timeout", "1"]);
    assert!(run.code == 4 && run.out.is_empty(), "{}", run.code);
}

#[test]
fn a_long_answer_comes_row_by_row() {
    let project = Project::with_small();
    let rows = |count: usize| {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {count}) SELECT \
            i, printf('%.*c', 1000000, 'x') AS x FROM n"
        )
    };

    // The answer is too long to be held back until it is complete.
    for (format, more) in [("csv", 1), ("json", 2)] {
        let out = project.run(&["sql", &rows(40), "--format", format]).succeeded().out;
        assert!(
            out.len() > 40_000_000 && out.lines().count() == 40 + more,
            "{format}: {} bytes",
            out.len()
        );
    }

    // A query that fails early prints nothing.
    let failing = "SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - 1)";
    assert_eq!(project.run(&["sql", failing, "--format", "csv"]).failed(1).out, "");

    let path = project.path("answer.csv");
    project
        .run(&["sql", failing, "--format", "csv", "-o", path.to_str().expect("a path")])
        .failed(1);
    assert!(!path.exists());
}

#[test]
fn a_limit_never_cuts_silently() {
    let project = Project::with_small();
    let sql = "SELECT unit FROM rankings";
    let run = project
        .run(&["-q", "sql", sql, "--limit", "2", "--format", "csv"])
        .succeeded()
        .says(&["2", "--limit"]);
    assert_eq!(run.out.lines().count(), 3);

    let run = project.run(&["sql", sql, "--limit", "3", "--format", "csv"]).succeeded();
    assert_eq!((run.out.lines().count(), run.err.as_str()), (4, ""));
    assert_eq!(
        project
            .run(&["sql", sql, "--limit", "0", "--format", "csv"])
            .succeeded()
            .out
            .lines()
            .count(),
        4
    );
}

#[test]
fn text_that_is_not_a_query_is_refused() {
    let project = Project::with_small();
    for sql in ["", " ; ", "/* nothing */", "\n-- nothing"] {
        project.run(&["sql", sql]).failed(1).says(&["trống"]);
    }
    let nul = project.write("nul.sql", "SELECT 1\0, 2");
    project.run(&["sql", "-f", &nul]).failed(1).says(&["NUL"]);
    let legacy = project.write("legacy.sql", b"SELECT '\xe1'");
    project.run(&["sql", "-f", &legacy]).failed(1).says(&["legacy.sql", "UTF-8"]);
    let marked = project.write("marked.sql", "\u{feff}SELECT 1 AS one");
    assert_eq!(project.run(&["sql", "-f", &marked, "--format", "csv"]).succeeded().out, "one\n1\n");
}

#[test]
fn answers_have_each_column_and_every_figure() {
    let project = Project::with_small();
    let json =
        project.run(&["sql", "SELECT 1 AS a, 2 AS a, 3 AS a", "--format", "jsonl"]).succeeded().out;
    assert_eq!(json, "{\"a\":1,\"a_2\":2,\"a_3\":3}\n");
    let json = project
        .run(&["sql", "SELECT 1e999 AS a, -1e999 AS b, NULL AS c", "--format", "jsonl"])
        .succeeded()
        .out;
    assert_eq!(json, "{\"a\":\"Infinity\",\"b\":\"-Infinity\",\"c\":null}\n");
    let table = project
        .run(&["sql", "SELECT 1e20 AS a, 1e-9 AS b, 84.0 - 67.09 AS c, -0.5 AS d"])
        .succeeded()
        .out;
    let figures: Vec<_> = table.lines().last().expect("a row").split_whitespace().collect();
    assert_eq!(figures, ["1e20", "0,000000001", "16,91", "−0,5"]);
}

#[test]
fn an_answer_larger_than_memory_is_refused() {
    let project = Project::with_small();
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 400) SELECT \
        zeroblob(60000000) FROM n";
    project.run(&["sql", sql]).failed(1).says(&["512 MB", "--format csv"]);
}

#[test]
fn an_error_points_to_the_view_that_has_the_column() {
    let project = Project::with_decision();
    let query = ["sql", "SELECT unit, next_grade FROM rankings"];
    project.run(&query).failed(1).says(&["no such column: next_grade", "rankings_detail"]);
    let run = project.run(&["sql", "SELECT unit, nothing FROM rankings"]).failed(1);
    assert!(!run.err.contains("rankings_detail"), "{run:#?}");
}

#[test]
fn the_time_of_a_slow_reader_does_not_count() {
    let project = Project::with_decision();
    // 80 MB, more than any pipe holds.
    let sql = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 80) SELECT \
        hex(zeroblob(500000)) FROM r";
    let mut command = project.command(&["sql", sql, "--format", "csv", "--timeout", "8"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program");
    std::thread::sleep(Duration::from_secs(10));
    let mut answer = Vec::new();
    child.stdout.take().expect("a pipe").read_to_end(&mut answer).expect("an answer");
    assert!(child.wait().expect("an end").success());
    assert!(answer.len() > 80_000_000, "{}", answer.len());
}

/// A worker ends when its program is killed, whatever it is doing.
#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_its_program() {
    let project = Project::with_decision();
    let endless = "SELECT instr(zeroblob(16000000), CAST(zeroblob(8000000) AS BLOB) || x'01')";
    let mut child =
        project.command(&["sql", endless, "--timeout", "600"]).spawn().expect("the program");
    let parent_of = |process: &std::path::Path| {
        let status = std::fs::read_to_string(process.join("status")).ok()?;
        status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse::<u32>().ok())
    };

    let processes =
        || std::fs::read_dir("/proc").expect("processes").flatten().map(|entry| entry.path());
    let wait_for = |condition: &dyn Fn() -> bool| {
        let since = Instant::now();
        while !condition() {
            assert!(since.elapsed() < Duration::from_mins(1), "a minute is over");
            std::thread::sleep(Duration::from_millis(10));
        }
    };

    let worker = || processes().find(|process| parent_of(process) == Some(child.id()));
    wait_for(&|| worker().is_some());
    let worker = worker().expect("a worker");

    // By now the worker is busy with the query.
    std::thread::sleep(Duration::from_millis(500));
    child.kill().expect("a program that runs");
    child.wait().expect("its end");
    let is_over = || {
        let status = std::fs::read_to_string(worker.join("status")).unwrap_or_default();
        !status.contains("cchc") || status.contains("State:\tZ")
    };

    wait_for(&is_over);
}

#[test]
fn an_answer_of_any_length_goes_to_a_file() {
    let project = Project::with_decision();
    let sql = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 40) SELECT \
        hex(zeroblob(500000)) FROM r";
    let file = project.path("answer.csv");
    project.run(&["sql", sql, "--format", "csv", "-o", file.to_str().expect("a path")]).succeeded();
    let written = std::fs::metadata(&file).expect("a file").len();
    assert!(written > 40_000_000, "{written}");
    // A query that fails leaves the file as it was.
    project.run(&["sql", "SELECT wrong", "-o", file.to_str().expect("a path")]).failed(1);
    assert_eq!(std::fs::metadata(&file).expect("a file").len(), written);
}

/// What `cchc sql` prints for a script on stdin.
fn of_stdin(project: &Project, options: &[&str], script: &str) -> crate::project::Run {
    let mut command = project.command(&[&["sql"], options].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("to run");
    child.stdin.take().expect("stdin").write_all(script.as_bytes()).expect("to write");
    let output = child.wait_with_output().expect("to end");
    crate::project::Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn several_statements_and_commands_run_one_after_another() {
    let project = Project::with_small();
    let script = "-- a comment; first\nSELECT 1 AS a; SELECT ';' AS b\n;\n\n.mode json\nSELECT 2 AS c;\n\
                  .mode line\nSELECT 3 AS d, NULL AS e";
    let expected = "a\n1\nb\n;\n[\n  {\"c\":2}\n]\nd  3\ne  –\n";
    let path = project.write("script.sql", script);
    let csv = ["--format", "csv"];
    assert_eq!(of_stdin(&project, &csv, script).succeeded().out, expected);
    assert_eq!(project.run(&["sql", "-f", &path, "--format", "csv"]).succeeded().out, expected);
    assert_eq!(project.run(&["sql", script, "--format", "csv"]).succeeded().out, expected);

    // The first error ends a script.
    let run = of_stdin(&project, &csv, "SELECT 1 AS a;\nSELECT x;\nSELECT 2 AS b;").failed(1);
    assert_eq!(run.out, "a\n1\n");
}

#[test]
fn commands_work_as_an_argument() {
    let project = Project::with_small();
    let tables = project.run(&["sql", ".tables"]).succeeded().out;
    assert!(tables.contains("rankings_detail") && !tables.contains("ranking_row"), "{tables}");
    assert!(project.run(&["sql", ".schema gaps"]).succeeded().out.contains("CREATE VIEW gaps "));
    assert!(project.run(&["sql", ".help"]).succeeded().out.contains(".timer"));
    project.run(&["sql", ".schema nothing"]).failed(1).says(&["nothing", ".tables"]);
    project.run(&["sql", ".nothing"]).failed(1).says(&[".nothing", ".help"]);
    of_stdin(&project, &[], ".timer on\nSELECT 1;").succeeded().says(&["Thời gian: 0,"]);
    assert_eq!(of_stdin(&project, &[], ".quit\nSELECT 1;").succeeded().out, "");
}

#[test]
fn answers_go_to_a_file_one_after_another() {
    let project = Project::with_small();
    let script = ".output out/all.csv\nSELECT 1 AS a;\nSELECT 2 AS b;\n.output\nSELECT 3 AS c;";
    let run = of_stdin(&project, &["--format", "csv"], script).succeeded();
    assert_eq!(run.out, "c\n3\n");
    let file = std::fs::read_to_string(project.path("out/all.csv")).expect("the file");
    assert_eq!(file, "a\n1\nb\n2\n");

    // The ending names the format, and the journal of a database is no place for an answer.
    of_stdin(&project, &[], ".output out/a.json\nSELECT 1 AS a;").succeeded();
    let json = std::fs::read_to_string(project.path("out/a.json")).expect("the file");
    assert_eq!(json, "[\n  {\"a\":1}\n]\n");
    for journal in ["cchc.db-journal", "cchc.db-wal", "cchc.db-shm"] {
        project.run(&["rank", "-o", journal]).failed(2).says(&[journal]);
        assert!(!project.path(journal).exists());
    }
    project.run(&["rank", "-o", "a.docx"]).failed(2).says(&[".docx", "--format"]);
    project.run(&["sql", ".mode xlsx"]).failed(1).says(&[".output"]);

    // No answer goes onto the database, and a workbook holds one.
    let before = bytes(&project.db());
    of_stdin(&project, &[], ".output cchc.db\nSELECT 1;").failed(2);
    assert_eq!(bytes(&project.db()), before);
    of_stdin(&project, &["-o", "a.xlsx"], "SELECT 1;\nSELECT 2;").failed(1).says(&["xlsx"]);
}

#[test]
fn files_are_read_but_not_for_ever() {
    let project = Project::with_small();
    let inner = project.write("inner.sql", "SELECT 7 AS seven;");
    let script = format!(".mode csv\n.read {inner}\n.read {inner}");
    assert_eq!(of_stdin(&project, &[], &script).succeeded().out, "seven\n7\nseven\n7\n");
    let own = project.path("own.sql");
    let own = project.write("own.sql", format!(".read {}", own.display()));
    project.run(&["sql", "-f", &own]).failed(1).says(&[".read"]);
}

#[test]
fn what_may_be_meant_is_named() {
    let project = Project::with_decision();
    let sql = |query: &str| project.run(&["sql", query]);
    sql("SELECT * FROM ranking").failed(1).says(&["“rankings”"]);
    sql("SELECT totl FROM rankings").failed(1).says(&["“total”"]);
    for (query, meant) in [
        ("SELECT * FROM rankings WHERE block = 'sở, ban, ngành'", "“department”"),
        ("SELECT * FROM rankings WHERE unit = 'so tu phap'", "Cột unit"),
        ("SELECT * FROM rankings WHERE unit IN ('Sở Tư Pháp x')", "“Sở Tư pháp”"),
        ("SELECT * FROM rankings AS r WHERE r.grade = 'xuất sắc'", "“Xuất sắc”"),
    ] {
        sql(query).succeeded().says(&[meant]);
    }
    sql("SELECT x.unit FROM rankings r").failed(1).says(&["“r”"]);
    // A value that exists needs no advice, and neither does one that is excluded or derived.
    for fine in [
        "SELECT * FROM rankings WHERE unit = 'Sở Y tế' AND rank = 1",
        "SELECT * FROM rankings WHERE grade <> 'Giỏi' AND rank > 99",
        "SELECT * FROM rankings WHERE grade NOT IN ('Giỏi') AND rank > 99",
        "SELECT * FROM (SELECT 'Giỏi' AS grade FROM rankings) WHERE grade = 'Giỏi' AND 1 = 0",
    ] {
        assert_eq!(sql(fine).succeeded().err, "", "{fine}");
    }
}

#[test]
fn a_name_of_two_offices_is_pointed_out() {
    let project = Project::simulated("2019-2024", "7");
    let shared = "SELECT unit, max(total) FROM rankings GROUP BY unit";
    project.run(&["sql", shared]).succeeded().says(&["“Sở Nội vụ”", "unit_id"]);
    let of_block = format!("{shared} HAVING block = 'department'");
    project.run(&["sql", &of_block]).succeeded().says(&["“Sở Nội vụ”"]);
    let partition = "SELECT lag(total) OVER (PARTITION BY block, unit ORDER BY year) FROM rankings";
    project.run(&["sql", partition]).succeeded().says(&["“Sở Nội vụ”"]);
    for mixed in [
        "SELECT unit, avg(total) FROM rankings WHERE unit LIKE '%nội vụ%' GROUP BY unit",
        "SELECT lag(total) OVER (PARTITION BY unit ORDER BY year) FROM rankings WHERE unit IN ('Sở Nội vụ')",
        "SELECT unit, avg(total) FROM rankings WHERE year <> 2019 GROUP BY 1",
        "SELECT unit AS u, avg(total) FROM rankings GROUP BY u",
        "SELECT avg(total) FROM rankings GROUP BY trim(unit)",
        "SELECT a.unit FROM rankings a JOIN rankings b ON a.unit = b.unit AND a.year = b.year + 1",
    ] {
        assert!(project.run(&["sql", mixed]).succeeded().err.contains("Sở Nội vụ"), "{mixed}");
    }
    for fine in [
        "SELECT unit_id, max(unit) FROM rankings GROUP BY unit_id, unit",
        "SELECT block, count(unit) FROM rankings GROUP BY block ORDER BY unit",
        "SELECT unit, max(total) FROM rankings WHERE block = 'district' GROUP BY unit",
        "SELECT unit, max(total) FROM rankings WHERE year = 2023 GROUP BY unit",
        "SELECT unit, year, max(total) FROM rankings GROUP BY unit, year",
        "SELECT unit, max(total) FROM rankings WHERE year >= 2023 GROUP BY unit",
        "SELECT unit, max(total) FROM rankings WHERE year BETWEEN 2019 AND 2020 GROUP BY unit",
        "SELECT unit, max(total) FROM rankings WHERE unit = 'Sở Tư pháp' GROUP BY unit",
        "SELECT a.unit FROM rankings a JOIN rankings b ON a.unit = b.unit AND a.unit_id = b.unit_id",
    ] {
        assert!(!project.run(&["sql", fine]).succeeded().err.contains("Sở Nội vụ"), "{fine}");
    }
}

#[test]
fn vietnamese_is_found_however_it_is_typed() {
    use unicode_normalization::UnicodeNormalization as _;

    let project = Project::with_decision();
    let units = |condition: &str| {
        let sql = format!(
            "SELECT unit FROM rankings WHERE year = 2022 AND {condition} ORDER BY unit COLLATE vi"
        );
        let composed = project.run(&["sql", &sql, "--format", "csv"]).succeeded().out;
        let decomposed: String = sql.nfd().collect();
        assert_eq!(project.run(&["sql", &decomposed, "--format", "csv"]).succeeded().out, composed);
        composed.lines().skip(1).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(units("unit = 'Sở Tư pháp'"), ["Sở Tư pháp"]);
    assert_eq!(units("unit LIKE '%SỞ TƯ PHÁP%'"), ["Sở Tư pháp"]);
    assert_eq!(units("search(unit, 'tu phap')"), ["Sở Tư pháp"]);
    assert_eq!(units("unit LIKE 'huyện chợ%'"), ["Huyện Chợ Đồn", "Huyện Chợ Mới"]);
    let none: String =
        "SELECT 1 FROM rankings WHERE unit = 'Sở Y tế' AND rank = 99".nfd().collect();
    assert_eq!(project.run(&["sql", &none]).succeeded().err, "");
}

/// Lists of units come in the order of a Vietnamese dictionary, for any client: đ after d.
#[test]
fn lists_of_units_come_in_vietnamese_order() {
    let project = Project::new();
    let decision = |year: u16| {
        format!(
            "KẾT QUẢ CHỈ SỐ CCHC CẤP HUYỆN NĂM {year}\n(Kèm theo Quyết định số {year}/QĐ-UBND ngày 5/1/{} của \
             UBND tỉnh Ví dụ)\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;Huyện Chợ Mới;88;1\n2;Huyện Đà Bắc;86;2\n\
             3;Huyện Chợ Đồn;82;3\n4;Huyện Dân Tiến;80;4\n5;Huyện Chợ Dừa;78;5\n6;Huyện Ân Thi;70;6\n",
            year + 1
        )
    };
    for year in [2022, 2023] {
        project.import(&project.write(&format!("{year}.csv"), decision(year)));
    }
    let wanted = [
        "Huyện Ân Thi",
        "Huyện Chợ Dừa",
        "Huyện Chợ Đồn",
        "Huyện Chợ Mới",
        "Huyện Dân Tiến",
        "Huyện Đà Bắc",
    ];
    let names = |rows: Vec<serde_json::Value>| -> Vec<String> {
        rows.iter().map(|row| row["unit"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for _ in 0..2 {
        assert_eq!(names(project.query("SELECT unit FROM trends")), wanted);
        assert_eq!(names(project.json(&["trend"])), wanted);
        project.run(&["rebuild"]).succeeded();
    }
    // A unit that is new takes its place.
    let more =
        decision(2024).replace("6;Huyện Ân Thi;70;6", "6;Huyện Ân Thi;70;6\n7;Huyện Bá Thước;60;7");
    project.import(&project.write("2024.csv", more));
    assert_eq!(
        names(project.query("SELECT unit FROM trends"))[..2],
        ["Huyện Ân Thi", "Huyện Bá Thước"]
    );
}

#[test]
fn a_table_that_is_too_wide_stands_in_lines() {
    let project = Project::with_small();
    let script = ".width 40\nSELECT unit, total FROM rankings LIMIT 1;\n\
                  SELECT year, block, unit, total, rank, coverage, grade FROM rankings LIMIT 1;";
    let out = of_stdin(&project, &[], script).succeeded().out;
    assert!(out.contains("─────") && out.contains("coverage  "), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 40), "{out}");
}

#[test]
fn what_people_call_tables_columns_and_values_is_known() {
    let project = Project::with_decision();
    for (sql, meant) in [
        ("SELECT * FROM units", "“rankings” hoặc “unit”"),
        ("SELECT * FROM xep_hang", "“rankings”"),
        ("SELECT điểm FROM rankings", "“total”"),
        ("SELECT tên FROM rankings", "“unit”"),
        ("SELECT tỷ_lệ_đạt FROM rankings", "“attainment”"),
        ("SELECT * FROM rankings WHERE block = 'huyện'", "“district”"),
        ("SELECT * FROM rankings WHERE block = 'sở'", "“department”"),
        ("SELECT * FROM rankings WHERE grade = 'tot'", "“Tốt”"),
        ("SELECT * FROM rankings WHERE unit = 'so tu phap'", "“Sở Tư pháp”"),
        ("SELECT count(*) FROM rankings WHERE block = 'sở'", "“department”"),
        ("SELECT avg(total) FROM rankings WHERE grade = 'Xuat sac'", "“Xuất sắc”"),
        ("SELECT * FROM rankings WHERE grade = 'Excellent'", "“Xuất sắc”"),
        ("SELECT * FROM rankings WHERE block = 'sở' OR block = 'huyện'", "“district”"),
    ] {
        let run = project.run(&["sql", sql]);
        assert!(run.err.contains(&format!("Có phải là {meant}?")), "{sql}: {run:#?}");
    }
}
