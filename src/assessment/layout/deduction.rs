//! Points taken from single areas: `TC | TĐ | Bị trừ | Tổng` below the heading of each area, and once
//! more below that of the totals.

use crate::model::{FurtherKind, Points, Rule, ScoreKind, Severity, clean};
use crate::source::{RawCell, RawRow};

use super::super::cell::{Cell, Position};
use super::super::column::{FurtherColumn, ScoreColumn};
use super::super::finding::Finding;
use super::super::row::{names_summary, numbers_columns};
use super::Layout;

/// Fills blank headings of a group of columns from another group with the same headings: the last
/// group of a file is often headed in part.
pub(super) fn fill_group_headings(rows: &mut [RawRow]) {
    let Some(lowest) = rows.iter().rposition(|row| !numbers_columns(row)).filter(|at| *at > 0)
    else {
        return;
    };
    let (above, below) = rows.split_at_mut(lowest);
    let (Some(above), Some(lowest)) = (above.first(), below.first_mut()) else { return };
    let text = |row: &RawRow, index: usize| {
        row.cells.get(index).map(|cell| clean(&cell.text)).unwrap_or_default()
    };
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for index in 0..above.cells.len() {
        match groups.last_mut() {
            Some((from, to)) if text(above, *from) == text(above, index) => *to = index + 1,
            _ => groups.push((index, index + 1)),
        }
    }
    let headings = |row: &RawRow, (from, to): (usize, usize)| -> Vec<String> {
        (from..to).map(|index| text(row, index)).collect()
    };
    let is_blank = |texts: &[String]| texts.iter().any(String::is_empty);
    for group in groups.iter().copied().filter(|(from, to)| to - from > 1) {
        let own = headings(lowest, group);
        let is_unnamed = text(above, group.0).is_empty();
        if is_unnamed || !is_blank(&own) || own.iter().all(String::is_empty) {
            continue;
        }
        let fits = |other: &Vec<String>| {
            other.len() == own.len()
                && !is_blank(other)
                && own.iter().zip(other).all(|(own, other)| own.is_empty() || own == other)
        };
        let model = groups.iter().map(|other| headings(lowest, *other)).find(fits);
        let Some(model) = model else { continue };
        for (cell, heading) in lowest.cells[group.0..group.1].iter_mut().zip(model) {
            if clean(&cell.text).is_empty() {
                cell.text = heading.into();
            }
        }
    }
}

impl Layout {
    /// Takes a column of points that are added to or taken from an area.
    pub(super) fn take_deduction(
        &mut self,
        kind: FurtherKind,
        column: &ScoreColumn,
        area: &Position,
    ) -> bool {
        let is_same = |further: &FurtherColumn| {
            (further.kind, further.criterion.as_ref()) == (kind, Some(area))
        };
        if self.further.iter().any(is_same) {
            return false;
        }
        let (criterion, column) = (Some(area.clone()), column.clone());
        self.further.push(FurtherColumn { kind, round: 1, criterion, column });
        true
    }

    fn deductions(&self) -> impl Iterator<Item = &FurtherColumn> {
        self.further.iter().filter(|further| {
            matches!(further.kind, FurtherKind::Bonus | FurtherKind::Penalty)
                && further.criterion.is_some()
        })
    }

    /// Compares the total of an area with its appraised score and what was taken from it.
    pub(super) fn check_area_total(
        &self,
        area: &Position,
        total: &ScoreColumn,
        findings: &mut Vec<Finding>,
    ) {
        let columns = self.tree.criteria.iter().find(|columns| columns.heading.at == *area);
        let Some(columns) = columns else { return };
        let counted = [ScoreKind::Appraised, ScoreKind::Survey];
        let counted: Vec<usize> = counted
            .iter()
            .filter_map(|kind| Some(columns.score_columns[*kind as usize].as_ref()?.index))
            .collect();
        let of_area = |further: &&FurtherColumn| further.criterion.as_ref() == Some(area);
        let taken: Vec<_> = self.deductions().filter(of_area).collect();
        self.check_rows(total, findings, |row| {
            let scores: Points = counted.iter().filter_map(|index| self.points(row, *index)).sum();
            scores + self.sum_of(row, &taken)
        });
    }

    /// Compares the printed sum of what was taken from the areas with its parts.
    pub(super) fn check_deductions(&self, sum: &ScoreColumn, findings: &mut Vec<Finding>) {
        let taken: Vec<_> = self.deductions().collect();
        self.check_rows(sum, findings, |row| self.sum_of(row, &taken).abs());
    }

    /// Whether points are taken from any area.
    pub(super) fn has_deductions(&self) -> bool {
        self.deductions().next().is_some()
    }

    fn sum_of(&self, row: &RawRow, taken: &[&FurtherColumn]) -> Points {
        let points = taken.iter().filter_map(|further| {
            let points = self.points(row, further.column.index)?;
            let is_penalty = further.kind == FurtherKind::Penalty;
            Some(further.kind.counted(if is_penalty { points.abs() } else { points }))
        });
        points.sum()
    }

    fn points(&self, row: &RawRow, index: usize) -> Option<Points> {
        let cell = Cell::new(self.number, row.cells.get(index)?);
        cell.read_figure(self.mark).ok()?.points()
    }

    /// An error for each row whose figure in a column is not the expected one.
    fn check_rows(
        &self,
        column: &ScoreColumn,
        findings: &mut Vec<Finding>,
        expected: impl Fn(&RawRow) -> Points,
    ) {
        // Means are rounded each by itself.
        let is_of_unit = |row: &&RawRow| {
            let mut names = row.cells.iter().take(self.unit + 1);
            !names.any(|cell| names_summary(&cell.text))
        };
        for row in self.rows.iter().filter(is_of_unit) {
            let (Some(found), Some(cell)) =
                (self.points(row, column.index), row.cells.get(column.index))
            else {
                continue;
            };
            let expected = expected(row);
            if found.abs() != expected {
                let unit = row.cells.get(self.unit).map_or(String::new(), named);
                let finding =
                    Finding::new(Rule::Total, Severity::Error, &Cell::new(self.number, cell));
                findings.push(finding.unit(&unit).points(expected, found));
            }
        }
    }
}

fn named(cell: &RawCell) -> String {
    clean(&cell.text)
}
