//! Tells parts of criteria from choices: how the points of a criterion are given, such as `Ban hành
//! kịp thời | 2`. Finds the levels of criteria without numbers by their maxima.

use std::collections::HashSet;

use crate::model::Points;
use crate::source::RawRow;

use super::super::row::{is_points, is_zero};
use super::line::Line;
use super::place::{Place, Placed, RowKind};

/// Settles what the rows below each criterion are. If their maxima add up to that of the criterion, they
/// are its parts. If the criterion has a score and none of them has one, or if one of them alone has
/// the score of the criterion, they are choices.
pub(super) fn settle_choices<'t>(rows: &mut [(&'t RawRow, RowKind<'t>)], place: &Place) {
    for at in 0..rows.len() {
        let (row, RowKind::Criterion(placed)) = &rows[at] else { continue };
        if placed.is_merged {
            continue;
        }
        let (name, most) = (placed.name.clone(), place.maximum_of(&rows[at]));
        let parts = Below::of(rows, at, place);
        if parts.scored(rows, place).next().is_none() {
            if has_points(row, place) {
                parts.leave(rows);
            }
            continue;
        }
        let Some(most) = most else { continue };
        let maxima: Vec<Option<Points>> = parts.maxima(rows, place).collect();
        let sum: Points = maxima.iter().flatten().copied().sum();
        if sum == most {
            parts.take_options(rows, place, &name);
            continue;
        }
        let mut scored = parts.scored(rows, place);
        let (Some(chosen), None) = (scored.next(), scored.next()) else { continue };
        drop(scored);
        let are_choices = maxima.iter().all(Option::is_none)
            || (maxima.len() > 1 && maxima.contains(&Some(most)));
        let (row, choice) = (rows[at].0, rows[chosen].0);
        let is_own = place.is_scored(row);
        if !are_choices || parts.are_nested || (is_own && !has_same_points(row, choice, place)) {
            continue;
        }
        parts.leave(rows);
        if let RowKind::Criterion(placed) = &mut rows[at].1 {
            placed.scored_in = Some(choice).filter(|_| !is_own);
        }
    }
}

/// The rows below a criterion, as indices.
struct Below {
    /// Its parts, and theirs.
    parts: Vec<usize>,
    /// Rows without a number and a score right below it.
    options: Vec<usize>,
    /// Whether its parts have parts.
    are_nested: bool,
}

impl Below {
    fn of(rows: &[(&RawRow, RowKind)], at: usize, place: &Place) -> Self {
        let mut below = Self { parts: Vec::new(), options: Vec::new(), are_nested: false };
        let RowKind::Criterion(criterion) = &rows[at].1 else { return below };
        let mut names = HashSet::from([criterion.name.clone()]);
        for (index, (row, kind)) in rows.iter().enumerate().skip(at + 1) {
            match kind {
                RowKind::Criterion(placed) if names.contains(&placed.parent) => {
                    below.are_nested |= placed.parent != criterion.name;
                    names.insert(placed.name.clone());
                    below.parts.push(index);
                }
                RowKind::Criterion(_) => break,
                RowKind::Guidance(_) if !below.are_nested && place.maximum_in(row).is_some() => {
                    below.options.push(index);
                }
                RowKind::Guidance(_)
                | RowKind::Prose
                | RowKind::Sum
                | RowKind::SumOfAreas(_)
                | RowKind::OfOtherYear
                | RowKind::Rank
                | RowKind::Grade
                | RowKind::Adjustment(_)
                | RowKind::Nameless => {}
            }
        }
        below
    }

    /// The parts with points other than zero.
    fn scored<'r>(
        &'r self,
        rows: &'r [(&RawRow, RowKind)],
        place: &'r Place,
    ) -> impl Iterator<Item = usize> + 'r {
        self.parts.iter().copied().filter(|index| has_points(rows[*index].0, place))
    }

    /// The maxima of the parts and options, in no order.
    fn maxima<'r>(
        &'r self,
        rows: &'r [(&RawRow, RowKind)],
        place: &'r Place,
    ) -> impl Iterator<Item = Option<Points>> + 'r {
        self.parts.iter().chain(&self.options).map(|index| place.maximum_of(&rows[*index]))
    }

    /// Makes choices of the parts.
    fn leave(&self, rows: &mut [(&RawRow, RowKind)]) {
        for index in &self.parts {
            rows[*index].1 = RowKind::Guidance(String::new());
        }
    }

    /// Makes parts of the options.
    fn take_options(&self, rows: &mut [(&RawRow, RowKind)], place: &Place, parent: &str) {
        for index in &self.options {
            let row = rows[*index].0;
            let Some(Line { name, .. }) = Line::read(row, place) else { continue };
            let mut criteria = rows.iter().filter_map(|(_, kind)| kind.criterion());
            let is_known = criteria.any(|placed| placed.name == name);
            let name = if is_known { format!("{name} ({parent})") } else { name };
            rows[*index].1 = RowKind::Criterion(Placed {
                name,
                parent: parent.to_owned(),
                column: place.criterion,
                is_merged: false,
                maximum: None,
                is_of_survey: false,
                scored_in: None,
                of_parent: Vec::new(),
                is_shared: false,
            });
        }
    }
}

