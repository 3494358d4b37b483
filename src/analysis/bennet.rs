//! Splits the change of a criterion's points into performance and weight.

use crate::model::{Points, rounded_quotient};

/// A split change of points. Both parts add up to the change exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The unit's own part: mean maximum × change of attainment, rounded half away from zero to a
    /// hundredth of a point, the precision of decisions. If the maximum is the same in both years,
    /// this is the whole change.
    pub performance: Points,
    /// The framework's part: mean attainment × change of maximum, computed as the rest of the
    /// change.
    pub weight: Points,
}

/// Splits the change between two years. Each year is given by its points and the maximum that
/// applies to the unit. A criterion with a maximum of zero in either year exists in one year only:
/// its whole change is weight.
///
/// Source: Bennet, The theory of measurement of changes in cost of living, 1920.
#[must_use]
pub fn split(
    (points_from, max_from): (Points, Points),
    (points_to, max_to): (Points, Points),
) -> Split {
    let [p0, w0, p1, w1] = [points_from, max_from, points_to, max_to]
        .map(|points| i128::from(points.ten_thousandths()));
    let divisor = 2 * w0 * w1;
    let performance = match divisor {
        0 => 0,
        _ if w0 == w1 => p1 - p0,
        // Only figures that no document could hold are too large.
        _ => (w0 + w1)
            .checked_mul(p1 * w0 - p0 * w1)
            .map_or(0, |product| rounded_quotient(product, 100 * divisor) * 100),
    };
    let performance = Points::from_ten_thousandths(i64::try_from(performance).unwrap_or(0));
    Split { performance, weight: points_to - points_from - performance }
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, reason = "shares of amounts that fit")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(text: &str) -> Points {
        Points::parse(text).map(|printed| printed.points).unwrap_or_default()
    }

    fn of(from: (&str, &str), to: (&str, &str)) -> (String, String) {
        let split = split((points(from.0), points(from.1)), (points(to.0), points(to.1)));
        (split.performance.to_string(), split.weight.to_string())
    }

    #[test]
    fn figures_beyond_those_of_documents_are_all_weight() {
        let most = Points::stored(9_999_999_999_999_999).expect("below the limit");
        let split = split((-most, most), (most, points("1")));
        assert_eq!(split, Split { performance: Points::ZERO, weight: most + most });
    }

    #[test]
    fn the_split_follows_the_definition() {
        // From 8 of 10 (0.8) to 9 of 20 (0.45): 15 · (−0.35) = −5.25 and 0.625 · 10 = 6.25.
        assert_eq!(of(("8", "10"), ("9", "20")), ("-5.25".into(), "6.25".into()));
        assert_eq!(of(("8", "10"), ("9", "10")), ("1.00".into(), "0.00".into()));
        // From 1 of 3 to 2 of 7: 5 · (2/7 − 1/3) = −0.238095…; the rest is weight.
        assert_eq!(of(("1", "3"), ("2", "7")), ("-0.24".into(), "1.24".into()));
        assert_eq!(of(("0.1234", "3"), ("0.2222", "3")), ("0.0988".into(), "0.00".into()));
        assert_eq!(of(("0", "0"), ("4", "5")), ("0.00".into(), "4.00".into()));
        assert_eq!(of(("4", "5"), ("0", "0")), ("0.00".into(), "-4.00".into()));
    }

    proptest! {
        #[test]
        fn parts_add_up_under_any_framework(
            criteria in proptest::collection::vec((0i64..=3_000_000, 0i64..=3_000_000, 0.0f64..=1.0, 0.0f64..=1.0), 1..12)
        ) {
            let mut sums = [Points::ZERO; 4];
            for (w0, w1, s0, s1) in criteria {
                let amount = |weight: i64, share: f64| Points::from_ten_thousandths((weight as f64 * share) as i64);
                let weight = Points::from_ten_thousandths;
                let (from, to) = ((amount(w0, s0), weight(w0)), (amount(w1, s1), weight(w1)));
                let split = split(from, to);
                // Performance matches the formula in floats up to half a hundredth of a point.
                if w0 > 0 && w1 > 0 {
                    let share = |(points, weight): (Points, Points)| points.share_of(weight).unwrap_or(0.0);
                    let exact = (w0 + w1) as f64 / 2.0 * (share(to) - share(from));
                    prop_assert!((split.performance.ten_thousandths() as f64 - exact).abs() <= 50.0 + 1e-6);
                }
                for (sum, part) in sums.iter_mut().zip([split.performance, split.weight, from.0, to.0]) {
                    *sum = *sum + part;
                }
            }
            let [performance, weight, from, to] = sums;
            prop_assert_eq!(performance + weight, to - from);
        }
    }
}
