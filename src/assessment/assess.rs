//! Turns a table whose columns are understood into the assessment of one block in one year.
//!
//! Year, block and units come from the options, the caption and the rows; where two of them
//! contradict each other, the table is rejected. Then the rules run.

use std::path::Path;

use crate::model::{
    Block, BlockKind, Coverage, Framework, Grade, GradeSet, Index, Points, RankConvention, Rule,
    ScoreKind, Severity, Stage, TextKind, Year, plain_key,
};
use crate::registry::Registry;
use crate::source::Location;

use super::bands;
use super::block::{block_of_units, named_block, several_blocks, units_by_block};
use super::caption::Caption;
use super::cell::Cell;
use super::document::Assessment;
use super::error::{CheckError, Contradiction};
use super::finding::{Finding, FindingValue};
use super::grade::PrintedGrades;
use super::heading::{Words, numbered};
use super::layout::{Layout, Part};
use super::mapping::Mapping;
use super::options::Options;
use super::own_maximum;
use super::proposal::{MissingFact, Outcome};
use super::result::{UnitResult, read_results};
use super::rule::{self, duplicate_series, rank_order};
use super::scale::{self, scale_of};
use super::unit;

/// What is known of an earlier table of the document.
pub(super) struct EarlierTable {
    pub(super) table: usize,
    pub(super) year: Year,
    block: Block,
    sheet: Option<Location>,
    is_form: bool,
}

impl EarlierTable {
    pub(super) fn of(layout: &Layout, assessment: &Assessment) -> Self {
        let Assessment { year, block, .. } = *assessment;
        let (sheet, is_form) = (layout.sheet.clone(), layout.form.is_some());
        Self { table: layout.number, year, block, sheet, is_form }
    }
}

/// Assesses one table of a document from its caption and the options. `before` are the earlier
/// tables; `findings` are those made while the table was laid out.
///
/// # Errors
/// Returns an error if the table is of another index, has no figures, lacks a fact such as its
/// year, or contradicts itself or an earlier table.
pub(super) fn assess(
    path: &Path,
    layout: &mut Layout,
    options: &Options,
    (known, words): (&Registry, &Words),
    before: &[EarlierTable],
    mut findings: Vec<Finding>,
) -> Result<Assessment, CheckError> {
    let caption = Caption::new(&layout.caption);
    let table =
        TableFacts { path, number: layout.number, caption: &caption, options, words, known };
    let index = table.index()?;
    let year = table.year(layout, before)?;
    layout.settle_year(year, &mut findings);
    layout.grades = PrintedGrades::of(layout.grade_cells(), known, year);

    let (results, restated) = read_results(layout, &mut findings);
    table.has_figures(&results, &findings)?;
    let block = match (options.block, layout.given) {
        (None, Some(given)) => named(given.block, known),
        (Some(_), _) | (None, None) => table.block(layout.part.as_ref(), &results, &findings)?,
    };
    table.stands_apart(layout, (year, block), before)?;
    if let (Some(part), Some(cell)) = (caption.part_of_year(), results.first()) {
        let finding = Finding::new(Rule::PartOfYear, Severity::Error, &cell.unit_cell);
        findings.push(finding.found(FindingValue::Text(part)));
    }

    if layout.holds_only_the_survey()
        && let Some(cell) = results.first()
    {
        findings.push(Finding::new(Rule::SurveyAlone, Severity::Error, &cell.unit_cell));
    }

    let (units, grade_counts) = table.units(results.len(), layout.grades.set)?;
    let framework = Framework {
        criteria: layout.tree.to_criteria(),
        scale: Points::HUNDRED,
        ranks: RankConvention::default(),
        bands: Vec::new(),
    };
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
        stage: Stage::Published,
        from_forms: layout.form.is_some(),
        missing: Vec::new(),
        doubled: None,
    };

    let named_stage = layout.given.and_then(|given| given.stage);
    assessment.stage = options.stage.or(named_stage).unwrap_or_else(|| assessment.shown_stage());
    keep_texts(layout, &mut assessment);
    let scale = scale_of(layout, &assessment, options, (known, index));
    measure(&mut assessment, layout, scale.points, (known, index));
    if assessment.stage == Stage::SelfScored {
        // A table with self scores only is not yet appraised: its other figures are not missing.
        let is_not_yet_due = |finding: &Finding| {
            finding.rule == Rule::MissingFigure && finding.score_kind != Some(ScoreKind::SelfScore)
        };
        assessment.findings.retain(|finding| !is_not_yet_due(finding));
    }
    // What is accepted keeps no other rule from running.
    rule::accept(&mut assessment.findings, &options.accept);
    if !assessment.findings.iter().any(Finding::is_open_error) {
        rule::run(layout, scale, &mut assessment);
    }

    check_names(layout, &mut assessment, known, options);
    Ok(assessment)
}

