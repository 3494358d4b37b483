//! A reader that reads documents in worker processes. A document that crashes its reader, or
//! exceeds a limit, is rejected without harm to the rest of the work.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::worker::{Failure, Pipes, Worker, read_frame, write_frame};

use super::limit::within;
use super::wire::{self, TableWriter};
use super::{
    Content, DocumentReader, Limits, RawDocument, ReadError, ReadOptions, SourceError, check_size,
    file_bytes, read_into, sha256_of,
};

/// A worker that has read a larger file, in bytes, is not reused, since it does not return its
/// memory to the system.
const SMALL: usize = 1 << 20;

/// The most bytes of files that are read ahead, unless a single file has more.
const AHEAD: u64 = 4 << 20;

/// The most cells of a document that is read ahead. Larger documents wait for their turn, so that
/// not many of them are in memory at once.
const AHEAD_CELLS: usize = 200_000;

/// The longest request, not counting the document, in bytes.
const LONGEST_REQUEST: u64 = 1 << 20;

/// Reads documents in worker processes. A worker that has read a small document is kept for the
/// next one. Several documents are read in parallel, on all cores.
///
/// A worker is a program that limits itself and calls [`serve`]. Its last argument is the memory
/// that it may take, in bytes.
#[derive(Debug, Clone)]
pub struct Isolated {
    workers: Arc<Workers>,
}

#[derive(Debug)]
struct Workers {
    program: PathBuf,
    arguments: Vec<OsString>,
    /// The workers that wait for a document, each with the memory that it may take, in bytes.
    idle: Mutex<Vec<(u64, Worker)>>,
}

impl Isolated {
    /// A reader whose workers run this program with these arguments, followed by the memory that
    /// they may take, in bytes.
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { workers: Arc::new(Workers { program, arguments, idle: Mutex::default() }) }
    }
}

impl DocumentReader for Isolated {
    fn read(&self, path: &Path, reading: &ReadOptions) -> Result<RawDocument, SourceError> {
        let read = Ahead::start(&self.workers, vec![path.to_owned()], reading).next();
        read.unwrap_or_else(|| Err(SourceError::new(path, ReadError::Damaged(String::new()))))
    }

    fn read_bytes(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &ReadOptions,
    ) -> Result<RawDocument, SourceError> {
        let at = |what| SourceError::new(path, what);
        check_size(&bytes, reading).map_err(at)?;
        let worker = self.workers.take(reading).map_err(at)?;
        self.workers.document(path, bytes, reading, worker, Instant::now()).map_err(at)
    }

    fn read_each<'a>(
        &'a self,
        paths: Vec<PathBuf>,
        reading: &ReadOptions,
    ) -> Box<dyn Iterator<Item = Result<RawDocument, SourceError>> + 'a> {
        Box::new(Ahead::start(&self.workers, paths, reading))
    }
}

/// A worker that is ready for a document.
struct Taken {
    worker: Worker,
    /// Whether it has read a document before.
    is_used: bool,
}

impl Workers {
    fn read(&self, path: &Path, reading: &ReadOptions) -> Result<RawDocument, SourceError> {
        let at = |what| SourceError::new(path, what);
        let since = Instant::now();
        // The worker starts while the file is read.
        let worker = self.take(reading).map_err(at)?;
        let bytes = file_bytes(path, reading)?;
        check_size(&bytes, reading).map_err(at)?;
        self.document(path, bytes, reading, worker, since).map_err(at)
    }

    fn document(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &ReadOptions,
        worker: Taken,
        since: Instant,
    ) -> Result<RawDocument, ReadError> {
        let (content, sha256) = self.content_of(&bytes, reading, worker, since)?;
        RawDocument::of(path, bytes, sha256, reading, content, since.elapsed())
    }

