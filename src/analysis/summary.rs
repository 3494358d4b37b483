//! A block at a glance, and each of its criteria.

use polars::prelude::{PolarsResult, SortMultipleOptions, col, lit};
use rust_decimal::Decimal;

use crate::frame::{Frames, Reader, name};
use crate::model::{Block, Coverage, Grade, Points, Year};
use crate::relation::{CriterionSummary, RankingRow, WeaknessRow};
use crate::stats::median;

use super::applicable::{CRITERION, MAX_TOTAL, applicable, cols};

/// One block in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSummary {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// Number of units.
    pub units: usize,
    /// Mean of the totals, exact to 28 digits.
    pub mean: Decimal,
    /// The highest total.
    pub highest: Points,
    /// The lowest total.
    pub lowest: Points,
    /// Number of units whose total is above the mean.
    pub above_mean: usize,
    /// Units of each grade that occurs, best first.
    pub grades: Vec<(Grade, usize)>,
}

/// Sums up the rows of one block in one year; none where no total is known, or not all units are.
#[must_use]
pub fn summarise(rankings: &[RankingRow], year: Year, block: Block) -> Option<BlockSummary> {
    let rows: Vec<_> = rankings.iter().filter(|row| row.year == year && row.block == block).collect();
    // A mean, a highest and a lowest of the units that happen to be known would say nothing of the block.
    if rows.iter().any(|row| !row.coverage.is_complete()) {
        return None;
    }
    let totals: Vec<_> = rows.iter().filter_map(|row| row.total).collect();
    let sum: Points = totals.iter().copied().sum();
    let mean = sum.to_decimal().checked_div(Decimal::from(totals.len()))?;
    let units_of = |grade: Grade| rows.iter().filter(|row| row.grade == Some(grade)).count();
    Some(BlockSummary {
        year,
        block,
        units: rows.len(),
        mean,
        highest: totals.iter().copied().max()?,
        lowest: totals.iter().copied().min()?,
        above_mean: totals.iter().filter(|total| total.to_decimal() > mean).count(),
        grades: Grade::ALL.into_iter().map(|grade| (grade, units_of(grade))).filter(|(_, units)| *units > 0).collect(),
    })
}

/// Every criterion of a level over its block, in printed order; none where not all units are known.
pub fn criterion_summaries(
    frames: &Frames,
    weaknesses: &[WeaknessRow],
    level: u32,
) -> PolarsResult<Vec<CriterionSummary>> {
    let frame = applicable(&frames.scores)
        .filter(
            col(name::TOTAL)
                .is_not_null()
                .and(col(MAX_TOTAL).gt(lit(0)))
                .and(col(name::LEVEL).eq(lit(i64::from(level)))),
        )
        .filter(col(name::COVERAGE).neq(lit(Coverage::Partial.code())))
        .group_by(cols(CRITERION))
        .agg([col(name::TOTAL).sum(), col(MAX_TOTAL).sum(), col(name::CRITERION_POSITION).first()])
        .sort_by_exprs(cols([name::YEAR, name::BLOCK, name::CRITERION_POSITION]), SortMultipleOptions::default())
        .collect()?;
    let read = Reader(&frame);
    let names = read.assessments()?.into_iter().zip(read.texts(name::CRITERION)?);
    let points = read.points(name::TOTAL)?.into_iter().zip(read.points(MAX_TOTAL)?);
    let mut summaries = Vec::new();
    for (((year, block), criterion), (total, maximum)) in names.zip(points) {
        let (Some(total), Some(maximum)) = (total, maximum) else { continue };
        let own = |row: &&WeaknessRow| row.year == year && row.block == block && row.level == level;
        let rows: Vec<_> = weaknesses.iter().filter(own).filter(|row| row.criterion == criterion).collect();
        let attainments: Vec<_> = rows.iter().map(|row| row.attainment).collect();
        let lowest = rows.iter().min_by(|a, b| a.attainment.total_cmp(&b.attainment));
        let all_lost: Points = weaknesses.iter().filter(own).map(|row| row.lost).sum();
        let (Some(lowest), Some(median), Some(attainment)) = (lowest, median(&attainments), total.share_of(maximum))
        else {
            continue;
        };
        summaries.push(CriterionSummary {
            year,
            block,
            series: lowest.series.clone(),
            level,
            criterion,
            attainment,
            median,
            lowest: lowest.attainment,
            lowest_unit: lowest.unit.clone(),
            lost: maximum - total,
            lost_share: (maximum - total).share_of(all_lost),
        });
    }
    Ok(summaries)
}
