//! Outliers in small samples.

use super::{median, median_absolute_deviation};

/// The fewest values for which an outlier score is meaningful.
const MIN_VALUES: usize = 5;

/// The scale of modified z-scores: `(x − centre) / unit`. Scores beyond ±3.5 are commonly called
/// outliers.
///
/// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RobustScale {
    /// The median.
    pub centre: f64,
    /// `MAD / 0.6745`, or `1.253314 · mean absolute deviation` if the MAD is zero. Zero if all
    /// values are equal.
    pub unit: f64,
}

impl RobustScale {
    /// Computes the scale of a sample. None for fewer than five values.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.len() < MIN_VALUES {
            return None;
        }

        let centre = median(values)?;
        let mad = median_absolute_deviation(values)?;
        let mean_deviation =
            values.iter().map(|value| (value - centre).abs()).sum::<f64>() / values.len() as f64;
        Some(Self {
            centre,
            unit: if mad > 0.0 { mad / 0.6745 } else { 1.253_314 * mean_deviation },
        })
    }

    /// The modified z-score of a value. Zero if all values of the sample are equal.
    #[must_use]
    pub fn z(self, value: f64) -> f64 {
        if self.unit > 0.0 { (value - self.centre) / self.unit } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_follow_the_definition() {
        let z = |values: &[f64], value| RobustScale::of(values).map(|scale| scale.z(value));
        assert_eq!(z(&[1.0, 2.0, 3.0, 4.0], 4.0), None);
        let far = z(&[1.0, 2.0, 3.0, 4.0, 100.0], 100.0).unwrap_or_default();
        assert!((far - 0.6745 * 97.0).abs() < 1e-9, "{far}");
        let without_spread = z(&[5.0, 5.0, 5.0, 5.0, 10.0], 10.0).unwrap_or_default();
        assert!((without_spread - 5.0 / 1.253_314).abs() < 1e-9, "{without_spread}");
        assert_eq!(z(&[2.0; 5], 2.0), Some(0.0));
    }

    #[test]
    fn without_a_median_deviation_the_mean_deviation_is_scaled() {
        // The median deviation is 0, the mean deviation 10 / 5 = 2: 10 / (1.253314 · 2).
        let scale = RobustScale::of(&[5.0, 5.0, 5.0, 5.0, 15.0]).expect("five values");
        assert!((scale.unit - 2.506_628).abs() < 1e-12, "{scale:?}");
        assert!((scale.z(15.0) - 3.989_423_241).abs() < 1e-9, "{scale:?}");
    }
}
