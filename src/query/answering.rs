//! The asking side: sends a query to a worker process and kills it when it is late.

use std::io::{ErrorKind, Write};
use std::time::{Duration, Instant};

use anyhow::Result;

use cchc::store::StoreError;
use cchc::worker::{Failure, Pipes, Worker, read_frame, write_frame};

use super::question::{LONGEST, Message, Question};
use crate::cli::Task;
use crate::failure::Reported;
use crate::workers::{self, QUERY_MEMORY};

/// What is known of an answer that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The number of its rows.
    pub rows: u64,
    /// Whether there are more rows than the question allowed.
    pub is_cut: bool,
}

/// Asks one worker process question after question, and replaces it when it fails.
#[derive(Debug, Default)]
pub struct QueryClient {
    worker: Option<Worker>,
}

impl QueryClient {
    /// Writes an answer to `output` as it arrives. The time that `output` takes does not count. If
    /// `output` is closed, there are no more rows.
    pub fn answer(&mut self, question: &Question, mut output: impl Write) -> Result<Answered> {
        let mut left = question.timeout.unwrap_or(Duration::MAX);
        let request = postcard::to_stdvec(question)?;
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => workers::start(Task::Query, QUERY_MEMORY)?,
        };

        let mut frame = Vec::new();
        let mut is_asked = false;
        loop {
            let since = Instant::now();
            let reply = worker.ask(left, |Pipes { ask, answer }| {
                if !std::mem::replace(&mut is_asked, true) {
                    write_frame(&mut *ask, &request)?;
                    ask.flush()?;
                }
                if read_frame(answer, LONGEST, &mut frame)? {
                    Ok(())
                } else {
                    Err(ErrorKind::UnexpectedEof.into())
                }
            });

            reply.map_err(|failure| match failure {
                Failure::Late => StoreError::TimedOut,
                Failure::Memory | Failure::Killed => StoreError::AnswerTooLarge,
                Failure::Broken => {
                    StoreError::Query { message: "SQLite crashed".to_owned(), offset: None }
                }
            })?;

            left = left.saturating_sub(since.elapsed());

            match postcard::from_bytes(&frame)? {
                Message::Answer(bytes) => match output.write_all(bytes) {
                    // The reader has seen enough. Dropping the worker ends it.
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                        return Ok(Answered { rows: 1, is_cut: false });
                    }
                    done => done?,
                },
                Message::End { rows, is_cut } => {
                    self.worker = Some(worker);
                    output.flush()?;
                    return Ok(Answered { rows, is_cut });
                }
                Message::Failed { message, code, name } => {
                    self.worker = Some(worker);
                    return Err(Reported { message, code, name: name.into() }.into());
                }
            }
        }
    }
}
