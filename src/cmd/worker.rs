//! `cchc worker`: not for people. The program starts itself so, to have done in a process of its own what may break it.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use cchc::source::{Isolated, serve};
use cchc::worker::{Files, confine};

use crate::cli::{Task, Worker};

/// What a worker keeps of the memory that it may take for itself, in bytes: its code, and what the system's allocator loses.
const OWN: u64 = 32 << 20;

/// The reader of documents that starts workers.
pub fn reader() -> Isolated {
    Isolated::new(program(), vec!["worker".into(), Task::Read.code().into()])
}

fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "cchc".into())
}

pub fn run(options: &Worker) -> Result<ExitCode> {
    let memory = options.memory;
    confine(memory, Files::None)?;
    let most = usize::try_from(memory.saturating_sub(OWN)).unwrap_or(usize::MAX);
    // It fails only where more is taken already.
    crate::ALLOCATOR.set_limit(most).map_err(|()| io::Error::from(io::ErrorKind::OutOfMemory))?;
    match options.task {
        Task::Read => serve(io::stdin().lock(), io::BufWriter::new(io::stdout()))?,
    }
    Ok(ExitCode::SUCCESS)
}
