//! `cchc remove`: takes a document out of the database; what it replaced comes back.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::keep;
use cchc::store::Store;
use cchc::text::terminal;

use super::Context;
use super::import::unframed;
use crate::cli::Remove;

pub fn run(context: &Context, options: &Remove) -> Result<ExitCode> {
    let mut store = Store::open_for_change(&context.db)?;
    let name = context.document(&store, &options.document)?;
    store.remove_document(name.id, keep).map_err(unframed)?;
    context.narrate(&terminal::removed(context.lang, &name));
    Ok(ExitCode::SUCCESS)
}
