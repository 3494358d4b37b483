//! A worker seen from outside: its pipes, its time, its end.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::confine::was_killed;

/// Bytes of the pipes' buffers.
const BUFFER: usize = 256 << 10;

/// The most of a worker's last words that is kept, in bytes.
const LAST_WORDS: u64 = 4 << 10;

/// Milliseconds in which a process whose pipes are closed ends.
const ENDING: u32 = 50;

/// How Rust's standard library begins to say that there is no memory, before it ends the process:
/// nothing else tells that end from another.
const NO_MEMORY: &[u8] = b"memory allocation of ";

/// Why a worker did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It took too long, and was killed.
    Late,
    /// It needed more memory than it may have.
    Memory,
    /// Somebody else ended it: a person, or the system for want of memory.
    Killed,
    /// It broke down, or answered nonsense.
    Broken,
}

/// A process that waits for what it is to do.
#[derive(Debug)]
pub struct Worker {
    child: Arc<Mutex<Child>>,
    /// None once it failed.
    pipes: Option<Pipes>,
    last_words: Option<JoinHandle<Vec<u8>>>,
}

/// The pipes to and from a worker.
#[derive(Debug)]
pub struct Pipes {
    /// Here it is asked.
    pub ask: BufWriter<ChildStdin>,
    /// Here it answers.
    pub answer: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts a program with arguments that make it a worker.
    ///
    /// # Errors
    /// A program that cannot be started.
    pub fn start(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // The C library of Linux gives each thread a heap of its own, which grows page by page.
        command.env("MALLOC_ARENA_MAX", "1");
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let pipes = pipes.map(|(ask, answer)| Pipes {
            ask: BufWriter::with_capacity(BUFFER, ask),
            answer: BufReader::with_capacity(BUFFER, answer),
        });
        let last_words = child.stderr.take().map(|pipe| thread::spawn(move || last_words(pipe)));
        Ok(Self { child: Arc::new(Mutex::new(child)), pipes, last_words })
    }

    /// Asks it something: `talk` writes the question and reads the answer, for so long at most. A
    /// worker that fails is at its end.
    ///
    /// # Errors
    /// How it failed.
    pub fn ask<T>(
        &mut self,
        time: Duration,
        talk: impl FnOnce(&mut Pipes) -> io::Result<T>,
    ) -> Result<T, Failure> {
        let Some(mut pipes) = self.pipes.take() else { return Err(Failure::Broken) };
        let child = Arc::clone(&self.child);
        let (is_done, done) = mpsc::channel();
        // Reading from a pipe cannot be given up, but it ends with the process behind it.
        let guard = thread::spawn(move || {
            let is_late = done.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
            if is_late {
                kill(&child);
            }
            is_late
        });
        let answer = talk(&mut pipes);
        // A guard that killed is gone.
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

    /// Whether it can be asked.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.pipes.is_some()
    }

    /// Ends it, and says how it failed.
    fn end(&mut self) -> Failure {
        let is_killed = self.ended().is_some_and(was_killed);
        kill(&self.child);
        let stderr = self.last_words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let has_no_memory = stderr.windows(NO_MEMORY.len()).any(|words| words == NO_MEMORY);
        match (has_no_memory, is_killed) {
            (true, _) => Failure::Memory,
            (false, true) => Failure::Killed,
            (false, false) => Failure::Broken,
        }
    }

    /// How it ended by itself; none where it goes on.
    fn ended(&self) -> Option<ExitStatus> {
        // The pipes of a process close a little before its end can be seen.
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
        // The system takes back what a large one holds while work goes on.
        thread::spawn(move || kill(&child));
    }
}

fn kill(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads what a worker says on stderr to its end, so that it never waits for a reader, and keeps
/// the beginning.
fn last_words(mut pipe: ChildStderr) -> Vec<u8> {
    let mut words = Vec::new();
    let _ = pipe.by_ref().take(LAST_WORDS).read_to_end(&mut words);
    let _ = io::copy(&mut pipe, &mut io::sink());
    words
}
