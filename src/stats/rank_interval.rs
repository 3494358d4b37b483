//! The ranks that an item can have within stated limits. The results are exact: they come from
//! integers and fractions, and no probabilities are involved.

use std::cmp::Ordering;

/// The best and the worst rank that an item can have, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    /// The best rank.
    pub best: u32,
    /// The worst rank.
    pub worst: u32,
}

/// A fraction with a denominator above zero.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    /// The numerator.
    pub numerator: i64,
    /// The denominator, above zero.
    pub denominator: i64,
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
        product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator))
    }
}

/// Computes the possible ranks of values of which only bounds are known: the lowest and the highest
/// value. Each value varies within its bounds independently of the others. The highest value has
/// rank 1, and equal values share a rank.
#[must_use]
pub fn ranks_within<T: Ord + Copy>(bounds: &[[T; 2]]) -> Vec<RankInterval> {
    let sorted = |which: usize| {
        let mut values: Vec<T> = bounds.iter().map(|bound| bound[which]).collect();
        values.sort_unstable();
        values
    };
    ranks_among(bounds, &sorted(0), &sorted(1))
}

/// Ranks bounds against all bounds, given the sorted lowest and the sorted highest values of all.
fn ranks_among<T: PartialOrd>(bounds: &[[T; 2]], lowest: &[T], highest: &[T]) -> Vec<RankInterval> {
    let interval = |[low, high]: &[T; 2]| {
        let above = lowest.len() - lowest.partition_point(|other| other <= high);
        let below = highest.partition_point(|other| other < low);
        RankInterval { best: to_u32(above) + 1, worst: to_u32(highest.len() - below) }
    };
    bounds.iter().map(interval).collect()
}

/// How far each weight may deviate: by the fraction `part / whole` of itself, up or down. The sum
/// of the weights stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leeway {
    /// The numerator of the fraction.
    pub part: i64,
    /// The denominator of the fraction, at least `part`.
    pub whole: i64,
}

/// The attainment of each row in each column, with the weights of the columns. A cell is `None` if
/// the column does not apply to the row; two rows are compared by the columns that apply to both.
#[derive(Debug, Clone)]
pub struct Attainments {
    /// One list per row.
    pub rows: Vec<Vec<Option<Fraction>>>,
    /// One weight per column, above zero.
    pub weights: Vec<i64>,
}

/// The difference between two rows in a column that applies to both.
#[derive(Debug, Clone, Copy)]
struct Difference {
    weight: i64,
    numerator: i128,
    denominator: i128,
}

impl Difference {
    /// The difference from the point of view of the other row.
    fn reversed(self) -> Self {
        Self { numerator: -self.numerator, ..self }
    }

    /// The fraction in lowest terms.
    fn reduced(self) -> Self {
        let common = greatest_divisor(self.numerator.abs(), self.denominator);
        Self { numerator: self.numerator / common, denominator: self.denominator / common, ..self }
    }

