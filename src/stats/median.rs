//! The median, quantiles and the median absolute deviation.

/// The median: the middle value, or the mean of the two middle ones. None for an empty slice.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// The value below which a share of the values lies, 0 to 1, interpolated between the two nearest
/// values; 0.5 gives the median. None for an empty slice.
///
/// Source: Hyndman and Fan, Sample quantiles in statistical packages, 1996, definition 7.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = sorted.len().checked_sub(1)? as f64 * share.clamp(0.0, 1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
    let lower = place.floor() as usize;
    let above = sorted.get(lower + 1).unwrap_or(&sorted[lower]);
    Some(sorted[lower] + (place - place.floor()) * (above - sorted[lower]))
}

/// The median of the distances from the median (MAD). None for an empty slice.
#[must_use]
pub fn median_absolute_deviation(values: &[f64]) -> Option<f64> {
    let centre = median(values)?;
    median(&values.iter().map(|value| (value - centre).abs()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_the_two_nearest_values() {
        // Python: statistics.quantiles([1, 2, 4, 4.5, 10], n=4, method='inclusive').
        let values = [10.0, 2.0, 4.5, 1.0, 4.0];
        let quartiles = [0.25, 0.5, 0.75].map(|share| quantile(&values, share));
        assert_eq!(quartiles, [Some(2.0), Some(4.0), Some(4.5)]);
        assert_eq!([0.0, 1.0].map(|share| quantile(&values, share)), [Some(1.0), Some(10.0)]);
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn the_median_is_the_middle_value_or_the_mean_of_the_two_middle_ones() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        // R: mad(c(1,1,2,2,4,6,9), constant = 1) is 1.
        assert_eq!(median_absolute_deviation(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), Some(1.0));
    }
}
