//! Outliers of small samples.

use super::{median, median_absolute_deviation};

/// Fewest values for which an outlier score says anything.
const MIN_VALUES: usize = 5;

/// Modified z-scores: `0.6745 (x − median) / MAD`; where the MAD is zero,
/// `(x − median) / (1.253314 · mean absolute deviation)`, and 0 where all values are equal.
/// None for fewer than five values. Scores beyond ±3.5 are commonly called outliers.
///
/// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
#[must_use]
pub fn robust_z(values: &[f64]) -> Option<Vec<f64>> {
    if values.len() < MIN_VALUES {
        return None;
    }
    let centre = median(values)?;
    let mad = median_absolute_deviation(values)?;
    let mean_deviation = values.iter().map(|value| (value - centre).abs()).sum::<f64>() / values.len() as f64;
    let unit = if mad > 0.0 { mad / 0.6745 } else { 1.253_314 * mean_deviation };
    Some(values.iter().map(|value| if unit > 0.0 { (value - centre) / unit } else { 0.0 }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_definition() {
        assert_eq!(robust_z(&[1.0, 2.0, 3.0, 4.0]), None);
        let z = robust_z(&[1.0, 2.0, 3.0, 4.0, 100.0]).unwrap_or_default();
        assert!((z[4] - 0.6745 * 97.0).abs() < 1e-9, "{z:?}");
        let without_spread = robust_z(&[5.0, 5.0, 5.0, 5.0, 10.0]).unwrap_or_default();
        assert!((without_spread[4] - 5.0 / 1.253_314).abs() < 1e-9, "{without_spread:?}");
        assert_eq!(robust_z(&[2.0; 5]), Some(vec![0.0; 5]));
    }
}
