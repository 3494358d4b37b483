//! `cchc serve`: the site on this machine.

use std::net::IpAddr;
use std::process::ExitCode;

use anyhow::Result;
use cchc::registry::read_text;
use cchc::store::Store;

use super::Context;
use crate::cli::Serve;
use crate::failure::Reported;
use crate::web;
use crate::words::terminal;

pub fn run(context: &Context, options: &Serve) -> Result<ExitCode> {
    // Without a database, there is nothing to show, unless the first documents are to come.
    if !options.import || context.db.exists() {
        match (&context.authority, context.index) {
            // Of several, the pages let one choose.
            (None, None) => drop(Store::open(&context.db)?),
            (Some(_), _) | (_, Some(_)) => drop(context.store()?),
        }
    }
    let ready = |address: &str, is_usual: bool| {
        context.warn(&terminal::serving(context.lang, address, is_usual));
        if !options.no_open {
            web::open_browser(address);
        }
    };
    let imports_to = options.import.then_some(options.reports.as_path());
    let serving = web::Serving { port: options.port, open: open(context, options)?, imports_to };
    web::serve(context, serving, ready).map_err(|error| {
        match error.downcast_ref::<std::io::Error>() {
            Some(error) => Reported::failed(terminal::cannot_serve(context.lang, error)),
            None => error,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The address at which others may ask, and their password. None if this machine alone may.
fn open(context: &Context, options: &Serve) -> Result<Option<(IpAddr, web::Password)>> {
    const MOST_BYTES: u64 = 4096;
    let Some(address) = options.listen else { return Ok(None) };
    let lang = context.lang;
    let password = match &options.password_file {
        Some(file) => Some(
            read_text(file, MOST_BYTES)
                .map_err(|error| Reported::failed(cchc::text::cannot_read(lang, file, &error)))?,
        ),
        None => std::env::var("CCHC_PASSWORD").ok(),
    };
    let password = password.and_then(|password| web::Password::new(&password));
    let Some(password) = password else {
        return Err(Reported::usage(terminal::needs_password(lang, web::SHORTEST)));
    };
    context.warn(&terminal::open_to_others(lang, address));
    Ok(Some((address, password)))
}
