//! Documents read in processes of their own: one that breaks its reader, or takes too much of
//! anything, is one refusal.

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
    Content, DocumentReader, Limits, RawDocument, Reading, SourceError, Unreadable, check_size,
    file_bytes, read_into, sha256_of,
};

/// A worker that read a larger file is not asked again: memory that it took once it keeps.
const SMALL: usize = 1 << 20;

/// The most bytes of files that are read ahead, unless one file has more.
const AHEAD: u64 = 4 << 20;

/// The most cells of a document that is read ahead: larger ones wait for their turn, so that many
/// of them do not stand in memory together.
const AHEAD_CELLS: usize = 200_000;

/// The longest request without the document, in bytes.
const LONGEST_REQUEST: u64 = 1 << 20;

/// Reads documents in worker processes. Those that read a small document are kept for the next one,
/// and many documents are read on all cores.
///
/// A worker is a program that limits itself and calls [`serve`]. Its last argument says how many
/// bytes of memory it may take.
#[derive(Debug, Clone)]
pub struct Isolated {
    workers: Arc<Workers>,
}

#[derive(Debug)]
struct Workers {
    program: PathBuf,
    arguments: Vec<OsString>,
    /// Those that wait, with the bytes of memory that they may take.
    idle: Mutex<Vec<(u64, Worker)>>,
}

impl Isolated {
    /// Workers are this program with these arguments and, behind them, the bytes of memory that it
    /// may take.
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { workers: Arc::new(Workers { program, arguments, idle: Mutex::default() }) }
    }
}

impl DocumentReader for Isolated {
    fn read(&self, path: &Path, reading: &Reading) -> Result<RawDocument, SourceError> {
        let read = Ahead::start(&self.workers, vec![path.to_owned()], reading).next();
        read.unwrap_or_else(|| Err(SourceError::new(path, Unreadable::Damaged(String::new()))))
    }

    fn read_bytes(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &Reading,
    ) -> Result<RawDocument, SourceError> {
        let at = |what| SourceError::new(path, what);
        check_size(&bytes, reading).map_err(at)?;
        let worker = self.workers.take(reading).map_err(at)?;
        self.workers.document(path, bytes, reading, worker, Instant::now()).map_err(at)
    }

    fn read_each<'a>(
        &'a self,
        paths: Vec<PathBuf>,
        reading: &Reading,
    ) -> Box<dyn Iterator<Item = Result<RawDocument, SourceError>> + 'a> {
        Box::new(Ahead::start(&self.workers, paths, reading))
    }
}

/// A worker that is to be asked.
struct Taken {
    worker: Worker,
    /// Whether it read a document before.
    is_used: bool,
}

impl Workers {
    fn read(&self, path: &Path, reading: &Reading) -> Result<RawDocument, SourceError> {
        let at = |what| SourceError::new(path, what);
        let since = Instant::now();
        // It starts while the file is read.
        let worker = self.take(reading).map_err(at)?;
        let bytes = file_bytes(path, reading)?;
        check_size(&bytes, reading).map_err(at)?;
        self.document(path, bytes, reading, worker, since).map_err(at)
    }

    fn document(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &Reading,
        worker: Taken,
        since: Instant,
    ) -> Result<RawDocument, Unreadable> {
        let (content, sha256) = self.content_of(&bytes, reading, worker, since)?;
        RawDocument::of(path, bytes, sha256, reading, content, since.elapsed())
    }

    /// The content and the SHA-256 of a document.
    fn content_of(
        &self,
        bytes: &[u8],
        reading: &Reading,
        Taken { mut worker, is_used }: Taken,
        since: Instant,
    ) -> Result<(Content, String), Unreadable> {
        let Limits { memory, seconds, .. } = reading.limits;
        let ask = |worker: &mut Worker| {
            let left = Duration::from_secs(seconds).saturating_sub(since.elapsed());
            worker.ask(left, |Pipes { ask, answer }| {
                write_request(ask, reading, bytes)?;
                // While the other one reads.
                let sha256 = sha256_of(bytes);
                Ok((wire::read(answer, &reading.limits)?, sha256))
            })
        };
        let mut answer = ask(&mut worker);
        // One that was used may have ended since, or have too little left of its memory, and one
        // that was killed has not judged: only a new one can.
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
            Failure::Late => Unreadable::TooSlow(seconds),
            // Killed twice: by the system, most likely.
            Failure::Memory | Failure::Killed => Unreadable::TooMuchMemory(memory),
            Failure::Broken => Unreadable::Damaged(String::new()),
        })?;
        Ok((content?, sha256))
    }

    /// One that waits, or a new one.
    fn take(&self, reading: &Reading) -> Result<Taken, Unreadable> {
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

    fn start(&self, reading: &Reading) -> Result<Worker, Unreadable> {
        let memory = OsString::from(reading.limits.memory.to_string());
        let arguments = [&self.arguments[..], &[memory]].concat();
        Worker::start(&self.program, &arguments).map_err(Unreadable::NoReader)
    }
}

