//! What a process gives up before it reads anything. Everything that differs between systems stands
//! here.
//!
//! | system | memory | files | traces |
//! |---|---|---|---|
//! | Linux | what is allocated (`RLIMIT_DATA`) | none is written (`RLIMIT_FSIZE`), few are open | no core is left |
//! | macOS | not enforced by the system | as on Linux | as on Linux |
//! | Windows | the working set, by a job object | – | – |
//!
//! On every system the program's allocator has a cap besides, which `cchc worker` sets; this is the
//! fence behind it.

use std::io;
use std::process::ExitStatus;

/// Whether a process may write files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// It writes none.
    None,
    /// It writes what does not fit into its memory into temporary ones.
    Temporary,
}

/// Bytes that count as allocated and are not used: most of the stack of the thread that reads, less
/// what the code of the program takes.
#[cfg(target_os = "linux")]
const RESERVED: u64 = 32 << 20;

/// The most files that a worker has open.
#[cfg(unix)]
const OPEN_FILES: u64 = 64;

/// Limits this process for as long as it lives, to so many bytes of memory.
///
/// # Errors
/// A system that does not take the limits.
#[cfg(unix)]
pub fn confine(memory: u64, files: Files) -> io::Result<()> {
    use rlimit::Resource;

    let limit = |resource: Resource, most: u64| {
        // What was limited closer before stays so.
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

/// Limits this process for as long as it lives, to so many bytes of memory.
///
/// # Errors
/// A system that does not take the limits.
#[cfg(windows)]
pub fn confine(memory: u64, _: Files) -> io::Result<()> {
    use win32job::{ExtendedLimitInfo, Job};

    /// The least working set that Windows keeps for a process.
    const LEAST: usize = 1 << 20;
    let mut limits = ExtendedLimitInfo::new();
    limits.limit_working_memory(LEAST, usize::try_from(memory).unwrap_or(usize::MAX));
    let job = Job::create_with_limit_info(&limits).map_err(io::Error::other)?;
    job.assign_current_process().map_err(io::Error::other)?;
    // The handle stays open until the process ends, and the job with it.
    let _ = job.into_handle();
    Ok(())
}

/// Whether somebody ended a process from outside: on Linux also the system, where there is no
/// memory left for anybody.
#[cfg(unix)]
pub(super) fn was_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    /// SIGKILL, the same on every Unix.
    const KILL: i32 = 9;
    status.signal() == Some(KILL)
}

/// Windows tells no such end from another.
#[cfg(windows)]
pub(super) fn was_killed(_: ExitStatus) -> bool {
    false
}
