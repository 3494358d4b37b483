//! A table with its columns understood → one block in one year.

use std::path::Path;

use crate::model::{Block, Coverage, Framework, Grade, Rule, ScoreKind, Severity, Stage, Year};
use crate::registry::Registry;
use crate::source::Location;

use super::bands;
use super::block::{block_of_units, several_blocks, units_by_block};
use super::caption::Caption;
use super::document::Assessment;
use super::error::{CheckError, Contradiction, MissingFact};
use super::finding::Finding;
use super::layout::Layout;
use super::mapping::Mapping;
use super::options::Options;
use super::result::{UnitResult, read_results};
use super::rule::{self, duplicate_series};
use super::unit;

/// A table that stands before another one.
pub(super) struct Before {
    pub(super) table: usize,
    pub(super) year: Year,
    block: Block,
    sheet: Option<Location>,
}

impl Before {
    pub(super) fn of(layout: &Layout, assessment: &Assessment) -> Self {
        let Assessment { year, block, .. } = *assessment;
        Self { table: layout.number, year, block, sheet: layout.sheet.clone() }
    }
}

/// Understands one table of a document by what stands above it and by what the options say.
pub(super) fn assess(
    path: &Path,
    layout: &mut Layout,
    options: &Options,
    known: &Registry,
    before: &[Before],
    mut findings: Vec<Finding>,
) -> Result<Assessment, CheckError> {
    let caption = Caption::new(&layout.caption);
    let table = TableFacts { path, number: layout.number, caption: &caption, options };
    if let Some((index, title)) = caption.other_index() {
        return Err(CheckError::OtherIndex {
            path: path.into(),
            table: layout.number,
            index,
            title,
        });
    }
    let year = table.year(layout, before)?;
    layout.settle_year(year, &mut findings);
    let (results, restated) = read_results(layout, &mut findings);
    table.has_figures(&results, &findings)?;
    let block = table.block(&results, &findings)?;
    table.stands_apart(layout, (year, block), before)?;
    let (units, grade_counts) = table.units(results.len())?;
    let framework =
        Framework { criteria: layout.tree.to_criteria(), bands: bands::of_results(&results) };
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
    if assessment.stage() == Stage::SelfScored {
        // What is still to come is not missing.
        let is_to_come = |finding: &Finding| {
            finding.rule == Rule::MissingFigure && finding.part != Some(ScoreKind::SelfScore)
        };
        assessment.findings.retain(|finding| !is_to_come(finding));
    }
    if !assessment.findings.iter().any(Finding::is_open_error) {
        rule::run(layout, &mut assessment);
    }
    check_names(layout, &mut assessment, known, options);
    Ok(assessment)
}

/// Understands the table of a document by its mapping.
pub(super) fn assess_mapped(
    mut layout: Layout,
    mapping: &Mapping,
    year: Year,
    options: &Options,
    known: &Registry,
    mut findings: Vec<Finding>,
) -> Assessment {
    let (results, restated) = read_results(&layout, &mut findings);
    let units = options.units.unwrap_or(results.len()).max(results.len());
    let mut assessment = Assessment {
        year,
        block: options.block.unwrap_or(mapping.block),
        title: mapping.title_of(year),
        coverage: if units > results.len() { Coverage::Partial } else { Coverage::Full },
        units,
        grade_counts: Vec::new(),
        framework: Framework {
            criteria: layout.tree.to_criteria(),
            bands: bands::of_results(&results),
        },
        results,
        columns: std::mem::take(&mut layout.columns),
        restated,
        findings,
    };
    rule::run_mapped(&mut assessment);
    check_names(&layout, &mut assessment, known, options);
    assessment
}

/// Holds the names of units and criteria against those that are known, and says of which block the
/// findings are.
fn check_names(layout: &Layout, assessment: &mut Assessment, known: &Registry, options: &Options) {
    unit::check(assessment, known, options.new_units);
    let headings: Vec<_> =
        layout.tree.criteria.iter().map(|columns| columns.heading.clone()).collect();
    duplicate_series::check(assessment, &headings, known);
    let block = assessment.block;
    for finding in &mut assessment.findings {
        finding.block = if finding.cell.at.table == layout.number { Some(block) } else { None };
    }
}

