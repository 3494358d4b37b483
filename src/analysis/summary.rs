//! A summary of one block in one year, in points.

use rust_decimal::Decimal;

use std::collections::BTreeMap;

use crate::model::{Block, Grade, Points, Year};
use crate::relation::RankingRow;

/// One block in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSummary {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The number of units.
    pub units: usize,
    /// The mean of the totals, exact to 28 digits.
    pub mean: Decimal,
    /// The highest total.
    pub highest: Points,
    /// The lowest total.
    pub lowest: Points,
    /// The units with the highest total.
    pub first: Vec<String>,
    /// The units with the lowest total.
    pub last: Vec<String>,
    /// The number of units whose total is above the mean.
    pub above_mean: usize,
    /// The number of units with each grade that occurs, best first.
    pub grades: Vec<(Grade, usize)>,
}

impl BlockSummary {}

/// Counts the units with each grade that occurs, best first.
#[must_use]
pub fn grade_counts(rows: &[&RankingRow]) -> Vec<(Grade, usize)> {
    let mut counts: BTreeMap<Grade, usize> = BTreeMap::new();
    for grade in rows.iter().filter_map(|row| row.grade) {
        *counts.entry(grade).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// Sums up the rows of one block in one year. None if not all units are known or no total is known.
#[must_use]
pub fn summarise(rankings: &[RankingRow], year: Year, block: Block) -> Option<BlockSummary> {
    let rows: Vec<_> =
        rankings.iter().filter(|row| row.year == year && row.block == block).collect();

    // Figures of the units that happen to be known would say nothing about the block.
    if rows.iter().any(|row| !row.coverage.is_complete()) {
        return None;
    }

    let totals: Vec<_> = rows.iter().filter_map(|row| row.total).collect();
    let sum: Points = totals.iter().copied().sum();
    let mean = sum.to_decimal().checked_div(Decimal::from(totals.len()))?;
    let (highest, lowest) = (totals.iter().copied().max()?, totals.iter().copied().min()?);
    let with_total = |total: Points| {
        rows.iter().filter(|row| row.total == Some(total)).map(|row| row.unit.clone()).collect()
    };

    Some(BlockSummary {
        year,
        block,
        units: rows.len(),
        mean,
        highest,
        lowest,
        first: with_total(highest),
        last: with_total(lowest),
        above_mean: totals.iter().filter(|total| total.to_decimal() > mean).count(),
        grades: grade_counts(&rows),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coverage;
    use crate::relation::blank;

    fn points(hundredths: i64) -> Points {
        Points::from_ten_thousandths(hundredths * 100)
    }

    fn row(hundredths: i64, grade: Grade) -> RankingRow {
        RankingRow {
            total: Some(points(hundredths)),
            grade: Some(grade),
            coverage: Coverage::Full,
            ..blank()
        }
    }

    #[test]
    fn units_above_the_mean_of_their_block_are_counted() {
        // The mean of 90.00, 80.01 and 80.00 is 83.336 666 …
        let rows = [row(9_000, Grade::EXCELLENT), row(8_001, Grade::GOOD), row(8_000, Grade::GOOD)];
        let summary = summarise(&rows, rows[0].year, rows[0].block).expect("a summary");
        assert_eq!(summary.mean.round_dp(4).to_string(), "83.3367");
        assert_eq!((summary.units, summary.above_mean), (3, 1));
        assert_eq!((summary.highest, summary.lowest), (points(9_000), points(8_000)));
        assert_eq!(summary.grades, [(Grade::EXCELLENT, 1), (Grade::GOOD, 2)]);
    }

    #[test]
    fn a_partial_or_empty_block_has_no_summary() {
        let rows = [RankingRow { coverage: Coverage::Partial, ..row(9_000, Grade::GOOD) }];
        assert_eq!(summarise(&rows, rows[0].year, rows[0].block), None);
        assert_eq!(summarise(&[], rows[0].year, rows[0].block), None);
    }

    #[test]
    fn only_the_units_of_the_block_and_the_year_count() {
        let named = |unit: &str, hundredths: i64| RankingRow {
            unit: unit.to_owned(),
            ..row(hundredths, Grade::GOOD)
        };
        let mut rows = vec![
            named("a", 9_000),
            named("b", 8_000),
            named("c", 8_000),
            named("d", 9_500),
            named("e", 7_000),
        ];
        rows[3].block = Block::DISTRICT;
        rows[4].year = Year::new(2021).expect("a year");
        let summary = summarise(&rows, rows[0].year, rows[0].block).expect("a summary");
        assert_eq!((summary.units, summary.above_mean), (3, 1));
        assert_eq!(
            (summary.first, summary.last),
            (vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()])
        );

        let equal = summarise(&rows[1..3], rows[0].year, rows[0].block).expect("a summary");
        assert_eq!(equal.above_mean, 0, "equal totals are the mean");
    }
}
