//! Why a document did not pass.

use std::path::PathBuf;

use crate::model::{Block, Date, Year};
use crate::source::RawDocument;

use super::document::{Assessment, Origin, open_errors};

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
        block: Block,
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
    /// The results are of a year that is yet to come.
    FutureYear {
        /// The year of the results.
        year: Year,
        /// The day of the import.
        today: Date,
    },
    /// The decision is of a day that is yet to come.
    Future {
        /// Its date.
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
    /// A table of results without any figure, such as a template that nobody filled in.
    #[error("{}: table {table} has no figures", path.display())]
    NoFigures {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
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
        /// What it may be, as the document has it elsewhere; none where nothing tells.
        hint: Option<String>,
    },
    /// A table of another index, which is not compared with this one.
    #[error("{}: table {table} is of {index}: {title}", path.display())]
    OtherIndex {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The usual name of the index.
        index: &'static str,
        /// The title that names it.
        title: String,
    },
    /// A table with units of several blocks, which are ranked apart.
    #[error("{}: table {table} has units of {} and of {}", path.display(), blocks[0], blocks[1])]
    SeveralBlocks {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// Two of its blocks.
        blocks: [Block; 2],
        /// The row that names the second one, or a unit of it.
        row: String,
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
    /// The table has other units than it is said to show, or more than the block.
    #[error("{}: table {table}: {rows} units of {units}", path.display())]
    TooFewUnits {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// The rows of units.
        rows: usize,
        /// The units of the block.
        units: usize,
        /// The units that the table is said to show.
        known: usize,
    },
    /// Counts of grades that cannot be read.
    #[error("{}: table {table}: {text:?}", path.display())]
    GradeCounts {
        /// The file.
        path: PathBuf,
        /// The table.
        table: usize,
        /// What stands there.
        text: String,
    },
    /// The name of a mapped file holds no year, and none was given.
    #[error("{}: no year in the name", .0.display())]
    NoYearInName(PathBuf),
    /// The mapping's date of publication is none.
    #[error("{}: {date:?} is no date", path.display())]
    MappedDate {
        /// The file.
        path: PathBuf,
        /// The mapping file.
        mapping: PathBuf,
        /// What its date comes to.
        date: String,
    },
    /// The mapping names a column that the table does not have.
    #[error("{}: no column {column:?}", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The mapping file.
        mapping: PathBuf,
        /// The column that it names.
        column: String,
        /// The columns that there are.
        headings: Vec<String>,
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
    /// `--block` or `--units` for a document with several tables.
    #[error("{}: one block was given for {tables} tables", path.display())]
    OneBlockForSeveral {
        /// The file.
        path: PathBuf,
        /// How many tables it has.
        tables: usize,
    },
    /// Figures that contradict each other or cannot be read: what was read all the same, with open
    /// errors among its findings.
    #[error("{}: {} errors", raw.path.display(), open_errors(assessments).count())]
    Rejected {
        /// The document.
        raw: Box<RawDocument>,
        /// Where it comes from.
        origin: Box<Origin>,
        /// What was read.
        assessments: Vec<Assessment>,
    },
}