    /// The content and the SHA-256 of a document.
    fn content_of(
        &self,
        bytes: &[u8],
        reading: &ReadOptions,
        Taken { mut worker, is_used }: Taken,
        since: Instant,
    ) -> Result<(Content, String), ReadError> {
        let Limits { memory, seconds, .. } = reading.limits;
        let ask = |worker: &mut Worker| {
            let left = Duration::from_secs(seconds).saturating_sub(since.elapsed());
            worker.ask(left, |Pipes { ask, answer }| {
                write_request(ask, reading, bytes)?;
                // Computed while the worker reads.
                let sha256 = sha256_of(bytes);
                Ok((wire::read(answer, &reading.limits)?, sha256))
            })
        };

        let mut answer = ask(&mut worker);
        // A used worker may have ended since, or may have too little memory left. A killed worker
        // has not judged the document. In these cases only a new worker can tell.
        let is_doubtful = match answer {
            Err(Failure::Killed) => true,
            Err(Failure::Memory | Failure::Broken) => is_used,
            Err(Failure::Late) | Ok(_) => false,
        };
        if is_doubtful {
            worker = self.start(reading)?;
            answer = ask(&mut worker);
        }
        if worker.is_ready() && bytes.len() <= SMALL {
            lock(&self.idle).push((memory, worker));
        }

        let (content, sha256) = answer.map_err(|failure| match failure {
            Failure::Late => ReadError::TooSlow(seconds),
            // Killed twice: most likely by a system that is out of memory.
            Failure::Memory | Failure::Killed => ReadError::TooMuchMemory(memory),
            Failure::Broken => ReadError::Damaged(String::new()),
        })?;
        Ok((content?, sha256))
    }

    /// Takes an idle worker with the right memory limit, or starts a new one.
    fn take(&self, reading: &ReadOptions) -> Result<Taken, ReadError> {
        let idle = {
            let mut idle = lock(&self.idle);
            let fitting = idle.iter().position(|(memory, _)| *memory == reading.limits.memory);
            fitting.map(|index| idle.swap_remove(index).1)
        };
        match idle {
            Some(worker) => Ok(Taken { worker, is_used: true }),
            None => Ok(Taken { worker: self.start(reading)?, is_used: false }),
        }
    }

    fn start(&self, reading: &ReadOptions) -> Result<Worker, ReadError> {
        let memory = OsString::from(reading.limits.memory.to_string());
        let arguments = [&self.arguments[..], &[memory]].concat();
        Worker::start(&self.program, &arguments).map_err(ReadError::NoReader)
    }
}

fn write_request(pipe: &mut impl Write, reading: &ReadOptions, bytes: &[u8]) -> io::Result<()> {
    write_frame(&mut *pipe, &postcard::to_stdvec(reading).map_err(io::Error::other)?)?;
    write_frame(&mut *pipe, bytes)?;
    pipe.flush()
}

/// Reads requests from `ask` and answers each with the tables of its document, until `ask` ends or
/// a document fails to be read in time. The caller should then end the process, since nothing else
/// stops the reader.
///
/// # Errors
/// Returns an error if a pipe breaks, if a request is invalid, or if reading a document panics or
/// takes too long.
pub fn serve(mut ask: impl Read, answer: impl Write + Send + 'static) -> io::Result<()> {
    let (mut request, mut bytes) = (Vec::new(), Vec::new());
    let mut answer = answer;
    while read_frame(&mut ask, LONGEST_REQUEST, &mut request)? {
        let reading: ReadOptions = postcard::from_bytes(&request).map_err(io::Error::other)?;
        if !read_frame(&mut ask, reading.limits.bytes, &mut bytes)? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }

        let (limits, bytes) = (reading.limits, std::mem::take(&mut bytes));
        let done = within(&limits, Duration::ZERO, move || {
            let mut writer = TableWriter::new(&mut answer);
            let about = read_into(&bytes, &reading, &mut writer);
            writer.end(about).map(|()| answer)
        });
        answer = done.map_err(io::Error::other)??;
    }
    Ok(())
}

/// Yields documents in order while threads read ahead.
struct Ahead {
    queue: Arc<Queue>,
    read: Receiver<(usize, Result<RawDocument, SourceError>)>,
    /// Documents that were read before their turn.
    early: BTreeMap<usize, Result<RawDocument, SourceError>>,
    next: usize,
}

struct Queue {
    paths: Vec<PathBuf>,
    state: Mutex<Progress>,
    /// Signalled at each change of the state.
    moved: Condvar,
    /// How many documents may be begun and not yet taken.
    most: usize,
}

