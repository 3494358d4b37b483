//! How far rounding may move a printed sum from its parts: the one home of the tolerance.

use crate::model::{Points, Printed};

use super::super::cell::{Figure, Value};
use super::super::result::UnitResult;

/// The finest step in which points are given and not rounded.
pub(super) const QUARTER: Points = Points::from_ten_thousandths(2_500);

/// How exactly a column of figures is printed.
#[derive(Debug, Clone, Copy)]
struct Precision {
    /// The most decimals.
    decimals: u32,
    /// The largest of a point, a half and a quarter that all figures are multiples of: such figures
    /// are given and not rounded.
    step: Option<Points>,
}

/// The steps in which points are given, the largest first.
const STEPS: [Points; 3] =
    [Points::from_ten_thousandths(10_000), Points::from_ten_thousandths(5_000), QUARTER];

/// The precisions of the columns, by their numbers.
pub(super) struct Precisions(Vec<Precision>);

impl Precisions {
    pub(super) fn new(results: &[UnitResult]) -> Self {
        let mut precisions: Vec<Precision> = Vec::new();
        for figure in results.iter().flat_map(UnitResult::figures) {
            if let Value::Points(Printed { points, decimals }) = figure.value {
                let column = figure.cell.at.column;
                if precisions.len() <= column {
                    precisions.resize(column + 1, Precision { decimals: 0, step: Some(STEPS[0]) });
                }
                let is_multiple =
                    |step: &Points| points.ten_thousandths() % step.ten_thousandths() == 0;
                let precision = &mut precisions[column];
                precision.decimals = precision.decimals.max(decimals);
                precision.step = precision.step.and_then(|step| {
                    STEPS.into_iter().find(|points| *points <= step && is_multiple(points))
                });
            }
        }
        Self(precisions)
    }

    fn of(&self, figure: &Figure) -> Precision {
        self.0.get(figure.cell.at.column).copied().unwrap_or(Precision { decimals: 0, step: None })
    }

    /// How far a printed sum may be from the sum of its parts: what rounding can change in each of
    /// them, which is half of the last printed digit. Points that are given in whole steps are not
    /// rounded, unless a sum has larger steps than its parts.
    pub(super) fn tolerance(&self, sum: &Figure, parts: &[&Figure]) -> Points {
        let half_unit = |figure: &Figure| {
            let precision = self.of(figure);
            let half = Points::from_ten_thousandths(5_000 / 10_i64.pow(precision.decimals));
            if precision.step.is_some() { Points::ZERO } else { half }
        };
        let of_parts: Points = parts.iter().map(|figure| half_unit(figure)).sum();
        let is_exact = self.of(sum).step.is_some_and(|points| {
            parts.iter().all(|figure| self.of(figure).step.is_some_and(|step| points <= step))
        });
        let of_sum = Points::from_ten_thousandths(5_000 / 10_i64.pow(self.of(sum).decimals));
        if is_exact { of_parts } else { of_parts + of_sum }
    }
}
