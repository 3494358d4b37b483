//! Imports that are replaced, repeated or killed, and output to unusual files.

use std::os::unix::fs::FileTypeExt;
use std::process::Command;

use crate::project::{DECISION, Project, Run, SMALL, bytes};

#[test]
fn a_replaced_document_stays_replaced_until_it_is_called_back() {
    let project = Project::new();
    let first = project.write("data/a.txt", SMALL);
    project.write("data/b.txt", SMALL.replace("(VÍ DỤ", "(BẢN SỬA, VÍ DỤ"));
    project.run(&["build", "data"]).failed(1).says(&["b.txt", "--replace"]);
    assert!(
        project.path("reports/2021/cchc-2021.vi.html").exists(),
        "no report was written about the stored results"
    );
    project.run(&["build", "data", "--replace"]).succeeded();

    let before = bytes(&project.db());
    for options in [&["build", "data"][..], &["build", "data", "--replace"]] {
        let run = project.run(options).succeeded();
        assert!(run.out.contains("Không có gì thay đổi"), "{run:#?}");
    }

    assert_eq!(bytes(&project.db()), before);
    let title =
        |project: &Project| project.query("SELECT title FROM assessment WHERE replaced_by IS NULL");
    assert!(title(&project)[0]["title"].to_string().contains("BẢN SỬA"));
    project.run(&["import", &first, "--replace"]).succeeded();
    assert!(!title(&project)[0]["title"].to_string().contains("BẢN SỬA"));
    assert_eq!(project.json(&["rank"]).len(), 3);
}

#[test]
fn a_killed_import_is_rolled_back_by_the_next_command() {
    let project = Project::with_small();
    let before = bytes(&project.db());

    // A writer dies during its transaction, with pages already in the file and the journal beside
    // it.
    let db = project.db();
    let script = "import os, sqlite3, sys\n\
                  c = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
                  c.execute('PRAGMA cache_size = 1'); c.execute('PRAGMA cache_spill = 1')\n\
                  c.execute('BEGIN IMMEDIATE')\n\
                  c.execute('CREATE TABLE junk (x)')\n\
                  c.executemany('INSERT INTO junk VALUES (?)', [('x' * 3000,)] * 500)\n\
                  os.kill(os.getpid(), 9)\n";
    let status = Command::new("python3").args(["-c", script]).arg(&db).status().expect("python3");
    assert!(!status.success());
    assert!(project.path("cchc.db-journal").exists(), "no journal was left");
    assert_ne!(bytes(&db), before, "nothing was spilled into the file");
    assert_eq!(project.json(&["rank"]).len(), 3);
    assert_eq!(bytes(&db), before, "the database is as it was");
}

#[test]
fn output_replaces_only_ordinary_files() {
    let project = Project::with_small();
    let sql = ["sql", "SELECT 1 AS one", "--format", "csv", "-o"];
    let write = |path: &str| project.run(&[&sql[..], &[path]].concat());
    for device in ["/dev/null", "/dev/full", "/dev/tty"] {
        write(device).failed(1).says(&[device, "thiết bị"]);
        assert!(std::fs::metadata(device).expect("the device").file_type().is_char_device());
    }

    std::fs::write(project.path("target.csv"), "old").expect("to write");
    std::os::unix::fs::symlink("target.csv", project.path("link.csv")).expect("to link");
    write("link.csv").succeeded();
    assert_eq!(
        std::fs::read_to_string(project.path("target.csv")).expect("the target"),
        "one\n1\n"
    );

    std::fs::write(project.path("mine.csv.part"), "mine").expect("to write");
    write("mine.csv").succeeded();
    assert_eq!(
        std::fs::read_to_string(project.path("mine.csv.part")).expect("another file"),
        "mine"
    );

    let before = bytes(&project.db());
    write("cchc.db").failed(2).says(&["cchc.db"]);
    assert_eq!(bytes(&project.db()), before);
}

