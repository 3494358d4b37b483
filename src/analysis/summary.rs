//! A block at a glance.

use rust_decimal::Decimal;

use crate::model::{Block, Grade, Points, Year};
use crate::relation::RankingRow;

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
