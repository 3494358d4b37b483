//! The columns of a table with the criteria down the rows and units across.

use crate::model::Year;
use crate::source::RawCell;

use super::place::Place;

/// The columns of a table with units across, as indices from 0.
pub(super) struct Crossing {
    /// The number of rows of headings.
    pub(super) header: usize,
    pub(super) numbers: Option<usize>,
    pub(super) criterion: usize,
    /// The columns of the names of criteria, one per level.
    pub(super) names: Vec<usize>,
    pub(super) maximum: Option<usize>,
    /// The column of the maxima of the survey, where they stand beside those of the appraisal.
    pub(super) survey_maximum: Option<usize>,
    /// The column of totals: of the row of sums, that of the unit.
    pub(super) total: Option<usize>,
    pub(super) units: Vec<UnitColumns>,
    /// Columns of other years, which are not kept.
    pub(super) of_other_years: Vec<usize>,
    /// The year that the title above the table names.
    pub(super) year: Option<Year>,
}

/// The columns of one unit.
pub(super) struct UnitColumns {
    pub(super) name: RawCell,
    /// The columns of its scores.
    pub(super) scores: [Option<usize>; 3],
    /// The column of the sum of its scores.
    pub(super) sum: Option<usize>,
}

impl Crossing {
    /// Where the columns stand.
    pub(super) fn place(&self) -> Place {
        let Self { header, numbers, criterion, maximum, year, .. } = *self;
        let scores = self.units.iter().flat_map(|unit| unit.scores.into_iter().flatten());
        let names = self.names.clone();
        Place { header, numbers, criterion, names, maximum, scores: scores.collect(), year }
    }
}
