//! The maxima of mapped criteria, exact and in points.

use rust_decimal::Decimal;

use crate::model::{Points, ScoreKind};

use super::{Factor, MOST_DECIMALS, MappedCriterion, Mapping};

/// A maximum after the factor and the weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Maximum {
    /// Its exact value, such as a third of 100 points.
    pub(in super::super) exact: Decimal,
    /// The points, so that the maxima of the parts add up to that of their criterion.
    pub(in super::super) points: Points,
}

/// The kinds of scores that have a maximum of their own, as [`MappedCriterion::maxima`] has them.
const KINDS: [ScoreKind; 2] = [ScoreKind::Appraised, ScoreKind::Survey];

impl Mapping {
    /// The maxima of the appraised and of the survey score of each criterion. Parts in force
    /// without a maximum share the maximum of their criterion equally. A criterion without a
    /// maximum has the sum of the maxima of its parts, and so has one that is the sum of its parts
    /// and lacks one of them in the table.
    pub(in super::super) fn maxima(&self, in_force: &[bool]) -> Vec<[Maximum; 2]> {
        let mut maxima = vec![[Maximum::default(); 2]; self.criteria.len()];
        for (which, kind) in KINDS.into_iter().enumerate() {
            let exact = self.exact_maxima(in_force, which, kind);
            let mut points = vec![Points::ZERO; exact.len()];
            allot(&self.criteria, in_force, &exact, (None, Decimal::ZERO), &mut points);
            for (index, maximum) in maxima.iter_mut().enumerate() {
                maximum[which] = Maximum { exact: exact[index], points: points[index] };
            }
        }
        maxima
    }

    fn exact_maxima(&self, in_force: &[bool], which: usize, kind: ScoreKind) -> Vec<Decimal> {
        let declared = |criterion: &MappedCriterion| {
            let maximum = criterion.maxima[which].to_decimal();
            self.factor(Some(criterion)).of(maximum).unwrap_or_default()
        };
        let mut maxima: Vec<Decimal> = self.criteria.iter().map(declared).collect();
        let parts_of = |index: usize| {
            let parts = self.criteria.iter().enumerate();
            let parts = parts.filter(move |(_, criterion)| criterion.parent == Some(index));
            parts.map(|(part, _)| part).filter(|part| in_force[*part]).collect::<Vec<_>>()
        };

        let mut shares = vec![false; maxima.len()];
        for index in 0..maxima.len() {
            let needs_maximum =
                |part: &usize| self.criteria[*part].is_scored_by(kind) && maxima[*part].is_zero();
            let sharing: Vec<_> = parts_of(index).into_iter().filter(needs_maximum).collect();
            shares[index] = !sharing.is_empty();
            for part in &sharing {
                maxima[*part] = maxima[index] / Decimal::from(sharing.len());
            }
        }
        for index in (0..maxima.len()).rev() {
            let parts = self.criteria.iter().zip(in_force);
            let lacks_a_part = parts
                .filter(|(criterion, _)| criterion.parent == Some(index))
                .any(|(_, is_in_force)| !is_in_force);
            let is_reduced =
                lacks_a_part && !shares[index] && !self.criteria[index].is_scored_by(kind);
            if maxima[index].is_zero() || is_reduced {
                maxima[index] = parts_of(index).into_iter().map(|part| maxima[part]).sum();
            }
        }
        maxima
    }

    /// The declared scale after the factor.
    pub(in super::super) fn scale_in_points(&self) -> Option<Points> {
        let scale = self.times.of(self.scale?.to_decimal())?;
        Points::nearest(scale, MOST_DECIMALS)
    }

    /// What the figures of a criterion are multiplied by, or those of the totals.
    pub(in super::super) fn factor(&self, criterion: Option<&MappedCriterion>) -> Factor {
        criterion.map_or(self.times, |criterion| self.times.times(criterion.weight))
    }
}

/// Rounds the maxima of the parts of a criterion so that they add up: the ends of the intervals that
/// they take, one behind the other, are rounded.
fn allot(
    criteria: &[MappedCriterion],
    in_force: &[bool],
    exact: &[Decimal],
    (parent, mut start): (Option<usize>, Decimal),
    points: &mut [Points],
) {
    let nearest = |value| Points::nearest(value, MOST_DECIMALS);
    let parts = (0..criteria.len()).filter(|index| criteria[*index].parent == parent);
    for index in parts.filter(|index| in_force[*index]) {
        let end = start + exact[index];
        points[index] = nearest(end).unwrap_or_default() - nearest(start).unwrap_or_default();
        allot(criteria, in_force, exact, (Some(index), start), points);
        start = end;
    }
}
