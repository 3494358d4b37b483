//! Median polish of a two-way table.

use super::median;

/// A table split into an overall level, row effects, column effects and residuals.
#[derive(Debug, Clone, PartialEq)]
pub struct MedianPolish {
    /// The overall level.
    pub overall: f64,
    /// One effect per row.
    pub rows: Vec<f64>,
    /// One effect per column.
    pub columns: Vec<f64>,
    /// The residual of each cell. None if the table has no value there.
    pub residuals: Vec<Vec<Option<f64>>>,
}

/// The most rounds of sweeping rows and columns.
const MAX_ROUNDS: usize = 100;

/// Splits a table as `value = overall + row + column + residual`. Subtracts the medians of rows and
/// columns in turn, rows first, until nothing changes. Missing cells are ignored.
///
/// Source: Tukey, Exploratory Data Analysis, 1977, chapter 11.
#[must_use]
pub fn median_polish(table: &[Vec<Option<f64>>]) -> MedianPolish {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let mut polish = MedianPolish {
        overall: 0.0,
        rows: vec![0.0; table.len()],
        columns: vec![0.0; width],
        residuals: table.to_vec(),
    };

    for _ in 0..MAX_ROUNDS {
        if polish.sweep_rows() + polish.sweep_columns() < 1e-12 {
            break;
        }
    }
    polish
}

impl MedianPolish {
    /// Moves the row medians into the row effects. Returns the sum of their absolute values.
    fn sweep_rows(&mut self) -> f64 {
        let mut moved = 0.0;
        for (row, effect) in self.residuals.iter_mut().zip(&mut self.rows) {
            let centre = median(&row.iter().copied().flatten().collect::<Vec<_>>()).unwrap_or(0.0);
            row.iter_mut().flatten().for_each(|value| *value -= centre);
            *effect += centre;
            moved += centre.abs();
        }
        self.overall += recentre(&mut self.columns);
        moved
    }

    /// Moves the column medians into the column effects. Returns the sum of their absolute values.
    fn sweep_columns(&mut self) -> f64 {
        let mut moved = 0.0;
        for (index, effect) in self.columns.iter_mut().enumerate() {
            let cells =
                || self.residuals.iter().filter_map(move |row| row.get(index).copied().flatten());
            let centre = median(&cells().collect::<Vec<_>>()).unwrap_or(0.0);

            for row in &mut self.residuals {
                if let Some(Some(value)) = row.get_mut(index) {
                    *value -= centre;
                }
            }
            *effect += centre;
            moved += centre.abs();
        }
        self.overall += recentre(&mut self.rows);
        moved
    }
}

/// Shifts the effects to a median of zero and returns the shift.
fn recentre(effects: &mut [f64]) -> f64 {
    let centre = median(effects).unwrap_or(0.0);
    for effect in effects {
        *effect -= centre;
    }
    centre
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_additive_table_has_no_residuals() {
        let table = [[1.0, 2.0, 4.0], [11.0, 12.0, 14.0], [21.0, 22.0, 24.0]]
            .map(|row| row.map(Some).to_vec());
        let polish = median_polish(&table);
        assert!((polish.overall - 12.0).abs() < 1e-12);
        assert_eq!(polish.rows, [-10.0, 0.0, 10.0]);
        assert_eq!(polish.columns, [-1.0, 0.0, 2.0]);
        assert!(polish.residuals.iter().flatten().all(|cell| *cell == Some(0.0)));
    }

    #[test]
    fn one_odd_cell_is_the_only_residual() {
        let mut table = [[1.0, 2.0, 4.0], [11.0, 12.0, 14.0], [21.0, 22.0, 24.0]]
            .map(|row| row.map(Some).to_vec());
        table[2][0] = Some(26.0);
        let polish = median_polish(&table);
        assert_eq!(polish.residuals[2][0], Some(5.0));
        assert_eq!(polish.residuals.iter().flatten().filter(|cell| **cell != Some(0.0)).count(), 1);
    }

    #[test]
    fn sweeps_go_on_until_neither_rows_nor_columns_move() {
        // The medians of the rows are 0 at first, those of the columns 0, 3 and -2. Without these
        // the third row is 1, -3, -3 with the median -3, and without that nothing moves any more.
        let table = [[0.0, 3.0, -1.0], [0.0, 4.0, -2.0], [1.0, 0.0, -5.0]]
            .map(|row| row.map(Some).to_vec());
        let polish = median_polish(&table);
        assert!(polish.overall.abs() < 1e-12);
        assert_eq!(polish.rows, [0.0, 0.0, -3.0]);
        assert_eq!(polish.columns, [0.0, 3.0, -2.0]);
        let residuals = [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [4.0, 0.0, 0.0]];
        assert_eq!(polish.residuals, residuals.map(|row| row.map(Some).to_vec()));
    }

    proptest! {
        #[test]
        fn effects_and_residuals_add_up_to_the_table(cells in proptest::collection::vec(proptest::option::weighted(0.9, -50.0f64..50.0), 24)) {
            let table: Vec<_> = cells.chunks(4).map(<[_]>::to_vec).collect();
            let polish = median_polish(&table);
            for (r, row) in table.iter().enumerate() {
                for (c, cell) in row.iter().enumerate() {
                    let sum = polish.residuals[r][c].map(|residual| polish.overall + polish.rows[r] + polish.columns[c] + residual);
                    let agree = match (cell, sum) {
                        (Some(value), Some(sum)) => (value - sum).abs() < 1e-9,
                        (None, None) => true,
                        _ => false,
                    };
                    prop_assert!(agree, "{cell:?} is not {sum:?}");
                }
            }
        }
    }
}
