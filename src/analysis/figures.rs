//! Loads the figures of assessments as frames: the printed results of each unit, and its scores.

use polars::prelude::{DataFrame, DataType, Expr, NULL, PolarsResult, lit, when};

use crate::frame::{FrameError, col, load_all};
use crate::model::Points;
use crate::relation::{Cell, Column, ResultFigures, ScoreFigures};
use crate::store::{AssessmentRow, Selection, Store};

/// The figures of several assessments. Points are 64-bit integers of ten-thousandths.
pub(super) struct Figures {
    /// The printed results of each unit, assessment by assessment in printed order, with the
    /// columns of [`ResultFigures`].
    pub(super) results: DataFrame,
    /// The scores of each unit on each criterion, with the columns of [`ScoreFigures`].
    pub(super) scores: DataFrame,
}

impl Figures {
    /// Loads the figures of assessments that are in force.
    pub(super) fn load(store: &Store, assessments: &[AssessmentRow]) -> Result<Self, FrameError> {
        let selection = |assessment: &AssessmentRow| Selection {
            year: Some(assessment.year),
            block: Some(assessment.block),
            ..Selection::default()
        };
        let results = assessments
            .iter()
            .map(|assessment| store.load_columns::<ResultFigures>(selection(assessment), &[]));

        let scores = assessments.iter().map(|assessment| {
            let of_assessment = [(ScoreFigures::assessment_id, Cell::Id(assessment.id))];
            store.load_columns::<ScoreFigures>(Selection::default(), &of_assessment)
        });
        Ok(Self { results: load_all(results)?, scores: load_all(scores)? })
    }

    /// An integer column of the scores.
    pub(super) fn integers(
        &self,
        column: Column<ScoreFigures>,
    ) -> PolarsResult<impl Iterator<Item = Option<i64>>> {
        Ok(self.scores.column(column.info.name)?.i64()?.iter())
    }

    /// A column of the scores that holds points.
    pub(super) fn points(
        &self,
        column: Column<ScoreFigures>,
    ) -> PolarsResult<impl Iterator<Item = Option<Points>>> {
        Ok(self.integers(column)?.map(|points| points.map(Points::from_ten_thousandths)))
    }
}

/// Self − appraised score. Null if either score is missing or the criterion does not apply.
pub(super) fn gap() -> Expr {
    when(col(ScoreFigures::max_appraised).gt(lit(0)))
        .then(col(ScoreFigures::self_score) - col(ScoreFigures::appraised))
        .otherwise(no_points())
}

/// Maximum − points. Null if the points are not known or the criterion does not apply.
pub(super) fn lost() -> Expr {
    when(col(ScoreFigures::max_total).gt(lit(0)))
        .then(col(ScoreFigures::max_total) - col(ScoreFigures::total))
        .otherwise(no_points())
}

/// A null of the type of points.
pub(super) fn no_points() -> Expr {
    lit(NULL).cast(DataType::Int64)
}
