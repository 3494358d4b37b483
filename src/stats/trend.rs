//! Trends of short series.

use super::median;

/// The Theil–Sen slope: the median of the slopes between all pairs of points. None if fewer than
/// two points have different x.
///
/// Source: Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let slopes: Vec<_> =
        pairs(points).filter(|(a, b)| a.0 < b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    median(&slopes)
}

/// Kendall's τ-b of a series over distinct x, with a correction for equal values: 1 if the series
/// only rises, −1 if it only falls. None for fewer than two points or if all values are equal.
///
/// Source: Kendall, The treatment of ties in ranking problems, 1945.
#[must_use]
pub fn kendall_tau_b(points: &[(f64, f64)]) -> Option<f64> {
    let signs: Vec<_> =
        pairs(points).map(|(a, b)| i32::from(b.1 > a.1) - i32::from(b.1 < a.1)).collect();
    let untied = signs.iter().filter(|sign| **sign != 0).count();
    let balance = f64::from(signs.iter().sum::<i32>());
    (untied > 0).then(|| balance / (signs.len() as f64 * untied as f64).sqrt())
}

/// Iterates over all pairs of points; the point with the smaller x comes first in its pair.
fn pairs(points: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    points
        .iter()
        .enumerate()
        .flat_map(move |(index, a)| points[index + 1..].iter().map(move |b| (*a, *b)))
        .map(|(a, b)| if a.0 <= b.0 { (a, b) } else { (b, a) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(x, y)| (x as f64, *y)).collect()
    }

    #[test]
    fn the_slope_is_the_median_of_all_pairwise_slopes() {
        // scipy.stats.theilslopes([1, 2, 4, 3], [0, 1, 2, 3]) has the slope 5/6. One wild value
        // hardly moves a slope.
        let slope = theil_sen(&numbered(&[1.0, 2.0, 4.0, 3.0]));
        assert!(slope.is_some_and(|slope| (slope - 5.0 / 6.0).abs() < 1e-12), "{slope:?}");
        assert_eq!(theil_sen(&numbered(&[1.0, 2.0, 300.0, 4.0, 5.0])), Some(1.0));
        assert_eq!(theil_sen(&numbered(&[1.0])), None);
        assert_eq!(theil_sen(&[(2018.0, 0.5), (2022.0, 0.9)]), Some(0.1));
    }

    #[test]
    fn tau_compares_rising_and_falling_pairs() {
        let tau = |values: &[f64]| kendall_tau_b(&numbered(values));
        assert_eq!(tau(&[1.0, 2.0, 3.0, 4.0]), Some(1.0));
        assert_eq!(tau(&[4.0, 3.0, 2.0]), Some(-1.0));
        // scipy.stats.kendalltau([0, 1, 2, 3], [1, 2, 2, 3]) is 5 / sqrt(6 * 5).
        assert!(
            tau(&[1.0, 2.0, 2.0, 3.0]).is_some_and(|tau| (tau - 5.0 / 30f64.sqrt()).abs() < 1e-12)
        );
        assert_eq!(tau(&[2.0, 2.0, 2.0]), None);
    }

    #[test]
    fn points_of_the_same_x_have_no_slope() {
        // The slopes are (4 - 0) / 1 and (4 - 9) / 1.
        assert_eq!(theil_sen(&[(1.0, 0.0), (1.0, 9.0), (2.0, 4.0)]), Some(-0.5));
        assert_eq!(theil_sen(&[(1.0, 0.0), (1.0, 9.0)]), None);
    }
}