#[test]
fn a_damaged_database_and_a_folder_are_reported_as_such() {
    let project = Project::with_decision();
    let whole = bytes(&project.db()).expect("the database");
    std::fs::write(project.db(), &whole[..whole.len() / 2]).expect("to cut it");
    project.run(&["rank"]).failed(3).says(&["bị hỏng", "cchc build"]);
    project.run(&["--db", ".", "rank"]).failed(3).says(&["không mở"]);
    project.run(&["--db", ".", "import", DECISION]).failed(3);
}

#[test]
fn two_imports_at_once_both_arrive() {
    let project = Project::new();
    let issuer = "Ủy ban nhân dân tỉnh Bắc Kạn";
    let small = SMALL.replace("Ủy ban nhân dân huyện Ví dụ", issuer);
    let other = project.write("small.txt", small);
    let mut children = [DECISION, &other]
        .map(|path| project.command(&["-q", "import", path]).spawn().expect("to run"));
    for child in &mut children {
        assert!(child.wait().expect("to end").success());
    }
    assert_eq!(project.json(&["rank"]).len(), 30);
}

#[test]
fn usage_errors_are_in_the_readers_language() {
    let project = Project::new();
    let run = |arguments: &[&str]| Run::of(project.command(arguments));
    run(&["rank", "--year", "abc"]).failed(2).says(&["“abc”", "--year", "1990"]);
    run(&["rank", "--yaer", "2022"]).failed(2).says(&["--yaer", "Có phải là --year"]);
    run(&["import"]).failed(2).says(&["Còn thiếu", "PATH"]);
    run(&["--lang", "en", "rank", "--year", "abc"]).failed(2).says(&["invalid value"]);
    run(&["weakness", "--by", "criterion", "--unit", "x"]).failed(2).says(&["--unit"]);
    run(&["import", "x", "--number", ""]).failed(2).says(&["--number"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_into_pipes_originals_and_links_to_nowhere() {
    let project = Project::with_small();
    let document = project.write("again.txt", crate::project::SMALL);
    let sql = ["sql", "SELECT 1 AS one", "--format", "csv", "-o"];
    let write = |path: &str| project.run(&[&sql[..], &[path]].concat());

    let pipe = project.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("to run mkfifo");
    assert!(made.success());
    write("pipe").failed(1).says(&["pipe", "tệp thông thường"]);
    let socket = std::os::unix::net::UnixListener::bind(project.path("socket")).expect("a socket");
    write("socket").failed(1).says(&["socket", "tệp thông thường"]);
    drop(socket);

    // A link that leads nowhere stays what it is.
    std::os::unix::fs::symlink("nowhere", project.path("link.csv")).expect("to link");
    write("link.csv").failed(1).says(&["link.csv"]);
    assert!(project.path("link.csv").symlink_metadata().expect("the link").is_symlink());
    assert!(!project.path("nowhere").exists());

    // A document that was imported is somebody's original.
    write(&document).failed(2).says(&["again.txt", "văn bản đã nhập"]);
    project.run(&["chart", "ranking", "-o", &document]).failed(2);
    assert_eq!(std::fs::read_to_string(&document).expect("the document"), crate::project::SMALL);

    // Names that mean something else to SQLite are no files.
    for name in [":memory:", "file:a.db", "file:a.db?mode=memory"] {
        project.run(&["--db", name, "rank"]).failed(2).says(&["--db"]);
        assert!(!project.path(name).exists());
    }
    // A registry that a link names and that is not there is no missing registry.
    let project = Project::new();
    let document = project.write("a.txt", crate::project::SMALL);
    std::os::unix::fs::symlink("nowhere", project.path("units.toml")).expect("to link");
    project.run(&["import", &document]).failed(2).says(&["units.toml"]);
}

#[test]
fn what_a_killed_process_left_is_cleared() {
    let project = Project::with_small();
    let left = project.path(".cchc-abc.part");
    let mine = project.path(".cchc-abc.txt");
    let leave = |path: &std::path::Path| {
        std::fs::write(path, "left").expect("to write");
        let before = std::time::SystemTime::now() - std::time::Duration::from_secs(100_000);
        let file = std::fs::File::options().write(true).open(path).expect("the file");
        file.set_modified(before).expect("to set its time");
    };
    leave(&left);
    leave(&mine);
    // One that a process still writes stays.
    let held = project.path(".cchc-def.part");
    std::fs::copy(&left, &held).expect("to copy");
    let holder = std::fs::File::options().write(true).open(&held).expect("the file");
    holder
        .set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(100))
        .expect("to set its time");
    holder.lock().expect("to claim it");
    let write = || project.run(&["rank", "--format", "csv", "-o", "rank.csv"]).succeeded();
    write();
    assert!(!left.exists() && mine.exists() && held.exists());
    // The same file again is not written, and yet its folder is cleared.
    leave(&left);
    write();
    assert!(!left.exists() && mine.exists() && held.exists());
}

/// A pipe without a writer, which nothing may wait for.
fn pipe(project: &Project, name: &str) {
    let made = std::process::Command::new("mkfifo").arg(project.path(name)).status();
    assert!(made.expect("to run mkfifo").success());
}

#[test]
fn pipes_beside_the_database_and_the_output_are_not_waited_for() {
    let project = Project::with_small();
    // SQLite would open its journal.
    pipe(&project, "cchc.db-journal");
    for verb in [&["rank"][..], &["sql", "SELECT 1"]] {
        project.run(verb).failed(3).says(&["cchc.db-journal"]);
    }
    std::fs::remove_file(project.path("cchc.db-journal")).expect("to remove it");

    // A pipe may have the name of a file that a killed process left.
    pipe(&project, ".cchc-a.part");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    project.run(&["rank", "-o", "b.csv"]).succeeded();
    assert!(project.path(".cchc-a.part").exists());

    // The name of a report, and that of the file with the password.
    let report = ["report", "--year", "2021", "--format", "docx", "--reports", "r"];
    project.run(&report).succeeded();
    let made = std::fs::read_dir(project.path("r/2021")).expect("a folder");
    let made = made.map(|file| file.expect("a file").path()).next().expect("a report");
    std::fs::remove_file(&made).expect("to remove it");
    pipe(&project, &format!("r/2021/{}", made.file_name().expect("a name").to_string_lossy()));
    project.run(&report).failed(1).says(&["docx"]);
    pipe(&project, "password");
    let serve = ["serve", "--listen", "127.0.0.1", "--password-file", "password", "--no-open"];
    project.run(&serve).failed(1).says(&["password"]);
}

#[test]
fn a_copy_of_the_database_takes_no_name_that_sqlite_gives() {
    let project = Project::with_small();
    for ending in ["-journal", "-wal", "-shm"] {
        let name = format!("cchc.db{ending}");
        project.run(&["documents", "--backup", &name]).failed(2);
        assert!(!project.path(&name).exists());
    }
}

#[test]
fn simulated_files_replace_no_real_ones_and_follow_no_links() {
    let project = Project::new();
    std::fs::create_dir(project.path("s")).expect("a folder");
    for link in ["a", "b"] {
        std::os::unix::fs::symlink(".", project.path("s").join(link)).expect("to link");
    }
    let simulate = ["simulate", "--years", "2019-2020", "--out", "s"];
    project.run(&simulate).failed(2);
    std::fs::remove_dir_all(project.path("s")).expect("to remove it");

    std::fs::create_dir(project.path("s")).expect("a folder");
    project.write("s/units.toml", "# units of our own\n");
    project.run(&simulate).failed(2).says(&["units.toml"]);
    std::fs::remove_file(project.path("s/units.toml")).expect("to remove it");
    project.run(&simulate).succeeded();
    // The same files may be written again.
    project.run(&simulate).succeeded();
}
