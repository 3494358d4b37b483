//! Competition and dense ranking.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

/// Whether units without a printed rank stand outside the ranking of the others, whose ranks then are
/// no higher than their number. `ranks` are those of all units; false if none or all have one.
#[must_use]
pub fn unranked_stand_outside(ranks: &[Option<u32>]) -> bool {
    let ranked = ranks.iter().flatten().count();
    let highest = ranks.iter().flatten().max();
    ranked < ranks.len() && highest.is_some_and(|highest| *highest as usize <= ranked)
}

/// Returns competition ranks, the highest value first. Equal values share a rank and the next rank
/// is skipped: 1-2-2-4.
///
/// Source: OECD and JRC, Handbook on Constructing Composite Indicators, 2008.
#[must_use]
pub fn competition_ranks<T: PartialOrd>(values: &[T]) -> Vec<u32> {
    let mut order: Vec<_> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].partial_cmp(&values[*a]).unwrap_or(Ordering::Equal));

    let mut ranks = vec![0; values.len()];
    let (mut rank, mut previous): (u32, Option<usize>) = (0, None);
    for (index, position) in order.into_iter().zip(1..) {
        if previous.is_none_or(|previous| values[previous] != values[index]) {
            rank = position;
        }
        ranks[index] = rank;
        previous = Some(index);
    }
    ranks
}

/// Returns dense ranks, the highest value first. Equal values share a rank and the next rank follows:
/// 1-2-2-3.
#[must_use]
pub fn dense_ranks<T: PartialOrd>(values: &[T]) -> Vec<u32> {
    let ranks = competition_ranks(values);
    let distinct: BTreeSet<u32> = ranks.iter().copied().collect();
    let dense: HashMap<u32, u32> = distinct.into_iter().zip(1..).collect();
    ranks.iter().map(|rank| dense[rank]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_dense_rank_and_the_next_one_follows() {
        assert_eq!(dense_ranks(&[70, 90, 80, 90, 60]), [3, 1, 2, 1, 4]);
    }

    #[test]
    fn equal_values_share_a_rank_and_the_next_rank_is_skipped() {
        assert_eq!(competition_ranks(&[70, 90, 80, 90, 60]), [4, 1, 3, 1, 5]);
        assert_eq!(competition_ranks::<i64>(&[]), Vec::<u32>::new());
    }
}
