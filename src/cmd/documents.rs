//! `cchc documents`: lists the stored documents, or copies the database.

use std::process::ExitCode;

use anyhow::Result;

use cchc::relation::{DocumentRow, Relation as _};
use cchc::render::table::Table;
use cchc::store::{Selection, Store};

use super::Context;
use crate::cli::Documents;
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Documents) -> Result<ExitCode> {
    let store = Store::open(&context.db)?;
    if let Some(file) = &options.backup {
        if super::is_beside_database(file) {
            return Err(Reported::usage(terminal::would_overwrite(context.lang, file)));
        }
        store.back_up(file)?;
        context.narrate(&terminal::file_written(context.lang, file, true));
        return Ok(ExitCode::SUCCESS);
    }
    let mut documents: Vec<DocumentRow> = store.load(Selection::default(), &[])?;
    if context.authority.is_some() || context.index.is_some() {
        store.choose(context.authority.as_deref(), context.index)?;
        let (scope, all) = (store.scope()?, store.load_indices()?);
        let chosen = all.iter().find(|stored| Some(stored.scope) == scope);
        documents.retain(|row| {
            row.authority.as_ref() == chosen.map(|stored| &stored.authority)
                && context.index.is_none_or(|index| row.index_code.as_deref() == Some(index.code))
        });
    }
    let mut shown = DocumentRow::SHOWN.to_vec();
    if store.load_indices()?.len() > 1 {
        shown.extend([DocumentRow::authority, DocumentRow::index_code]);
    }
    let simulated = documents.iter().any(|document| document.simulated);
    let table = Table::showing(&shown, &documents).with_notes(Vec::new(), simulated);
    context.write(&table, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
