//! `cchc export`: writes the tables and relations into a lake of Parquet files, for other engines.

use std::process::ExitCode;

use anyhow::Result;

use cchc::lake::{LakeError, export};
use cchc::store::Store;
use cchc::text::lake_error;

use super::Context;
use crate::cli::Export;
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Export) -> Result<ExitCode> {
    context.refuse_scope(terminal::export_filters)?;
    let store = Store::open(&context.db)?;
    let exported = export(&store, &options.lake).map_err(|error| match error {
        LakeError::Store(error) => error.into(),
        error @ (LakeError::NotALake(_) | LakeError::OtherVersion { .. }) => {
            Reported::usage(lake_error(context.lang, &error))
        }
        error @ (LakeError::SamePrefix { .. }
        | LakeError::Io { .. }
        | LakeError::Value { .. }
        | LakeError::Format(_)) => Reported::failed(lake_error(context.lang, &error)),
    })?;
    context.narrate(&terminal::exported(context.lang, &options.lake, &exported));
    Ok(ExitCode::SUCCESS)
}
