//! Forecasts the gaps of self scores from the gaps of earlier years. All gaps are shares of the
//! maximum.

use std::collections::{BTreeMap, HashMap};

use crate::model::Year;
use crate::stats::Repeated;

/// A cell: the id of a unit and the series of a criterion.
pub(super) type Key = (i64, String);

/// A cell that was scored twice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Self − appraised, as a share of the maximum.
    pub(super) share: f64,
    /// The maximum, in points.
    pub(super) maximum: f64,
    /// The self score as a share of the maximum. No more than this can be cut.
    pub(super) self_score: f64,
}

/// The gaps of a block in a year.
pub(super) type YearGaps = BTreeMap<Key, Gap>;

/// A forecast from earlier years.
#[derive(Debug, Clone)]
pub(super) struct Forecast {
    /// The gap share of the whole block.
    block: f64,
    /// The mean gap share of the block on each criterion.
    criteria: HashMap<String, f64>,
    /// How far each unit lies above its block, shrunk.
    leniency: HashMap<i64, f64>,
    /// How far each unit lies above both on each criterion, shrunk.
    repeated: HashMap<Key, f64>,
}

/// The parts of the expected gap of a cell, as shares of its maximum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// The gap of the whole block on the criterion. None for a criterion that earlier years do not
    /// have.
    pub(super) criterion: Option<f64>,
    /// The gap of the whole block on all criteria.
    pub(super) block: f64,
    /// The deviation of the unit on all criteria. None for a unit that earlier years do not have.
    pub(super) leniency: Option<f64>,
    /// The deviation of the unit on this criterion, beyond the other parts.
    pub(super) repeated: f64,
}

impl Parts {
    /// The expected gap share.
    pub(super) fn sum(self) -> f64 {
        self.criterion.unwrap_or(self.block) + self.leniency.unwrap_or(0.0) + self.repeated
    }
}

/// The mean gap share of each criterion of a year.
fn criterion_means(gaps: &YearGaps) -> HashMap<&str, f64> {
    let mut sums: HashMap<&str, (f64, usize)> = HashMap::new();
    for ((_, series), gap) in gaps {
        let sum = sums.entry(series).or_default();
        *sum = (sum.0 + gap.share, sum.1 + 1);
    }
    sums.into_iter().map(|(series, (sum, count))| (series, sum / count as f64)).collect()
}

/// The gap of a block as a share of its maximum points.
pub(super) fn block_share(gaps: &YearGaps) -> f64 {
    let sum = |value: fn(&Gap) -> f64| gaps.values().map(value).sum::<f64>();
    let maximum = sum(|gap| gap.maximum);
    if maximum > 0.0 { sum(|gap| gap.share * gap.maximum) / maximum } else { 0.0 }
}

