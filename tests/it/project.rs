//! A temporary folder with a database, in which tests run the real command.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use cchc::import::{Importer, Job, Outcome, gather};
use cchc::registry::Registry;
use cchc::render::table::{Format, Style, Table};
use cchc::simulate::simulate;
use cchc::store::{QueryLimits, Store};
use serde_json::Value;
use tempfile::TempDir;

/// The path of the shipped decision.
pub const DECISION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/2022/501-QD-UBND.txt");

/// The folder of the shipped data.
pub const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// A small made-up decision for three communes.
pub const SMALL: &str = include_str!("../fixtures/small.txt");

/// A decision of 2023 on two departments, as CSV with these headings and rows.
pub fn two_departments(headings: &str, [first, second]: [&str; 2]) -> String {
    format!(
        "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND \
         tỉnh Ví dụ)\n{headings}\n{first}\n{second}\n"
    )
}

pub struct Project {
    pub folder: TempDir,
}

/// The exit code and the output of a run.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Project {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A project with the shipped decision imported.
    pub fn with_decision() -> Self {
        let project = Self::new();
        project.import(DECISION);
        project
    }

    /// A project with the small decision imported.
    pub fn with_small() -> Self {
        let project = Self::new();
        let path = project.write("small.txt", SMALL);
        project.import(&path);
        project
    }

    /// A project with a simulated province imported, from its folder `sim`.
    pub fn simulated(years: &str, seed: &str) -> Self {
        let project = Self::new();
        let (first, last) = years.split_once('-').expect("two years");
        let [first, last] = [first, last].map(|year| year.parse().expect("a year"));
        let seed = seed.parse().expect("a seed");
        for file in simulate(first, last, seed, &BTreeSet::new()).expect("a province") {
            project.write(&format!("sim/{}", file.path.display()), &file.text);
        }
        project.import("sim");
        project
    }

    /// Imports a file or a folder as `cchc import` does without options, but through the library.
    /// The path is absolute or relative to the project. Panics if a document is refused.
    #[track_caller]
    pub fn import(&self, path: &str) {
        let path = self.path(path);
        let registry = Registry::above(&path).expect("a registry");
        let job = Job { registry, ..Job::default() };
        let documents = gather(&[path], &job, |_, _| {}).expect("documents");
        let mut importer = Importer::open(&self.db(), job).expect("the database");
        let check = |_: &_, outcome| match outcome {
            Outcome::Imported(_) | Outcome::PassedOver(_) => {}
            Outcome::Refused(refused) => panic!("{refused}"),
        };
        importer.import_all(&documents, check).expect("a registry that loses nothing");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn db(&self) -> PathBuf {
        self.path("cchc.db")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("to make the folder");
        std::fs::write(&path, content).expect("to write the file");
        path.to_str().expect("a UTF-8 path").to_owned()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cchc"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("CCHC_DB").env_remove("CCHC_LANG").env_remove("NO_COLOR");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// The rows that a verb prints as JSON.
    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let run = self.run(&[arguments, &["--format", "json"]].concat()).succeeded();
        serde_json::from_str(&run.out).expect("an array of objects")
    }

    /// The rows of an SQL query.
    pub fn query(&self, sql: &str) -> Vec<Value> {
        let mut store = Store::open(&self.db()).expect("the database");
        let limits = QueryLimits { timeout: Duration::from_mins(1), rows: 1_000_000 };
        let table = Table::of_query(store.query(sql, limits).expect("an answer"));
        serde_json::from_slice(&table.write(Format::Json, Style::default()).expect("JSON"))
            .expect("an array of objects")
    }
}

impl Run {
    pub fn of(mut command: Command) -> Self {
        let output = command.output().expect("to run cchc");
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        };
        if let Some(log) = std::env::var_os("CCHC_RUNS") {
            run.append_to(Path::new(&log), &command);
        }
        run
    }

    /// Appends the run to the log that `tests/freeze` compares, without the folders of the machine.
    fn append_to(&self, log: &Path, command: &Command) {
        let folder = command.get_current_dir().and_then(Path::to_str).unwrap_or("");
        let plain = |text: &str| match folder {
            "" => text.replace(env!("CARGO_MANIFEST_DIR"), "(project)"),
            _ => text.replace(folder, "(folder)").replace(env!("CARGO_MANIFEST_DIR"), "(project)"),
        };

        let arguments: Vec<_> =
            command.get_args().map(|argument| plain(&argument.to_string_lossy())).collect();
        let run = serde_json::json!({
            "test": std::thread::current().name(),
            "arguments": arguments,
            "code": self.code,
            "out": plain(&self.out),
            "err": plain(&self.err),
        });
        let mut log = OpenOptions::new().create(true).append(true).open(log).expect("the log");
        log.write_all(format!("{run}\n").as_bytes()).expect("to write the log");
    }

    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    #[track_caller]
    pub fn failed(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Asserts that the messages contain each of these words.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in {self:#?}");
        }
        self
    }
}

/// The bytes of a file, or `None` if there is no file.
pub fn bytes(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

/// Asserts that a committed file has the expected text; with `UPDATE=1`, writes that text instead.
pub fn holds(file: &str, found: &str, expected: &str) {
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        std::fs::write(path, expected).unwrap_or_else(|error| panic!("{file}: {error}"));
    } else {
        assert!(
            found == expected,
            "{file} is not what the declarations say: run the tests with UPDATE=1"
        );
    }
}
