//! Additive models of complete tables. Effects are shrunk to the part that the data can distinguish
//! from noise.
//!
//! For a complete table the estimates by restricted maximum likelihood equal those of the analysis
//! of variance, in closed form, wherever the latter are not negative: Searle, Casella and
//! McCulloch, Variance Components, 1992, chapters 4 and 7.

/// A complete table split into its mean, row effects, column effects and residuals.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoWay {
    /// The mean of all cells.
    pub mean: f64,
    /// One effect per row. The effects add up to zero.
    pub rows: Vec<f64>,
    /// One effect per column. The effects add up to zero.
    pub columns: Vec<f64>,
    /// The residual of each cell.
    pub residuals: Vec<Vec<f64>>,
}

impl TwoWay {
    /// Splits a table. None if it has fewer than two rows or columns, or rows of different lengths.
    #[must_use]
    pub fn of(table: &[Vec<f64>]) -> Option<Self> {
        let width = table.first()?.len();
        if table.len() < 2 || width < 2 || table.iter().any(|row| row.len() != width) {
            return None;
        }

        let mean = table.iter().flatten().sum::<f64>() / (table.len() * width) as f64;
        let rows: Vec<f64> = table.iter().map(|row| average(row.iter().copied()) - mean).collect();
        let columns: Vec<f64> =
            (0..width).map(|column| average(table.iter().map(|row| row[column])) - mean).collect();

        let residual =
            |row: usize, column: usize| table[row][column] - mean - rows[row] - columns[column];
        let residuals = (0..table.len())
            .map(|row| (0..width).map(|column| residual(row, column)).collect())
            .collect();
        Some(Self { mean, rows, columns, residuals })
    }

    /// The mean square of the residuals: an estimate of the noise variance of a cell.
    #[must_use]
    pub fn noise(&self) -> f64 {
        let squares: f64 =
            self.residuals.iter().flatten().map(|residual| residual * residual).sum();
        squares / self.degrees()
    }

    /// The variances of the rows, of the columns and of the residuals. Negative estimates become
    /// zero.
    #[must_use]
    pub fn variances(&self) -> [f64; 3] {
        let noise = self.noise();
        let spread =
            |effects: &[f64], others: usize| (variance(effects) - noise / others as f64).max(0.0);
        [spread(&self.rows, self.columns.len()), spread(&self.columns, self.rows.len()), noise]
    }

    /// The degrees of freedom of the residuals.
    fn degrees(&self) -> f64 {
        ((self.rows.len() - 1) * (self.columns.len() - 1)) as f64
    }
}

/// How far the weighted mean of each row lies above or below the mean of all rows, and how much of
/// that is not noise.
#[derive(Debug, Clone, PartialEq)]
pub struct RowEffects {
    /// The weighted mean of each row less the mean of all rows. The deviations add up to zero.
    pub deviations: Vec<f64>,
    /// The noise variance of a deviation.
    pub noise: f64,
    /// The share of a deviation that the data support, 0 to 1.
    pub reliability: f64,
    /// The degrees of freedom of the noise estimate.
    pub degrees: f64,
}

impl RowEffects {
    /// Estimates the effects of the rows of a table. The weights of the columns must add up to 1.
    /// None if the table cannot be split.
    ///
    /// `reliability = max(0, 1 − noise / variance of the deviations)`. With equal weights this is
    /// `max(0, 1 − 1/F)`, the generalizability coefficient of a crossed design (Brennan,
    /// Generalizability Theory, 2001, chapter 2).
    #[must_use]
    pub fn of(table: &[Vec<f64>], weights: &[f64]) -> Option<Self> {
        let split = TwoWay::of(table)?;
        let weighted = |row: &Vec<f64>| {
            row.iter().zip(weights).map(|(cell, weight)| cell * weight).sum::<f64>()
        };
        let means: Vec<f64> = table.iter().map(weighted).collect();
        let mean = average(means.iter().copied());
        let deviations: Vec<f64> = means.iter().map(|row_mean| row_mean - mean).collect();

        let noise = split.noise() * weights.iter().map(|weight| weight * weight).sum::<f64>();
        let reliability = reliability(noise, variance(&deviations));
        Some(Self { deviations, noise, reliability, degrees: split.degrees() })
    }

    /// Shrinks a deviation towards zero by the reliability (empirical Bayes: Efron and Morris,
    /// 1975).
    #[must_use]
    pub fn shrunken(&self, deviation: f64) -> f64 {
        self.reliability * deviation
    }

    /// The standard deviation of a row's true effect around the shrunken one, given the variances.
    #[must_use]
    pub fn spread(&self) -> f64 {
        (self.reliability * self.noise).sqrt()
    }
}

/// How much of the deviations of rows lasts over several tables with the same rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lasting {
    /// The variance of the lasting part.
    pub lasting: f64,
    /// The variance of the part that is particular to one table, noise included.
    pub passing: f64,
}

