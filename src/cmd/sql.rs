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
    let given =
        [("--authority", context.authority.is_some()), ("--index", context.index.is_some())];
    if let Some((option, _)) = given.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Reported::usage(terminal::sql_filters(context.lang, option)));
    }

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
            let read = io::stdin().take(MAX_QUERY_BYTES).read_to_string(&mut text);
            read.map_err(|_| {
                Reported::failed(terminal::not_utf8(context.lang, Path::new("stdin")))
            })?;
            text
        }
    };
    session.run(&text)?;
    Ok(ExitCode::SUCCESS)
}
