//! Cells of a table with the criteria down that are merged over several criteria: the figure of the area
//! above them, or one that nobody can share out.

use crate::model::clean;
use crate::source::RawRow;

use super::super::row::is_points;
use super::place::{Place, RowKind};

/// Finds the cells with points that are merged over criteria with the same one above them. Where they are merged over
/// all of them and repeat the figure of that one, the criteria have none of their own; otherwise they share it.
pub(super) fn settle(rows: &mut [(&RawRow, RowKind)], place: &Place) {
    for column in place.scores.iter().copied().chain(place.maximum) {
        for (group, is_of_parent) in groups(rows, column) {
            for at in group {
                let RowKind::Criterion(placed) = &mut rows[at].1 else { continue };
                if is_of_parent {
                    placed.of_parent.push(column);
                } else {
                    placed.is_shared = true;
                }
            }
        }
    }
    for (row, kind) in rows {
        let RowKind::Criterion(placed) = kind else { continue };
        if placed.of_parent.is_empty() {
            continue;
        }
        let has_own = |column: &usize| {
            let cell = row.cells.get(*column).filter(|cell| !cell.copied && is_points(cell));
            cell.is_some() && !placed.of_parent.contains(column)
        };
        if !place.scores.iter().chain(&place.maximum).any(has_own) {
            // It says how points are given.
            *kind = RowKind::Guidance(String::new());
        } else if let Some(at) =
            placed.of_parent.iter().position(|column| place.maximum == Some(*column))
        {
            // A score needs a maximum of its own.
            placed.of_parent.remove(at);
            placed.is_shared = true;
        }
    }
}

/// The criteria over which cells of a column are merged, as indices, and whether the figure is that of the criterion
/// above them, with which they may be merged as well.
fn groups(rows: &[(&RawRow, RowKind)], column: usize) -> Vec<(Vec<usize>, bool)> {
    let cell = |at: usize| rows[at].0.cells.get(column);
    let parent = |at: usize| rows[at].1.criterion().map(|placed| placed.parent.as_str());
    let text = |at: usize| cell(at).filter(|cell| is_points(cell)).map(|cell| clean(&cell.text));
    let mut groups = Vec::new();
    for first in 0..rows.len() {
        let (Some(of), Some(figure)) = (parent(first), text(first)) else { continue };
        if cell(first).is_none_or(|cell| cell.copied) {
            continue;
        }
        let name = rows[first].1.criterion().map(|placed| placed.name.clone());
        let parts: Vec<usize> =
            (first + 1..rows.len()).filter(|at| parent(*at) == name.as_deref()).collect();
        let repeats = |at: &usize| {
            cell(*at).is_some_and(|cell| cell.copied) && text(*at).as_ref() == Some(&figure)
        };
        if !parts.is_empty() && parts.iter().all(repeats) {
            groups.push((parts, true));
            continue;
        }
        let is_sibling = |at: &usize| parent(*at) == Some(of);
        let later = (first + 1..rows.len()).filter(is_sibling);
        let group: Vec<usize> = [first].into_iter().chain(later.take_while(repeats)).collect();
        if group.len() < 2 {
            continue;
        }
        let above = (0..first).rev().find(|at| {
            rows[*at].1.criterion().is_some_and(|placed| !of.is_empty() && placed.name == of)
        });
        let is_whole = (0..rows.len()).filter(is_sibling).count() == group.len();
        let is_of_parent = is_whole && above.is_some_and(|above| text(above) == Some(figure));
        groups.push((group, is_of_parent));
    }
    groups
}
