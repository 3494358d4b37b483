//! `cchc rebuild`: reads the stored documents again, and makes the database anew of them.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use cchc::analysis::keep;
use cchc::assessment::CheckedDocument;
use cchc::registry::{Flaw, Registry, RegistryError};
use cchc::source;
use cchc::store::{Rebuilt, Store, StoredDocument};
use cchc::text::terminal;

use super::Context;
use super::import::{message, unframed};
use super::trace::read_stored;
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
    let without = options.without.iter().map(|asked| Ok(context.document(&store, asked)?.id));
    let without: HashSet<i64> = without.collect::<Result<_>>()?;
    let check = |mut stored: StoredDocument, known: &Registry| {
        let checked = check(&stored, known);
        if checked.is_ok() || options.accept.is_empty() {
            return checked;
        }
        // Only what does not pass without it is imported with more accepted rules than it was.
        stored.instructions.options.accept.extend(&options.accept);
        check(&stored, known)
    };
    let rebuilt = store.rebuild(registry.as_ref(), &without, check, message, keep).map_err(unframed)?;
    let mut failed = 0;
    for Rebuilt { number, file_name, refused } in &rebuilt {
        if let Some(error) = refused {
            let (why, _) = describe(context.lang, error);
            context.warn(&terminal::not_rebuilt(context.lang, number, file_name, &why));
            failed += 1;
        }
    }
    context.narrate(&terminal::rebuilt(context.lang, rebuilt.len() - failed, failed));
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// Reads a stored document and checks it, within the limits that it was imported with.
fn check(stored: &StoredDocument, known: &Registry) -> Result<CheckedDocument> {
    let since = Instant::now();
    let raw = read_stored(stored)?;
    let (instructions, known) = (stored.instructions.clone(), known.clone());
    let limits = instructions.reading.limits;
    Ok(source::within(&stored.file_name, &limits, since, move || instructions.check(raw, &known))??)
}
