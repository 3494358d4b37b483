//! One block in each of its years: the number of units, their mean and median, the first and the
//! last unit, and the grades.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::model::{Block, Grade, Points, Year, billionths, rounded};
use crate::relation::RankingRow;
use crate::stats::median;
use crate::store::AssessmentRow;

use super::{History, grade_counts};

/// A result in the measure of its block: points if one maximum applies to all units of the block,
/// otherwise shares of the maximum. The two measures are never compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Points.
    Points(Decimal),
    /// A share of the maximum, 0 to 1.
    Share(f64),
}

impl Amount {
    /// `self − earlier`. Both are rounded to the printed precision first, so that the printed
    /// difference equals the difference of the printed figures. None if the measures differ.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Self> {
        match (self, earlier) {
            (Self::Points(later), Self::Points(earlier)) => {
                Some(Self::Points(rounded(later, 2).checked_sub(rounded(earlier, 2))?))
            }
            (Self::Share(later), Self::Share(earlier)) => {
                Some(Self::Share(printed(later) - printed(earlier)))
            }
            (Self::Points(_), Self::Share(_)) | (Self::Share(_), Self::Points(_)) => None,
        }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(self) -> Self {
        match self {
            Self::Points(points) => Self::Points(points.abs()),
            Self::Share(share) => Self::Share(share.abs()),
        }
    }

    /// The sign of the printed figure, −1, 0 or 1. Points are printed in hundredths and shares in
    /// tenths of a percent.
    #[must_use]
    pub fn sign(self) -> i64 {
        match self {
            Self::Points(points) => {
                let hundredths = rounded(points, 2);
                if hundredths.is_zero() {
                    0
                } else if hundredths.is_sign_negative() {
                    -1
                } else {
                    1
                }
            }
            Self::Share(share) => (billionths(share).saturating_mul(2) / 1_000_000).signum(),
        }
    }
}

/// Rounds a share to the printed precision, a tenth of a percent.
fn printed(share: f64) -> f64 {
    let thousandths = rounded(Decimal::new(billionths(share), 9), 3);
    thousandths.to_f64().unwrap_or(share)
}

/// One block in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockYear {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// Units whose results are known.
    pub known: usize,
    /// Units of the block.
    pub units: usize,
    /// How many units have each grade, best first. For a partial year these are the counts that the
    /// document states for the whole block, if any.
    pub grades: Vec<(Grade, usize)>,
    /// What the block attained. None if not all units are known or a total is missing.
    pub results: Option<BlockResults>,
}

/// What a block attained in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockResults {
    /// The mean of the units.
    pub mean: Amount,
    /// The maximum that applies to all units. None if the maxima of the units differ.
    pub maximum: Option<Points>,
    /// The mean of the attainments, 0 to 1.
    pub attainment: f64,
    /// The median of the attainments, 0 to 1.
    pub middle: f64,
    /// The highest result.
    pub highest: Amount,
    /// The units with the highest result.
    pub first: Vec<String>,
    /// The lowest result.
    pub lowest: Amount,
    /// The units with the lowest result.
    pub last: Vec<String>,
    /// Units above the mean.
    pub above_mean: usize,
}

impl BlockYear {
    /// Sums up the rows of one assessment.
    #[must_use]
    pub fn of(assessment: &AssessmentRow, rankings: &[&RankingRow]) -> Self {
        let AssessmentRow { year, block, known, units, ref grade_counts, .. } = *assessment;
        let is_complete = known >= units;
        let counted = self::grade_counts(rankings);
        Self {
            year,
            block,
            known,
            units,
            grades: if is_complete { counted } else { grade_counts.clone() },
            results: if is_complete { results(rankings) } else { None },
        }
    }

    /// Whether all units are known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.known >= self.units
    }

    /// The change of the mean since an earlier year: in points if the same maximum applied to all
    /// units in both years, otherwise as a share. None if the results of either year are not known.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Option<Amount> {
        let (later, earlier) = (self.results.as_ref()?, earlier.results.as_ref()?);
        if later.maximum == earlier.maximum {
            later.mean.since(earlier.mean)
        } else {
            Amount::Share(later.attainment).since(Amount::Share(earlier.attainment))
        }
    }

    /// The distance between the first and the last unit. None if the results are not known.
    #[must_use]
    pub fn distance(&self) -> Option<Amount> {
        let results = self.results.as_ref()?;
        results.highest.since(results.lowest)
    }
}

