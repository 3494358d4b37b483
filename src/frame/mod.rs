//! Converts the columns of relations into polars frames, and frames back into rows of relations.
//!
//! The columns of a frame are those that a relation declares. This module loads and converts; it
//! computes no result. Column vectors come from `store`, and frames go to `analysis`.

use std::sync::Once;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoColumn as _, IntoLazy as _, NULL, NamedFrom as _, PolarsResult,
    Series, df, lit, when,
};

use crate::relation::{Column, ColumnVectors, Relation, Storage, Values};
use crate::store::StoreError;

/// Why a frame could not be built.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Polars rejected the columns.
    #[error(transparent)]
    Polars(#[from] polars::error::PolarsError),
}

/// Warms polars up in the background, once per process: its thread pool, and the zeroed buffer
/// behind its null columns. Otherwise the first computation would wait some milliseconds for them.
pub fn start() {
    static STARTED: Once = Once::new();
    let compute = || {
        let number = || polars::prelude::col("number");
        let sum = when(number().gt(lit(0))).then(number().sum()).otherwise(lit(NULL)).alias("sum");
        df!("number" => [1_i64])?.lazy().group_by([number()]).agg([sum]).collect()
    };

    // A failure is harmless: if no thread can be spawned, the first computation warms polars up.
    STARTED.call_once(|| drop(std::thread::Builder::new().spawn(compute)));
}

/// Builds one frame from the rows of one relation that were loaded piece by piece, in the order of
/// the pieces.
///
/// # Errors
/// Returns an error if a piece cannot be loaded or if polars rejects the columns.
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

/// Builds a frame from column vectors.
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

/// Refers to a column of a relation in a polars expression.
pub fn col<R: Relation>(column: Column<R>) -> Expr {
    polars::prelude::col(column.info.name)
}

/// Reads the rows of a relation from a frame. The frame may have other columns as well.
///
/// # Errors
/// Returns an error if a column is missing or has another type, or if a row lacks a required value.
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
