//! `cchc rebuild`: reads the stored documents again, and makes the database anew of them.

use std::process::ExitCode;

use anyhow::Result;

use cchc::registry::{Flaw, Registry, RegistryError};
use cchc::store::{Rebuilt, Store};
use cchc::text::terminal;

use super::Context;
use super::steps::Work;
use crate::cli::Rebuild;
use crate::failure::{FAILED, describe};

pub fn run(context: &Context, options: Rebuild) -> Result<ExitCode> {
    let registry = match options.registry {
        Some(folder) if !Registry::is_in(&folder) => {
            return Err(RegistryError { path: folder, flaw: Flaw::NotThere }.into());
        }
        Some(folder) => Some(Registry::read(&folder)?),
        None => None,
    };
    let mut store = Store::open_for_rebuild(&context.db)?;
    let without = options.without.iter().map(|asked| context.document(&store, asked));
    let without = without.collect::<Result<Vec<_>>>()?;
    let rebuilt = store.rebuild(
        registry.as_ref(),
        options.replace_registry,
        &without,
        &Work::lenient(context, &options.accept),
    )?;
    let mut failed = 0;
    for Rebuilt { number, file_name, refused, .. } in &rebuilt {
        if let Some(error) = refused {
            let (why, _) = describe(context.lang, error);
            context.warn(&terminal::not_rebuilt(context.lang, number, file_name, &why));
            failed += 1;
        }
    }
    context.narrate(&terminal::rebuilt(context.lang, rebuilt.len() - failed, failed));
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}
