//! The limits that a worker process sets on itself before it reads anything. All code that differs
//! between operating systems is here.
//!
//! | system | memory | files | traces |
//! |---|---|---|---|
//! | Linux | allocated memory (`RLIMIT_DATA`) | no writing (`RLIMIT_FSIZE`), few open files | no core dump |
//! | macOS | not enforced by the system | as on Linux | as on Linux |
//! | Windows | working set, through a job object | – | – |
//!
//! On every system the program's allocator also has a cap, which `cchc worker` sets. The limits
//! here are the second line of defence.

use std::io;
use std::process::ExitStatus;

/// Whether a process may write files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// It writes no files.
    None,
    /// It may write temporary files for data that does not fit into its memory.
    Temporary,
}

/// Bytes that count as allocated but are never used: most of the reader thread's stack, less the
/// program's code.
#[cfg(target_os = "linux")]
const RESERVED: u64 = 32 << 20;

/// The most files that a worker may have open.
#[cfg(unix)]
const OPEN_FILES: u64 = 64;

/// Limits this process to `memory` bytes, and its use of files, for as long as it lives.
///
/// # Errors
/// Returns an error if the system does not accept the limits.
#[cfg(unix)]
pub fn confine(memory: u64, files: Files) -> io::Result<()> {
    use rlimit::Resource;

    let limit = |resource: Resource, most: u64| {
        // A stricter limit that is already in force stays.
        let (_, hard) = resource.get()?;
        resource.set(most.min(hard), most.min(hard))
    };

    limit(Resource::CORE, 0)?;
    limit(Resource::NOFILE, OPEN_FILES)?;
    if files == Files::None {
        limit(Resource::FSIZE, 0)?;
    }

    #[cfg(target_os = "linux")]
    limit(Resource::DATA, memory.saturating_add(RESERVED))?;
    #[cfg(not(target_os = "linux"))]
    let _ = memory;
    Ok(())
}

/// Limits this process to `memory` bytes, and its use of files, for as long as it lives.
///
/// # Errors
/// Returns an error if the system does not accept the limits.
#[cfg(windows)]
pub fn confine(memory: u64, _: Files) -> io::Result<()> {
    use win32job::{ExtendedLimitInfo, Job};

    /// The smallest working set that Windows keeps for a process, in bytes.
    const LEAST: usize = 1 << 20;

    let mut limits = ExtendedLimitInfo::new();
    limits.limit_working_memory(LEAST, usize::try_from(memory).unwrap_or(usize::MAX));
    let job = Job::create_with_limit_info(&limits).map_err(io::Error::other)?;
    job.assign_current_process().map_err(io::Error::other)?;
    // The handle, and so the job, stays open until the process ends.
    let _ = job.into_handle();
    Ok(())
}

/// Whether the process was killed from outside: by a person or, on Linux, by the system when it
/// runs out of memory.
#[cfg(unix)]
pub(super) fn was_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    /// SIGKILL, the same on every Unix.
    const KILL: i32 = 9;
    status.signal() == Some(KILL)
}

/// Always false: Windows does not tell a killed process from one that failed.
#[cfg(windows)]
pub(super) fn was_killed(_: ExitStatus) -> bool {
    false
}
