//! Columns → polars. Column names are named here and nowhere else.

mod read;

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::store::{ResultColumns, ScoreColumns, Selection, Store, StoreError};

pub use read::Reader;

/// The names of the columns.
#[allow(missing_docs, reason = "the names are those of the columns in schema.sql")]
pub mod name {
    pub const YEAR: &str = "year";
    pub const BLOCK: &str = "block";
    pub const UNIT: &str = "unit";
    pub const POSITION: &str = "position";
    pub const CRITERION: &str = "criterion";
    pub const CRITERION_POSITION: &str = "criterion_position";
    pub const SELF: &str = "self";
    pub const APPRAISED: &str = "appraised";
    pub const SURVEY: &str = "survey";
    pub const UNIT_ID: &str = "unit_id";
    pub const SERIES: &str = "series";
    pub const LEVEL: &str = "level";
    pub const UNITS: &str = "units";
    pub const MAX_APPRAISED: &str = "max_appraised";
    pub const MAX_SURVEY: &str = "max_survey";
    pub const SELF_TOTAL: &str = "self_total";
    pub const APPRAISED_TOTAL: &str = "appraised_total";
    pub const SURVEY_TOTAL: &str = "survey_total";
    pub const TOTAL: &str = "total";
    pub const RANK: &str = "rank";
    pub const GRADE: &str = "grade";
    pub const COVERAGE: &str = "coverage";
    pub const SIMULATED: &str = "simulated";
}

/// Why there is no frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Polars did not take the columns.
    #[error(transparent)]
    Polars(#[from] polars::error::PolarsError),
}

/// What is published, as two frames; points are 64-bit integers of ten-thousandths.
#[derive(Debug, Clone)]
pub struct Frames {
    /// One row a unit and assessment.
    pub results: DataFrame,
    /// One row a unit and criterion; empty where an assessment has totals only.
    pub scores: DataFrame,
}

impl Frames {
    /// Loads the selected assessments.
    pub fn load(store: &Store, selection: Selection) -> Result<Self, FrameError> {
        let results = results(store.load_results(selection)?)?;
        let scores = scores(store.load_scores(selection)?)?;
        Ok(Self { results, scores })
    }
}

/// The frame of what is published of each unit.
pub fn results(columns: ResultColumns) -> PolarsResult<DataFrame> {
    let height = columns.year.len();
    let columns = vec![
        column(name::YEAR, columns.year),
        column(name::BLOCK, columns.block),
        column(name::UNIT, columns.unit),
        column(name::UNIT_ID, columns.unit_id),
        column(name::POSITION, columns.position),
        column(name::SELF_TOTAL, columns.self_total),
        column(name::APPRAISED_TOTAL, columns.appraised_total),
        column(name::SURVEY_TOTAL, columns.survey_total),
        column(name::TOTAL, columns.total),
        column(name::RANK, columns.rank),
        column(name::GRADE, columns.grade),
        column(name::COVERAGE, columns.coverage),
        column(name::UNITS, columns.units),
        column(name::SIMULATED, columns.simulated),
    ];
    DataFrame::new(height, columns)
}

/// The frame of the scores.
pub fn scores(columns: ScoreColumns) -> PolarsResult<DataFrame> {
    let height = columns.year.len();
    let columns = vec![
        column(name::YEAR, columns.year),
        column(name::BLOCK, columns.block),
        column(name::UNIT, columns.unit),
        column(name::UNIT_ID, columns.unit_id),
        column(name::POSITION, columns.position),
        column(name::CRITERION, columns.criterion),
        column(name::SERIES, columns.series),
        column(name::LEVEL, columns.level),
        column(name::COVERAGE, columns.coverage),
        column(name::CRITERION_POSITION, columns.criterion_position),
        column(name::SELF, columns.self_score),
        column(name::APPRAISED, columns.appraised),
        column(name::SURVEY, columns.survey),
        column(name::MAX_APPRAISED, columns.max_appraised),
        column(name::MAX_SURVEY, columns.max_survey),
    ];
    DataFrame::new(height, columns)
}

fn column<T: AsRef<[V]>, V>(name: &str, values: T) -> Column
where
    Series: NamedFrom<T, [V]>,
{
    Series::new(name.into(), values).into()
}
