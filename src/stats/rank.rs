//! Ranking.

/// Competition ranks, highest value first: equal values share a rank and the next rank is skipped, 1-2-2-4.
///
/// Source: OECD and JRC, Handbook on Constructing Composite Indicators, 2008.
#[must_use]
pub fn competition_ranks<T: PartialOrd>(values: &[T]) -> Vec<u32> {
    let rank = |value: &T| 1 + values.iter().map(|other| u32::from(other > value)).sum::<u32>();
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_and_skip() {
        assert_eq!(competition_ranks(&[70, 90, 80, 90, 60]), [4, 1, 3, 1, 5]);
        assert_eq!(competition_ranks::<i64>(&[]), Vec::<u32>::new());
    }
}
