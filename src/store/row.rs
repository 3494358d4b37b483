//! What is loaded beside relations.

use crate::model::{Block, Coverage, Date, Grade, GradeBand, Stage, Year};

/// Which assessments to load; none means all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    /// Only this year.
    pub year: Option<Year>,
    /// Only this block.
    pub block: Option<Block>,
    /// Only those that may be compared with other years.
    pub compared: bool,
    /// Those that are so far; by default the published ones.
    pub stage: Stage,
}

/// An assessment with the document that it comes from.
#[derive(Debug, Clone)]
pub struct AssessmentRow {
    /// The same for the assessment in the kept statistics.
    pub id: i64,
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// How far it is.
    pub stage: Stage,
    /// The title above its table.
    pub title: String,
    /// How much of it is published.
    pub coverage: Coverage,
    /// Units whose results are known.
    pub known: usize,
    /// Units of the block: more than are known where the coverage is partial.
    pub units: usize,
    /// How many units of the block have each grade, best first, where the document says so.
    pub grade_counts: Vec<(Grade, usize)>,
    /// Number of the decision.
    pub number: String,
    /// Date of the decision.
    pub issued_on: Date,
    /// Who issued it.
    pub issuer: String,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether it is generated and not real.
    pub simulated: bool,
    /// Where the copy was taken from, where it says so.
    pub copied_from: Option<String>,
    /// Where grades begin, best first.
    pub bands: Vec<GradeBand>,
    /// Whether it may be compared with other years; not where another authority issued it.
    pub is_compared: bool,
    /// Series and maximum points of all criteria: equal in equal frameworks; none where only totals
    /// are known.
    pub criteria_key: Option<String>,
}

/// A framework that the registry declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkRow {
    /// The block that it is for.
    pub block: Block,
    /// The first year of assessment; it is in force until the next one of the block begins.
    pub first_year: Year,
    /// What it is called.
    pub name: String,
}

/// A unit with its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitName {
    /// The block.
    pub block: Block,
    /// The canonical name.
    pub name: String,
    /// What a spelling of the name has in common with others; a unit has a row for each.
    pub key: String,
    /// The same for one office over the years.
    pub unit_id: i64,
}
