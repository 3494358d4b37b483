//! Where points are lost, and who is behind the others.

use polars::prelude::{DataType, NULL, PolarsResult, SortMultipleOptions, col, lit, when};

use crate::frame::{Frames, Reader, name};
use crate::model::Coverage;
use crate::relation::WeaknessRow;

use super::applicable::{ATTAINMENT, CRITERION, LEVEL, MAX_TOTAL, applicable, cols, share};

/// Every unit in every criterion whose points are known, in printed order.
pub fn weaknesses(frames: &Frames) -> PolarsResult<Vec<WeaknessRow>> {
    let known = col(name::TOTAL).is_not_null().and(col(MAX_TOTAL).gt(lit(0)));
    let frame = applicable(&frames.scores)
        .filter(known)
        .with_columns([
            share(col(name::TOTAL), col(MAX_TOTAL)).alias(ATTAINMENT),
            (col(MAX_TOTAL) - col(name::TOTAL)).alias("lost"),
        ])
        .with_columns([
            when(col(name::COVERAGE).neq(lit(Coverage::Partial.code())))
                .then(col(ATTAINMENT).median().over(cols(CRITERION))?)
                .otherwise(lit(NULL).cast(DataType::Float64))
                .alias("block_median"),
            share(col("lost"), col("lost").sum().over(cols(LEVEL))?).alias("lost_share"),
        ])
        .with_columns([(col("block_median") - col(ATTAINMENT)).alias("behind")])
        .sort_by_exprs(
            cols([name::YEAR, name::BLOCK, name::POSITION, name::CRITERION_POSITION]),
            SortMultipleOptions::default(),
        )
        .collect()?;
    let read = Reader(&frame);
    let names = read.assessments()?.into_iter().zip(read.texts(name::UNIT)?).zip(read.texts(name::CRITERION)?);
    let points = read.points("lost")?.into_iter().zip(read.points(MAX_TOTAL)?);
    let shares = read.floats(ATTAINMENT)?.into_iter().zip(read.floats("lost_share")?);
    let medians = read.floats("block_median")?.into_iter().zip(read.floats("behind")?);
    let places = read.texts(name::SERIES)?.into_iter().zip(read.counts(name::LEVEL)?);
    let places = places.zip(read.integers(name::UNIT_ID)?);
    let rows = names.zip(points).zip(shares.zip(medians)).zip(places);
    Ok(rows
        .filter_map(|(((names, (lost, max_total)), (shares, medians)), ((series, level), unit_id))| {
            let ((assessment, unit), criterion) = names;
            Some(WeaknessRow {
                year: assessment.0,
                block: assessment.1,
                unit,
                criterion,
                attainment: shares.0?,
                lost: lost?,
                lost_share: shares.1.filter(|share| share.is_finite()),
                block_median: medians.0,
                behind: medians.1,
                series,
                level: level?,
                unit_id,
                max_total: max_total?,
            })
        })
        .collect())
}
