//! Groups of units in tables of their own whose ranks go over all groups, so that none is ranked apart.

use std::collections::BTreeMap;

use crate::model::{Heading, Points};
use crate::source::{RawRow, RawTable};

use super::caption::Caption;
use super::heading::Words;
use super::layout::is_group;
use super::row::{is_data, reads_alike, running_number, sheet};
use super::title::without_number;

/// Whether each piece goes on with the ranks of the one before it: both are called groups and have the
/// same headings, and no rank is in two of their groups.
pub(super) fn ranked_on(pieces: &[RawTable], words: &Words) -> Vec<bool> {
    let mut ranked_on = vec![false; pieces.len()];
    let mut first = 0;
    while first < pieces.len() {
        let goes_on = |at: &usize| is_next_group(&pieces[*at - 1], &pieces[*at], words);
        let end = (first + 1..pieces.len()).find(|at| !goes_on(at)).unwrap_or(pieces.len());
        if end > first + 1 && are_ranked_together(&pieces[first..end], words) {
            ranked_on[first + 1..end].fill(true);
        }
        first = end;
    }
    ranked_on
}

/// Whether the line above a table calls it a group.
fn is_called_group(piece: &RawTable) -> bool {
    piece.caption.last().is_some_and(|line| is_group(without_number(line)))
}

fn is_next_group(table: &RawTable, piece: &RawTable, words: &Words) -> bool {
    let caption = Caption::new(&piece.caption);
    let [above, header] = [table, piece].map(|piece| words.header_rows(&piece.rows));
    is_called_group(table)
        && is_called_group(piece)
        && sheet(table) == sheet(piece)
        && caption.year().is_none()
        && caption.decision().is_none()
        && header > 0
        && header == above
        && piece.rows[..header].iter().zip(&table.rows).all(|(a, b)| reads_alike(a, b))
}

/// Whether no rank is in two groups, and the points fall from rank to rank over all groups.
fn are_ranked_together(groups: &[RawTable], words: &Words) -> bool {
    let column = |wanted| column_of(&groups[0], wanted, words);
    let (Some(rank), Some(total)) = (column(Heading::Rank), column(Heading::Total)) else {
        return false;
    };
    let mut points_by_rank: BTreeMap<u32, (usize, Points)> = BTreeMap::new();
    for (group, piece) in groups.iter().enumerate() {
        for row in piece.rows.iter().filter(|row| is_data(row)) {
            let Some((rank, points)) = ranked(row, rank, total) else { continue };
            let (known, _) = points_by_rank.entry(rank).or_insert((group, points));
            if *known != group {
                return false;
            }
        }
    }
    let points: Vec<Points> = points_by_rank.values().map(|(_, points)| *points).collect();
    points_by_rank.values().any(|(group, _)| *group > 0) && points.is_sorted_by(|a, b| a >= b)
}

/// The last column under a heading.
fn column_of(piece: &RawTable, wanted: Heading, words: &Words) -> Option<usize> {
    let heads = &piece.rows[..words.header_rows(&piece.rows)];
    let width = heads.first().map_or(0, |row| row.cells.len());
    let is_wanted = |column: &usize| {
        let mut cells = heads.iter().filter_map(|row| row.cells.get(*column));
        cells.any(|cell| words.heading(&words.title(&cell.text)) == Some(wanted))
    };
    (0..width).rev().find(is_wanted)
}

fn ranked(row: &RawRow, rank: usize, total: usize) -> Option<(u32, Points)> {
    let (rank, total) = (row.cells.get(rank)?, row.cells.get(total)?);
    let points = Points::parse_with(total.text.trim(), None).ok()?;
    Some((running_number(&rank.text)?, points.points))
}
