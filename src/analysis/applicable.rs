//! What applies to a unit: its maximum points without those of scores that do not apply to it.

use polars::prelude::{DataFrame, Expr, IntoLazy, LazyFrame, NULL, col, lit, when};

use crate::frame::name;

pub(super) const MAX_TOTAL: &str = "max_total";
pub(super) const ATTAINMENT: &str = "attainment";

/// The columns that tell assessments apart.
pub(super) const ASSESSMENT: [&str; 2] = [name::YEAR, name::BLOCK];
/// Level 1: the criteria that add up to the total.
pub(super) fn is_root() -> Expr {
    col(name::LEVEL).eq(lit(1_i64))
}

/// The columns that tell results apart.
pub(super) const RESULT: [&str; 3] = [name::YEAR, name::BLOCK, name::UNIT];
/// The columns that tell the levels of a result apart.
pub(super) const LEVEL: [&str; 4] = [name::YEAR, name::BLOCK, name::UNIT, name::LEVEL];
/// The columns that tell the criteria of a block apart.
pub(super) const CRITERION: [&str; 3] = [name::YEAR, name::BLOCK, name::CRITERION];

pub(super) fn cols<const N: usize>(names: [&str; N]) -> [Expr; N] {
    names.map(col)
}

/// A null that takes the place of points.
pub(super) fn no_points() -> Expr {
    lit(NULL).cast(polars::prelude::DataType::Int64)
}

/// Points as a share of a maximum, both in ten-thousandths.
pub(super) fn share(points: Expr, maximum: Expr) -> Expr {
    let float = polars::prelude::DataType::Float64;
    points.cast(float.clone()) / maximum.cast(float)
}

/// The scores with the sum of the maximum points that apply to the unit, and with `total`, which is null where a score that
/// applies is missing.
pub(super) fn applicable(scores: &DataFrame) -> LazyFrame {
    let lacks = |score, maximum| col(maximum).gt(lit(0)).and(col(score).is_null());
    let total = when(
        lacks(name::APPRAISED, name::MAX_APPRAISED)
            .or(lacks(name::SURVEY, name::MAX_SURVEY))
            .or(col(name::APPRAISED).is_null().and(col(name::SURVEY).is_null())),
    )
    .then(no_points())
    .otherwise(col(name::APPRAISED).fill_null(lit(0)) + col(name::SURVEY).fill_null(lit(0)));
    scores
        .clone()
        .lazy()
        .with_columns([(col(name::MAX_APPRAISED) + col(name::MAX_SURVEY)).alias(MAX_TOTAL), total.alias(name::TOTAL)])
}
