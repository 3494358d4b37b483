//! A raw document → a checked one.

use std::path::Path;

use crate::model::{Block, Coverage, Framework, Rule, Severity, Year};
use crate::registry::Registry;
use crate::source::{Place, RawDocument, RawTable};

use super::heading::Words;
use super::layout::Layout;
use super::origin::Caption;
use super::tidy::Tidy;
use super::{
    Assessment, CheckError, CheckedDocument, Contradiction, Finding, Instructions, Mapping, MissingFact, Options,
    Origin, UnitResult, bands, open_errors, origin, result, rule, series, table, unit,
};

/// Reads and checks a document; `known` holds the units and frameworks that are known so far.
pub fn check(mut raw: RawDocument, options: &Options, known: &Registry) -> Result<CheckedDocument, CheckError> {
    let tables = std::mem::take(&mut raw.tables);
    let path = raw.path.as_path();
    let words = Words::new(options.headings.iter().chain(&known.headings));
    let headings = tables.iter().map(|table| table::first_words(&table.rows[0])).collect();
    let of_other_index = tables.iter().find_map(|table| {
        let caption = Caption::new(&table.caption);
        let (index, title) = caption.other_index()?;
        Some(CheckError::OtherIndex { path: path.into(), table: table.number, index, title })
    });
    let mut unreadable = Vec::new();
    let joined = table::join(tables, raw.format, &words, &mut unreadable);
    let tables: Vec<_> = joined.into_iter().map(|table| Laid::out(table, &mut unreadable)).collect();
    let mut layouts = Vec::new();
    for table in &tables {
        match table {
            Laid::Tidy(tidy) => layouts.push(tidy.layout()),
            Laid::Wide(table) => match Layout::read(table, &words, &mut unreadable) {
                Some(layout) => layouts.push(layout),
                None => unreadable.push(table::unread(table.number, &table.rows[0])),
            },
        }
    }
    if layouts.is_empty() {
        // Its headings may be those of its own.
        return Err(of_other_index.unwrap_or(CheckError::NoResults { path: path.into(), headings }));
    }
    if (options.block.is_some() || options.units.is_some()) && layouts.len() > 1 {
        return Err(CheckError::OneBlockForSeveral { path: path.into(), tables: layouts.len() });
    }
    let mut assessments: Vec<(usize, Assessment)> = Vec::new();
    let mut sheets: Vec<Option<Place>> = Vec::new();
    for layout in &mut layouts {
        let findings = std::mem::take(&mut unreadable);
        let earlier = assessments.iter().zip(&sheets);
        let before: Vec<_> =
            earlier.map(|((table, own), sheet)| (*table, own.year, own.block, sheet.clone())).collect();
        let assessment = read_assessment(path, layout, options, known, &before, findings)?;
        assessments.push((layout.table.number, assessment));
        sheets.push(table::sheet(layout.table).cloned());
    }
    let contradiction = |table, what| CheckError::Contradiction { path: path.into(), table, what };
    if let Some(table) = origin::other_decision(&layouts).filter(|_| options.number.is_none()) {
        return Err(contradiction(table, Contradiction::Decisions));
    }
    let origin = origin::read_origin(&layouts, options).map_err(|(table, fact, hint)| CheckError::Missing {
        path: path.into(),
        table,
        fact,
        hint,
    })?;
    check_dates(path, &assessments, &origin, options)?;
    let mut assessments: Vec<_> = assessments.into_iter().map(|(_, assessment)| assessment).collect();
    bands::join(&mut assessments);
    conclude(raw, origin, assessments, known, options, None)
}