fn write_request(pipe: &mut impl Write, reading: &Reading, bytes: &[u8]) -> io::Result<()> {
    write_frame(&mut *pipe, &postcard::to_stdvec(reading).map_err(io::Error::other)?)?;
    write_frame(&mut *pipe, bytes)?;
    pipe.flush()
}

/// Reads one document after another for whoever writes to `ask`, until that ends, or a document
/// breaks its reader or takes too long: then nothing but the end of the process stops it.
///
/// # Errors
/// Pipes that break, and requests that are none.
pub fn serve(mut ask: impl Read, answer: impl Write + Send + 'static) -> io::Result<()> {
    let (mut request, mut bytes) = (Vec::new(), Vec::new());
    let mut answer = answer;
    while read_frame(&mut ask, LONGEST_REQUEST, &mut request)? {
        let reading: Reading = postcard::from_bytes(&request).map_err(io::Error::other)?;
        if !read_frame(&mut ask, reading.limits.bytes, &mut bytes)? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (limits, bytes) = (reading.limits, std::mem::take(&mut bytes));
        let done = within(&limits, Duration::ZERO, move || {
            let mut written = TableWriter::new(&mut answer);
            let about = read_into(&bytes, &reading, &mut written);
            written.end(about).map(|()| answer)
        });
        answer = done.map_err(io::Error::other)??;
    }
    Ok(())
}

/// Documents that threads read ahead of whoever takes them, in their order.
struct Ahead {
    queue: Arc<Queue>,
    read: Receiver<(usize, Result<RawDocument, SourceError>)>,
    /// What was read before its turn.
    early: BTreeMap<usize, Result<RawDocument, SourceError>>,
    next: usize,
}

struct Queue {
    paths: Vec<PathBuf>,
    state: Mutex<Progress>,
    moved: Condvar,
    /// How many documents may be ahead of the one that is taken next.
    most: usize,
}

#[derive(Default)]
struct Progress {
    /// How many were begun, how many were asked for, and how many were taken.
    begun: usize,
    requested: usize,
    count: usize,
    /// The bytes of the files that were begun and not taken, in their order.
    bytes: VecDeque<u64>,
    is_over: bool,
}

impl Ahead {
    fn start(workers: &Arc<Workers>, paths: Vec<PathBuf>, reading: &Reading) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(paths.len());
        // The first is as good as asked for.
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

/// Reads a document: ahead of its turn where it is small, else once somebody waits for it.
fn read_in_turn(
    workers: &Workers,
    queue: &Queue,
    index: usize,
    reading: &Reading,
) -> Result<RawDocument, SourceError> {
    let path = &queue.paths[index];
    if queue.is_asked(index) || reading.limits.cells <= AHEAD_CELLS {
        return workers.read(path, reading);
    }

    let few =
        Reading { limits: Limits { cells: AHEAD_CELLS, ..reading.limits }, ..reading.clone() };
    match workers.read(path, &few) {
        Err(SourceError { what: Unreadable::TooManyCells(_), .. }) => {
            queue.wait_for(index);
            workers.read(path, reading)
        }
        document => Ok(RawDocument { reading: reading.clone(), ..document? }),
    }
}

impl Queue {
    /// Whether somebody waits for this document, and so has done with those before it.
    fn is_asked(&self, index: usize) -> bool {
        lock(&self.state).requested > index
    }

    /// Waits until somebody waits for this document, or for none any more.
    fn wait_for(&self, index: usize) {
        let mut state = lock(&self.state);
        while state.requested <= index && !state.is_over {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next document to be read, as soon as so few are ahead that it may be; none where there
    /// is none.
    fn begin(&self) -> Option<usize> {
        let mut state = lock(&self.state);
        loop {
            let path = self.paths.get(state.begun).filter(|_| !state.is_over)?;
            let size = std::fs::metadata(path).map_or(0, |file| file.len());
            let ahead = state.begun - state.count;
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
        SourceError::new(&self.queue.paths[self.next], Unreadable::Damaged(String::new()))
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
                // A thread broke down: that document was not read, and is not passed over in
                // silence.
                Err(_) => break Err(self.lost()),
            }
        };
        self.next += 1;
        self.queue.change(|state| {
            state.count += 1;
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

/// A lock that a thread held when it broke down is as good as before: what it guards is changed in
/// one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