impl Lasting {
    /// Splits deviations into a lasting and a passing part. `tables` has one list per table, each
    /// with the same rows in the same order. `noise` is the mean noise variance of a deviation, and
    /// `noise_degrees` are the degrees of freedom of its estimate. None for fewer than two tables
    /// or rows.
    ///
    /// The passing variance beyond noise is estimated as well. If it would be negative, the passing
    /// variance and the noise are pooled: their sums of squares and their degrees of freedom are
    /// added up. The estimates are then again those of restricted maximum likelihood.
    #[must_use]
    pub fn of(tables: &[Vec<f64>], noise: f64, noise_degrees: f64) -> Option<Self> {
        let split = TwoWay::of(tables)?;
        let table_count = tables.len() as f64;

        let observed = split.noise();
        let passing = if observed < noise {
            (observed * split.degrees() + noise * noise_degrees) / (split.degrees() + noise_degrees)
        } else {
            observed
        };
        Some(Self { lasting: (variance(&split.columns) - passing / table_count).max(0.0), passing })
    }

    /// The lasting share of a mean deviation over the given number of tables, 0 to 1.
    #[must_use]
    pub fn share(&self, tables: usize) -> f64 {
        let noise = self.passing / tables.max(1) as f64;
        if self.lasting > 0.0 { self.lasting / (self.lasting + noise) } else { 0.0 }
    }

    /// The standard deviation of a row's lasting part around its shrunken mean, over the given
    /// number of tables.
    #[must_use]
    pub fn spread(&self, tables: usize) -> f64 {
        (self.share(tables) * self.passing / tables.max(1) as f64).sqrt()
    }
}

fn reliability(noise: f64, variance: f64) -> f64 {
    if variance > 0.0 { (1.0 - noise / variance).max(0.0) } else { 0.0 }
}

fn average(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    values.sum::<f64>() / count as f64
}