/// What a table and those who import it say of it.
struct TableFacts<'a> {
    path: &'a Path,
    number: usize,
    caption: &'a Caption,
    options: &'a Options,
}

impl TableFacts<'_> {
    fn contradiction(&self, what: Contradiction) -> CheckError {
        CheckError::Contradiction { path: self.path.into(), table: self.number, what }
    }

    fn missing(&self, fact: MissingFact, hint: Option<String>) -> CheckError {
        CheckError::Missing { path: self.path.into(), table: self.number, fact, hint }
    }

    /// The year of the results: that of the options, of the caption, or of the table above.
    fn year(&self, layout: &Layout, before: &[Before]) -> Result<Year, CheckError> {
        let above = before.last().map(|before| before.year);
        self.options.year.or_else(|| self.caption.year()).or(above).ok_or_else(|| {
            // ColumnVectors may name their years; the results are of the last one.
            let dated = layout.dated.iter().map(|dated| dated.year).max();
            let hint = dated.or_else(|| self.caption.year_hint());
            self.missing(MissingFact::Year, hint.map(|year| year.to_string()))
        })
    }

    /// An error where nothing was filled in.
    fn has_figures(&self, results: &[UnitResult], findings: &[Finding]) -> Result<(), CheckError> {
        let is_unread = findings.iter().any(|finding| finding.severity == Severity::Error);
        let is_blank = |result: &UnitResult| {
            result.rank.is_none() && result.figures().all(|figure| figure.points().is_none())
        };
        if !is_unread && results.iter().all(is_blank) {
            return Err(CheckError::NoFigures { path: self.path.into(), table: self.number });
        }
        Ok(())
    }

    /// The block: that of the options, of the caption, or of the units' names, which may not
    /// contradict each other.
    fn block(&self, results: &[UnitResult], findings: &[Finding]) -> Result<Block, CheckError> {
        let given = self.options.block;
        let (titled, unit_block) = (self.caption.block(), block_of_units(results));
        if let (None, Some(titled), Some(block)) = (given, titled, unit_block)
            && titled != block
        {
            return Err(self.contradiction(Contradiction::Block { titled, block }));
        }
        if let Some((blocks, row)) = several_blocks(given.or(titled), results, findings) {
            return Err(CheckError::SeveralBlocks {
                path: self.path.into(),
                table: self.number,
                blocks,
                row,
            });
        }
        given.or(titled).or(unit_block).ok_or_else(|| {
            let most = units_by_block(results).into_iter().max_by_key(|(_, units)| units.len());
            let hint = most
                .filter(|(_, units)| !units.is_empty())
                .map(|(block, _)| block.code().to_owned());
            self.missing(MissingFact::Block, hint)
        })
    }

    /// No table above it is of another year, unless on another sheet, nor of the same block.
    fn stands_apart(
        &self,
        layout: &Layout,
        (year, block): (Year, Block),
        before: &[Before],
    ) -> Result<(), CheckError> {
        // A workbook may have a sheet a year.
        let beside =
            before.iter().find(|before| before.year != year && before.sheet == layout.sheet);
        if let Some(first) = beside.map(|before| before.year) {
            return Err(self.contradiction(Contradiction::Years { first, second: year }));
        }
        if let Some(first) =
            before.iter().find(|before| (before.year, before.block) == (year, block))
        {
            let (path, first, second) = (self.path.into(), first.table, self.number);
            return Err(CheckError::SameBlock { path, block, first, second });
        }
        Ok(())
    }

    /// How many units the block has, and how many of them have each grade, where an extract says
    /// so.
    fn units(&self, rows: usize) -> Result<(usize, Vec<(Grade, usize)>), CheckError> {
        let (path, table) = (self.path.into(), self.number);
        let (known, units, counts) = match self.caption.extract() {
            Some(extract) => (extract.known, extract.units, extract.counts),
            None => (rows, rows, Ok(Vec::new())),
        };
        let counts = match counts {
            Ok(counts) => counts,
            Err(text) => return Err(CheckError::GradeCounts { path, table, text }),
        };
        let units = self.options.units.unwrap_or(units);
        if units < rows || known != rows {
            return Err(CheckError::TooFewUnits { path, table, rows, units, known });
        }
        Ok((units, counts))
    }
}