impl Forecast {
    /// Computes the forecast from earlier years. `leniency` is the leniency of the units up to the
    /// last of these years. None without years.
    pub(super) fn of(years: &[(Year, &YearGaps)], leniency: HashMap<i64, f64>) -> Option<Self> {
        if years.is_empty() {
            return None;
        }

        let means: Vec<_> = years.iter().map(|(_, gaps)| criterion_means(gaps)).collect();
        let mut criteria: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (series, mean) in means.iter().flatten() {
            criteria.entry(series).or_default().push(*mean);
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;

        // What remains of each gap once the criterion and the unit are subtracted.
        let mut residuals: BTreeMap<&Key, Vec<f64>> = BTreeMap::new();
        for ((_, gaps), means) in years.iter().zip(&means) {
            for (key, gap) in *gaps {
                let unit = leniency.get(&key.0).copied().unwrap_or(0.0);
                residuals.entry(key).or_default().push(gap.share - means[key.1.as_str()] - unit);
            }
        }
        let repeated = Repeated::of(&residuals.values().map(Vec::as_slice).collect::<Vec<_>>());
        let expected = |(key, residuals): (&Key, Vec<f64>)| {
            let share = repeated.map_or(0.0, |repeated| repeated.share(residuals.len()));
            (key.clone(), share * mean(&residuals))
        };

        let blocks: Vec<f64> = years.iter().map(|(_, gaps)| block_share(gaps)).collect();
        Some(Self {
            block: mean(&blocks),
            criteria: criteria
                .into_iter()
                .map(|(series, means)| (series.to_owned(), mean(&means)))
                .collect(),
            repeated: residuals.into_iter().map(expected).collect(),
            leniency,
        })
    }

    /// The parts of the expected gap of a cell.
    pub(super) fn parts(&self, key: &Key) -> Parts {
        Parts {
            criterion: self.criteria.get(&key.1).copied(),
            block: self.block,
            leniency: self.leniency.get(&key.0).copied(),
            repeated: self.repeated.get(key).copied().unwrap_or(0.0),
        }
    }

    /// The forecast errors of a year: how far each gap lay above the expected one.
    pub(super) fn misses<'a>(&'a self, gaps: &'a YearGaps) -> impl Iterator<Item = f64> + 'a {
        gaps.iter().map(|(key, gap)| gap.share - self.parts(key).sum())
    }
}

/// The errors of past forecasts, as shares of the maximum: the source of ranges and stakes.
#[derive(Debug, Clone, Default)]
pub(super) struct ForecastErrors {
    /// The errors in ascending order.
    sorted: Vec<f64>,
    /// The cumulative sums: entry `n` is the sum of the first `n` errors.
    sums: Vec<f64>,
}

impl ForecastErrors {
    pub(super) fn of(misses: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = misses.collect();
        sorted.sort_by(f64::total_cmp);
        let mut sums = vec![0.0];
        for miss in &sorted {
            sums.push(sums.last().copied().unwrap_or(0.0) + miss);
        }
        Self { sorted, sums }
    }

    /// The error that the given number of tenths of all errors do not exceed, interpolated. Zero if
    /// there are no errors.
    pub(super) fn decile(&self, tenths: usize) -> f64 {
        let Some(last) = self.sorted.len().checked_sub(1) else { return 0.0 };
        let (index, remainder) = (tenths * last / 10, tenths * last % 10);
        let (low, high) = (self.sorted[index], self.sorted[(index + 1).min(last)]);
        low + (high - low) * (remainder as f64 / 10.0)
    }

