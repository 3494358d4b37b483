//! What goes over the pipes between who asks and who answers.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use cchc::render::table::Format;
use cchc::text::Lang;

/// The longest question or part of an answer, in bytes.
pub const LONGEST: u64 = 64 << 20;

/// A question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    pub db: PathBuf,
    pub sql: String,
    /// The longest that the answer may take; none for ever.
    pub timeout: Option<Duration>,
    /// The most rows; none for all.
    pub rows: Option<u64>,
    pub lang: Lang,
    pub format: Format,
    pub width: Option<u16>,
    pub bom: bool,
}

/// What is said of it.
#[derive(Serialize, Deserialize)]
pub enum Message<'a> {
    /// More of the answer.
    Answer(&'a [u8]),
    /// That was all; whether there are more rows.
    End { cut: bool },
    /// There is no answer, or no more of it: the message and the exit code.
    Failed { message: String, code: u8 },
}
