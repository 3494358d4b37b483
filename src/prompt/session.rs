//! A session of queries: the settings that hold from one query to the next, and the answers.

use std::fs::OpenOptions;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use unicode_normalization::UnicodeNormalization as _;

use cchc::render::table::{Format, Table};
use cchc::store::{QueryRows, SCHEMA_VERSION, SqlValue, Store};
use cchc::text::report::{Word, word};

use crate::cli::{Asking, format_of_ending};
use crate::cmd::{Context, lock};
use crate::console;
use crate::failure::Reported;
use crate::query::near;
use crate::query::schema::Schema;
use crate::query::shared_name;
use crate::query::{Answered, QueryClient, Question};
use crate::words::terminal;

/// A session of queries.
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Session<'a> {
    pub context: &'a Context,
    pub store: Store,
    /// The format of the answers.
    pub format: Format,
    /// The file that answers go to, and whether it has one already.
    output: Option<(PathBuf, bool)>,
    /// Whether to say how long each answer took.
    pub has_timer: bool,
    /// The characters per line of tables; `None` for those of the terminal.
    pub width: Option<u16>,
    /// Whether people read headings and words in place of names and codes.
    pub translated: bool,
    /// Whether the user has asked to leave.
    pub is_over: bool,
    options: &'a Asking,
    client: QueryClient,
    has_warned: bool,
    /// How many files are being read, one from within the other.
    pub depth: usize,
}

impl<'a> Session<'a> {
    /// Opens the database of the context.
    pub fn open(context: &'a Context, options: &'a Asking) -> Result<Self> {
        let store = Store::open(&context.db)?;
        context.detail(|| terminal::opened(context.lang, &context.db, SCHEMA_VERSION));
        Ok(Self {
            context,
            store,
            format: context.format(&options.output)?,
            output: options.output.file.clone().map(|file| (file, false)),
            has_timer: false,
            width: None,
            translated: false,
            is_over: false,
            options,
            client: QueryClient::default(),
            has_warned: false,
            depth: 0,
        })
    }

    /// Sends further answers to a file, or back to the screen.
    pub fn send_to(&mut self, file: Option<PathBuf>) -> Result<()> {
        if let Some(file) = &file {
            self.context.check_target(file)?;
            self.format = format_of_ending(file).unwrap_or(self.format);
        }
        if file.is_none() && self.format == Format::Xlsx {
            self.format = Format::Table;
        }
        self.output = file.map(|file| (file, false));
        Ok(())
    }

    /// Answers one statement, with values for its parameters. Returns the number of rows.
    pub fn answer(&mut self, query: &str, parameters: &[(String, SqlValue)]) -> Result<u64> {
        let (context, lang) = (self.context, self.context.lang);
        // Names are stored in composed Unicode; a query may come from a keyboard that decomposes.
        let query: &str = &query.nfc().collect::<String>();
        let width = match (&self.output, self.width) {
            (Some(_), None) => None,
            (_, Some(width)) => Some(width),
            (None, None) => console::width(),
        };
        let question = Question {
            db: context.db.clone(),
            sql: query.to_owned(),
            parameters: parameters.to_vec(),
            timeout: Some(self.options.timeout)
                .filter(|seconds| *seconds > 0)
                .map(Duration::from_secs),
            rows: Some(self.options.limit as u64).filter(|rows| *rows > 0),
            lang,
            format: self.format,
            width,
            csv: self.options.output.csv(),
            translated: self.translated,
        };
        if !std::mem::replace(&mut self.has_warned, true) && self.store.holds_simulated()? {
            context.warn(word(lang, Word::Simulated));
        }

        let since = Instant::now();
        let Answered { rows, is_cut } = self.write(&question)?;
        context.detail(|| terminal::answered(lang, rows, self.format));
        if self.has_timer {
            context.warn(&terminal::time_taken(lang, since.elapsed()));
        }
        if is_cut {
            context.warn(&terminal::rows_cut(lang, self.options.limit));
        }
        if rows == 0 || (rows == 1 && near::is_aggregate(query)) {
            let schema = Schema::load(&mut self.store)?;
            for note in near::unknown_values(lang, query, &schema, &mut self.store) {
                context.warn(&note);
            }
        }
        if let Some(note) = shared_name::shared_names(lang, query, &mut self.store) {
            context.narrate(&note);
        }
        Ok(rows)
    }

    fn write(&mut self, question: &Question) -> Result<Answered> {
        let client = &mut self.client;
        if let Some(captured) = &self.context.captured {
            let question = Question { format: Format::Json, ..question.clone() };
            let mut json = Vec::new();
            let answered = client.answer(&question, &mut json)?;
            let table = Table::of_query(rows_of(&json)?);
            let table = if question.translated { table.translated(question.lang) } else { table };
            let is_simulated = self.store.holds_simulated()?;
            lock(captured).tables.push(table.with_notes(Vec::new(), is_simulated));
            return Ok(answered);
        }
        let Some((path, is_begun)) = &mut self.output else {
            return client.answer(question, console::Stdout);
        };
        if !*is_begun {
            let done = self.context.write_pieces(path, |file| client.answer(question, file))?;
            *is_begun = true;
            return Ok(done);
        }
        if matches!(self.format, Format::Xlsx | Format::Json) {
            let is_workbook = self.format == Format::Xlsx;
            let lang = self.context.lang;
            return Err(Reported::failed(terminal::one_answer_per_file(lang, is_workbook)));
        }
        let failed = |error: io::Error| {
            Reported::failed(terminal::cannot_write(self.context.lang, path, &error))
        };
        let file = OpenOptions::new().append(true).open(&*path).map_err(failed)?;
        client.answer(question, io::BufWriter::new(file))
    }
}

/// An answer that was written as an array of objects.
fn rows_of(json: &[u8]) -> Result<QueryRows> {
    let objects: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(json)?;
    let columns = objects.first().map(|object| object.keys().cloned().collect());
    let value = |value: serde_json::Value| match value {
        serde_json::Value::Null => SqlValue::Null,
        serde_json::Value::Bool(flag) => SqlValue::Integer(flag.into()),
        serde_json::Value::String(text) => SqlValue::Text(text),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| real(&number), SqlValue::Integer)
        }
        other @ (serde_json::Value::Array(_) | serde_json::Value::Object(_)) => {
            SqlValue::Text(other.to_string())
        }
    };
    let row = |object: serde_json::Map<_, _>| object.into_iter().map(|(_, cell)| value(cell));
    let rows = objects.into_iter().map(|object| row(object).collect()).collect();
    Ok(QueryRows { columns: columns.unwrap_or_default(), rows, cut: false })
}

fn real(number: &serde_json::Number) -> SqlValue {
    number.as_f64().map_or(SqlValue::Null, SqlValue::Real)
}
