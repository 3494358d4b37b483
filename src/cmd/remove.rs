//! `cchc remove`: removes a document from the database. A document that it replaced takes effect
//! again.

use std::process::ExitCode;

use anyhow::Result;

use cchc::import::remove;
use cchc::store::Store;

use super::Context;
use crate::cli::Remove;
use crate::words::terminal;

pub fn run(context: &Context, options: &Remove) -> Result<ExitCode> {
    let mut store = Store::open_for_change(&context.db)?;
    let name = context.document(&store, &options.document)?;
    remove(&mut store, &name, &context.reader)?;
    context.narrate(&terminal::removed(context.lang, &name));
    Ok(ExitCode::SUCCESS)
}
