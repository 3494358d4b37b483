//! `cchc rebuild`: reads the stored documents again and rebuilds the database from them.

use std::process::ExitCode;

use anyhow::Result;

use cchc::import::{self, rebuild};
use cchc::registry::Registry;
use cchc::store::{Rebuilt, Store};
use cchc::text::reread_error;

use super::Context;
use crate::cli::Rebuild;
use crate::failure::FAILED;
use crate::words::terminal;

pub fn run(context: &Context, options: &Rebuild) -> Result<ExitCode> {
    let registry = options.registry.as_deref().map(Registry::in_folder).transpose()?;
    let mut store = Store::open_for_rebuild(&context.db)?;

    let without = options.without.iter().map(|query| context.document(&store, query));
    let without = without.collect::<Result<Vec<_>>>()?;
    let how = import::Rebuild {
        registry: registry.as_ref(),
        may_lose: options.replace_registry,
        accept: &options.accept,
        without: &without,
    };
    let rebuilt = rebuild(&mut store, how, &context.reader)?;

    let mut failed = 0;
    for Rebuilt { number, file_name, refused, .. } in &rebuilt {
        if let Some(error) = refused {
            let why = reread_error(context.lang, error);
            context.warn(&terminal::not_rebuilt(context.lang, number, file_name, &why));
            failed += 1;
        }
    }

    context.narrate(&terminal::rebuilt(context.lang, rebuilt.len() - failed, failed));
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}
