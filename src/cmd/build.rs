//! `cchc build`: imports everything under the data folder into the database, and writes the
//! standard reports from it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{
    BlockReport, Lineage, ends_of_ranking, finding_summary, largest_gaps, report_trend, report_year,
};
use cchc::assessment::{Instructions, Options};
use cchc::import::Job;
use cchc::model::Year;
use cchc::registry::Registry;
use cchc::relation::RankingRow;
use cchc::source::ReadOptions;
use cchc::store::{Conflict, Selection, Store};
use cchc::text::report::{Word, word};
use cchc::text::{Lang, finding_counts, points, signed_points};

use super::Context;
use super::import::{admission, documents, import_all};
use super::report::Writer;
use crate::cli::{Build, ReportFormat};
use crate::console;
use crate::failure::FAILED;
use crate::words::terminal;

pub fn run(context: &Context, options: &Build) -> Result<ExitCode> {
    // A folder without declarations leaves the stored ones as they are. Only `--replace-registry`
    // removes them.
    let has_registry = Registry::is_in(&options.data) || options.admit.replace_registry;
    let registry = if has_registry { Some(Registry::read(&options.data)?) } else { None };

    let job = Job {
        instructions: Instructions {
            reading: ReadOptions { limits: options.limits.limits(), ..ReadOptions::default() },
            options: Options {
                accept: options.admit.accept.clone(),
                index: context.index,
                authority: context.authority.clone(),
                new_units: options.admit.new_units,
                today: super::today(),
                ..Options::default()
            },
            ..Instructions::default()
        },
        admission: admission(&options.admit, Conflict::Replace),
        registry: registry.clone(),
    };

    let registry_changed = match (&registry, Store::open(&context.db)) {
        (Some(registry), Ok(store)) => store.is_registry_changed(registry)?,
        _ => false,
    };
    let documents = documents(context, std::slice::from_ref(&options.data), &job)?;
    // If some documents fail, the reports are still written, on what is stored.
    let done = import_all(context, &documents, job)?;
    let failed = done.failed > 0;
    if failed {
        context.narrate(terminal::options_of_import(context.lang));
    }
    if failed && !context.db.exists() {
        return Ok(ExitCode::from(FAILED));
    }

    // Of several authorities, the reports are those of the one whose folder this is.
    let of_folder = registry.as_ref().and_then(|registry| registry.authority.as_ref());
    let authority = context.authority.clone().or_else(|| Some(of_folder?.name.clone()));
    let context = &Context { authority, ..context.clone() };
    let store = context.store()?;
    // If every document was rejected, the registry was not stored either.
    let is_taken = match &registry {
        Some(registry) if registry_changed => !store.is_registry_changed(registry)?,
        _ => false,
    };
    if is_taken {
        context.narrate(terminal::registry_changed(context.lang));
    }

    let mut changed = is_taken || done.new > 0;
    let assessments = store.load_assessments(Selection::default())?;
    let mut summary = String::new();
    // Only the latest year: earlier years were reported when they were new.
    if let Some(year) = assessments.iter().map(|assessment| assessment.year).max() {
        let blocks = report_year(&store, year)?;
        summary += &summarise(context.lang, &blocks);
        changed |= write_year(context, &store, (year, &blocks), &options.reports)?;
    }

    changed |= write_trend(context, &store, &options.reports)?;

    if !changed && !failed {
        let _ = writeln!(summary, "{}", terminal::nothing_changed(context.lang));
    }
    console::print(&summary)?;
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// Writes the standard reports of some years, and the trend report, into a folder.
pub fn refresh(context: &Context, years: &BTreeSet<Year>, reports: &Path) -> Result<()> {
    let store = context.store()?;
    for year in years {
        let blocks = report_year(&store, *year)?;
        write_year(context, &store, (*year, &blocks), reports)?;
    }
    write_trend(context, &store, reports)?;
    Ok(())
}

/// Writes the standard reports of a year. Whether they have changed.
fn write_year(
    context: &Context,
    store: &Store,
    (year, blocks): (Year, &[BlockReport]),
    reports: &Path,
) -> Result<bool> {
    let mut changed = false;
    for format in ReportFormat::ALL {
        let writer = Writer::standard(context, format, reports);
        changed |= writer.year(store, year, blocks)?.1;
    }
    Ok(changed)
}

/// Writes the standard trend report. Whether it has changed.
fn write_trend(context: &Context, store: &Store, reports: &Path) -> Result<bool> {
    let trend = report_trend(store, Selection::default(), Lineage::AsIs)?;
    let mut changed = false;
    for format in ReportFormat::ALL {
        let writer = Writer::standard(context, format, reports);
        changed |= writer.trend(store, &trend)?.is_some_and(|(_, is_changed)| is_changed);
    }
    Ok(changed)
}

/// The top and bottom three units of each block, the three largest gaps, and the number of
/// findings.
fn summarise(lang: Lang, blocks: &[BlockReport]) -> String {
    let mut text = String::new();
    if blocks.iter().any(|block| block.assessment.simulated) {
        let _ = writeln!(text, "\n{}", word(lang, Word::Simulated));
    }

    for block in blocks {
        let _ = writeln!(text, "\n{}", terminal::block_of_year(lang, &block.assessment));
        let [top, bottom] = ends_of_ranking(&block.rankings, block.assessment.units);
        for (is_top, rows) in [(true, top), (false, bottom)] {
            if !rows.is_empty() {
                let _ = writeln!(text, "  {}:", terminal::ends_of_ranking(lang, is_top));
            }
            for row in rows {
                text += &ranking_line(lang, row);
            }
        }
    }

    let gaps = largest_gaps(blocks.iter().flat_map(|block| &block.unit_gaps));
    if !gaps.is_empty() {
        let _ = writeln!(text, "\n{}:", terminal::largest_gaps(lang));
    }
    for row in gaps {
        let _ = writeln!(text, "  {:>8}  {}", signed_points(lang, row.gap), row.unit);
    }

    let found = finding_summary(blocks.iter().flat_map(|block| &block.findings));
    let _ = writeln!(text, "\n{}", finding_counts(lang, found.errors, found.warnings, found.notes));
    text
}

fn ranking_line(lang: Lang, row: &RankingRow) -> String {
    let rank = row.rank.map_or_else(String::new, |rank| rank.to_string());
    let total = row.total.map_or_else(String::new, |total| points(lang, total));
    format!("  {rank:>4}  {total:>6}  {}\n", row.unit)
}
