//! The figures of assessments as frames: what is printed of each unit, and its scores with what tells criteria apart.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NULL, PolarsResult, lit, when,
};

use crate::frame::{FrameError, col, load};
use crate::model::{Block, Year};
use crate::relation::{Cell, CriterionKey, ResultFigures, ScoreFigures};
use crate::store::{Selection, Store};

/// The figures of one block in one year; points are 64-bit integers of ten-thousandths.
pub(super) struct Figures {
    /// What is printed of each unit: the columns of [`ResultFigures`].
    pub(super) results: DataFrame,
    /// The scores of each unit on each criterion, in printed order: the columns of [`ScoreFigures`].
    pub(super) scores: DataFrame,
    /// The criteria: the columns of [`CriterionKey`].
    pub(super) criteria: DataFrame,
}

impl Figures {
    /// Loads the figures that are in force.
    pub(super) fn load(store: &Store, year: Year, block: Block) -> Result<Self, FrameError> {
        let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
        let results = load::<ResultFigures>(store, selection, &[])?;
        let assessment =
            results.column(ResultFigures::assessment_id.info.name)?.i64()?.iter().next().flatten().unwrap_or(0);
        let of_assessment = [(ScoreFigures::assessment_id, Cell::Id(assessment))];
        Ok(Self {
            scores: load::<ScoreFigures>(store, Selection::default(), &of_assessment)?,
            criteria: load::<CriterionKey>(
                store,
                Selection::default(),
                &[(CriterionKey::assessment_id, Cell::Id(assessment))],
            )?,
            results,
        })
    }

    /// The scores with what tells their criteria apart.
    pub(super) fn keyed_scores(&self) -> LazyFrame {
        let key = [col(CriterionKey::criterion_id), col(CriterionKey::assessment_id)];
        self.scores.clone().lazy().join(self.criteria.clone().lazy(), key.clone(), key, JoinArgs::new(JoinType::Inner))
    }
}

/// Level 1: the criteria that add up to the total.
pub(super) fn is_root() -> Expr {
    col(CriterionKey::level).eq(lit(1_i64))
}

/// Whether a criterion's points are known, and it applies to the unit.
pub(super) fn is_known() -> Expr {
    col(ScoreFigures::total).is_not_null().and(col(ScoreFigures::max_total).gt(lit(0)))
}

/// A null that takes the place of points.
pub(super) fn no_points() -> Expr {
    lit(NULL).cast(DataType::Int64)
}

/// Points as a share of a maximum, both in ten-thousandths; null where the maximum is not above zero.
pub(super) fn share(points: Expr, maximum: Expr) -> Expr {
    let share = points.cast(DataType::Float64) / maximum.clone().cast(DataType::Float64);
    when(maximum.gt(lit(0))).then(share).otherwise(lit(NULL).cast(DataType::Float64))
}

/// The values of a column of integers; none for a null.
pub(super) fn integers(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<i64>>> {
    Ok(frame.column(name)?.cast(&DataType::Int64)?.i64()?.iter().collect())
}
