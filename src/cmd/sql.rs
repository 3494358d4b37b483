//! `cchc sql`: read-only SQL from an argument, a file, stdin or a prompt.

use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::Context;
use crate::cli::Sql;
use crate::failure::Reported;
use crate::prompt::{self, MAX_QUERY_BYTES, Session, text_of};
use crate::words::terminal;

pub fn run(context: &Context, options: &Sql) -> Result<ExitCode> {
    context.refuse_scope(terminal::sql_filters)?;

    let mut session = Session::open(context, &options.asking)?;
    let text = match (&options.query, &options.file) {
        (Some(query), _) => query.clone(),
        (None, Some(path)) => text_of(context.lang, path)?,
        (None, None) if io::stdin().is_terminal() => {
            prompt::run(&mut session)?;
            return Ok(ExitCode::SUCCESS);
        }
        (None, None) => {
            let mut text = String::new();
            let stdin = Path::new("stdin");
            let read = io::stdin().take(MAX_QUERY_BYTES + 1).read_to_string(&mut text);
            let length = text.len() as u64;
            if length > MAX_QUERY_BYTES {
                return Err(Reported::failed(terminal::query_too_long(context.lang, stdin)));
            }
            read.map_err(|_| Reported::failed(terminal::not_utf8(context.lang, stdin)))?;
            text
        }
    };
    session.run(&text)?;
    Ok(ExitCode::SUCCESS)
}