/// Whether a row has points other than zero.
fn has_points(row: &RawRow, place: &Place) -> bool {
    place.scores(row).any(|cell| is_points(cell) && !is_zero(cell))
}

/// Whether two rows have the same points, where both have any.
fn has_same_points(one: &RawRow, other: &RawRow, place: &Place) -> bool {
    let text = |row: &RawRow, index: usize| row.cells.get(index).map(|cell| cell.text.clone());
    place.scores.iter().all(|index| {
        let [one, other] = [one, other].map(|row| text(row, *index).unwrap_or_default());
        one.trim().is_empty() || other.trim().is_empty() || one.trim() == other.trim()
    })
}

/// Places criteria below others by their maxima, if no numbers show their levels: those that follow a criterion and
/// add up to its maximum are its parts. Only if the maxima of all criteria together are not those of
/// the row of sums, or 100 points.
pub(super) fn add_maxima_levels<'t>(rows: &mut [(&'t RawRow, RowKind<'t>)], place: &Place) {
    let mut criteria = Vec::new();
    let mut whole = None;
    for (index, (row, kind)) in rows.iter().enumerate() {
        match kind {
            RowKind::Criterion(placed) => {
                let maximum = place.maximum_of(&rows[index]);
                if !placed.parent.is_empty() || placed.is_merged {
                    return;
                }
                criteria.extend(maximum.map(|maximum| (index, maximum, placed.name.clone())));
            }
            RowKind::Sum => whole = place.maximum_in(row),
            RowKind::Guidance(_)
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Adjustment(_)
            | RowKind::Nameless => {}
        }
    }
    let maxima: Vec<Points> = criteria.iter().map(|(_, maximum, _)| *maximum).collect();
    let all: Points = maxima.iter().copied().sum();
    let whole = whole.unwrap_or(Points::HUNDRED);
    let Some(parents) = parents_of(&maxima).filter(|_| all != whole) else { return };
    let of_areas: Points = maxima
        .iter()
        .zip(&parents)
        .filter(|(_, parent)| parent.is_none())
        .map(|(most, _)| *most)
        .sum();
    if of_areas != whole {
        return;
    }
    for ((index, ..), parent) in criteria.iter().zip(parents) {
        if let (RowKind::Criterion(placed), Some(parent)) = (&mut rows[*index].1, parent) {
            placed.parent.clone_from(&criteria[parent].2);
        }
    }
}

/// The parent of each criterion, by the maxima: at least two that follow a criterion and add up to its
/// maximum are its parts. None if no criterion has parts.
fn parents_of(maxima: &[Points]) -> Option<Vec<Option<usize>>> {
    // The end of the parts of each criterion, from the last one on.
    let mut ends: Vec<usize> = vec![0; maxima.len()];
    for at in (0..maxima.len()).rev() {
        let (mut next, mut sum, mut count) = (at + 1, Points::ZERO, 0);
        while next < maxima.len() && sum < maxima[at] {
            sum = sum + maxima[next];
            next = ends[next];
            count += 1;
        }
        ends[at] = if sum == maxima[at] && count > 1 { next } else { at + 1 };
    }
    let mut parents = vec![None; maxima.len()];
    for at in 0..maxima.len() {
        let mut next = at + 1;
        while next < ends[at] {
            parents[next] = Some(at);
            next = ends[next];
        }
    }
    parents.iter().any(Option::is_some).then_some(parents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maxima_show_the_levels_of_criteria_without_numbers() {
        let parents = |maxima: &[i64]| {
            let points: Vec<Points> =
                maxima.iter().map(|most| Points::from_ten_thousandths(most * 10_000)).collect();
            parents_of(&points)
        };
        assert_eq!(
            parents(&[30, 18, 8, 10, 12, 70, 40, 30]),
            Some(vec![None, Some(0), Some(1), Some(1), Some(0), None, Some(5), Some(5)])
        );
        assert_eq!(parents(&[30, 40, 30]), None);
        assert_eq!(parents(&[20, 20, 5]), None);
    }
}
