//! Relations ↔ polars: the columns of a frame are those that a relation declares.

use std::sync::Once;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoColumn as _, IntoLazy as _, NULL, NamedFrom as _, PolarsResult,
    Series, df, lit, when,
};

use crate::relation::{Column, ColumnVectors, Relation, Storage, Values};
use crate::store::StoreError;

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

/// Starts what polars computes with, beside the caller and once: its threads, and the zeros that it
/// makes nulls of. The first figures would wait for them some milliseconds.
pub fn start() {
    static STARTED: Once = Once::new();
    let compute = || {
        let number = || polars::prelude::col("number");
        let sum = when(number().gt(lit(0))).then(number().sum()).otherwise(lit(NULL)).alias("sum");
        df!("number" => [1_i64])?.lazy().group_by([number()]).agg([sum]).collect()
    };
    // Nothing hangs on it: where no thread is to be had, the first figures start the same.
    STARTED.call_once(|| drop(std::thread::Builder::new().spawn(compute)));
}

/// The frame of the rows of one relation that were loaded piece by piece, one behind the other.
pub fn load_all(
    pieces: impl IntoIterator<Item = Result<ColumnVectors, StoreError>>,
) -> Result<DataFrame, FrameError> {
    let mut all: Option<ColumnVectors> = None;
    for piece in pieces {
        let piece = piece?;
        match &mut all {
            None => all = Some(piece),
            Some(all) => all.extend(piece),
        }
    }
    let columns = all.unwrap_or(ColumnVectors { names: Vec::new(), values: Vec::new() });
    Ok(frame(columns)?)
}

/// The frame of columns.
fn frame(columns: ColumnVectors) -> PolarsResult<DataFrame> {
    let ColumnVectors { names, values } = columns;
    let series = |(name, values): (&str, Values)| match values {
        Values::Integers(values) => Series::new(name.into(), values).into_column(),
        Values::Reals(values) => Series::new(name.into(), values).into_column(),
        Values::Texts(values) => Series::new(name.into(), values).into_column(),
    };
    let columns: Vec<_> = names.into_iter().zip(values).map(series).collect();
    let height = columns.first().map_or(0, polars::prelude::Column::len);
    DataFrame::new(height, columns)
}

/// A column of a relation in an expression.
pub fn col<R: Relation>(column: Column<R>) -> Expr {
    polars::prelude::col(column.info.name)
}

/// The rows of a relation whose columns stand in a frame, perhaps among others.
///
/// # Errors
/// Where a column is not there or of another type, or a row lacks a value that every row has.
pub fn rows<R: Relation>(frame: &DataFrame) -> PolarsResult<Vec<R>> {
    let mut columns = ColumnVectors::of::<R>();
    let storages = R::COLUMNS.iter().filter_map(|column| column.info.kind.storage());
    for ((name, values), storage) in columns.names.iter().zip(&mut columns.values).zip(storages) {
        let column = frame.column(name)?;
        *values = match storage {
            Storage::Integer => {
                Values::Integers(column.cast(&DataType::Int64)?.i64()?.iter().collect())
            }
            Storage::Real => Values::Reals(column.f64()?.iter().collect()),
            Storage::Text => {
                Values::Texts(column.str()?.iter().map(|text| text.map(str::to_owned)).collect())
            }
        };
    }
    let rows: Option<Vec<_>> = (0..frame.height()).map(|index| columns.row(index)).collect();
    rows.ok_or_else(
        || polars::prelude::polars_err!(ComputeError: "a row of {} lacks a value", R::NAME),
    )
}
