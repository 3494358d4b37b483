//! How much of a repeated measurement persists: variances between and within groups.

/// The variances of values that come in groups: between the groups and within them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repeated {
    between: f64,
    within: f64,
}

impl Repeated {
    /// Estimates the variances by the method of moments. Groups of a single value are ignored. None
    /// if fewer than two groups have at least two values.
    ///
    /// Source: Searle, Casella and McCulloch, Variance Components, 1992, section 3.6.
    #[must_use]
    pub fn of(groups: &[&[f64]]) -> Option<Self> {
        let groups: Vec<_> = groups.iter().filter(|group| group.len() > 1).collect();
        if groups.len() < 2 {
            return None;
        }

        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let means: Vec<f64> = groups.iter().map(|group| mean(group)).collect();
        let squares = |(group, mean): (&&&[f64], &f64)| {
            group.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
        };
        let degrees: usize = groups.iter().map(|group| group.len() - 1).sum();
        let within = groups.iter().zip(&means).map(squares).sum::<f64>() / degrees as f64;

        let grand_mean = mean(&means);
        let variance_of_means = means.iter().map(|value| (value - grand_mean).powi(2)).sum::<f64>()
            / (means.len() - 1) as f64;
        let mean_inverse_size =
            groups.iter().map(|group| 1.0 / group.len() as f64).sum::<f64>() / groups.len() as f64;
        let between = (variance_of_means - within * mean_inverse_size).max(0.0);
        Some(Self { between, within })
    }

    /// The share of a group's mean that is particular to the group and not noise, 0 to 1, for a
    /// group of the given number of values.
    #[must_use]
    pub fn share(&self, figures: usize) -> f64 {
        let noise = self.within / figures.max(1) as f64;
        if self.between > 0.0 { self.between / (self.between + noise) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variances_match_the_analysis_of_variance() {
        // By hand: the means are 1, 3 and 5; within is 2 (each group 2 · 1² / 1); between is
        // (4 + 0 + 4) / 2 − 2 / 2 = 3.
        let repeated = Repeated::of(&[&[0.0, 2.0], &[2.0, 4.0], &[4.0, 6.0]]).expect("groups");
        assert_eq!(repeated, Repeated { between: 3.0, within: 2.0 });
        assert!((repeated.share(2) - 0.75).abs() < 1e-12);
        assert_eq!(Repeated::of(&[&[1.0, 2.0], &[1.0]]), None);
        assert_eq!(
            Repeated::of(&[&[0.0, 9.0], &[9.0, 0.0]]).map(|repeated| repeated.share(2)),
            Some(0.0)
        );
    }

    #[test]
    fn figures_that_are_all_equal_share_nothing() {
        let repeated = Repeated::of(&[&[1.0, 1.0], &[1.0, 1.0]]).expect("two groups");
        assert!(repeated.share(2).abs() < f64::EPSILON);
    }
}
