//! Rows of bonus and penalty points of a unit as a whole, in tables with the criteria down.

use crate::model::{FurtherKind, Rule, ScoreKind, Severity, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::super::cell::Cell;
use super::super::column::{FurtherColumn, ScoreColumn};
use super::super::finding::{Finding, FindingValue};
use super::super::row::{is_points, is_zero};
use super::Layout;
use super::crossing::{Crossing, UnitColumns};
use super::place::RowKind;

/// The rows of bonus and penalty points of a table.
pub(super) struct Adjustments {
    rows: Vec<Adjustment>,
}

struct Adjustment {
    kind: FurtherKind,
    /// Its place among the rows below the headings.
    at: usize,
    heading: Cell,
    /// The points of each unit: those that count. A unit that is not yet appraised gives them to itself.
    cells: Vec<RawCell>,
}

impl Adjustments {
    /// Finds the rows that have points other than zero. A row that holds both kinds, and a second row of
    /// a kind, is an error.
    pub(super) fn find(
        table: &RawTable,
        crossing: &Crossing,
        below: &[(&RawRow, RowKind)],
        findings: &mut Vec<Finding>,
    ) -> Self {
        let counted: Vec<usize> =
            crossing.units.iter().filter_map(|unit| counted_column(unit, below)).collect();
        let mut rows: Vec<Adjustment> = Vec::new();
        for (at, (row, kind)) in below.iter().enumerate() {
            let RowKind::Adjustment(kind) = kind else { continue };
            let cells: Option<Vec<&RawCell>> =
                counted.iter().map(|index| row.cells.get(*index)).collect();
            let (Some(cells), true) = (cells, counted.len() == crossing.units.len()) else {
                continue;
            };
            let Some(filled) = cells.iter().find(|cell| !is_zero(cell)) else { continue };
            let heading = Cell::new(table.number, &row.cells[crossing.criterion]);
            match kind {
                Some(kind) if rows.iter().all(|known| known.kind != *kind) => {
                    let cells = cells.into_iter().cloned().collect();
                    rows.push(Adjustment { kind: *kind, at, heading, cells });
                }
                Some(_) | None => {
                    let cell = Cell::new(table.number, filled);
                    let name = FindingValue::Text(clean(&heading.text));
                    let finding = Finding::new(Rule::BonusColumn, Severity::Error, &cell);
                    findings.push(finding.found(name));
                }
            }
        }
        Self { rows }
    }

    /// Whether the points are part of the sum in a row: those above it are, if any unit has some.
    pub(super) fn are_in(&self, row: usize) -> bool {
        let has_any = |adjustment: &Adjustment| adjustment.cells.iter().any(|cell| !is_zero(cell));
        self.rows.iter().any(|adjustment| adjustment.at < row && has_any(adjustment))
    }

    /// Adds a column for each kind.
    pub(super) fn add_to(self, layout: &mut Layout) {
        for Adjustment { kind, heading, cells, .. } in self.rows {
            if layout.rows.len() != cells.len() {
                continue;
            }
            let column =
                ScoreColumn { index: layout.width, heading, maximum: None, is_percent: false };
            layout.further.push(FurtherColumn { kind, round: 1, criterion: None, column });
            layout.width += 1;
            for (row, cell) in layout.rows.iter_mut().zip(cells) {
                row.cells.push(cell);
            }
        }
    }
}

/// The column of a unit's points that count: the appraised ones, if there are any.
fn counted_column(unit: &UnitColumns, below: &[(&RawRow, RowKind)]) -> Option<usize> {
    let [own, appraised, survey] = ScoreKind::ALL.map(|kind| unit.scores[kind as usize]);
    let is_filled =
        |index: &usize| below.iter().any(|(row, _)| row.cells.get(*index).is_some_and(is_points));
    appraised.filter(is_filled).or(own).or(appraised).or(survey)
}
