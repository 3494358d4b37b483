//! What is loaded: rows, and columns for the frame.

use crate::model::{Block, Coverage, Date, Grade, GradeBand, Year};

/// Which assessments to load; none means all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    /// Only this year.
    pub year: Option<Year>,
    /// Only this block.
    pub block: Option<Block>,
    /// Only those that may be compared with other years.
    pub compared: bool,
}

/// What is published of each unit: one entry a unit and assessment in every vector, points in ten-thousandths,
/// ordered by year, block and printed row.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the names are those of the columns in schema.sql")]
pub struct ResultColumns {
    pub year: Vec<i32>,
    pub block: Vec<String>,
    pub unit: Vec<String>,
    pub unit_id: Vec<i64>,
    pub position: Vec<i64>,
    pub self_total: Vec<Option<i64>>,
    pub appraised_total: Vec<Option<i64>>,
    pub survey_total: Vec<Option<i64>>,
    pub total: Vec<Option<i64>>,
    pub rank: Vec<Option<i64>>,
    pub grade: Vec<Option<String>>,
    pub coverage: Vec<String>,
    pub units: Vec<i64>,
    pub simulated: Vec<bool>,
}

/// The scores: one entry a unit and criterion in every vector, points in ten-thousandths,
/// ordered by year, block, printed row and criterion.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the names are those of the columns in schema.sql")]
pub struct ScoreColumns {
    pub year: Vec<i32>,
    pub block: Vec<String>,
    pub unit: Vec<String>,
    pub unit_id: Vec<i64>,
    pub position: Vec<i64>,
    pub criterion: Vec<String>,
    pub series: Vec<String>,
    pub level: Vec<i64>,
    pub criterion_position: Vec<i64>,
    pub coverage: Vec<String>,
    pub self_score: Vec<Option<i64>>,
    pub appraised: Vec<Option<i64>>,
    pub survey: Vec<Option<i64>>,
    pub max_appraised: Vec<i64>,
    pub max_survey: Vec<i64>,
}

/// An assessment with the document that it comes from.
#[derive(Debug, Clone)]
pub struct AssessmentRow {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
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
    /// Series and maximum points of all criteria: equal in equal frameworks; none where only totals are known.
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