/// Assesses the table of a document from its mapping. Fewer units than `options.units` make the
/// coverage partial.
pub(super) fn assess_mapped(
    mut layout: Layout,
    mapping: &Mapping,
    year: Year,
    options: &Options,
    known: &Registry,
    mut findings: Vec<Finding>,
) -> Assessment {
    layout.grades = PrintedGrades::of(layout.grade_cells(), known, year);
    let (results, restated) = read_results(&layout, &mut findings);
    let units = options.units.unwrap_or(results.len()).max(results.len());

    let mut assessment = Assessment {
        year,
        block: named(options.block.unwrap_or(mapping.block), known),
        title: mapping.title_of(year),
        coverage: if units > results.len() {
            Coverage::Partial
        } else if mapping.criteria.is_empty() {
            Coverage::Totals
        } else {
            Coverage::Full
        },
        units,
        grade_counts: Vec::new(),
        framework: Framework {
            criteria: layout.tree.to_criteria(),
            scale: Points::HUNDRED,
            ranks: RankConvention::default(),
            bands: Vec::new(),
        },
        results,
        columns: std::mem::take(&mut layout.columns),
        restated,
        findings,
        stage: Stage::Published,
        from_forms: layout.form.is_some(),
        missing: Vec::new(),
        doubled: None,
    };

    assessment.stage = options.stage.unwrap_or_else(|| assessment.shown_stage());
    let index = options.index.unwrap_or(mapping.index);
    let scale =
        scale::given(&assessment, options, (known, index)).or_else(|| mapping.scale_in_points());
    let scale = scale.unwrap_or_else(|| assessment.framework.sum_of_maxima());
    measure(&mut assessment, &layout, scale, (known, index));
    rule::run_mapped(&layout, &mut assessment);
    check_names(&layout, &mut assessment, known, options);
    assessment
}

/// Gives the texts of a form to its unit.
fn keep_texts(layout: &Layout, assessment: &mut Assessment) {
    let (Some(form), [result]) = (&layout.form, assessment.results.as_mut_slice()) else { return };
    let criteria = &assessment.framework.criteria;
    let text = |(name, kind, cell): &(String, TextKind, Cell)| {
        let index = criteria.iter().position(|criterion| {
            criterion.name == *name
                || numbered(name).is_some_and(|(_, bare)| bare == criterion.name)
        })?;
        Some((index, *kind, cell.clone()))
    };
    result.texts = form.texts.iter().filter_map(text).collect();
}

/// Sets the scale, and finds what follows from it: the maxima of units, the grades and their bands,
/// and how the units are ranked.
fn measure(
    assessment: &mut Assessment,
    layout: &Layout,
    scale: Points,
    (known, index): (&Registry, Index),
) {
    assessment.framework.scale = scale;
    own_maximum::find(layout, assessment);
    bands::use_declared_grades(assessment, known, index);
    assessment.framework.ranks = convention(assessment, (known, index));
    assessment.framework.bands =
        bands::of_results(assessment.block, &assessment.framework, &assessment.results);
}

/// How the units are ranked: as the framework declares, or else as the table shows.
fn convention(assessment: &Assessment, (known, index): (&Registry, Index)) -> RankConvention {
    let declared = known.framework(index, assessment.block, assessment.year);
    let declared = declared.and_then(|entry| entry.ranks);
    declared.unwrap_or_else(|| rank_order::convention(assessment))
}

