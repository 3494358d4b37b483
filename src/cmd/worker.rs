//! `cchc worker`: not for people. The program starts itself in this mode to do work in a process of
//! its own that could break the process doing it.

use std::io;
use std::process::ExitCode;

use anyhow::Result;

use cchc::source;
use cchc::store::MAX_HEAP_BYTES;
use cchc::worker::{Files, confine, exit_with_pipe};

use crate::cli::{Task, Worker};
use crate::query;

/// The part of a worker's memory, in bytes, for its own code and the overhead of the system's
/// allocator.
const OWN: u64 = 32 << 20;

pub fn run(options: &Worker) -> Result<ExitCode> {
    let memory = options.memory;
    let (files, others) = match options.task {
        Task::Read => (Files::None, OWN),
        Task::Query => (Files::Temporary, OWN + u64::from(MAX_HEAP_BYTES)),
    };
    confine(memory, files)?;

    let most = usize::try_from(memory.saturating_sub(others)).unwrap_or(usize::MAX);
    // Setting the limit fails only if more memory is in use already.
    crate::ALLOCATOR.set_limit(most).map_err(|()| io::Error::from(io::ErrorKind::OutOfMemory))?;

    let (questions, answers) = (exit_with_pipe(io::stdin())?, io::BufWriter::new(io::stdout()));
    match options.task {
        Task::Read => source::serve(questions, answers)?,
        Task::Query => query::serve(questions, answers)?,
    }
    Ok(ExitCode::SUCCESS)
}
