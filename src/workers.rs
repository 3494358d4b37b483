//! The workers of the program: itself, once more.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use cchc::source::Isolated;
use cchc::worker::Worker;

use crate::cli::Task;

/// What a query may take, in bytes; SQLite's share is its own, since it does not ask the program's
/// allocator.
pub const QUERY_MEMORY: u64 = 512 << 20;

/// The reader of documents that starts workers.
pub fn reader() -> Isolated {
    Isolated::new(program(), arguments(Task::Read))
}

/// A worker that does something else.
pub fn start(task: Task, memory: u64) -> io::Result<Worker> {
    Worker::start(&program(), &[arguments(task), vec![memory.to_string().into()]].concat())
}

fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "cchc".into())
}

fn arguments(task: Task) -> Vec<OsString> {
    vec!["worker".into(), task.code().into()]
}