/// Two blocks that a table has units of, and the row that shows the second one: rows between the units name the blocks,
/// or several units are by their names of another one than the table. Provinces are not told from their names.
fn several_blocks(block: Option<Block>, results: &[UnitResult], findings: &[Finding]) -> Option<([Block; 2], String)> {
    const SEVERAL: usize = 2;
    // A longer row is a remark, which may speak of anything.
    const MOST_WORDS: usize = 14;
    let rows = findings.iter().filter(|finding| finding.rule == Rule::RowUnread);
    let texts = rows.filter_map(|finding| finding.found.as_ref().map(ToString::to_string));
    // So many communes are no communes: `Nhóm huyện có dưới 10 xã, phường`.
    let counts = |text: &str| text.split(' ').skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let texts = texts.filter(|text| text.split(' ').count() <= MOST_WORDS && !text.contains(':') && !counts(text));
    let named = texts.filter_map(|text| Some((origin::named_block(&text)?, text)));
    let units = origin::units_by_block(results).into_iter().filter(|(_, units)| units.len() >= SEVERAL);
    let of_units = units.filter_map(|(block, units)| Some((block, (*units.first()?).to_owned())));
    let mut shown = named.chain(of_units.filter(|_| block != Some(Block::Province)));
    let first = block.or_else(|| shown.next().map(|(block, _)| block))?;
    let (second, row) = shown.find(|(other, _)| *other != first)?;
    Some(([first, second], row))
}

/// A table as its document lays it out.
enum Laid {
    /// A row a unit.
    Wide(RawTable),
    /// A row a unit and criterion.
    Tidy(Box<Tidy>),
}

impl Laid {
    fn out(table: RawTable, findings: &mut Vec<Finding>) -> Self {
        Tidy::read(table, findings).map_or_else(Self::Wide, |tidy| Self::Tidy(Box::new(tidy)))
    }
}

/// The decision is not of the future, and its results not of a year after it.
pub(super) fn check_dates(
    path: &Path,
    assessments: &[(usize, Assessment)],
    origin: &Origin,
    options: &Options,
) -> Result<(), CheckError> {
    let issued_on = origin.issued_on;
    let contradiction = |table, what| CheckError::Contradiction { path: path.into(), table, what };
    if let Some((table, late)) = assessments.iter().find(|(_, own)| own.year.number() > issued_on.parts().0) {
        return Err(contradiction(*table, Contradiction::Early { year: late.year, issued_on }));
    }
    if let Some(today) = options.today
        && let Some((table, own)) = assessments.iter().find(|(_, own)| own.year.number() > today.parts().0)
    {
        return Err(contradiction(*table, Contradiction::FutureYear { year: own.year, today }));
    }
    match options.today.filter(|today| issued_on > *today) {
        Some(today) => Err(contradiction(1, Contradiction::Future { issued_on, today })),
        None => Ok(()),
    }
}

/// Takes the declared bounds of grades, and makes a checked document of what has no open error.
pub(super) fn conclude(
    raw: RawDocument,
    origin: Origin,
    mut assessments: Vec<Assessment>,
    known: &Registry,
    options: &Options,
    mapping: Option<&Mapping>,
) -> Result<CheckedDocument, CheckError> {
    for own in &mut assessments {
        bands::declare(own, known);
        for finding in &mut own.findings {
            finding.accepted = finding.severity == Severity::Error
                && finding.rule.is_acceptable()
                && options.accept.contains(&finding.rule);
        }
    }
    if open_errors(&assessments).next().is_some() {
        return Err(CheckError::Rejected { raw: Box::new(raw), origin: Box::new(origin), assessments });
    }
    let instructions = Instructions {
        reading: raw.reading.clone(),
        options: options.clone(),
        mapping: mapping.cloned(),
        registry: None,
    };
    Ok(CheckedDocument { raw, instructions, origin, assessments })
}

