//! How two variables move together, and how widely values are spread.

/// The sample standard deviation, with the divisor n − 1. None for fewer than two values.
#[must_use]
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// Pearson's correlation of pairs, −1 to 1. None if either variable is constant, up to
/// floating-point noise.
///
/// Source: Pearson, Notes on regression and inheritance in the case of two parents, 1895.
#[must_use]
pub fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    const NOISE: f64 = 5e-10;
    let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (x, y) = (mean(&xs)?, mean(&ys)?);

    let sum = |product: fn((f64, f64)) -> f64| {
        pairs.iter().map(|pair| product((pair.0 - x, pair.1 - y))).sum::<f64>()
    };
    let (xx, yy) = (sum(|(x, _)| x * x).sqrt(), sum(|(_, y)| y * y).sqrt());
    (xx >= NOISE && yy >= NOISE).then(|| sum(|(x, y)| x * y) / (xx * yy))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// How far two orders of the same items agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// The pairs that both orders sort the same way.
    pub concordant: u64,
    /// The pairs that the two orders sort in opposite ways.
    pub discordant: u64,
    /// Kendall's τ-b, −1 to 1. None if either variable is constant.
    pub tau: Option<f64>,
}

impl Concordance {
    /// Computes the agreement of two variables from pairs of their values, in O(n log n) time.
    ///
    /// Sources: Kendall, The treatment of ties in ranking problems, 1945; Knight, A computer method
    /// for calculating Kendall's tau with ungrouped data, 1966.
    #[must_use]
    pub fn of(pairs: &[(i64, i64)]) -> Self {
        let mut sorted = pairs.to_vec();
        sorted.sort_unstable();

        let pair_count = |count: usize| (count as u64) * (count as u64).saturating_sub(1) / 2;
        let ties = |sizes: &mut dyn Iterator<Item = usize>| sizes.map(pair_count).sum::<u64>();
        let all = pair_count(sorted.len());
        let same_x = ties(&mut sorted.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len));
        let same_both = ties(&mut sorted.chunk_by(|a, b| a == b).map(<[_]>::len));

        let mut ys: Vec<i64> = sorted.iter().map(|(_, y)| *y).collect();
        let discordant = inversions(&mut ys);
        // `inversions` has sorted the values, so equal ones are neighbours.
        let same_y = ties(&mut ys.chunk_by(|a, b| a == b).map(<[_]>::len));
        let concordant = all + same_both - same_x - same_y - discordant;

        let (untied_x, untied_y) = ((all - same_x) as f64, (all - same_y) as f64);
        let tau = (concordant as f64 - discordant as f64) / (untied_x.sqrt() * untied_y.sqrt());
        Self { concordant, discordant, tau: (untied_x > 0.0 && untied_y > 0.0).then_some(tau) }
    }
}

/// Counts the pairs in descending order by merge sort. The values are sorted afterwards.
fn inversions(values: &mut [i64]) -> u64 {
    if values.len() < 2 {
        return 0;
    }

    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut count = inversions(left) + inversions(right);

    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left_values, mut right_values) =
        (left.iter().copied().peekable(), right.iter().copied().peekable());
    let mut left_remaining = left.len() as u64;
    loop {
        match (left_values.peek(), right_values.peek()) {
            (Some(a), Some(b)) if b < a => {
                count += left_remaining;
                merged.extend(right_values.next());
            }
            (Some(_), _) => {
                left_remaining -= 1;
                merged.extend(left_values.next());
            }
            (None, Some(_)) => merged.extend(right_values.next()),
            (None, None) => break,
        }
    }

    values.copy_from_slice(&merged);
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn correlations_match_numpy() {
        // numpy.corrcoef([1, 2, 3, 4], [1, 3, 2, 5]) = 0.8315218406202999; numpy.std(ddof=1) of the
        // latter is 1.707825127659933.
        let pairs = [(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 5.0)];
        assert!(pearson(&pairs).is_some_and(|r| (r - 0.831_521_840_620_299_9).abs() < 1e-12));
        let spread = standard_deviation(&[1.0, 3.0, 2.0, 5.0]);
        assert!(spread.is_some_and(|spread| (spread - 1.707_825_127_659_933).abs() < 1e-12));
        assert_eq!((pearson(&[(1.0, 2.0), (2.0, 2.0)]), pearson(&[])), (None, None));
        assert_eq!((standard_deviation(&[1.0]), standard_deviation(&[])), (None, None));
    }

    #[test]
    fn agreement_of_orders_matches_scipy() {
        // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) = -0.4714045207910316.
        let concordance = Concordance::of(&[(12, 1), (2, 4), (1, 7), (12, 1), (2, 0)]);
        assert!(
            concordance.tau.is_some_and(|tau| (tau + 0.471_404_520_791_031_6).abs() < 1e-12),
            "{concordance:?}"
        );
        assert_eq!((concordance.concordant, concordance.discordant), (2, 6));
        assert_eq!(
            Concordance::of(&[(1, 1), (1, 2)]),
            Concordance { concordant: 0, discordant: 0, tau: None }
        );
        assert_eq!(Concordance::of(&[]), Concordance { concordant: 0, discordant: 0, tau: None });
    }

    #[test]
    fn orders_in_which_either_list_is_all_equal_have_no_tau() {
        let untold = Concordance { concordant: 0, discordant: 0, tau: None };
        assert_eq!(Concordance::of(&[(1, 1), (2, 1)]), untold);
        assert_eq!(Concordance::of(&[(1, 1), (1, 1)]), untold);
    }

    proptest! {
        #[test]
        fn fast_counts_equal_counting_pairs_one_by_one(pairs in prop::collection::vec((0i64..6, 0i64..6), 0..30)) {
            let concordance = Concordance::of(&pairs);
            let mut counts = (0, 0);
            for (index, a) in pairs.iter().enumerate() {
                for b in &pairs[..index] {
                    match (a.0 - b.0).signum() * (a.1 - b.1).signum() {
                        1 => counts.0 += 1,
                        -1 => counts.1 += 1,
                        _ => {}
                    }
                }
            }
            prop_assert_eq!((concordance.concordant, concordance.discordant), counts);
        }
    }
}
