//! The median polish of the gaps of a block in one year, units × criteria.

use std::collections::HashMap;

use crate::relation::GapRow;
use crate::stats::{MedianPolish, median_polish};

/// The median polish of gap shares.
///
/// Source: Tukey, Exploratory Data Analysis, 1977.
pub(super) struct Polish<'a> {
    units: HashMap<&'a str, usize>,
    criteria: HashMap<&'a str, usize>,
    split: MedianPolish,
}

impl<'a> Polish<'a> {
    /// Splits the gaps of one block in one year on one level.
    pub(super) fn of(rows: &[&'a GapRow]) -> Self {
        let (units, criteria) =
            (indices(rows, |row| &row.unit), indices(rows, |row| &row.criterion));
        let mut table = vec![vec![None; criteria.len()]; units.len()];
        for row in rows {
            table[units[row.unit.as_str()]][criteria[row.criterion.as_str()]] = Some(row.gap_share);
        }
        let split = median_polish(&table);
        Self { units, criteria, split }
    }

    /// The part of a gap that neither the unit's nor the criterion's effect explains, as a share of
    /// the maximum. None if the cell is not in the table.
    pub(super) fn residual(&self, row: &GapRow) -> Option<f64> {
        let (unit, criterion) =
            (self.units.get(row.unit.as_str())?, self.criteria.get(row.criterion.as_str())?);
        self.split.residuals[*unit][*criterion]
    }

    /// How far a unit lies above its block, as a share of the maximum. None if the unit is not in
    /// the table.
    pub(super) fn unit(&self, name: &str) -> Option<f64> {
        self.units.get(name).map(|unit| self.split.rows[*unit])
    }
}

/// Numbers the names in the order of their first appearance.
fn indices<'a>(
    rows: &[&'a GapRow],
    name: impl Fn(&'a GapRow) -> &'a String,
) -> HashMap<&'a str, usize> {
    let mut indices = HashMap::new();
    for row in rows {
        let next = indices.len();
        indices.entry(name(row).as_str()).or_insert(next);
    }
    indices
}
