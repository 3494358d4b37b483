//! The worker processes of the program. Each is this same program, started as `cchc worker`.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use cchc::source::Isolated;
use cchc::worker::Worker;

use crate::cli::Task;

/// The memory that a query may take, in bytes. SQLite has a limit of its own, since it does not use
/// the program's allocator.
pub const QUERY_MEMORY: u64 = 512 << 20;

/// A document reader that reads in worker processes.
pub fn reader() -> Isolated {
    Isolated::new(program(), arguments(Task::Read))
}

/// Starts a worker for a task, with a limit on its memory in bytes.
pub fn start(task: Task, memory: u64) -> io::Result<Worker> {
    Worker::start(&program(), &[arguments(task), vec![memory.to_string().into()]].concat())
}

fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "cchc".into())
}

fn arguments(task: Task) -> Vec<OsString> {
    vec!["worker".into(), task.code().into()]
}