    /// The share of the maximum that is at stake: the mean of `expected` + error over all errors,
    /// with each term clamped between 0 and `most`.
    pub(super) fn at_stake(&self, expected: f64, most: f64) -> f64 {
        let count = self.sorted.len();
        if count == 0 {
            return expected.clamp(0.0, most.max(0.0));
        }

        // Errors up to −expected put nothing at stake; errors from most − expected put all of it.
        let from = self.sorted.partition_point(|miss| *miss <= -expected);
        let to = self.sorted.partition_point(|miss| *miss < most - expected).max(from);
        let within = self.sums[to] - self.sums[from] + (to - from) as f64 * expected;
        (within + (count - to) as f64 * most) / count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(cells: &[(i64, &str, f64)]) -> YearGaps {
        let cell = |(unit, series, share): &(i64, &str, f64)| {
            ((*unit, (*series).to_owned()), Gap { share: *share, maximum: 10.0, self_score: 1.0 })
        };
        cells.iter().map(cell).collect()
    }

    #[test]
    fn a_gap_that_repeats_every_year_is_expected_again() {
        let year = |number: i32| Year::new(number).expect("a year");
        // Unit 1 lies 0.2 above the others on x, year after year; y is the same for all.
        let earlier = gaps(&[
            (1, "x", 0.3),
            (2, "x", 0.1),
            (3, "x", 0.1),
            (1, "y", 0.05),
            (2, "y", 0.05),
            (3, "y", 0.05),
        ]);
        let years = [(year(2022), &earlier), (year(2023), &earlier)];
        let forecast = Forecast::of(&years, HashMap::new()).expect("years");
        let expected = |unit: i64, series: &str| forecast.parts(&(unit, series.to_owned())).sum();
        assert!((expected(1, "x") - 0.3).abs() < 1e-12 && (expected(3, "y") - 0.05).abs() < 1e-12);

        // A new unit gets the criterion's gap share, and a new criterion gets the block's.
        assert!((expected(9, "x") - 0.5 / 3.0).abs() < 1e-12);
        assert!((expected(9, "z") - block_share(&earlier)).abs() < 1e-12);

        // One year cannot show what repeats.
        let once = Forecast::of(&years[..1], HashMap::new()).expect("a year");
        assert!((once.parts(&(1, "x".to_owned())).repeated).abs() < 1e-12);
        assert!(Forecast::of(&[], HashMap::new()).is_none());
    }

    #[test]
    fn stakes_are_clamped_means_over_all_errors() {
        let misses = ForecastErrors::of([-0.1, 0.0, 0.3].into_iter());
        let by_hand = |expected: f64, most: f64| {
            [-0.1, 0.0, 0.3].iter().map(|miss| (expected + miss).clamp(0.0, most)).sum::<f64>()
                / 3.0
        };
        for (expected, most) in [(0.05, 1.0), (0.05, 0.2), (-0.2, 1.0), (0.5, 0.4), (0.0, 0.0)] {
            assert!(
                (misses.at_stake(expected, most) - by_hand(expected, most)).abs() < 1e-12,
                "{expected} {most}"
            );
        }

        // The same as numpy.quantile.
        for (tenths, miss) in [(0, -0.1), (1, -0.08), (5, 0.0), (9, 0.24), (10, 0.3)] {
            assert!((misses.decile(tenths) - miss).abs() < 1e-12, "{tenths}");
        }
        assert!((ForecastErrors::default().at_stake(0.3, 0.2) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn the_share_of_a_block_weighs_cells_by_their_maxima() {
        let cell = |unit: i64, share: f64, maximum: f64| {
            ((unit, "x".to_owned()), Gap { share, maximum, self_score: 1.0 })
        };
        // (0.1 · 10 + 0.4 · 30) / 40.
        let gaps = YearGaps::from([cell(1, 0.1, 10.0), cell(2, 0.4, 30.0)]);
        assert!((block_share(&gaps) - 0.325).abs() < 1e-12);
        assert!(block_share(&YearGaps::new()).abs() < f64::EPSILON);
    }

    #[test]
    fn the_leniency_of_a_unit_is_not_expected_twice() {
        // Both criteria have the mean 0.2. Less that and the leniency, 0.05 or -0.05, unit 1 has
        // 0.05 left on x and -0.05 on y, in both years alike.
        let year = |number: i32| Year::new(number).expect("a year");
        let earlier = gaps(&[(1, "x", 0.3), (2, "x", 0.1), (1, "y", 0.2), (2, "y", 0.2)]);
        let years = [(year(2022), &earlier), (year(2023), &earlier)];
        let forecast = Forecast::of(&years, HashMap::from([(1, 0.05), (2, -0.05)])).expect("years");
        for (series, repeated, sum) in [("x", 0.05, 0.3), ("y", -0.05, 0.2)] {
            let parts = forecast.parts(&(1, series.to_owned()));
            assert!((parts.repeated - repeated).abs() < 1e-12, "{parts:?}");
            assert!((parts.sum() - sum).abs() < 1e-12, "{parts:?}");
        }

        // Every gap but one is what was expected; that one is 0.1 larger.
        let later = gaps(&[(1, "x", 0.4), (2, "x", 0.1), (1, "y", 0.2), (2, "y", 0.2)]);
        let misses: Vec<_> = forecast.misses(&later).collect();
        assert_eq!(misses.len(), 4);
        for (miss, expected) in misses.iter().zip([0.1, 0.0, 0.0, 0.0]) {
            assert!((miss - expected).abs() < 1e-12, "{misses:?}");
        }
    }
}
