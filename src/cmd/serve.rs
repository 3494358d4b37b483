//! `cchc serve`: the site on this machine.

use std::process::ExitCode;

use anyhow::Result;

use super::Context;
use crate::cli::Serve;
use crate::failure::Reported;
use crate::web;
use crate::words::terminal;

pub fn run(context: &Context, options: &Serve) -> Result<ExitCode> {
    // Without a database, there is nothing to show, unless the first documents are to come.
    if !options.import || context.db.exists() {
        context.store()?;
    }
    let ready = |address: &str, is_usual: bool| {
        context.warn(&terminal::serving(context.lang, address, is_usual));
        if !options.no_open {
            web::open_browser(address);
        }
    };
    let imports_to = options.import.then_some(options.reports.as_path());
    let serving = web::Serving { port: options.port, imports_to };
    web::serve(context, &serving, ready).map_err(|error| {
        match error.downcast_ref::<std::io::Error>() {
            Some(error) => Reported::failed(terminal::cannot_serve(context.lang, error)),
            None => error,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
