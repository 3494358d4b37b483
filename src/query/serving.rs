//! The answering side: this program as a worker that runs queries.

use std::io::{self, Read, Write};
use std::time::Duration;

use anyhow::Result;

use cchc::render::table::{AnswerError, AnswerWriter, Format, Origin, Style};
use cchc::store::{QueryLimits, Selection, SqlValue, Store};
use cchc::worker::{read_frame, write_frame};

use super::pointed::pointed;
use super::question::{LONGEST, Message, Question};
use super::schema::Schema;
use crate::failure::{self, describe};

/// Answers of up to this many bytes are sent whole or not at all; longer ones as they are computed.
const WHOLE: usize = 32 << 20;
/// The most bytes of an answer in one frame.
const CHUNK: usize = 128 << 10;

/// Reads questions from `ask` and answers each in turn, until `ask` ends.
pub fn serve(mut ask: impl Read, mut pipe: impl Write) -> Result<()> {
    let mut request = Vec::new();
    while read_frame(&mut ask, LONGEST, &mut request)? {
        let question: Question = postcard::from_bytes(&request)?;
        let end = match answered(&question, &mut pipe) {
            Ok((rows, is_cut)) => Message::End { rows, is_cut },
            Err(error) => {
                let (message, code) = describe(question.lang, &error);
                Message::Failed { message, code, name: failure::name(&error).into_owned() }
            }
        };
        write_message(&mut pipe, &end)?;
        pipe.flush()?;
    }
    Ok(())
}

/// Answers a question; returns the number of rows and whether there are more.
fn answered(question: &Question, pipe: &mut impl Write) -> Result<(u64, bool)> {
    // The asking side keeps the time: here, time spent waiting for it to take the answer would
    // count.
    let Question { db, sql, parameters, timeout: _, rows, lang, format, width, csv, translated } =
        question;
    let mut store = Store::open(db)?;
    let limits = QueryLimits {
        timeout: Duration::MAX,
        rows: rows.map_or(usize::MAX, |rows| usize::try_from(rows).unwrap_or(usize::MAX)),
    };

    let style = Style { lang: *lang, width: *width, csv: *csv };
    let mut writer =
        AnswerWriter::new(Held { pipe, bytes: Vec::new(), is_over: false }, *format, style);
    writer = writer.translated(*translated);
    if *format == Format::Xlsx {
        let documents = store.load(Selection::default(), &[])?;
        let given = parameters.iter().map(|(name, value)| format!("; :{name} = {}", shown(value)));
        let query = format!("{sql}{}", given.collect::<String>());
        let origin = Origin { query: Some(query), documents };
        writer = writer.from(origin, store.holds_simulated()?);
    }
    let cut = store.answer(sql, parameters, limits, &mut writer).map_err(|error| match error {
        AnswerError::Query(error) => {
            let schema = Schema::load(&mut store).unwrap_or_default();
            pointed(*lang, sql, error, &schema)
        }
        AnswerError::Io(error) => error.into(),
    })?;

    let rows = writer.rows();
    writer.end()?.send()?;
    Ok((rows, cut))
}

/// The value of a parameter as SQL writes it.
fn shown(value: &SqlValue) -> String {
    match value {
        SqlValue::Null | SqlValue::Blob(_) => "NULL".to_owned(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => real.to_string(),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
    }
}

/// Holds back an answer for as long as it is short.
struct Held<'a, W> {
    pipe: &'a mut W,
    bytes: Vec<u8>,
    /// Whether the answer became too long to hold back.
    is_over: bool,
}

impl<W: Write> Held<'_, W> {
    fn send(&mut self) -> io::Result<()> {
        for chunk in self.bytes.chunks(CHUNK) {
            write_message(&mut *self.pipe, &Message::Answer(chunk))?;
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

fn write_message(pipe: &mut impl Write, message: &Message<'_>) -> io::Result<()> {
    write_frame(pipe, &postcard::to_stdvec(message).map_err(io::Error::other)?)
}