/// The sample variance, with the divisor n − 1.
fn variance(values: &[f64]) -> f64 {
    let mean = average(values.iter().copied());
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Diameters of growth inhibition, with one row per plate and one column per sample: Davies and
    /// Goldsmith, Statistical Methods in Research and Production, 1972; the data set Penicillin of
    /// R's lme4.
    const PENICILLIN: [[u8; 6]; 24] = [
        [27, 23, 26, 23, 23, 21],
        [27, 23, 26, 23, 23, 21],
        [25, 21, 25, 24, 24, 20],
        [26, 23, 25, 23, 23, 20],
        [25, 22, 26, 22, 23, 20],
        [24, 22, 25, 23, 22, 19],
        [24, 20, 23, 21, 22, 19],
        [26, 22, 26, 24, 24, 21],
        [24, 21, 24, 22, 22, 20],
        [24, 21, 24, 23, 22, 19],
        [26, 23, 26, 24, 24, 21],
        [25, 22, 26, 24, 24, 20],
        [26, 24, 26, 24, 25, 22],
        [26, 23, 26, 23, 23, 20],
        [26, 23, 25, 24, 24, 22],
        [25, 22, 25, 23, 23, 20],
        [25, 21, 24, 23, 23, 20],
        [25, 22, 24, 23, 23, 19],
        [24, 21, 23, 21, 21, 19],
        [26, 23, 26, 24, 24, 21],
        [25, 21, 24, 22, 22, 18],
        [25, 22, 25, 22, 22, 20],
        [24, 21, 24, 22, 24, 19],
        [24, 21, 24, 22, 21, 18],
    ];

    fn table<const W: usize>(rows: &[[impl Into<f64> + Copy; W]]) -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).into()).collect()).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-5
    }

    #[test]
    fn variances_match_those_that_lme4_prints() {
        let split = TwoWay::of(&table(&PENICILLIN)).expect("a table");
        let [plate, sample, rest] = split.variances().map(f64::sqrt);
        assert!(
            close(plate, 0.8467) && close(sample, 1.9316) && close(rest, 0.5499),
            "{plate} {sample} {rest}"
        );
        assert!(close(split.mean, 22.9722), "{}", split.mean);
    }

    #[test]
    fn with_equal_weights_reliability_is_one_minus_one_over_f() {
        let effects = RowEffects::of(&table(&PENICILLIN), &[1.0 / 6.0; 6]).expect("a table");
        // F = MS of plates / MS of the rest, from lme4's standard deviations 0.8467 and 0.5499.
        let f = (6.0 * 0.8467_f64.powi(2) + 0.5499_f64.powi(2)) / 0.5499_f64.powi(2);
        assert!((effects.reliability - (1.0 - 1.0 / f)).abs() < 1e-4, "{}", effects.reliability);
        assert!((effects.shrunken(2.0) / 2.0 - effects.reliability).abs() < 1e-12);
    }

    fn years(tables: [[[i8; 4]; 6]; 3]) -> Lasting {
        let effects =
            tables.map(|rows| RowEffects::of(&table(&rows), &[0.25; 4]).expect("a table"));
        let noise = effects.iter().map(|split| split.noise).sum::<f64>() / 3.0;
        let degrees = effects.iter().map(|split| split.degrees).sum();
        Lasting::of(&effects.map(|split| split.deviations), noise, degrees).expect("three tables")
    }

    /// Both data sets were drawn at random. The expected variances come from maximising the
    /// restricted likelihood of the model with fixed effects of table × column and random effects
    /// of row and row × table (scipy, Nelder–Mead).
    #[test]
    fn the_lasting_variance_maximises_the_restricted_likelihood() {
        let lasting = years([
            [
                [-1, 4, 5, -1],
                [-2, 9, 4, 1],
                [1, 6, 2, -1],
                [-5, 2, -2, 0],
                [5, 3, 4, 0],
                [4, 6, 4, 2],
            ],
            [
                [2, 6, 1, 5],
                [-5, -2, -6, -4],
                [-1, 1, -2, 0],
                [-5, -1, 1, 5],
                [0, -1, -3, -2],
                [3, -1, -1, 3],
            ],
            [
                [1, 3, 2, 5],
                [-8, -6, -4, -3],
                [-4, -6, -1, 1],
                [-8, -2, -1, -1],
                [0, 1, 0, 3],
                [-4, 0, -5, -4],
            ],
        ]);
        assert!(close(lasting.lasting, 1.34236) && close(lasting.passing, 4.94514), "{lasting:?}");
        assert!(close(lasting.share(3), 1.34236 / (1.34236 + 4.94514 / 3.0)), "{lasting:?}");

        // The passing variance does not exceed the noise: both are pooled.
        let lasting = years([
            [
                [-4, 1, -10, -7],
                [-3, 3, -6, -6],
                [-6, 4, -4, -9],
                [-5, -2, -7, -10],
                [-6, 0, -3, -6],
                [-6, -3, -7, -9],
            ],
            [
                [-1, -2, -3, 6],
                [0, -2, -1, 7],
                [-1, -2, 0, 8],
                [-4, -5, 1, 7],
                [-2, -4, -1, 9],
                [-1, -3, -2, 6],
            ],
            [
                [-4, -3, 3, 0],
                [1, -4, 3, 2],
                [-3, -1, 3, 0],
                [-7, -5, 0, -4],
                [-4, -3, 0, 0],
                [-5, -2, -1, 1],
            ],
        ]);
        assert!(close(lasting.lasting, 0.96414) && close(lasting.passing, 0.62980), "{lasting:?}");
    }

    #[test]
    fn incomplete_tables_cannot_be_split() {
        assert_eq!(TwoWay::of(&[]), None);
        assert_eq!(TwoWay::of(&[vec![1.0], vec![2.0]]), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0]]), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0], vec![3.0]]), None);
        assert_eq!(Lasting::of(&[], 1.0, 1.0), None);

        // All rows are alike, so no effect is left.
        let alike =
            RowEffects::of(&[vec![1.0, 2.0], vec![1.0, 2.0]], &[0.5, 0.5]).expect("a table");
        assert!(alike.reliability.abs() < f64::EPSILON && alike.spread().abs() < f64::EPSILON);
    }

    #[test]
    fn the_spread_of_a_row_effect_follows_from_reliability_and_noise() {
        // All residuals are 1/2 or -1/2: noise 4 · 1/4 / 1, times 1/4 + 1/4 for the weights. The
        // deviations -1 and 1 have the variance 2, so the reliability is 1 - (1/2) / 2.
        let effects =
            RowEffects::of(&[vec![1.0, 3.0], vec![2.0, 6.0]], &[0.5, 0.5]).expect("a table");
        assert_eq!(effects.deviations, [-1.0, 1.0]);
        assert!((effects.noise - 0.5).abs() < 1e-12, "{effects:?}");
        assert!((effects.reliability - 0.75).abs() < 1e-12, "{effects:?}");
        assert!((effects.spread() - 0.375_f64.sqrt()).abs() < 1e-12, "{effects:?}");
    }

    #[test]
    fn nothing_lasts_where_nothing_varies() {
        let lasting = Lasting { lasting: 0.0, passing: 0.0 };
        assert!(lasting.share(2).abs() < f64::EPSILON);
        assert!(lasting.spread(2).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn effects_add_up_to_zero_and_shrinkage_never_stretches_them(
            cells in proptest::collection::vec(-50.0f64..50.0, 24),
            weights in proptest::collection::vec(0.1f64..1.0, 4),
        ) {
            let table: Vec<_> = cells.chunks(4).map(<[_]>::to_vec).collect();
            let all: f64 = weights.iter().sum();
            let weights: Vec<_> = weights.iter().map(|weight| weight / all).collect();
            let effects = RowEffects::of(&table, &weights).expect("a table");
            prop_assert!(effects.deviations.iter().sum::<f64>().abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&effects.reliability));
            let split = TwoWay::of(&table).expect("a table");
            for (row, cells) in table.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let sum = split.mean + split.rows[row] + split.columns[column] + split.residuals[row][column];
                    prop_assert!((cell - sum).abs() < 1e-9);
                }
            }
            let tables = [effects.deviations.clone(), effects.deviations];
            let lasting = Lasting::of(&tables, effects.noise, effects.degrees).expect("two tables");
            prop_assert!((0.0..=1.0).contains(&lasting.share(2)) && lasting.share(1) <= lasting.share(2));
        }
    }
}
