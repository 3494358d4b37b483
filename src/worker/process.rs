//! A worker as seen by the process that started it: its pipes, its time limit and how it ends.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::confine::was_killed;

/// The size of each pipe's buffer, in bytes.
const BUFFER: usize = 256 << 10;

/// How much of a worker's stderr is kept, in bytes.
const MOST_STDERR: u64 = 4 << 10;

/// How long a process may take to end after its pipes have closed, in milliseconds.
const ENDING: u32 = 50;

/// The start of the message that Rust's standard library prints when memory runs out, before it
/// aborts the process. Nothing else distinguishes this from another abort.
const NO_MEMORY: &[u8] = b"memory allocation of ";

/// Why a worker did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It took too long and was killed.
    Late,
    /// It needed more memory than it is allowed.
    Memory,
    /// It was killed from outside: by a person, or by a system that ran out of memory.
    Killed,
    /// It crashed or returned an invalid answer.
    Broken,
}

/// A process that waits for requests.
#[derive(Debug)]
pub struct Worker {
    child: Arc<Mutex<Child>>,
    /// `None` once it has failed.
    pipes: Option<Pipes>,
    /// The thread that collects its stderr.
    stderr: Option<JoinHandle<Vec<u8>>>,
}

/// The pipes to and from a worker.
#[derive(Debug)]
pub struct Pipes {
    /// Requests to the worker.
    pub ask: BufWriter<ChildStdin>,
    /// Answers from the worker.
    pub answer: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts a program with arguments that make it a worker.
    ///
    /// # Errors
    /// Returns an error if the program cannot be started.
    pub fn start(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // On Linux the C library gives each thread a heap of its own, which grows page by page.
        command.env("MALLOC_ARENA_MAX", "1");
        let mut child = command.spawn()?;

        let pipes = child.stdin.take().zip(child.stdout.take());
        let pipes = pipes.map(|(ask, answer)| Pipes {
            ask: BufWriter::with_capacity(BUFFER, ask),
            answer: BufReader::with_capacity(BUFFER, answer),
        });
        let stderr = child.stderr.take().map(|pipe| thread::spawn(move || collect_stderr(pipe)));
        Ok(Self { child: Arc::new(Mutex::new(child)), pipes, stderr })
    }

    /// Sends a request: `talk` writes it and reads the answer, within `time`. A worker that fails
    /// cannot be asked again.
    ///
    /// # Errors
    /// Returns how the worker failed.
    pub fn ask<T>(
        &mut self,
        time: Duration,
        talk: impl FnOnce(&mut Pipes) -> io::Result<T>,
    ) -> Result<T, Failure> {
        let Some(mut pipes) = self.pipes.take() else { return Err(Failure::Broken) };
        let child = Arc::clone(&self.child);
        let (is_done, done) = mpsc::channel();

        // A blocked read cannot be cancelled, but it ends when the process behind the pipe is
        // killed.
        let guard = thread::spawn(move || {
            let is_late = done.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
            if is_late {
                kill(&child);
            }
            is_late
        });

        let answer = talk(&mut pipes);
        // Sending fails if the guard has already killed the process and gone.
        let _ = is_done.send(());
        let is_late = guard.join().unwrap_or(true);

        match answer {
            Ok(answer) => {
                self.pipes = Some(pipes).filter(|_| !is_late);
                Ok(answer)
            }
            Err(_) if is_late => Err(Failure::Late),
            Err(_) => Err(self.end()),
        }
    }

    /// Whether it can take a request.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.pipes.is_some()
    }

    /// Ends the process and returns how it failed.
    fn end(&mut self) -> Failure {
        let is_killed = self.exit_status().is_some_and(was_killed);
        kill(&self.child);

        let stderr = self.stderr.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let is_out_of_memory = stderr.windows(NO_MEMORY.len()).any(|words| words == NO_MEMORY);
        match (is_out_of_memory, is_killed) {
            (true, _) => Failure::Memory,
            (false, true) => Failure::Killed,
            (false, false) => Failure::Broken,
        }
    }

    /// Its exit status, or `None` if it is still running.
    fn exit_status(&self) -> Option<ExitStatus> {
        // The pipes of a process close shortly before its exit status is available.
        for _ in 0..ENDING {
            let status = self.child.lock().unwrap_or_else(PoisonError::into_inner).try_wait();
            if let Ok(Some(status)) = status {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(1));
        }
        None
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let child = Arc::clone(&self.child);
        // In a thread, so that nothing waits while the system frees a large process.
        thread::spawn(move || kill(&child));
    }
}

fn kill(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a worker's stderr to its end, so that the worker never blocks on it, and keeps the
/// beginning.
fn collect_stderr(mut pipe: ChildStderr) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = pipe.by_ref().take(MOST_STDERR).read_to_end(&mut bytes);
    let _ = io::copy(&mut pipe, &mut io::sink());
    bytes
}
