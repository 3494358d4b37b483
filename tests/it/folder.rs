//! Folders of documents: every file is read or reported. Concurrent imports and foreign registries
//! lose nothing.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::{DECISION, Project, Run, SMALL, bytes};

/// The small decision for another year.
fn small(year: u32) -> String {
    SMALL.replace("NĂM 2021", &format!("NĂM {year}")).replace("2022", &(year + 1).to_string())
}

#[test]
fn every_file_of_a_folder_is_read_or_reported() {
    let project = Project::new();
    project.write("data/2019.CSV", "not a table of results\n");
    project.write("data/README-2020.TXT", small(2020));
    project.write("data/2021", small(2021));
    project.write("data/notes.txt", "Ghi chú của văn phòng.\n");
    project.write("data/readme.md", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n");
    project.write("data/old.odt", {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]
        {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            std::io::Write::write_all(&mut zip, text.as_bytes()).expect("its content");
        }
        zip.finish().expect("an archive").into_inner()
    });
    project.write("data/scan.png", b"\x89PNG\r\n\x1a\n and more");
    project.write("data/.hidden", "x");
    project.write("data/.folder/2018.txt", small(2018));
    project.write("data/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    project.write("data/caret.csv", "STT^Đơn vị^Tổng điểm\n1^Xã Ví dụ Một^90\n");
    project.write("data/~$2021.docx", "x");
    let run = project.run(&["import", "data"]).failed(1);
    for file in [
        "2019.CSV",
        "notes.txt",
        "readme.md",
        "old.odt",
        "scan.png",
        ".hidden",
        "~$2021.docx",
        ".folder",
        "Thumbs.db",
    ] {
        let is_reported =
            run.err.lines().any(|line| line.contains(file) && !line.starts_with("Đã nhập"));
        assert!(is_reported, "{file} was dropped without a word: {run:#?}");
    }

    let years = project.query("SELECT DISTINCT year FROM rankings ORDER BY year");
    let years: Vec<_> = years.iter().map(|row| row["year"].as_i64()).collect();
    assert_eq!(
        years,
        [Some(2020), Some(2021)],
        "a document was recognised by its name and not by its content"
    );

    // A file that is not a document is not a failure either.
    for file in ["2019.CSV", "old.odt", "scan.png", "caret.csv"] {
        std::fs::remove_file(project.path(&format!("data/{file}"))).expect("to remove it");
    }

    let run = project.run(&["-q", "import", "data", "--dry-run"]).succeeded();
    assert!(run.out.contains("notes.txt") || run.err.contains("notes.txt"), "{run:#?}");
    project.run(&["-q", "import", "data"]).succeeded().says(&["notes.txt", "readme.md", ".hidden"]);

    // A file named as a table has to be one, and a folder has to contain a document.
    project.write("other/caret.csv", "STT^Đơn vị^Tổng điểm\n1^Xã Ví dụ Một^90\n");
    project.run(&["import", "other", "--dry-run"]).failed(1);

    std::fs::rename(project.path("other/caret.csv"), project.path("other/caret.txt"))
        .expect("to rename it");
    project.run(&["import", "other", "--dry-run"]).failed(1);
}

#[test]
fn build_keeps_a_document_imported_with_its_own_options() {
    let project = Project::new();
    project.write("data/2020/a.txt", small(2020));
    let bare = small(2021).replace("NĂM 2021", "");
    let path = project.write("data/2021/b.txt", &bare);
    project.run(&["build"]).failed(1).says(&["--year", "cchc import TỆP"]);
    project.run(&["import", &path, "--year", "2021"]).succeeded();
    let run = project.run(&["build"]).succeeded().says(&["Không thay đổi", "b.txt"]);
    assert!(!run.err.contains("--year"), "{run:#?}");
    project.run(&["import", &path]).failed(1).says(&["--year"]);
    // Changed bytes are another document.
    project.write("data/2021/b.txt", bare + "\n");
    project.run(&["build"]).failed(1).says(&["--year"]);
}

#[test]
fn a_registry_whose_documents_are_all_refused_is_not_stored() {
    let project = Project::new();
    let unit = "[[unit]]\nid = \"one\"\nname = \"Xã Ví dụ Một\"\nblock = \"commune\"\n";
    project.write("data/units.toml", unit);
    let path = project.write("data/a.txt", small(2021));
    project.run(&["import", &path]).succeeded();
    std::fs::remove_file(&path).expect("to remove it");
    project.write("data/units.toml", format!("{unit}aliases = [\"Xã 1\"]\n"));
    project.write("data/2020/bad.txt", small(2020).replace("\t88,50\n", "\t885,0\n"));
    let run = project.run(&["build"]).failed(1);
    assert!(!run.err.contains("units.toml hoặc frameworks.toml đã thay đổi"), "{run:#?}");
    project.write("data/2020/bad.txt", small(2020));
    project.run(&["build"]).says(&["units.toml hoặc frameworks.toml đã thay đổi"]);
}

#[test]
fn a_refused_import_does_not_remove_the_database_of_another() {
    for _ in 0..30 {
        let project = Project::new();
        let bad = project.write("bad.txt", small(2020).replace("\t88,50\n", "\t885,0\n"));
        let start = |path: &str| {
            let mut command = project.command(&["import", path]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("to run")
        };
        let mut children = [start(&bad), start(DECISION), start(&bad)];
        let codes = children.each_mut().map(|child| child.wait().expect("an end").code());
        assert_eq!(codes, [Some(1), Some(0), Some(1)]);
        assert_eq!(project.json(&["rank"]).len(), 27, "what was imported is gone");
        let files = std::fs::read_dir(project.folder.path()).expect("the folder").count();
        assert_eq!(files, 2, "something was left behind");
    }
}

#[test]
fn a_registry_without_what_stored_documents_need_is_refused() {
    let project = Project::new();
    for file in [
        "data/units.toml",
        "data/frameworks.toml",
        "data/2018/309-QD-UBND.txt",
        "data/2022/501-QD-UBND.txt",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        project.write(file, std::fs::read(path).expect("a shipped file"));
    }

    project.run(&["build"]).succeeded();
    let before = bytes(&project.db());
    let refused = |arguments: &[&str], words: &[&str]| {
        project.run(arguments).failed(2).says(words);
        assert_eq!(bytes(&project.db()), before, "{arguments:?} changed the database");
    };

    let issuer = "Ủy ban nhân dân tỉnh Bắc Kạn";
    let small = SMALL.replace("Ủy ban nhân dân huyện Ví dụ", issuer);
    let next = project.write("next/small.txt", small);
    refused(&["import", &next, "--registry", "nowhere"], &["nowhere", "--registry"]);
    refused(&["import", &next, "--registry", "next"], &["next", "units.toml"]);

    // A foreign registry happens to lie in the folder of the document.
    let foreign = "[[unit]]\nid = \"x\"\nname = \"Sở Nội vụ\"\nblock = \"department\"\n";
    project.write("next/units.toml", foreign);
    refused(&["import", &next], &["next", "--registry", "--replace-registry"]);
    refused(&["import", &next, "--dry-run", "--registry", "nowhere"], &["nowhere"]);

    let whole = std::fs::read_to_string(project.path("data/units.toml")).expect("the units");
    project.write("data/units.toml", "");
    refused(&["build"], &["data", "lineage", "--replace-registry"]);
    project.write("data/units.toml", whole);
    let frameworks =
        std::fs::read_to_string(project.path("data/frameworks.toml")).expect("the frameworks");
    project.write("data/frameworks.toml", frameworks.replace("\"department\"", "\"commune\""));
    refused(&["build"], &["data", "bộ tiêu chí"]);

    let bounds = "bounds = \
        { \"Xuất sắc\" = \"90\", \"Tốt\" = \"80\", \"Khá\" = \"70\", \"Trung bình\" = \"50\" }";
    let bounded = frameworks.replace("\n[[framework]]\n", &format!("\n[[framework]]\n{bounds}\n"));
    assert_ne!(bounded, frameworks);

    project.write("data/frameworks.toml", bounded);
    project.run(&["build"]).succeeded();
    project.write("data/frameworks.toml", &frameworks);
    let before = bytes(&project.db());
    project.run(&["build"]).failed(2).says(&["data", "bộ tiêu chí", "--replace-registry"]);
    assert!(bytes(&project.db()) == before, "the refused build changed the database");
    project.run(&["import", &next, "--replace-registry"]).succeeded();
    assert_eq!(project.query("SELECT count(*) AS n FROM lineages")[0]["n"], 0);
    project.run(&["build"]).succeeded();
    assert!(project.query("SELECT count(*) AS n FROM lineages")[0]["n"].as_i64() > Some(0));
}

/// Runs a command that has to end on its own within a minute.
fn run_to_end(mut command: Command) -> Run {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("to run");
    let start = Instant::now();
    while child.try_wait().expect("a state").is_none() {
        if start.elapsed() > Duration::from_mins(1) {
            child.kill().expect("to kill it");
            panic!("{command:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(10));
    }

    let output = child.wait_with_output().expect("its output");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let project = Project::with_small();
    let pipe = |name: &str| {
        let made = Command::new("mkfifo").arg(project.path(name)).status().expect("mkfifo");
        assert!(made.success());
    };

    for name in ["pipe", "folder/units.toml"] {
        project.write("folder/small.txt", SMALL);
        pipe(name);
    }

    for arguments in [
        &["import", "pipe"][..],
        &["import", "/dev/zero"],
        &["import", "small.txt", "--mapping", "pipe"],
        &["import", "folder/small.txt", "--registry", "folder"],
        &["sql", "-f", "pipe"],
        &["sql", "-f", "/dev/zero"],
        &["rank", "--db", "pipe"],
        &["import", "folder/small.txt", "--registry", ".", "--db", "pipe"],
    ] {
        let run = run_to_end(project.command(arguments));
        assert!([1, 2, 3].contains(&run.code), "{arguments:?}: {run:#?}");
    }

    std::fs::remove_file(project.path("folder/units.toml")).expect("to remove it");
    pipe("folder/2019.txt");
    let run = run_to_end(project.command(&["import", "folder"])).succeeded();
    assert!(run.err.contains("2019.txt"), "{run:#?}");
}

#[test]
fn no_control_characters_are_printed() {
    let project = Project::with_small();
    let steers = |text: &str| {
        text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}')
    };

    let odd = "\u{1b}[2J\u{9b}31m\u{202e}";
    let path =
        project.write(&format!("{odd}.txt"), small(2020).replace("88,50", &format!("8{odd}")));
    project.write("registry/units.toml", format!("[[unit]]\nid = \"{}\"\n", "x\\u001b[31m"));
    let mut runs = vec![
        project.run(&["import", &path]).failed(1),
        project.run(&["import", &path, "--dry-run"]).failed(1),
    ];
    for lang in ["vi", "en"] {
        runs.push(project.run(&["--lang", lang, "rank", odd]).failed(2));
        runs.push(project.run(&["--lang", lang, "rank", "--year", odd]).failed(2));
        runs.push(project.run(&["--lang", lang, "unit", odd]).failed(1));
        runs.push(
            project.run(&["--lang", lang, "import", &path, "--registry", "registry"]).failed(2),
        );
    }

    for format in ["table", "csv", "json", "jsonl", "markdown"] {
        let query = format!("SELECT '{odd}' AS \"a{odd}\"");
        runs.push(project.run(&["sql", &query, "--format", format]).succeeded());
    }

    for run in &runs {
        assert!(!steers(&run.out) && !steers(&run.err), "{run:#?}");
    }

    assert!(
        runs.iter().any(|run| run.out.contains("\\u009b")),
        "the JSON answer lost the character"
    );
    let name =
        project.write("odd.txt", small(2020).replace("Ví dụ Hai", &format!("Ví dụ {odd}Hai")));
    project.run(&["import", &name]).succeeded();
    project.run(&["report", "--year", "2020"]).succeeded();

    let report = std::fs::read_to_string(project.path("reports/2020/cchc-2020.vi.html"))
        .expect("the report");
    assert!(!steers(&report));
}

#[test]
fn a_full_or_closed_stderr_does_not_crash_the_program() {
    let project = Project::with_small();
    for (script, code) in [
        ("exec \"$0\" import nowhere.txt 2>/dev/full", 1),
        ("exec \"$0\" rank 2>/dev/full", 0),
        ("exec \"$0\" rank --wrong 2>/dev/full", 2),
        ("exec \"$0\" --lang en rank --wrong 2>&-", 2),
        ("exec \"$0\" rank >/dev/full", 1),
    ] {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_cchc")]).current_dir(project.folder.path());
        assert_eq!(Run::of(command).code, code, "{script}");
    }
}

#[test]
fn a_timeout_of_zero_means_no_limit() {
    let project = Project::with_small();
    let run = project.run(&[
        "sql",
        "SELECT count(*) AS n FROM rankings",
        "--timeout",
        "0",
        "--format",
        "csv",
    ]);
    assert_eq!(run.succeeded().out, "n\n3\n");
}

#[test]
fn a_folder_without_documents_reports_why_for_each_file() {
    let project = Project::new();
    let mapping = project.write("m.toml", include_str!("../fixtures/own-index/mapping.toml"));
    project.write("names.csv", include_str!("../fixtures/own-index/names.csv"));
    project.write("in/note.csv", "code,budget\n1,2\n");
    project.write("in/.hidden", "");
    let run = project.run(&["import", "in", "--mapping", &mapping]).failed(1);
    run.says(&[
        "note.csv: tên tệp không có năm",
        ".hidden: là tệp ẩn",
        "không có tệp nào thuộc loại đọc được",
    ]);
}
