//! The cheapest way to reach an amount.

/// A portion that is available at one price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// How much is available.
    pub amount: i64,
    /// How easy it is to obtain: the higher, the cheaper.
    pub ease: usize,
}

/// Returns how much to take from each segment to reach an amount at the lowest cost. The easiest
/// segments come first; segments of equal ease are taken in their order. If all segments together
/// do not reach the amount, all of them are taken.
///
/// The greedy choice is the optimum of the linear program, because costs are convex and piecewise
/// linear and only their sum is constrained. The segments of one thing must therefore get dearer
/// one after another.
#[must_use]
pub fn cheapest(segments: &[Segment], amount: i64) -> Vec<i64> {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(segments[*index].ease));

    let mut amounts = vec![0; segments.len()];
    let mut remaining = amount.max(0);
    for index in order {
        amounts[index] = remaining.min(segments[index].amount.max(0));
        remaining -= amounts[index];
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_easiest_segment_comes_first_and_none_is_exceeded() {
        let segments = [
            Segment { amount: 3, ease: 1 },
            Segment { amount: 2, ease: 5 },
            Segment { amount: 4, ease: 5 },
        ];
        assert_eq!(cheapest(&segments, 4), [0, 2, 2]);
        assert_eq!(cheapest(&segments, 100), [3, 2, 4]);
        assert_eq!(cheapest(&segments, -1), [0, 0, 0]);
    }

    /// The least cost of an amount over all ways to take whole portions, by dynamic programming
    /// over the segments.
    fn least_cost(segments: &[(i64, usize)], amount: usize) -> Option<f64> {
        let mut costs = vec![f64::INFINITY; amount + 1];
        costs[0] = 0.0;
        for (size, ease) in segments {
            for reached in (0..=amount).rev() {
                for count in 1..=usize::try_from(*size).expect("a few").min(reached) {
                    let cost = costs[reached - count] + count as f64 / *ease as f64;
                    costs[reached] = costs[reached].min(cost);
                }
            }
        }
        Some(costs[amount]).filter(|cost| cost.is_finite())
    }

    proptest! {
        #[test]
        fn no_other_choice_is_cheaper(pairs in proptest::collection::vec((0_i64..6, 1_usize..9), 1..7), amount in 0_usize..20) {
            let segments: Vec<_> = pairs.iter().map(|(amount, ease)| Segment { amount: *amount, ease: *ease }).collect();
            let amounts = cheapest(&segments, i64::try_from(amount).expect("a few"));
            let reached: i64 = amounts.iter().sum();
            match least_cost(&pairs, amount) {
                Some(least) => {
                    let cost: f64 = amounts.iter().zip(&pairs).map(|(amount, (_, ease))| *amount as f64 / *ease as f64).sum();
                    prop_assert_eq!(usize::try_from(reached).ok(), Some(amount));
                    prop_assert!((cost - least).abs() < 1e-9, "{} {}", cost, least);
                }
                None => prop_assert!(amounts.iter().zip(&pairs).all(|(points, (amount, _))| points == amount)),
            }
        }
    }
}
