//! `cchc export`: writes the tables and relations into a lake of Parquet files, for other engines.

use std::process::ExitCode;

use anyhow::Result;

use cchc::lake::export;
use cchc::store::Store;

use super::Context;
use crate::cli::Export;
use crate::words::terminal;

pub fn run(context: &Context, options: &Export) -> Result<ExitCode> {
    context.refuse_scope(terminal::export_filters)?;
    let exported = export(&Store::open(&context.db)?, &options.lake)?;
    context.narrate(&terminal::exported(context.lang, &options.lake, &exported));
    Ok(ExitCode::SUCCESS)
}
