//! The messages between the process that asks a query and the worker that answers it.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use cchc::render::table::{CsvStyle, Format};
use cchc::store::SqlValue;
use cchc::text::Lang;

/// The longest question or part of an answer, in bytes.
pub const LONGEST: u64 = 64 << 20;

/// A question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    pub db: PathBuf,
    pub sql: String,
    /// The values of its parameters, by their names without the colon.
    pub parameters: Vec<(String, SqlValue)>,
    /// The longest that the answer may take; `None` for no limit.
    pub timeout: Option<Duration>,
    /// The most rows; `None` for all.
    pub rows: Option<u64>,
    pub lang: Lang,
    pub format: Format,
    pub width: Option<u16>,
    pub csv: CsvStyle,
    /// Whether people read headings and words in place of names and codes.
    pub translated: bool,
}

/// A part of the reply to a question.
#[derive(Serialize, Deserialize)]
pub enum Message<'a> {
    /// More of the answer.
    Answer(&'a [u8]),
    /// The end of the answer: how many rows it has, and whether there are more.
    End { rows: u64, is_cut: bool },
    /// The query failed before or during the answer: the message, the exit code and the name of the
    /// error.
    Failed { message: String, code: u8, name: String },
}