#[derive(Default)]
struct Progress {
    /// How many documents threads have begun to read.
    begun: usize,
    /// How many documents the caller has asked for.
    requested: usize,
    /// How many documents the caller has taken.
    taken: usize,
    /// The sizes of the files begun and not yet taken, in their order, in bytes.
    bytes: VecDeque<u64>,
    /// Whether the caller wants no more documents.
    is_over: bool,
}

impl Ahead {
    fn start(workers: &Arc<Workers>, paths: Vec<PathBuf>, reading: &ReadOptions) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(paths.len());
        // The first document will be asked for at once.
        let state = Mutex::new(Progress { requested: 1, ..Progress::default() });
        let queue = Queue { paths, state, moved: Condvar::new(), most: threads * 2 };
        let (queue, (sender, read)) = (Arc::new(queue), mpsc::channel());

        for _ in 0..threads {
            let (queue, workers, reading, sender) =
                (Arc::clone(&queue), Arc::clone(workers), reading.clone(), sender.clone());
            thread::spawn(move || {
                while let Some(index) = queue.begin() {
                    let document = read_in_turn(&workers, &queue, index, &reading);
                    if sender.send((index, document)).is_err() {
                        break;
                    }
                }
            });
        }
        Self { queue, read, early: BTreeMap::new(), next: 0 }
    }
}

/// Reads a document: ahead of its turn if it is small, otherwise once the caller waits for it.
fn read_in_turn(
    workers: &Workers,
    queue: &Queue,
    index: usize,
    reading: &ReadOptions,
) -> Result<RawDocument, SourceError> {
    let path = &queue.paths[index];
    if queue.is_asked(index) || reading.limits.cells <= AHEAD_CELLS {
        return workers.read(path, reading);
    }

    let limited =
        ReadOptions { limits: Limits { cells: AHEAD_CELLS, ..reading.limits }, ..reading.clone() };
    match workers.read(path, &limited) {
        Err(SourceError { what: ReadError::TooManyCells(_), .. }) => {
            queue.wait_for(index);
            workers.read(path, reading)
        }
        document => Ok(RawDocument { reading: reading.clone(), ..document? }),
    }
}

impl Queue {
    /// Whether the caller waits for this document, and so has taken all before it.
    fn is_asked(&self, index: usize) -> bool {
        lock(&self.state).requested > index
    }

    /// Blocks until the caller waits for this document, or wants no more documents.
    fn wait_for(&self, index: usize) {
        let mut state = lock(&self.state);
        while state.requested <= index && !state.is_over {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Blocks until the next document may be read without reading too far ahead, and returns its
    /// index. `None` if there are no more documents to read.
    fn begin(&self) -> Option<usize> {
        let mut state = lock(&self.state);
        loop {
            let path = self.paths.get(state.begun).filter(|_| !state.is_over)?;
            let size = std::fs::metadata(path).map_or(0, |file| file.len());
            let ahead = state.begun - state.taken;
            let is_room =
                ahead < self.most && state.bytes.iter().sum::<u64>().saturating_add(size) <= AHEAD;
            if ahead == 0 || is_room {
                state.bytes.push_back(size);
                state.begun += 1;
                return Some(state.begun - 1);
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn change(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut lock(&self.state));
        self.moved.notify_all();
    }
}

impl Ahead {
    fn lost(&self) -> SourceError {
        SourceError::new(&self.queue.paths[self.next], ReadError::Damaged(String::new()))
    }
}

impl Iterator for Ahead {
    type Item = Result<RawDocument, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.queue.paths.len() {
            return None;
        }

        self.queue.change(|state| state.requested = self.next + 1);
        let document = loop {
            if let Some(document) = self.early.remove(&self.next) {
                break document;
            }
            match self.read.recv() {
                Ok((index, document)) => drop(self.early.insert(index, document)),
                // A thread panicked: report the document that it did not read.
                Err(_) => break Err(self.lost()),
            }
        };

        self.next += 1;
        self.queue.change(|state| {
            state.taken += 1;
            state.bytes.pop_front();
        });
        Some(document)
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.queue.change(|state| state.is_over = true);
    }
}

/// Locks a mutex even if it is poisoned. The guarded data stay valid when a thread panics, since
/// each change is a single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
