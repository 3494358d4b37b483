//! `cchc extract`: writes out a stored document, byte for byte.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::store::Store;

use super::Context;
use crate::cli::Extract;
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Extract) -> Result<ExitCode> {
    let store = Store::open(&context.db)?;
    let document = store.within_snapshot(|store| {
        let name = context.document(store, &options.document)?;
        Ok::<_, anyhow::Error>(store.load_original(name.id)?)
    })?;
    let path = options.file.clone().unwrap_or_else(|| file_name(&document.file_name));
    // Only a file that the user names may be overwritten.
    if options.file.is_none()
        && (path.as_os_str().is_empty() || std::fs::symlink_metadata(&path).is_ok())
    {
        return Err(Reported::failed(terminal::needs_output(context.lang, &document.file_name)));
    }
    context.write_file(&path, &document.bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// The stored name as a file in the current folder; empty if the name would lead elsewhere.
fn file_name(stored: &Path) -> PathBuf {
    let name = stored.to_string_lossy();
    let leads_away = name.starts_with('.')
        || name.contains(['/', '\\', ':'])
        || name.chars().any(char::is_control);
    if leads_away { PathBuf::new() } else { PathBuf::from(name.into_owned()) }
}