/// Sums up ranked units. None if there are none or if a total is missing.
fn results(rankings: &[&RankingRow]) -> Option<BlockResults> {
    let known: Option<Vec<_>> =
        rankings.iter().map(|row| Some((*row, row.total?, row.attainment?))).collect();
    let known = known?;

    let (first, ..) = *known.first()?;
    let maximum =
        known.iter().all(|(row, ..)| row.max_total == first.max_total).then_some(first.max_total);
    let amount = |(_, total, attainment): &(&RankingRow, Points, f64)| match maximum {
        Some(_) => Amount::Points(total.to_decimal()),
        None => Amount::Share(*attainment),
    };

    let attainment = known.iter().map(|(.., share)| share).sum::<f64>() / known.len() as f64;
    let mean = match maximum {
        Some(_) => {
            let sum: Points = known.iter().map(|(_, total, _)| *total).sum();
            Amount::Points(sum.to_decimal().checked_div(Decimal::from(known.len()))?)
        }
        None => Amount::Share(attainment),
    };

    let as_decimal = |amount: Amount| match amount {
        Amount::Points(points) => points,
        Amount::Share(share) => Decimal::new(billionths(share), 9),
    };
    let highest = known.iter().map(amount).max_by_key(|value| as_decimal(*value))?;
    let lowest = known.iter().map(amount).min_by_key(|value| as_decimal(*value))?;
    let units_at = |target: Amount| {
        let rows = known.iter().filter(|row| as_decimal(amount(row)) == as_decimal(target));
        rows.map(|(row, ..)| row.unit.clone()).collect()
    };

    Some(BlockResults {
        mean,
        maximum,
        attainment,
        middle: median(&known.iter().map(|(.., share)| *share).collect::<Vec<_>>())?,
        highest,
        first: units_at(highest),
        lowest,
        last: units_at(lowest),
        above_mean: known.iter().filter(|row| as_decimal(amount(row)) > as_decimal(mean)).count(),
    })
}

/// The years of a block, earliest first.
#[must_use]
pub fn block_years(history: &History, block: Block) -> Vec<BlockYear> {
    let assessments = history.assessments.iter().filter(|assessment| assessment.block == block);
    let year = |assessment: &AssessmentRow| {
        BlockYear::of(assessment, &history.ranked(block, assessment.year).collect::<Vec<_>>())
    };
    assessments.map(year).collect()
}

/// An empty assessment of a simulated year, for tests.
#[cfg(test)]
pub(super) fn blank_assessment(block: Block, year: Year) -> AssessmentRow {
    AssessmentRow {
        stage: crate::model::Stage::Published,
        id: 1,
        year,
        block,
        title: "CHỈ SỐ CCHC".to_owned(),
        coverage: crate::model::Coverage::Totals,
        known: 0,
        units: 0,
        open: 0,
        grade_counts: Vec::new(),
        number: "1/QĐ-UBND".to_owned(),
        issued_on: crate::model::Date::new(2022, 1, 5).expect("a day"),
        issuer: "UBND huyện".to_owned(),
        file_name: "a.txt".to_owned(),
        sha256: "ab".repeat(32),
        simulated: true,
        copied_from: None,
        scale: Points::HUNDRED,
        ranks: crate::model::RankConvention::Competition,
        bands: Vec::new(),
        index: crate::model::Index::CCHC,
        authority: String::new(),
        authority_id: 1,
        criteria_key: None,
    }
}

#[cfg(test)]
impl BlockYear {
    /// A year of a block with no units.
    pub(crate) fn blank(block: Block, year: Year) -> Self {
        Self { year, block, known: 0, units: 0, grades: Vec::new(), results: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coverage;
    use crate::relation::blank;

    fn row(unit: &str, total: i64, maximum: i64) -> RankingRow {
        let points = |hundredths: i64| Points::from_ten_thousandths(hundredths * 100);
        RankingRow {
            unit: unit.to_owned(),
            total: Some(points(total)),
            max_total: points(maximum),
            attainment: points(total).share_of(points(maximum)),
            coverage: Coverage::Full,
            ..blank()
        }
    }

    #[test]
    fn units_of_one_maximum_are_measured_in_points_and_others_in_shares() {
        let rows = [row("a", 9_000, 10_000), row("b", 8_001, 10_000), row("c", 8_000, 10_000)];
        let in_points = results(&rows.iter().collect::<Vec<_>>()).expect("results");
        assert!(
            matches!(in_points.mean, Amount::Points(mean) if mean.round_dp(2) == Decimal::new(8_334, 2))
        );
        assert_eq!(
            (in_points.first, in_points.last, in_points.above_mean),
            (vec!["a".to_owned()], vec!["c".to_owned()], 1)
        );

        // 80.00 of 87.00 is a larger share than 90.00 of 100.00.
        let rows = [row("a", 9_000, 10_000), row("b", 8_000, 8_700)];
        let in_shares = results(&rows.iter().collect::<Vec<_>>()).expect("results");
        assert_eq!((in_shares.first, in_shares.maximum), (vec!["b".to_owned()], None));
        assert_eq!(
            in_shares.highest.since(in_points.highest),
            None,
            "points and shares are not compared"
        );
    }

    #[test]
    fn an_amount_that_is_printed_as_zero_has_no_sign() {
        assert_eq!(Amount::Points(Decimal::new(-4, 3)).sign(), 0);
        assert_eq!(Amount::Points(Decimal::new(-5, 3)).sign(), -1);
        assert_eq!([Amount::Share(0.000_49).sign(), Amount::Share(0.000_5).sign()], [0, 1]);
    }
}
