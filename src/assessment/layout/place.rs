//! Where a table with the criteria down the rows has its columns, and what its rows hold.

use crate::model::{FurtherKind, Points, Year, clean};
use crate::source::{RawCell, RawRow};

use super::super::row::is_points;

/// Where a table with the criteria down the rows has its columns, as indices from 0.
pub(super) struct Place {
    /// The number of rows of headings.
    pub(super) header: usize,
    pub(super) numbers: Option<usize>,
    /// The first column of names.
    pub(super) criterion: usize,
    /// The columns of names, one per level from the outermost one.
    pub(super) names: Vec<usize>,
    pub(super) maximum: Option<usize>,
    /// The columns of scores.
    pub(super) scores: Vec<usize>,
    /// The year that the title above the table names.
    pub(super) year: Option<Year>,
}

impl Place {
    /// The cells of a row in the columns of scores, without those that belong to the row above.
    pub(super) fn scores<'r>(&self, row: &'r RawRow) -> impl Iterator<Item = &'r RawCell> {
        let cells = self.scores.iter().filter_map(|index| row.cells.get(*index));
        cells.filter(|cell| !cell.copied)
    }

    /// Whether a row has points in a column of scores.
    pub(super) fn is_scored(&self, row: &RawRow) -> bool {
        self.scores(row).any(is_points)
    }

    /// The maximum that a row prints in its column.
    pub(super) fn maximum_in(&self, row: &RawRow) -> Option<Points> {
        let cell = row.cells.get(self.maximum?).filter(|cell| !cell.copied)?;
        let text = clean(&cell.text);
        let bare = text.trim_end_matches("điểm").trim();
        Points::parse(bare).ok().map(|printed| printed.points)
    }

    /// The maximum of what a row holds: in its name, or else in its column.
    pub(super) fn maximum_of(&self, (row, kind): &(&RawRow, RowKind)) -> Option<Points> {
        kind.criterion().and_then(|placed| placed.maximum).or_else(|| self.maximum_in(row))
    }

    /// Whether a row has neither a maximum nor points.
    pub(super) fn is_bare(&self, row: &RawRow) -> bool {
        let maximum = self.maximum.and_then(|index| row.cells.get(index));
        let maximum = maximum.filter(|cell| !cell.copied);
        !self.scores(row).chain(maximum).any(is_points)
    }
}

/// What a row holds.
pub(super) enum RowKind<'t> {
    Criterion(Placed<'t>),
    /// How the points of a criterion are given, such as `Ban hành kịp thời: 2 điểm`, or further
    /// evidence; the criterion.
    Guidance(String),
    /// A text behind the sums.
    Prose,
    /// The sum over all criteria.
    Sum,
    /// The sum of the area above it, or of all areas since the last such sum; their rows, last one first.
    SumOfAreas(Vec<&'t RawRow>),
    /// Figures of another year, or differences of two of them.
    OfOtherYear,
    Rank,
    Grade,
    /// Bonus or penalty points of the unit as a whole. None if the row holds both.
    Adjustment(Option<FurtherKind>),
    /// Figures without a name.
    Nameless,
}

impl<'t> RowKind<'t> {
    /// The criterion in a row. None if the row holds something else.
    pub(super) const fn criterion(&self) -> Option<&Placed<'t>> {
        match self {
            Self::Criterion(placed) => Some(placed),
            Self::Guidance(_)
            | Self::Prose
            | Self::Sum
            | Self::SumOfAreas(_)
            | Self::OfOtherYear
            | Self::Rank
            | Self::Grade
            | Self::Adjustment(_)
            | Self::Nameless => None,
        }
    }
}

/// The name of a criterion, and of the one that contains it; that is empty at level 1.
pub(super) struct Placed<'t> {
    pub(super) name: String,
    pub(super) parent: String,
    /// The column in which the name stands.
    pub(super) column: usize,
    /// Whether it has no figures: its row is merged to one cell, or they are those of a part in the same
    /// row.
    pub(super) is_merged: bool,
    /// The maximum in its name.
    pub(super) maximum: Option<Points>,
    /// Whether its points are those of the survey: it is the area of the survey, or a part of it.
    pub(super) is_of_survey: bool,
    /// The row of the choice whose points are those of the criterion, if they stand there.
    pub(super) scored_in: Option<&'t RawRow>,
    /// The columns in which its figure is merged with those beside it and is that of the criterion above.
    pub(super) of_parent: Vec<usize>,
    /// Whether its cells are merged with those of another criterion, so that no figure is its own.
    pub(super) is_shared: bool,
}
