//! Raw tables → checked assessments: read the headings, the units and their figures, and run the rules.
//!
//! Bad data is not an error but findings, all of them at once; only [`check`] makes a [`CheckedDocument`],
//! and a document with an open error does not become one.

mod bands;
mod cell;
mod finding;
mod heading;
mod layout;
mod origin;
mod result;
mod rule;
mod table;

use std::path::PathBuf;

use crate::model::{Block, Criterion, Date, Framework, Year};
use crate::source::RawDocument;

pub use cell::{Cell, Figure, Position, Value};
pub use finding::{Finding, Rule, Severity, Shown};
pub use result::{PrintedGrade, PrintedRank, UnitResult};

use layout::Layout;

/// What the importing person says of a document: it goes before what the document says of itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the results.
    pub year: Option<Year>,
    /// The block, for a document with one table.
    pub block: Option<Block>,
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: Option<String>,
    /// The date of the decision.
    pub issued_on: Option<Date>,
    /// Who issued the decision.
    pub issuer: Option<String>,
    /// Rules whose errors are accepted.
    pub accept: Vec<Rule>,
}

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: String,
    /// The date of the decision.
    pub issued_on: Date,
    /// Who issued it, such as `Ủy ban nhân dân tỉnh Bắc Kạn`.
    pub issuer: String,
}

/// One block in one year: its framework, its results, and what the checks say.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The title above the table.
    pub title: String,
    /// Criteria, maximum points and grades.
    pub framework: Framework,
    /// One result a unit, in printed order.
    pub results: Vec<UnitResult>,
    /// What the checks say, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// A document that passed: the only thing that the store takes.
#[derive(Debug, Clone)]
pub struct CheckedDocument {
    raw: RawDocument,
    origin: Origin,
    assessments: Vec<Assessment>,
}

impl CheckedDocument {
    /// The document as it was read.
    #[must_use]
    pub fn raw(&self) -> &RawDocument {
        &self.raw
    }

    /// Where it comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Its assessments, one a table.
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }
}

/// Something that a document does not say of itself and nobody said for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingFact {
    /// The number of the decision.
    Number,
    /// Its date.
    IssuedOn,
    /// Who issued it.
    Issuer,
    /// The year of the results.
    Year,
    /// The block of a table.
    Block,
}

/// Two things that a document says of itself and that cannot both be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// The title names another block than the units are of.
    Block {
        /// The block of the title.
        titled: Block,
        /// The block of the units.
        named: Block,
    },
    /// The tables are of different years.
    Years {
        /// The year of the tables before.
        first: Year,
        /// The year of this one.
        second: Year,
    },
    /// The tables name different decisions or dates.
    Decisions,
    /// The results are of a later year than the decision.
    Early {
        /// The year of the results.
        year: Year,
        /// The date of the decision.
        issued_on: Date,
    },
}

/// Why a document did not pass.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CheckError {
    /// None of its tables has the headings of a result: for each table, its first cells.
    #[error("{}: no table of results", path.display())]
    NoResults {
        /// The file.
        path: PathBuf,
        /// The first cells of each table.
        headings: Vec<String>,
    },
    /// Something that has to be known is not.
    #[error("{}: table {table}: {fact:?} is missing", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// What is missing.
        fact: MissingFact,
    },
    /// Two things that cannot both be.
    #[error("{}: table {table}: {what:?}", path.display())]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// What they are.
        what: Contradiction,
    },
    /// Two tables for the same block.
    #[error("{}: tables {first} and {second} are both for {block}", path.display())]
    SameBlock {
        /// The file.
        path: PathBuf,
        /// The block.
        block: Block,
        /// The first of the tables.
        first: usize,
        /// The second.
        second: usize,
    },
    /// `--block` for a document with several tables.
    #[error("{}: one block was given for {tables} tables", path.display())]
    OneBlockForSeveral {
        /// The file.
        path: PathBuf,
        /// How many tables it has.
        tables: usize,
    },
    /// Figures that contradict each other or cannot be read: all findings, open errors among them.
    #[error("{}: {} errors", path.display(), findings.iter().filter(|finding| finding.is_open_error()).count())]
    Rejected {
        /// The file.
        path: PathBuf,
        /// Every finding.
        findings: Vec<Finding>,
    },
}