/// Understands one table; `before` are the tables, years, blocks and sheets of those above it.
fn read_assessment(
    path: &Path,
    layout: &mut Layout<'_>,
    options: &Options,
    known: &Registry,
    before: &[(usize, Year, Block, Option<Place>)],
    mut findings: Vec<Finding>,
) -> Result<Assessment, CheckError> {
    let number = layout.table.number;
    let contradiction = |what| CheckError::Contradiction { path: path.into(), table: number, what };
    let missing = |fact, hint| CheckError::Missing { path: path.into(), table: number, fact, hint };
    let caption = Caption::new(&layout.table.caption);
    if let Some((index, title)) = caption.other_index() {
        return Err(CheckError::OtherIndex { path: path.into(), table: number, index, title });
    }
    let above = before.last().map(|(_, year, ..)| *year);
    let year = options.year.or_else(|| caption.year()).or(above);
    let year = year.ok_or_else(|| {
        // Columns may name their years; the results are of the last one.
        let dated = layout.dated.iter().map(|dated| dated.year).max();
        let hint = dated.or_else(|| caption.year_hint());
        missing(MissingFact::Year, hint.map(|year| year.to_string()))
    })?;
    layout.settle_year(year, &mut findings);
    let (results, restated) = result::read_results(layout, &mut findings);
    let is_blank = |result: &UnitResult| result.figures().all(|figure| figure.points().is_none());
    let is_unread = |finding: &Finding| finding.severity == Severity::Error;
    if !findings.iter().any(is_unread) && results.iter().all(|own| is_blank(own) && own.rank.is_none()) {
        return Err(CheckError::NoFigures { path: path.into(), table: number });
    }
    let (titled, named) = (caption.block(), origin::block_of_units(&results));
    if let (None, Some(titled), Some(named)) = (options.block, titled, named.filter(|named| titled != Some(*named))) {
        return Err(contradiction(Contradiction::Block { titled, named }));
    }
    if let Some((blocks, row)) = several_blocks(options.block.or(titled), &results, &findings) {
        return Err(CheckError::SeveralBlocks { path: path.into(), table: number, blocks, row });
    }
    let block = options.block.or(titled).or(named).ok_or_else(|| {
        let most = origin::units_by_block(&results).into_iter().max_by_key(|(_, units)| units.len());
        let hint = most.filter(|(_, units)| !units.is_empty()).map(|(block, _)| block.code().to_owned());
        missing(MissingFact::Block, hint)
    })?;
    // A workbook may have a sheet a year.
    let sheet = table::sheet(layout.table);
    let beside = before.iter().find(|(_, first, _, other)| *first != year && other.as_ref() == sheet);
    if let Some(first) = beside.map(|(_, first, ..)| *first) {
        return Err(contradiction(Contradiction::Years { first, second: year }));
    }
    if let Some((first, ..)) = before.iter().find(|(_, other_year, other, _)| (*other_year, *other) == (year, block)) {
        return Err(CheckError::SameBlock { path: path.into(), block, first: *first, second: number });
    }
    let extract = caption.extract();
    let grade_counts = match extract.as_ref().map(|own| &own.counts) {
        Some(Err(text)) => {
            let (path, text) = (path.into(), text.clone());
            return Err(CheckError::GradeCounts { path, table: number, text });
        }
        Some(Ok(counts)) => counts.clone(),
        None => Vec::new(),
    };
    let (known_units, units) = extract.map_or((results.len(), results.len()), |own| (own.known, own.units));
    let units = options.units.unwrap_or(units);
    if units < results.len() || known_units != results.len() {
        let rows = results.len();
        return Err(CheckError::TooFewUnits { path: path.into(), table: number, rows, units, known: known_units });
    }
    let framework = Framework { criteria: layout.tree.to_criteria(), bands: bands::of_results(&results) };
    let coverage = if units > results.len() {
        Coverage::Partial
    } else if framework.criteria.is_empty() {
        Coverage::Totals
    } else {
        Coverage::Full
    };
    let mut assessment = Assessment {
        year,
        block,
        title: caption.title(),
        coverage,
        units,
        grade_counts,
        framework,
        results,
        columns: std::mem::take(&mut layout.columns),
        restated,
        findings,
    };
    if !assessment.findings.iter().any(Finding::is_open_error) {
        rule::run(layout, &mut assessment);
    }
    unit::check(&mut assessment, known, options.new_units);
    let headings: Vec<_> = layout.tree.criteria.iter().map(|columns| columns.heading.clone()).collect();
    series::check(&mut assessment, &headings, known);
    for finding in &mut assessment.findings {
        finding.block = Some(block).filter(|_| finding.cell.at.table == number);
    }
    Ok(assessment)
}
