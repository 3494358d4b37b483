//! Who answers: this program as a worker.

use std::io::{self, Read, Write};
use std::time::Duration;

use anyhow::Result;

use cchc::render::table::{AnswerError, AnswerWriter, Style};
use cchc::store::{QueryLimits, Store};
use cchc::worker::{read_frame, write_frame};

use super::pointed::pointed;
use super::question::{LONGEST, Message, Question};
use crate::failure::describe;

/// An answer up to so many bytes is given whole or not at all; a longer one is given as it comes.
const WHOLE: usize = 32 << 20;
/// Bytes of an answer in a frame.
const CHUNK: usize = 128 << 10;

/// Answers one question after another for whoever writes to `ask`.
pub fn serve(mut ask: impl Read, mut pipe: impl Write) -> Result<()> {
    let mut request = Vec::new();
    while read_frame(&mut ask, LONGEST, &mut request)? {
        let question: Question = postcard::from_bytes(&request)?;
        let end = match answered(&question, &mut pipe) {
            Ok(cut) => Message::End { cut },
            Err(error) => {
                let (message, code) = describe(question.lang, &error);
                Message::Failed { message, code }
            }
        };
        say(&mut pipe, &end)?;
        pipe.flush()?;
    }
    Ok(())
}

fn answered(question: &Question, pipe: &mut impl Write) -> Result<bool> {
    // Whoever asks holds the clock: here the time would count in which nobody takes the answer.
    let Question { db, sql, timeout: _, rows, lang, format, width, bom } = question;
    let mut store = Store::open(db)?;
    let limits = QueryLimits {
        timeout: Duration::MAX,
        rows: rows.map_or(usize::MAX, |rows| usize::try_from(rows).unwrap_or(usize::MAX)),
    };
    let style = Style { lang: *lang, width: *width, bom: *bom };
    let mut writer =
        AnswerWriter::new(Held { pipe, bytes: Vec::new(), is_over: false }, *format, style);
    let cut = store.answer(sql, limits, &mut writer).map_err(|error| match error {
        AnswerError::Query(error) => pointed(*lang, sql, error),
        AnswerError::Io(error) => error.into(),
    })?;
    writer.end()?.send()?;
    Ok(cut)
}

/// Holds an answer back as long as it is short.
struct Held<'a, W> {
    pipe: &'a mut W,
    bytes: Vec<u8>,
    /// Whether it was too long to be held.
    is_over: bool,
}

impl<W: Write> Held<'_, W> {
    fn send(&mut self) -> io::Result<()> {
        for chunk in self.bytes.chunks(CHUNK) {
            say(&mut *self.pipe, &Message::Answer(chunk))?;
        }
        self.bytes.clear();
        Ok(())
    }
}

impl<W: Write> Write for Held<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.is_over |= self.bytes.len() > WHOLE;
        if self.is_over && self.bytes.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn say(pipe: &mut impl Write, message: &Message<'_>) -> io::Result<()> {
    write_frame(pipe, &postcard::to_stdvec(message).map_err(io::Error::other)?)
}
