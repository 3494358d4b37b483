//! How far a printed sum may differ from its parts because of rounding. The tolerance is defined
//! here and nowhere else.

use crate::model::{Points, Printed};

use super::super::cell::{Figure, Position};
use super::super::result::UnitResult;

/// The finest step in which points are awarded. Multiples of a step are exact and not rounded.
pub(super) const QUARTER: Points = Points::from_ten_thousandths(2_500);

/// The precision of a column of figures.
#[derive(Debug, Clone, Copy)]
struct Precision {
    /// The largest number of decimals.
    decimals: u32,
    /// The largest of one point, a half and a quarter of which all figures are multiples. Such
    /// figures are exact and not rounded. None if there is no such step.
    step: Option<Points>,
}

/// The steps in which points are awarded, largest first.
const STEPS: [Points; 3] =
    [Points::from_ten_thousandths(10_000), Points::from_ten_thousandths(5_000), QUARTER];

/// The precision of each column, by the numbers of its table and its column, both from 1.
pub(super) struct Precisions(Vec<Vec<Precision>>);

impl Precisions {
    pub(super) fn new(results: &[UnitResult]) -> Self {
        let mut tables: Vec<Vec<Precision>> = Vec::new();
        for figure in results.iter().flat_map(UnitResult::figures) {
            if let Some(Printed { points, decimals }) = figure.printed() {
                let (table, column) = (figure.cell.at.table, figure.cell.at.column);
                if tables.len() <= table {
                    tables.resize(table + 1, Vec::new());
                }
                let precisions = &mut tables[table];
                if precisions.len() <= column {
                    precisions.resize(column + 1, Precision { decimals: 0, step: Some(STEPS[0]) });
                }
                let is_multiple =
                    |step: &Points| points.ten_thousandths() % step.ten_thousandths() == 0;
                let precision = &mut precisions[column];
                precision.decimals = precision.decimals.max(decimals);
                precision.step = precision.step.and_then(|largest| {
                    STEPS.into_iter().find(|step| *step <= largest && is_multiple(step))
                });
            }
        }
        Self(tables)
    }

    fn of(&self, figure: &Figure) -> Precision {
        let Position { table, column, .. } = figure.cell.at;
        let precision = self.0.get(table).and_then(|columns| columns.get(column)).copied();
        precision.unwrap_or(Precision { decimals: 0, step: None })
    }

    /// How far a printed sum may differ from the sum of its parts: half of the last printed digit
    /// for each figure that may be rounded. Figures of a column in whole steps are exact, so they
    /// add nothing. The sum adds nothing only if it and all parts are exact and its step is no
    /// larger than theirs.
    pub(super) fn tolerance(&self, sum: &Figure, parts: &[&Figure]) -> Points {
        let of_parts = self.digits_of(parts);
        let is_exact = self.of(sum).step.is_some_and(|sum_step| {
            parts.iter().all(|figure| self.of(figure).step.is_some_and(|step| sum_step <= step))
        });
        let of_sum = last_digit(self.of(sum).decimals);
        // Halved at the end, because half of the fourth decimal is not a whole ten-thousandth.
        half(if is_exact { of_parts } else { of_parts + of_sum })
    }

    /// How far the sum of some figures may differ from that before their rounding.
    pub(super) fn of_parts(&self, parts: &[&Figure]) -> Points {
        half(self.digits_of(parts))
    }

    /// The sum of the last digits of the figures that may be rounded.
    fn digits_of(&self, figures: &[&Figure]) -> Points {
        let digit = |figure: &&Figure| {
            let precision = self.of(figure);
            if precision.step.is_some() { Points::ZERO } else { last_digit(precision.decimals) }
        };
        figures.iter().map(digit).sum()
    }
}

/// A unit of the last of some decimals.
fn last_digit(decimals: u32) -> Points {
    Points::from_ten_thousandths(10_000 / 10_i64.pow(decimals))
}

fn half(points: Points) -> Points {
    Points::from_ten_thousandths(points.ten_thousandths() / 2)
}

/// Half a unit of the last of some decimals, rounded down to a ten-thousandth of a point.
pub(in super::super) fn half_a_digit(decimals: u32) -> Points {
    half(last_digit(decimals))
}