/// Checks the names of units and criteria against the registry, and sets the block of the findings
/// on this table.
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

/// The sources of the facts about a table: its caption and the options.
struct TableFacts<'a> {
    path: &'a Path,
    number: usize,
    caption: &'a Caption,
    options: &'a Options,
    words: &'a Words,
    known: &'a Registry,
}

/// The error for a block that is neither built in nor declared.
pub(super) fn unknown_block(path: &Path, block: Block, known: &Registry) -> Option<CheckError> {
    if known.block(block.code()).is_some() {
        return None;
    }
    let declared = known.blocks.iter().map(|entry| entry.kind);
    let known = BlockKind::BUILT_IN.into_iter().chain(declared).map(BlockKind::code).collect();
    Some(CheckError::UnknownBlock { path: path.into(), block: block.code(), known })
}

/// A code of the first words of a name, without diacritics.
fn code_for(name: &str) -> String {
    const MOST_WORDS: usize = 4;
    plain_key(name).split(' ').take(MOST_WORDS).collect::<Vec<_>>().join("-")
}

/// A block with its declared name. Options and mappings name a declared block by its code alone.
fn named(block: Block, known: &Registry) -> Block {
    Block { kind: known.block(block.code()).unwrap_or(block.kind), ..block }
}

impl TableFacts<'_> {
    fn contradiction(&self, what: Contradiction) -> CheckError {
        CheckError::Contradiction { path: self.path.into(), table: self.number, what }
    }

    fn missing(&self, fact: MissingFact, hint: Option<String>) -> CheckError {
        let (path, table, facts) = (self.path.into(), self.number, vec![(fact, hint)]);
        CheckError::Missing { path, table, facts, outcome: Outcome::Untried }
    }

    /// The error for a title that names units of no known block.
    fn untitled(&self, titled: String) -> CheckError {
        let (path, code) = (self.path.into(), code_for(&titled));
        CheckError::UntitledBlock { path, table: self.number, titled, code }
    }

    /// The index: from the options, or else from the caption. The caption may not name an index that
    /// nobody asked for.
    fn index(&self) -> Result<Index, CheckError> {
        let Some((titled, title)) = self.caption.index(&self.words.indices) else {
            return match (self.options.index, self.caption.unknown_index()) {
                (None, Some(titled)) => {
                    let (path, table, code) = (self.path.into(), self.number, code_for(&titled));
                    Err(CheckError::UnknownIndex { path, table, titled, code })
                }
                (requested, _) => Ok(requested.unwrap_or_default()),
            };
        };
        match self.options.index {
            Some(requested) if requested != titled => {
                Err(self.contradiction(Contradiction::Index { titled, requested }))
            }
            None if !self.words.admits(titled) => Err(CheckError::OtherIndex {
                path: self.path.into(),
                table: self.number,
                index: titled,
                title,
                outcome: Outcome::Untried,
            }),
            Some(_) | None => Ok(titled),
        }
    }

    /// The year of the results: from the options, the caption or the table above, in this order.
    fn year(&self, layout: &Layout, before: &[EarlierTable]) -> Result<Year, CheckError> {
        let above = before.last().map(|before| before.year);
        let given = layout.given.map(|given| given.year);
        if let Some((given, requested)) = given.zip(self.options.year)
            && given != requested
        {
            return Err(CheckError::Contradiction {
                path: self.path.into(),
                table: self.number,
                what: Contradiction::GivenYear { given, requested },
            });
        }
        self.options.year.or(given).or_else(|| self.caption.year()).or(above).ok_or_else(|| {
            // Columns may name their years; the results are those of the last one.
            let dated = layout.dated.iter().map(|dated| dated.year).max();
            let hint = dated.or_else(|| self.caption.year_hint());
            self.missing(MissingFact::Year, hint.map(|year| year.to_string()))
        })
    }

    /// Returns an error if no figure is filled in. A table with errors passes here, because its
    /// errors are reported instead.
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

    /// The block: from the options, the caption or the names of the units, in this order. Without
    /// the option, the caption and the names may not contradict each other.
    fn block(
        &self,
        part: Option<&Part>,
        results: &[UnitResult],
        findings: &[Finding],
    ) -> Result<Block, CheckError> {
        let requested = self.options.block;
        let asked = requested.map(|block| block.kind);
        let of_title = self.caption.block(&self.words.blocks);
        let of_part = part.and_then(|part| named_block(&part.name, &self.words.blocks));
        // The row above a part of the table may name another block than the title.
        let titled = of_part.or(of_title);
        if let (Some(first), Some(second), Some(row)) = (asked, of_part, part)
            && first != second
        {
            return Err(CheckError::SeveralBlocks {
                path: self.path.into(),
                table: self.number,
                blocks: [first, second],
                row: row.name.clone(),
            });
        }
        let of_units = block_of_units(results);
        if let (None, Some(titled), Some(block)) = (asked, titled, of_units)
            && titled != block
            && !matches!(titled, BlockKind::Declared(_))
        {
            return Err(self.contradiction(Contradiction::Block { titled, block }));
        }

        let declared = &self.words.blocks;
        if let Some((blocks, row)) = several_blocks(asked.or(titled), declared, results, findings) {
            return Err(CheckError::SeveralBlocks {
                path: self.path.into(),
                table: self.number,
                blocks,
                row,
            });
        }

        if let Some(error) = requested.and_then(|block| unknown_block(self.path, block, self.known))
        {
            return Err(error);
        }

        // A part that does not name a block of its own is a group of the block.
        let is_group = |part: &&Part| {
            let is_of_title = of_part == of_title && !part.is_block;
            of_part.is_none() || is_of_title || part.is_called_group()
        };
        let group = part.filter(is_group);
        let in_group = |block: Block| group.map_or(block, |group| block.group(&group.name));
        let found = requested.or(titled.or(of_units).map(Block::whole)).map(in_group);
        let block = found.ok_or_else(|| {
            let largest = units_by_block(results).into_iter().max_by_key(|(_, units)| units.len());
            let hint = largest
                .filter(|(_, units)| !units.is_empty())
                .map(|(block, _)| block.code().to_owned());
            match self.caption.titled_units().filter(|_| hint.is_none()) {
                Some(titled) => self.untitled(titled),
                None => self.missing(MissingFact::Block, hint),
            }
        })?;
        Ok(named(block, self.known))
    }

    /// Checks a table against those before it. A table of another year must be on another sheet or have
    /// the year alone in the line above it, and no two tables may be for the same year and block.
    fn stands_apart(
        &self,
        layout: &Layout,
        (year, block): (Year, Block),
        before: &[EarlierTable],
    ) -> Result<(), CheckError> {
        // Forms stand beside each other, and a table of their units beside them.
        if layout.form.is_some() {
            return Ok(());
        }
        let before = || before.iter().filter(|before| !before.is_form);
        // A workbook may have one sheet per year.
        let other_year =
            before().find(|before| before.year != year && before.sheet == layout.sheet);
        let is_named = layout.given.is_some() || self.caption.ends_in_year();
        let other_year = other_year.filter(|_| !is_named);
        if let Some(first) = other_year.map(|before| before.year) {
            return Err(self.contradiction(Contradiction::Years { first, second: year }));
        }

        if let Some(first) = before().find(|before| (before.year, before.block) == (year, block)) {
            let (path, first, second) = (self.path.into(), first.table, self.number);
            return Err(CheckError::SameBlock { path, block, first, second });
        }
        Ok(())
    }

    /// The number of units of the block, and how many of them have each grade if an extract says
    /// so. `rows` is the number of units in the table.
    fn units(
        &self,
        rows: usize,
        grades: GradeSet,
    ) -> Result<(usize, Vec<(Grade, usize)>), CheckError> {
        let (path, table) = (self.path.into(), self.number);
        let (known, units, counts) = match self.caption.extract(grades) {
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
