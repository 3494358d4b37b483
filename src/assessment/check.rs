//! Turns a raw document into a checked one.
//!
//! This is the only way to a [`CheckedDocument`]. It reads no files and writes nothing.

use std::path::Path;

use crate::model::{Year, named_index};
use crate::registry::Registry;
use crate::source::{RawDocument, RawTable};

use super::assess::{EarlierTable, assess, assess_mapped, unknown_block};
use super::bands;
use super::caption::Caption;
use super::document::{Assessment, CheckedDocument, Origin, open_errors};
use super::error::{CheckError, Contradiction};
use super::finding::Finding;
use super::forms;
use super::heading::Words;
use super::instructions::Instructions;
use super::join::{join, leave_other_indices, named_indices};
use super::layout::{Layout, form_lacks, is_form, read_mapped};
use super::mapping::Mapping;
use super::merge::merged;
use super::options::Options;
use super::origin::{form_origin, mapped_origin, other_decision, read_origin};
use super::proposal::{MissingFact, Outcome, Resemblance};
use super::row::{first_words, joined_words, letterheads, unread};
use super::rule::{self, declaration};
use super::summary::{self, without_summaries};

/// Interprets and checks a raw document, without advice on its errors. `known` holds the units and
/// frameworks known so far.
///
/// # Errors
/// Returns an error if the document cannot be understood, or has errors that were not accepted.
pub(super) fn check_as_asked(
    raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, CheckError> {
    let mut document = match &instructions.mapping {
        Some(mapping) => check_mapped(raw, mapping, instructions, known)?,
        None => check_decision(raw, instructions, known)?,
    };
    document.instructions.registry.clone_from(&instructions.registry);
    Ok(document)
}

/// Whether a document holds forms of single units.
#[must_use]
pub fn holds_forms(raw: &RawDocument, instructions: &Instructions, known: &Registry) -> bool {
    let words = Words::new(&instructions.options, known, raw);
    instructions.mapping.is_none() && raw.tables.iter().any(|table| is_form(table, &words))
}

/// Whether a document lists units with their points and names no decision, as a summary of forms does.
#[must_use]
pub fn lists_units_undecided(
    raw: &RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> bool {
    let words = Words::new(&instructions.options, known, raw);
    let lists_units =
        |table: &RawTable| words.has_headings(&table.rows[..words.header_rows(&table.rows)]);
    let captions = raw.tables.iter().map(|table| (table.number, Caption::new(&table.caption)));
    instructions.mapping.is_none()
        && instructions.options.number.is_none()
        && raw.tables.iter().any(lists_units)
        && captions.chain(letterhead_captions(raw)).all(|(_, caption)| caption.decision().is_none())
}

/// Checks a decision, whose headings say what its tables hold.
fn check_decision(
    mut raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, CheckError> {
    let options = &instructions.options;
    let words = Words::new(options, known, &raw);
    let left_out = keep_one_index(&mut raw, options, &words)?;
    let letterheads = letterhead_captions(&raw);
    let mut unassigned = Vec::new();
    let layouts = without_summaries(lay_out(&mut raw, &words, &mut unassigned)?);
    let path = raw.path.as_path();
    let forms = layouts.iter().filter(|layout| layout.form.is_some()).count();
    if let Some(table) = summary::unnamed(&layouts) {
        return Err(CheckError::UnnamedForm { path: path.into(), table, forms });
    }
    if options.unit.is_some() && forms > 1 {
        return Err(CheckError::OneUnitForSeveral { path: path.into(), forms });
    }
    if (options.block.is_some() || options.units.is_some()) && layouts.len() > forms.max(1) {
        return Err(CheckError::OneBlockForSeveral { path: path.into(), tables: layouts.len() });
    }

    let mut assessments: Vec<Assessment> = Vec::new();
    let mut before: Vec<EarlierTable> = Vec::new();
    let mut layouts: Vec<Layout> = layouts
        .into_iter()
        .flat_map(|layout| layout.into_parts(&known.blocks, &mut unassigned))
        .collect();
    if options.units.is_some() && layouts.len() > forms.max(1) {
        return Err(CheckError::OneBlockForSeveral { path: path.into(), tables: layouts.len() });
    }

    for layout in &mut layouts {
        // Findings that belong to no table are reported with the next one.
        let findings = std::mem::take(&mut unassigned);
        let assessment = assess(path, layout, options, (known, &words), &before, findings)?;
        before.push(EarlierTable::of(layout, &assessment));
        assessments.push(assessment);
    }

    let captions: Vec<_> =
        layouts.iter().map(|layout| (layout.number, Caption::new(&layout.caption))).collect();
    // Every form may have a letter of its own.
    if let Some(table) =
        other_decision(&captions).filter(|_| options.number.is_none() && forms == 0)
    {
        return Err(CheckError::Contradiction {
            path: path.into(),
            table,
            what: Contradiction::Decisions,
        });
    }

    let simulated = captions.iter().filter(|(_, caption)| caption.is_simulated()).count();
    if forms > 0 && simulated > 0 && simulated < captions.len() {
        let real = captions.iter().find(|(_, caption)| !caption.is_simulated());
        let table = real.map_or(1, |(table, _)| *table);
        let what = Contradiction::Simulated;
        return Err(CheckError::Contradiction { path: path.into(), table, what });
    }

    let is_decided = options.number.is_some()
        || captions.iter().chain(&letterheads).any(|(_, caption)| caption.decision().is_some());

    // The table that names the decision may be of another index.
    let all: Vec<_> = captions.into_iter().chain(left_out).collect();
    let origin = if forms > 0 {
        let named: Vec<_> = all.into_iter().chain(letterheads).collect();
        form_origin(&named, forms, (options, known), &words, path)
    } else {
        read_origin(&all, &letterheads, options, &words)
    };
    let origin = origin.map_err(|(table, fact, hint)| {
        let (path, facts) = (path.into(), vec![(fact, hint)]);
        CheckError::Missing { path, table, facts, outcome: Outcome::Untried }
    })?;

    let years: Vec<_> = before.iter().map(|before| (before.table, before.year)).collect();
    check_dates(path, &years, &origin, options)?;

    let mut assessments = forms::gather(assessments, known, options.stage, is_decided);
    bands::join(&mut assessments);
    conclude(raw, origin, assessments, known, instructions)
}

/// The captions of the letterheads, each with the number of its table.
fn letterhead_captions(raw: &RawDocument) -> Vec<(usize, Caption)> {
    let lines = |table: &RawTable| -> Vec<String> {
        let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.copied);
        cells.flat_map(|cell| cell.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    letterheads(raw).map(|table| (table.number, Caption::new(&lines(table)))).collect()
}

/// Lays out the tables of results of a document.
///
/// # Errors
/// Returns an error if there is no table of results.
fn lay_out(
    raw: &mut RawDocument,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Layout>, CheckError> {
    let tables = std::mem::take(&mut raw.tables);
    let path = raw.path.as_path();
    let headings = tables.iter().map(|table| first_words(&table.rows[0])).collect();
    let of_other_index = tables.iter().find_map(|table| other_index(path, table, words));
    let (mut layouts, mut unnamed) = (Vec::new(), None);

    // The forms that lack a fact.
    let mut lacking = 0;
    for table in merged(join(tables, raw.format, words, findings), words) {
        match Layout::read(table, words, findings) {
            Ok(layout) => layouts.push(layout),
            Err(table) if form_lacks(&table, words).is_some() => {
                let file = table.rows[0].cells[0].location.file().map(str::to_owned);
                let found = form_lacks(&table, words).map(|fact| (table.number, fact, file));
                unnamed = unnamed.or(found);
                lacking += 1;
                findings.push(unread(table.number, &table.rows[0]));
            }
            Err(table) => findings.push(unread(table.number, &table.rows[0])),
        }
    }

    if let Some((table, fact, file)) = unnamed {
        let path = file.map_or_else(|| path.to_owned(), |file| path.join(file));
        let forms = lacking + layouts.iter().filter(|layout| layout.form.is_some()).count();
        if fact == MissingFact::Unit && forms > 1 {
            return Err(CheckError::UnnamedForm { path, table, forms });
        }
        let facts = vec![(fact, None)];
        return Err(CheckError::Missing { path, table, facts, outcome: Outcome::Untried });
    }
    if layouts.is_empty() {
        // A table of another index may have headings that are not known.
        return Err(of_other_index.unwrap_or_else(|| no_results(path, headings)));
    }
    Ok(layouts)
}

/// Leaves the tables of one index in a document whose captions name several: a document is read for
/// one index at a time. Returns the captions of the others.
///
/// # Errors
/// Returns an error if the options do not say which index, or if no table is of it.
fn keep_one_index(
    raw: &mut RawDocument,
    options: &Options,
    words: &Words,
) -> Result<Vec<(usize, Caption)>, CheckError> {
    let contradiction = |table, what| {
        let path = raw.path.clone();
        CheckError::Contradiction { path, table, what }
    };
    let named = named_indices(&raw.tables, words);
    let Some(first) = named.iter().flatten().copied().next() else { return Ok(Vec::new()) };
    let second = named.iter().position(|index| index.is_some_and(|index| index != first));
    let Some((at, second)) = second.and_then(|at| Some((at, named[at]?))) else {
        return Ok(Vec::new());
    };
    let Some(requested) = options.index else {
        let what = Contradiction::Indices { first, second };
        return Err(contradiction(raw.tables[at].number, what));
    };
    if !named.contains(&Some(requested)) {
        return Err(contradiction(1, Contradiction::Index { titled: first, requested }));
    }
    Ok(leave_other_indices(&mut raw.tables, requested, words))
}

/// An error if the caption of a table names another index.
fn other_index(path: &Path, table: &RawTable, words: &Words) -> Option<CheckError> {
    let (index, title) = Caption::new(&table.caption).index(&words.indices)?;
    (!words.admits(index)).then(|| CheckError::OtherIndex {
        path: path.into(),
        table: table.number,
        index,
        title,
        outcome: Outcome::Untried,
    })
}

fn no_results(path: &Path, headings: Vec<String>) -> CheckError {
    let (proposals, resembles) = (Vec::new(), Resemblance::Nothing);
    CheckError::NoResults { path: path.into(), headings, proposals, resembles }
}

/// Checks a document that a mapping explains.
fn check_mapped(
    raw: RawDocument,
    mapping: &Mapping,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, CheckError> {
    let options = &instructions.options;
    let path = raw.path.clone();
    let mut findings = Vec::new();
    let (year, layout) = read_mapped(&raw, mapping, options.year, &mut findings)?;

    let origin = mapped_origin(mapping, options, year).ok_or_else(|| CheckError::MappedDate {
        path: path.clone(),
        mapping: mapping.path.clone(),
        date: mapping.issued_on_of(year),
    })?;
    if let Some(error) = unknown_block(&path, options.block.unwrap_or(mapping.block), known) {
        return Err(error);
    }
    let title = mapping.title_of(year);
    let named = named_index(&title, &known.indices).filter(|named| !named.is_cchc());
    if let Some(index) = named.filter(|_| options.index.unwrap_or(mapping.index).is_cchc()) {
        let outcome = Outcome::Untried;
        return Err(CheckError::OtherIndex { path, table: 1, index, title, outcome });
    }
    let headings = layout
        .explained
        .iter()
        .flat_map(|explained| &explained.headings)
        .map(|cell| cell.text.as_str());
    let headings = joined_words(headings);

    let assessment = assess_mapped(layout, mapping, year, options, known, findings);
    if assessment.results.is_empty() && !assessment.findings.iter().any(Finding::is_open_error) {
        return Err(no_results(&path, vec![headings]));
    }

    check_dates(&path, &[(1, year)], &origin, options)?;
    conclude(raw, origin, vec![assessment], known, instructions)
}

/// Checks the dates of a document. `years` are the tables with the years of their results.
///
/// # Errors
/// Returns an error if results are of a later year than the decision or today, or if the decision
/// is dated after today.
fn check_dates(
    path: &Path,
    years: &[(usize, Year)],
    origin: &Origin,
    options: &Options,
) -> Result<(), CheckError> {
    let issued_on = origin.issued_on;
    let contradiction = |table, what| CheckError::Contradiction { path: path.into(), table, what };
    let later_than = |last: i32| years.iter().find(|(_, year)| year.number() > last).copied();
    if let Some((table, year)) = later_than(issued_on.year()) {
        return Err(contradiction(table, Contradiction::Early { year, issued_on }));
    }

    let Some(today) = options.today else { return Ok(()) };
    if let Some((table, year)) = later_than(today.year()) {
        return Err(contradiction(table, Contradiction::FutureYear { year, today }));
    }
    if issued_on > today {
        return Err(contradiction(1, Contradiction::Future { issued_on, today }));
    }
    Ok(())
}

/// Applies the declared bounds of grades and the accepted rules, and makes the checked document.
///
/// # Errors
/// Returns an error if open errors remain.
fn conclude(
    raw: RawDocument,
    origin: Origin,
    mut assessments: Vec<Assessment>,
    known: &Registry,
    instructions: &Instructions,
) -> Result<CheckedDocument, CheckError> {
    for assessment in &mut assessments {
        bands::declare(assessment, known, origin.index);
        for finding in &mut assessment.findings {
            let declared = declaration(finding.rule).severities;
            debug_assert!(
                declared.contains(&finding.severity),
                "{} is not declared as {}",
                finding.rule,
                finding.severity
            );
        }
        rule::accept(&mut assessment.findings, &instructions.options.accept);
    }

    if open_errors(&assessments).next().is_some() {
        return Err(CheckError::Rejected {
            raw: Box::new(raw),
            origin: Box::new(origin),
            assessments,
            proposals: Vec::new(),
        });
    }

    let instructions =
        Instructions { reading: raw.reading.clone(), registry: None, ..instructions.clone() };
    Ok(CheckedDocument { raw, instructions, origin, assessments })
}