/// Reads and checks a document.
pub fn check(raw: RawDocument, options: &Options) -> Result<CheckedDocument, CheckError> {
    let path = || raw.path.clone();
    let mut unreadable = Vec::new();
    let joined = table::join(&raw.tables, &mut unreadable);
    let mut layouts = Vec::new();
    for table in &joined {
        match Layout::read(table, &mut unreadable) {
            Some(layout) => layouts.push(layout),
            None => unreadable.push(table::unread(table.number, &table.rows[0])),
        }
    }
    if layouts.is_empty() {
        let headings = raw.tables.iter().map(|table| table::first_words(&table.rows[0])).collect();
        return Err(CheckError::NoResults { path: path(), headings });
    }
    let tables = layouts;
    if options.block.is_some() && tables.len() > 1 {
        return Err(CheckError::OneBlockForSeveral { path: path(), tables: tables.len() });
    }
    let mut assessments: Vec<(usize, Assessment)> = Vec::new();
    let contradiction = |table, what| CheckError::Contradiction { path: path(), table, what };
    let missing = |table, fact| CheckError::Missing { path: path(), table, fact };
    for layout in &tables {
        let number = layout.table.number;
        let mut findings = std::mem::take(&mut unreadable);
        let results = result::read_results(layout, &mut findings);
        let caption = origin::Caption::new(&layout.table.caption);
        let (titled, named) = (caption.block(), origin::block_of_units(&results));
        if let (None, Some(titled), Some(named)) = (options.block, titled, named.filter(|named| titled != Some(*named)))
        {
            return Err(contradiction(number, Contradiction::Block { titled, named }));
        }
        let block = options.block.or(titled).or(named);
        let block = block.ok_or_else(|| missing(number, MissingFact::Block))?;
        let above = || assessments.last().map(|(_, assessment)| assessment.year);
        let year = options.year.or_else(|| caption.year()).or_else(above);
        let year = year.ok_or_else(|| missing(number, MissingFact::Year))?;
        if let Some(first) = above().filter(|first| *first != year) {
            return Err(contradiction(number, Contradiction::Years { first, second: year }));
        }
        if let Some((first, _)) = assessments.iter().find(|(_, other)| other.block == block) {
            return Err(CheckError::SameBlock { path: path(), block, first: *first, second: number });
        }
        let framework = Framework { criteria: criteria_of(layout), bands: bands::of_results(&results) };
        if !findings.iter().any(Finding::is_open_error) {
            rule::run(layout, &framework, &results, &mut findings);
        }
        for finding in &mut findings {
            finding.block = Some(block).filter(|_| finding.cell.at.table == number);
            finding.accepted = finding.severity == Severity::Error
                && finding.rule.is_acceptable()
                && options.accept.contains(&finding.rule);
        }
        assessments.push((number, Assessment { year, block, title: caption.title(), framework, results, findings }));
    }
    if let Some(table) = origin::other_decision(&tables).filter(|_| options.number.is_none()) {
        return Err(contradiction(table, Contradiction::Decisions));
    }
    let origin = origin::read_origin(&tables, options).map_err(|(table, fact)| missing(table, fact))?;
    if let Some((table, late)) = assessments.iter().find(|(_, own)| own.year.number() > origin.issued_on.parts().0) {
        return Err(contradiction(*table, Contradiction::Early { year: late.year, issued_on: origin.issued_on }));
    }
    let mut assessments: Vec<_> = assessments.into_iter().map(|(_, assessment)| assessment).collect();
    if assessments.iter().flat_map(|assessment| &assessment.findings).any(Finding::is_open_error) {
        let findings = assessments.into_iter().flat_map(|assessment| assessment.findings).collect();
        return Err(CheckError::Rejected { path: path(), findings });
    }
    bands::join(&mut assessments);
    Ok(CheckedDocument { raw, origin, assessments })
}

/// The criteria with their maximum points; none are known where a finding already says so.
fn criteria_of(layout: &Layout<'_>) -> Vec<Criterion> {
    let criterion = |columns: &layout::CriterionColumns| {
        let [max_appraised, max_survey, max_total] = columns.maxima().unwrap_or_default();
        Criterion { name: columns.name.clone(), max_appraised, max_survey, max_total }
    };
    layout.criteria.iter().map(criterion).collect()
}
