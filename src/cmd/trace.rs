//! `cchc trace`: the document cell behind a figure.

use std::process::ExitCode;

use anyhow::Result;

use cchc::import::{ImportError, trace};
use cchc::relation::TraceRow;
use cchc::render::table::{Format, Table};
use cchc::store::Selection;

use super::{Basis, Context};
use crate::cli::Trace;
use crate::console;
use crate::failure::FAILED;
use crate::words::terminal;

pub fn run(context: &Context, options: &Trace) -> Result<ExitCode> {
    let store = context.store()?;
    let selection = Context::selection(&store, &options.select)?;
    // Self scores that wait for their appraisal can be traced as well.
    let waiting = Selection { waiting: true, ..selection };
    if store.load_assessments(waiting)?.is_empty() {
        context.open(&options.select)?;
    }
    let unit = context.unit(&store, &options.unit, options.select.block)?;
    let criterion =
        options.criterion.as_ref().map(|name| context.criterion(&store, name)).transpose()?;

    let rows = store.within_snapshot(|store| {
        let of = |id: &i64| {
            let (year, criterion) = (options.select.year, criterion.as_deref());
            trace(store, *id, year, criterion, &context.reader, &context.rereads)
        };
        Ok::<_, ImportError>(unit.ids().iter().map(of).collect::<Result<Vec<_>, _>>()?.concat())
    })?;

    let unit = &unit.name;
    if options.output.format() == Format::Table {
        let mut documents: Vec<_> =
            rows.iter().map(|row| (&row.number, &row.file_name, &row.sha256)).collect();
        documents.dedup();
        for (number, file_name, sha256) in documents {
            console::print(&format!("{unit}\n{number}: {file_name}\nSHA-256 {sha256}\n"))?;
        }
    }
    let has_texts = rows.iter().any(|row| row.evidence.is_some() || row.remark.is_some());
    let table = if has_texts {
        Table::showing(TraceRow::SHOWN_WITH_TEXTS, &rows)
    } else {
        Table::of(&rows)
    };
    context.write_figures(table, Basis::Results, &store, selection, &options.output)?;

    let differing: Vec<_> = rows.iter().filter(|row| !row.agrees).collect();
    for row in &differing {
        context.warn(&terminal::trace_differs(context.lang, row));
    }
    Ok(if differing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
}
