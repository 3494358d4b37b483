//! The errors with which a document is rejected.

use std::path::PathBuf;

use crate::model::{Block, BlockKind, Date, Index, Year};
use crate::source::RawDocument;

use super::document::{Assessment, Origin, open_errors};
use super::proposal::{MissingFact, Outcome, Proposal, Resemblance};

/// Two statements of a document that cannot both be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// The title names another block than that of the units.
    Block {
        /// The block of the title.
        titled: BlockKind,
        /// The block of the units.
        block: BlockKind,
    },
    /// The tables are of different indices.
    Indices {
        /// The index of the earlier tables.
        first: Index,
        /// The index of this table.
        second: Index,
    },
    /// The title names another index than the options.
    Index {
        /// The index of the title.
        titled: Index,
        /// The requested index.
        requested: Index,
    },
    /// The tables have results of different years.
    Years {
        /// The year of the earlier tables.
        first: Year,
        /// The year of this table.
        second: Year,
    },
    /// The rows name another year than the options.
    GivenYear {
        /// The year of the rows.
        given: Year,
        /// The requested year.
        requested: Year,
    },
    /// The tables name different decisions or dates.
    Decisions,
    /// Some forms are simulated and others are not.
    Simulated,
    /// The results are of a future year.
    FutureYear {
        /// The year of the results.
        year: Year,
        /// The day of the import.
        today: Date,
    },
    /// The decision has a future date.
    Future {
        /// The date of the decision.
        issued_on: Date,
        /// The day of the import.
        today: Date,
    },
    /// The results are of a later year than the decision.
    Early {
        /// The year of the results.
        year: Year,
        /// The date of the decision.
        issued_on: Date,
    },
}

/// The error with which a document is rejected.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CheckError {
    /// No table has the headings of a table of results.
    #[error("{}: no table of results", path.display())]
    NoResults {
        /// The file.
        path: PathBuf,
        /// The first cells of each table.
        headings: Vec<String>,
        /// What could be added to the import.
        proposals: Vec<Proposal>,
        /// What one of the tables looks like.
        resembles: Resemblance,
    },
    /// A table of results has no figures, such as an empty template.
    #[error("{}: table {table} has no figures", path.display())]
    NoFigures {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
    },
    /// The options name one unit, and the document has the forms of several.
    #[error("{}: one unit for {forms} forms", path.display())]
    OneUnitForSeveral {
        /// The file.
        path: PathBuf,
        /// The number of forms.
        forms: usize,
    },
    /// One of several forms has no unit.
    #[error("{}: table {table}: no unit, one of {forms} forms", path.display())]
    UnnamedForm {
        /// The file.
        path: PathBuf,
        /// The table of the form.
        table: usize,
        /// The number of forms.
        forms: usize,
    },
    /// Required facts are missing.
    #[error("{}: table {table}: {facts:?} missing", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The missing facts, each with a likely value from elsewhere in the document, if there is
        /// one.
        facts: Vec<(MissingFact, Option<String>)>,
        /// What came of trying those values.
        outcome: Outcome,
    },
    /// The title of a table names units of no known block.
    #[error("{}: table {table}: no block is titled {titled}", path.display())]
    UntitledBlock {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The units, as the title names them.
        titled: String,
        /// A code for them, without diacritics.
        code: String,
    },
    /// A table is of another index, which is never compared with this one.
    #[error("{}: table {table} is of {index}: {title}", path.display())]
    OtherIndex {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The other index.
        index: Index,
        /// The title that names it.
        title: String,
        /// What came of asking for that index.
        outcome: Outcome,
    },
    /// The title of a table names an index that is not known.
    #[error("{}: table {table} is of an unknown index: {titled}", path.display())]
    UnknownIndex {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The index, as the title names it.
        titled: String,
        /// A code for it, without diacritics.
        code: String,
    },
    /// The options or the mapping name a block that is neither built in nor declared.
    #[error("{}: no block {block:?}", path.display())]
    UnknownBlock {
        /// The file.
        path: PathBuf,
        /// The code of the block.
        block: &'static str,
        /// The codes of the known blocks.
        known: Vec<&'static str>,
    },
    /// A table has units of several blocks, which are ranked separately.
    #[error("{}: table {table} has units of {} and of {}", path.display(), blocks[0].code(), blocks[1].code())]
    SeveralBlocks {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// Two of these blocks.
        blocks: [BlockKind; 2],
        /// The row that names the second block, or a unit of it.
        row: String,
    },
    /// A document contradicts itself.
    #[error("{}: table {table}: {what:?}", path.display())]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The contradiction.
        what: Contradiction,
    },
    /// The number of units in the table differs from the number that its extract line gives, or
    /// exceeds the units of the block.
    #[error("{}: table {table}: {rows} units of {units}", path.display())]
    TooFewUnits {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The number of units in the table.
        rows: usize,
        /// The number of units in the block.
        units: usize,
        /// The number of units that the extract line gives for the table.
        known: usize,
    },
    /// The counts of grades in an extract line cannot be read.
    #[error("{}: table {table}: {text:?}", path.display())]
    GradeCounts {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The text that cannot be read.
        text: String,
    },
    /// The name of a mapped file has no year, and the options give none.
    #[error("{}: no year in the name", .0.display())]
    NoYearInName(PathBuf),
    /// The rows of a mapped table are of several years, or of other years than the requested one.
    #[error("{}: rows of {years:?}", path.display())]
    MappedYears {
        /// The file.
        path: PathBuf,
        /// The heading of the column of years.
        column: String,
        /// The years of the rows.
        years: Vec<Year>,
        /// The year that was asked for.
        requested: Option<Year>,
    },
    /// The date of publication in the mapping is not a date.
    #[error("{}: {date:?} is not a date", path.display())]
    MappedDate {
        /// The file.
        path: PathBuf,
        /// The mapping file.
        mapping: PathBuf,
        /// The date with its placeholders filled in.
        date: String,
    },
    /// The mapping names a column that the table does not have.
    #[error("{}: no column {column:?}", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The mapping file.
        mapping: PathBuf,
        /// The heading that it names.
        column: String,
        /// The headings of the table.
        headings: Vec<String>,
    },
    /// Two tables are for the same block.
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
    /// `--block` or `--units` was given for a document with several tables.
    #[error("{}: one block was given for {tables} tables", path.display())]
    OneBlockForSeveral {
        /// The file.
        path: PathBuf,
        /// The number of tables.
        tables: usize,
    },
    /// Figures contradict each other or cannot be read. The assessments hold what was read, with
    /// the open errors among their findings.
    #[error("{}: {} errors", raw.path.display(), open_errors(assessments).count())]
    Rejected {
        /// The document.
        raw: Box<RawDocument>,
        /// The origin of the document.
        origin: Box<Origin>,
        /// The assessments.
        assessments: Vec<Assessment>,
        /// What could be added to the import.
        proposals: Vec<Proposal>,
    },
}