    fn as_float(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Attainments {
    /// Computes the ranks that rows can have if the weights change within a leeway. A row is surely
    /// above another if it is above it under all such weights. The results are dominance intervals:
    /// the extreme ranks lie within them.
    ///
    /// The least difference over the weights is a fractional knapsack (Dantzig, 1957): start at the
    /// lower bounds, then give the rest of the sum to the smallest differences first. The method
    /// follows Salo and Punkka, Ranking intervals and dominance relations for ratio-based
    /// efficiency analysis, 2011.
    #[must_use]
    pub fn ranks(&self, leeway: Leeway) -> Vec<RankInterval> {
        let rows = self.rows.len();
        let (mut above, mut below) = (vec![0; rows], vec![0; rows]);
        for (one, other) in (0..rows).flat_map(|one| (one + 1..rows).map(move |other| (one, other)))
        {
            let differences = self.differences(one, other);
            let reversed: Vec<Difference> =
                differences.iter().map(|difference| difference.reversed()).collect();
            for (upper, lower, differences) in [(one, other, differences), (other, one, reversed)] {
                if is_above(&differences, leeway) {
                    above[lower] += 1;
                    below[upper] += 1;
                }
            }
        }

        let interval = |(above, below): (usize, usize)| RankInterval {
            best: to_u32(above) + 1,
            worst: to_u32(rows - below),
        };
        above.into_iter().zip(below).map(interval).collect()
    }

    /// Returns the share of the weight, 0 to 1, that has to move from the columns in which the
    /// upper row is better to those in which the lower row is better, until both rows are equal.
    /// The share is 1 if the lower row is better nowhere. None if the upper row is not above the
    /// lower one.
    ///
    /// Source: Foster, McGillivray and Seth, Composite indices: rank robustness, statistical
    /// association, and redundancy, 2013 (ε-contamination).
    #[must_use]
    pub fn swap_share(&self, upper: usize, lower: usize) -> Option<f64> {
        let differences = self.differences(upper, lower);
        let total_weight: i64 = differences.iter().map(|difference| difference.weight).sum();
        let sum: f64 = differences
            .iter()
            .map(|difference| difference.weight as f64 * difference.as_float())
            .sum();
        let lead = sum / total_weight as f64;
        let smallest = differences
            .iter()
            .map(|difference| difference.as_float())
            .fold(f64::INFINITY, f64::min);
        if lead <= 0.0 {
            return None;
        }

        Some(if smallest < 0.0 { lead / (lead - smallest) } else { 1.0 })
    }

    /// The differences between two rows, upper − lower, in the columns that apply to both.
    fn differences(&self, upper: usize, lower: usize) -> Vec<Difference> {
        let cells = self.rows[upper].iter().zip(&self.rows[lower]).zip(&self.weights);
        cells
            .filter_map(|((upper, lower), weight)| {
                let (upper, lower) = ((*upper)?, (*lower)?);
                let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
                let numerator = product(upper.numerator, lower.denominator)
                    - product(lower.numerator, upper.denominator);
                let denominator = product(upper.denominator, lower.denominator);
                Some(Difference { weight: *weight, numerator, denominator })
            })
            .collect()
    }
}

/// Whether the weighted sum of the differences is above zero under all weights within a leeway.
fn is_above(differences: &[Difference], leeway: Leeway) -> bool {
    let weighted = |difference: &Difference| difference.weight as f64 * difference.as_float();
    let sum: f64 = differences.iter().map(weighted).sum();
    let magnitude: f64 = differences.iter().map(|difference| weighted(difference).abs()).sum();

    // Most cases are clear in floating point. Its rounding error is far below this tolerance.
    let noise = magnitude * 1e-9;
    if sum < -noise {
        return false;
    }
    if sum > magnitude * leeway.part as f64 / leeway.whole as f64 + noise {
        return true;
    }

    least_weighted_sum(differences, leeway).is_some_and(|least| least > 0)
}

/// Computes the least weighted sum exactly, scaled by a positive factor. None if a product exceeds
/// 128 bits.
fn least_weighted_sum(differences: &[Difference], Leeway { part, whole }: Leeway) -> Option<i128> {
    let mut order: Vec<Difference> =
        differences.iter().map(|difference| difference.reduced()).collect();
    order.sort_by(|a, b| (a.numerator * b.denominator).cmp(&(b.numerator * a.denominator)));

    let sum: i128 = differences.iter().map(|difference| i128::from(difference.weight)).sum();
    let (part, whole) = (i128::from(part), i128::from(whole));
    let mut common_denominator: i128 = 1;
    for difference in &order {
        common_denominator = common_denominator.checked_mul(
            difference.denominator / greatest_divisor(common_denominator, difference.denominator),
        )?;
    }

    // Weights are multiplied by `whole`, so that all of them are integers.
    let mut remaining = sum.checked_mul(part)?;
    let mut least: i128 = 0;
    for difference in order {
        let weight = i128::from(difference.weight);
        let extra = remaining.min(weight.checked_mul(2 * part)?);
        remaining -= extra;

        let value =
            difference.numerator.checked_mul(common_denominator / difference.denominator)?;
        least = least.checked_add((weight * (whole - part) + extra).checked_mul(value)?)?;
    }
    Some(least)
}

/// The greatest common divisor of two numbers. `a` must not be negative, and `b` must be positive.
fn greatest_divisor(mut a: i128, mut b: i128) -> i128 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(numerator: i64, denominator: i64) -> Fraction {
        Fraction { numerator, denominator }
    }

    #[test]
    fn overlapping_bounds_make_ranks_uncertain() {
        // 90 ± 1, 89 ± 1, 80 ± 1.
        let found = ranks_within(&[[89, 91], [88, 90], [79, 81]]);
        let found: Vec<_> = found.iter().map(|interval| (interval.best, interval.worst)).collect();
        assert_eq!(found, [(1, 2), (1, 2), (3, 3)]);
        assert_eq!(ranks_within::<i64>(&[]), []);
    }

    #[test]
    fn exact_values_have_exact_ranks_up_to_ties() {
        let found = ranks_within(&[[7, 7], [9, 9], [7, 7], [1, 1]]);
        let found: Vec<_> = found.iter().map(|interval| (interval.best, interval.worst)).collect();
        assert_eq!(found, [(2, 3), (1, 1), (2, 3), (4, 4)]);
    }

    fn attainments(rows: &[[i64; 3]], weights: [i64; 3]) -> Attainments {
        let row = |row: &[i64; 3]| {
            row.iter().zip(weights).map(|(cell, weight)| Some(fraction(*cell, weight))).collect()
        };
        Attainments { rows: rows.iter().map(row).collect(), weights: weights.to_vec() }
    }

    #[test]
    fn wider_leeway_makes_ranks_uncertain() {
        // Under the weights 50, 30 and 20 the first row leads by 2. Moving a tenth of the first
        // weight to the others costs it 10 × 5 / 50 and gains the second row 10 × 3 / 30: they meet
        // at 20 %.
        let rows = attainments(&[[45, 20, 10], [40, 23, 10]], [50, 30, 20]);
        let ranks = |part, whole| {
            let found = rows.ranks(Leeway { part, whole });
            found.iter().map(|interval| (interval.best, interval.worst)).collect::<Vec<_>>()
        };
        assert_eq!(ranks(1, 10), [(1, 1), (2, 2)]);
        assert_eq!(ranks(1, 2), [(1, 2), (1, 2)]);

        // The lead is 0.02 and the other row is better by 0.1 at most: 0.02 / 0.12.
        let share = rows.swap_share(0, 1).expect("a lead");
        assert!((share - 0.02 / 0.12).abs() < 1e-12, "{share}");
        assert_eq!(rows.swap_share(1, 0), None);
        let dominant = attainments(&[[45, 20, 10], [40, 20, 10]], [50, 30, 20]);
        assert_eq!(dominant.swap_share(0, 1), Some(1.0));
    }

    #[test]
    fn equal_rows_are_not_above_each_other() {
        let found = attainments(&[[45, 20, 10], [45, 20, 10]], [50, 30, 20])
            .ranks(Leeway { part: 1, whole: 4 });
        assert!(
            found.iter().all(|interval| (interval.best, interval.worst) == (1, 2)),
            "{found:?}"
        );
    }

    #[test]
    fn a_column_that_does_not_apply_is_not_compared() {
        let mut rows = attainments(&[[45, 20, 10], [44, 30, 20]], [50, 30, 20]);
        rows.rows[0][1] = None;
        rows.rows[0][2] = None;
        let found = rows.ranks(Leeway { part: 1, whole: 4 });
        assert_eq!(found[0], RankInterval { best: 1, worst: 1 });
    }

    /// The least weighted sum over all corners of the weights. At a corner all weights but one are
    /// at a bound, and the free one lies within its bounds.
    fn least_of_corners(values: &[f64], weights: &[f64], leeway: f64) -> f64 {
        let all: f64 = weights.iter().sum();
        let mut least = f64::INFINITY;
        for free in 0..values.len() {
            for corner in 0_u32..1 << values.len() {
                let mut fractions: Vec<f64> = (0..values.len())
                    .map(|index| {
                        weights[index]
                            * if corner & (1 << index) == 0 { 1.0 - leeway } else { 1.0 + leeway }
                    })
                    .collect();
                fractions[free] = all
                    - fractions
                        .iter()
                        .enumerate()
                        .filter(|(index, _)| *index != free)
                        .map(|(_, fraction)| fraction)
                        .sum::<f64>();
                let bounds = [weights[free] * (1.0 - leeway), weights[free] * (1.0 + leeway)];
                if fractions[free] >= bounds[0] - 1e-9 && fractions[free] <= bounds[1] + 1e-9 {
                    least = least.min(
                        fractions
                            .iter()
                            .zip(values)
                            .map(|(fraction, value)| fraction * value)
                            .sum(),
                    );
                }
            }
        }
        least
    }

    #[test]
    fn fractions_are_compared_by_their_values() {
        assert_eq!(fraction(1, 2), fraction(2, 4));
        assert_ne!(fraction(1, 2), fraction(1, 3));
        assert!(fraction(1, 2) < fraction(2, 3) && fraction(1, 2) > fraction(1, 3));
    }

    fn ranks_of<const W: usize>(
        rows: [[(i64, i64); W]; 2],
        weights: [i64; W],
        leeway: (i64, i64),
    ) -> [(u32, u32); 2] {
        let cells = |row: [(i64, i64); W]| {
            row.map(|(numerator, denominator)| Some(fraction(numerator, denominator))).to_vec()
        };
        let table = Attainments { rows: rows.map(cells).to_vec(), weights: weights.to_vec() };
        let found = table.ranks(Leeway { part: leeway.0, whole: leeway.1 });
        [0, 1].map(|row| (found[row].best, found[row].worst))
    }

    #[test]
    fn maxima_that_differ_between_rows_are_taken_into_account() {
        // 1/2 < 2/3.
        assert_eq!(ranks_of([[(1, 2)], [(2, 3)]], [1], (0, 1)), [(2, 2), (1, 1)]);
    }

    #[test]
    fn weights_move_to_the_smallest_differences_first() {
        // The first row leads by 5/6 + 1/9 - 1/2 = 4/9. The weights 1/2, 1 and 3/2 give
        // 5/12 + 1/9 - 3/4 = -2/9.
        let rows = [[(5, 6), (1, 9), (0, 1)], [(0, 1), (0, 1), (1, 2)]];
        assert_eq!(ranks_of(rows, [1, 1, 1], (1, 2)), [(1, 2), (1, 2)]);
    }

    #[test]
    fn a_lead_smaller_than_binary_noise_is_a_lead() {
        let rows = [[(1, 1), (0, 1)], [(0, 1), (9_999_999_999, 10_000_000_000)]];
        assert_eq!(ranks_of(rows, [1, 1], (0, 1)), [(1, 1), (2, 2)]);
    }

    #[test]
    fn common_divisors_are_cancelled_before_digits_run_out() {
        // Seven columns differ by 1/4, one by -3/4. With weights from 1/2 to 3/2 the least sum is
        // 1/2 · 4 · 1/4 + 3/2 · 3 · 1/4 - 3/2 · 3/4 = 1/2.
        let [mut upper, mut lower] = [[(30_000, 40_000); 8], [(20_000, 40_000); 8]];
        (upper[7], lower[7]) = ((0, 40_000), (30_000, 40_000));
        assert_eq!(ranks_of([upper, lower], [40_000; 8], (1, 2)), [(1, 1), (2, 2)]);
    }

    proptest! {
        #[test]
        fn the_knapsack_is_the_least_of_all_corners(
            cells in proptest::collection::vec((0_i64..=20, 1_i64..=20), 5),
            others in proptest::collection::vec(0_i64..=20, 5),
            part in 1_i64..=5,
        ) {
            let weights: Vec<i64> = cells.iter().map(|(_, weight)| *weight).collect();
            let row = |points: Vec<i64>| {
                points.iter().zip(&weights).map(|(point, weight)| Some(fraction((*point).min(*weight), *weight))).collect()
            };
            let rows = vec![row(cells.iter().map(|(point, _)| *point).collect()), row(others)];
            let table = Attainments { rows, weights: weights.clone() };
            let differences = table.differences(0, 1);
            let values: Vec<f64> = differences.iter().map(|difference| difference.as_float()).collect();
            let floats: Vec<f64> = weights.iter().map(|weight| *weight as f64).collect();
            let corner = least_of_corners(&values, &floats, part as f64 / 10.0);
            let exact = least_weighted_sum(&differences, Leeway { part, whole: 10 }).expect("few digits");
            prop_assert_eq!(exact > 0, corner > 1e-9, "{} {}", exact, corner);
            prop_assert_eq!(is_above(&differences, Leeway { part, whole: 10 }), exact > 0);
        }

        #[test]
        fn intervals_contain_the_ranks_of_any_values_within_the_bounds(values in proptest::collection::vec((0_i64..40, 0_i64..4, 0_u8..3), 1..7)) {
            let bounds: Vec<[i64; 2]> = values.iter().map(|(value, reach, _)| [value - reach, value + reach]).collect();
            let drawn: Vec<i64> = values.iter().map(|(value, reach, at)| value + reach * (i64::from(*at) - 1)).collect();
            for (value, interval) in drawn.iter().zip(ranks_within(&bounds)) {
                let rank = to_u32(1 + drawn.iter().filter(|other| *other > value).count());
                prop_assert!(interval.best <= rank && rank <= interval.worst);
            }
        }
    }
}
