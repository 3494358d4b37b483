//! `cchc review`: before the appraisal, which self scores to review first; after it, which cuts
//! need a reason.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{cuts, review, review_trials};
use cchc::model::Year;
use cchc::relation::{DocumentRow, GapRow, ReviewTrial};
use cchc::render::review::{Sheet, draw_review};
use cchc::render::table::{Format, Table};
use cchc::store::{AssessmentRow, Selection, Store};
use cchc::text::{block_label, review as words};

use super::{Basis, Context};
use crate::cli::Review;
use crate::failure::Reported;
use crate::words::terminal;

/// How many cells are drawn by default.
const SAMPLE: usize = 10;
/// The default seed of the draw.
const SEED: u64 = 1;

pub fn run(context: &Context, options: &Review) -> Result<ExitCode> {
    let store = context.store()?;
    let select = &options.select;
    let selection = Context::selection(&store, select)?;
    if options.trials {
        if workbook(options).is_some() {
            return Err(Reported::usage(terminal::not_together(
                context.lang,
                "--trials",
                "-o *.xlsx",
            )));
        }
        return trials(context, options, &store, selection);
    }

    let (sample, seed) = (options.sample.unwrap_or(SAMPLE), options.seed.unwrap_or(SEED));
    let mut reviews = review(&store, selection, sample, seed)?;
    // Without a year, the latest one: self scores that wait for their appraisal, or else, if a
    // later year has been appraised, its cuts.
    let published =
        store.load_assessments(selection)?.iter().map(|assessment| assessment.year).max();
    let year = select.year.or_else(|| reviews.iter().map(|review| review.year).max());
    if year.is_none_or(|year| {
        !reviews.iter().any(|review| review.year == year)
            || published.is_some_and(|candidate| candidate > year)
    }) {
        return explained(context, options, &store);
    }

    let others: BTreeSet<Year> = reviews
        .iter()
        .map(|review| review.year)
        .filter(|candidate| Some(*candidate) != year)
        .collect();
    if !others.is_empty() {
        context.warn(&terminal::also_waiting(context.lang, &others));
    }

    reviews.retain(|review| Some(review.year) == year);
    let notes: Vec<_> =
        reviews.iter().map(|review| words::review_notes(context.lang, review, seed)).collect();
    if let Some(path) = workbook(options) {
        let reason = |row: &_| words::reason(context.lang, row);
        let sheets: Vec<_> = reviews
            .iter()
            .zip(notes)
            .map(|(review, notes)| Sheet::of_review(review, notes, reason))
            .collect();
        let documents = documents_until(&store, year)?;
        context.write_file(path, &draw_review(context.lang, &sheets, &documents)?)?;
        return Ok(ExitCode::SUCCESS);
    }

    let simulated = reviews.iter().any(|review| review.simulated);
    let mut rows: Vec<_> = reviews.into_iter().flat_map(|review| review.rows).collect();
    rows.retain(|row| options.all || row.listed || row.sampled);
    let is_narrow = options.output.format() == Format::Table;
    for row in &mut rows {
        let reason = if is_narrow { words::short_reason } else { words::reason };
        row.reason = reason(context.lang, row);
    }
    let table = Table::of(&rows).with_notes(notes.into_iter().flatten().collect(), simulated);
    context.write(&table, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// The documents up to a year: what is expected of it follows from the years before it.
fn documents_until(store: &Store, year: Option<Year>) -> Result<Vec<DocumentRow>> {
    let mut documents: Vec<DocumentRow> = store.load(Selection::default(), &[])?;
    documents.retain(|document| document.year <= year);
    Ok(documents)
}

/// The path of the workbook, if the output is one.
fn workbook(options: &Review) -> Option<&Path> {
    let path = options.output.file.as_deref()?;
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")).then_some(path)
}

/// Writes how good the lists of past years would have been.
fn trials(
    context: &Context,
    options: &Review,
    store: &Store,
    selection: Selection,
) -> Result<ExitCode> {
    let assessments = store.load_assessments(selection)?;
    let rows = review_trials(store, selection)?;
    // Blocks differ in how well they can be forecast, so each has a note of its own.
    let of_block = |rows: &[ReviewTrial]| {
        let text = words::trials(context.lang, rows)?;
        Some(format!("{}: {text}", block_label(context.lang, rows.first()?.block)))
    };
    let notes = rows.chunk_by(|a, b| a.block == b.block).filter_map(of_block).collect();
    let simulated = assessments.iter().any(|assessment| assessment.simulated);
    let table = Table::of(&rows).with_notes(notes, simulated);
    context.say_if_empty(&table, Basis::Results, &assessments);
    context.write(&table, &options.output)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the cuts that need a reason, in the year of the options or else in the latest one.
fn explained(context: &Context, options: &Review, store: &Store) -> Result<ExitCode> {
    let select = &options.select;
    let selection = Context::selection(store, select)?;
    let mut assessments = store.load_assessments(selection)?;
    let Some(year) = select
        .year
        .or_else(|| assessments.iter().map(|assessment| assessment.year).max())
        .filter(|_| !assessments.is_empty())
    else {
        let known = store.load_assessments(Selection::default())?;
        let known: Vec<_> = known.iter().map(|row| (row.year, row.block)).collect();
        return Err(Reported::failed(terminal::nothing_stored(
            context.lang,
            select.year,
            select.block,
            &known,
        )));
    };
    // The year has been appraised, so there is no list to draw from.
    let unused = [
        ("--all", options.all),
        ("--sample", options.sample.is_some()),
        ("--seed", options.seed.is_some()),
    ];
    if let Some((option, _)) = unused.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Reported::usage(terminal::is_appraised(context.lang, year, option)));
    }

    assessments.retain(|assessment| assessment.year == year);
    let selection = Selection { year: Some(year), ..selection };
    let rows = cuts(store, selection)?;
    if let Some(path) = workbook(options) {
        let sheet = |assessment: &AssessmentRow| {
            let of_block: Vec<&GapRow> =
                rows.iter().filter(|row| row.block == assessment.block).collect();
            let notes = vec![words::cuts_note(context.lang, year, of_block.len())];
            Sheet::of_cuts(year, assessment.block, &of_block, notes, assessment.simulated)
        };
        let sheets: Vec<_> = assessments.iter().map(sheet).collect();
        let mut documents = documents_until(store, Some(year))?;
        documents.retain(|document| document.year == Some(year));
        context.write_file(path, &draw_review(context.lang, &sheets, &documents)?)?;
        return Ok(ExitCode::SUCCESS);
    }

    let columns = [
        GapRow::unit,
        GapRow::criterion,
        GapRow::self_score,
        GapRow::appraised,
        GapRow::gap,
        GapRow::gap_share,
    ];
    let table = Table::showing(&columns, &rows)
        .with_notes(vec![words::cuts_note(context.lang, year, rows.len())], false);
    context.write_figures(table, Basis::Scores, store, selection, &options.output)?;
    Ok(ExitCode::SUCCESS)
}
