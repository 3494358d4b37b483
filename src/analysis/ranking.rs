//! Who stands where: as published, and as recomputed from the printed parts.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, NULL, PolarsResult, RankMethod, RankOptions,
    SortMultipleOptions, coalesce, col, lit, when,
};

use crate::frame::{Frames, Reader, name};
use crate::model::{Block, Coverage, Year};
use crate::relation::RankingRow;

use super::applicable::{ASSESSMENT, ATTAINMENT, MAX_TOTAL, RESULT, applicable, cols, is_root, no_points, share};

const RECOMPUTED_TOTAL: &str = "recomputed_total";
const RECOMPUTED_RANK: &str = "recomputed_rank";
const SHOWN_TOTAL: &str = "shown_total";
const SHOWN_RANK: &str = "shown_rank";

/// The units by year, block and rank.
pub fn rankings(frames: &Frames) -> PolarsResult<Vec<RankingRow>> {
    let rank = RankOptions { method: RankMethod::Min, descending: true };
    // Where some units are not known, a place among the known ones says nothing.
    let rank_by = |total: &str| {
        let complete = col(name::COVERAGE).neq(lit(Coverage::Partial.code()));
        let share = when(complete).then(share(col(total), col(MAX_TOTAL))).otherwise(lit(NULL).cast(DataType::Float64));
        share.rank(rank, None).over(cols(ASSESSMENT))
    };
    let frame = with_sums(frames)
        .with_columns([coalesce(&[col(name::TOTAL), col(RECOMPUTED_TOTAL)]).alias(SHOWN_TOTAL)])
        .with_columns([
            rank_by(RECOMPUTED_TOTAL)?.alias(RECOMPUTED_RANK),
            coalesce(&[col(name::RANK), rank_by(SHOWN_TOTAL)?.cast(DataType::Int64)]).alias(SHOWN_RANK),
            share(col(SHOWN_TOTAL), col(MAX_TOTAL)).alias(ATTAINMENT),
        ])
        .sort_by_exprs(
            cols([name::YEAR, name::BLOCK, SHOWN_RANK, name::POSITION]),
            SortMultipleOptions::default().with_nulls_last(true),
        )
        .collect()?;
    read_rows(&frame)
}

/// The results with the sums of their printed parts; what the document prints goes first.
fn with_sums(frames: &Frames) -> polars::prelude::LazyFrame {
    // A sum is known only where every score that applies is, and where one does.
    let sum = |score, maximum: &str| {
        let present = || col(score).is_not_null().sum();
        let known = present().eq(col(maximum).gt(lit(0)).sum()).and(present().gt(lit(0)));
        when(known).then(col(score).sum()).otherwise(no_points())
    };
    let sums = applicable(&frames.scores).filter(is_root()).group_by(cols(RESULT)).agg([
        sum(name::SELF, name::MAX_APPRAISED).alias("self_sum"),
        sum(name::APPRAISED, name::MAX_APPRAISED).alias("appraised_sum"),
        sum(name::SURVEY, name::MAX_SURVEY).alias("survey_sum"),
        sum(name::TOTAL, MAX_TOTAL).alias(RECOMPUTED_TOTAL),
        col(MAX_TOTAL).sum(),
    ]);
    let published = |total: &str, sum: &str| -> Expr { coalesce(&[col(total), col(sum)]).alias(total) };
    let hundred = lit(1_000_000_i64);
    frames.results.clone().lazy().join(sums, cols(RESULT), cols(RESULT), JoinArgs::new(JoinType::Left)).with_columns([
        published(name::SELF_TOTAL, "self_sum"),
        published(name::APPRAISED_TOTAL, "appraised_sum"),
        published(name::SURVEY_TOTAL, "survey_sum"),
        col(MAX_TOTAL).fill_null(hundred),
    ])
}

fn read_rows(frame: &DataFrame) -> PolarsResult<Vec<RankingRow>> {
    let read = Reader(frame);
    let units = read.texts(name::UNIT)?;
    let ranks = read.counts(SHOWN_RANK)?;
    let totals = read.points(SHOWN_TOTAL)?;
    let grades = read.grades(name::GRADE)?;
    let attainments = read.floats(ATTAINMENT)?;
    let self_totals = read.points(name::SELF_TOTAL)?;
    let appraised_totals = read.points(name::APPRAISED_TOTAL)?;
    let survey_totals = read.points(name::SURVEY_TOTAL)?;
    let published_ranks = read.counts(name::RANK)?;
    let published_totals = read.points(name::TOTAL)?;
    let coverages = read.coverages()?;
    let simulated = read.flags(name::SIMULATED)?;
    let recomputed_ranks = read.counts(RECOMPUTED_RANK)?;
    let recomputed_totals = read.points(RECOMPUTED_TOTAL)?;
    let maxima = read.points(MAX_TOTAL)?;
    let ids = read.integers(name::UNIT_ID)?;
    let units_of_block = read.counts(name::UNITS)?;
    let row = |(index, (year, block)): (usize, (Year, Block))| RankingRow {
        year,
        block,
        unit: units[index].clone(),
        rank: ranks[index],
        total: totals[index],
        grade: grades[index],
        attainment: attainments[index],
        self_total: self_totals[index],
        appraised_total: appraised_totals[index],
        survey_total: survey_totals[index],
        published_rank: published_ranks[index],
        published_total: published_totals[index],
        published_grade: grades[index],
        coverage: coverages[index],
        simulated: simulated[index],
        recomputed_rank: recomputed_ranks[index],
        recomputed_total: recomputed_totals[index],
        unit_id: ids[index],
        units: units_of_block[index].map_or(0, |units| units as usize),
        next_grade: None,
        next_grade_more_than: None,
        next_grade_at_most: None,
        max_total: maxima[index].unwrap_or_default(),
    };
    Ok(read.assessments()?.into_iter().enumerate().map(row).collect())
}

/// The same rows by the recomputed totals: `total`, `rank` and `attainment` are then the recomputed ones.
#[must_use]
pub fn rank_by_recomputed(mut rows: Vec<RankingRow>) -> Vec<RankingRow> {
    for row in &mut rows {
        row.total = row.recomputed_total;
        row.rank = row.recomputed_rank;
        row.attainment = row.total.and_then(|total| total.share_of(row.max_total));
    }
    rows.sort_by_key(|row| (row.year, row.block, row.rank.unwrap_or(u32::MAX)));
    rows
}
