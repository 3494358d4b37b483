//! `cchc worker`: not for people. The program starts itself so, to have done in a process of its
//! own what may break it.

use std::io;
use std::process::ExitCode;

use anyhow::Result;

use cchc::source;
use cchc::store::MAX_HEAP_BYTES;
use cchc::worker::{Files, confine, watched};

use crate::cli::{Task, Worker};
use crate::query;

/// What a worker keeps of the memory that it may take for itself, in bytes: its code, and what the
/// system's allocator loses.
const OWN: u64 = 32 << 20;

pub fn run(options: &Worker) -> Result<ExitCode> {
    let memory = options.memory;
    let (files, others) = match options.task {
        Task::Read => (Files::None, OWN),
        Task::Query => (Files::Temporary, OWN + u64::from(MAX_HEAP_BYTES)),
    };
    confine(memory, files)?;
    let most = usize::try_from(memory.saturating_sub(others)).unwrap_or(usize::MAX);
    // It fails only where more is taken already.
    crate::ALLOCATOR.set_limit(most).map_err(|()| io::Error::from(io::ErrorKind::OutOfMemory))?;
    let (ask, answer) = (watched(io::stdin())?, io::BufWriter::new(io::stdout()));
    match options.task {
        Task::Read => source::serve(ask, answer)?,
        Task::Query => query::serve(ask, answer)?,
    }
    Ok(ExitCode::SUCCESS)
}
