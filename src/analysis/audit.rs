//! The cells that an appraiser should look at first: gaps that neither the habit of the unit nor
//! the criterion explains.

use std::cmp::Reverse;

use crate::model::{Block, Points, Year, billionths};
use crate::relation::{AuditCell, GapRow};

use super::judgement::WORTH_A_LOOK;
use super::polish::Polish;

/// Returns the over-scored cells of one block whose gap share stands out after a median polish of
/// units × criteria, the largest residual first. Equal residuals stay in printed order.
///
/// Source: Tukey, Exploratory Data Analysis, 1977.
#[must_use]
pub fn audit_cells(gaps: &[GapRow], year: Year, block: Block) -> Vec<AuditCell> {
    let rows: Vec<_> = gaps.iter().filter(|row| row.year == year && row.block == block).collect();
    let polish = Polish::of(&rows);
    let mut cells: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let residual = polish.residual(row)?;
            let GapRow { year, block, gap, gap_share, unit_id, .. } = **row;
            let (unit, criterion) = (row.unit.clone(), row.criterion.clone());
            Some(AuditCell { year, block, unit, unit_id, criterion, gap, gap_share, residual })
        })
        .filter(|cell| cell.gap > Points::ZERO && cell.residual >= WORTH_A_LOOK)
        .collect();

    // Residuals that differ only by floating-point noise count as equal and stay in printed order.
    cells.sort_by_key(|cell| Reverse(billionths(cell.residual)));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    #[test]
    fn a_cell_that_neither_its_unit_nor_its_criterion_explains_stands_out() {
        let (units, criteria) = (["a", "b", "c"], ["x", "y", "z"]);
        let gap = |unit: &str, criterion: &str| {
            // Unit a lies 1 % above the others and criterion x 2 %. Only b on y has a gap of its
            // own, of 20 %.
            let share = f64::from(u8::from(unit == "a")) * 0.01
                + f64::from(u8::from(criterion == "x")) * 0.02;
            let share = if (unit, criterion) == ("b", "y") { 0.2 } else { share };
            let gap = Points::from_ten_thousandths(10_000);
            GapRow {
                unit: unit.to_owned(),
                criterion: criterion.to_owned(),
                gap,
                gap_share: share,
                ..blank()
            }
        };
        let gaps: Vec<_> =
            units.iter().flat_map(|unit| criteria.map(|criterion| gap(unit, criterion))).collect();

        let cells = audit_cells(&gaps, gaps[0].year, gaps[0].block);
        let found: Vec<_> =
            cells.iter().map(|cell| (cell.unit.as_str(), cell.criterion.as_str())).collect();
        assert_eq!(found, [("b", "y")]);
        assert!((cells[0].residual - 0.2).abs() < 1e-9, "{}", cells[0].residual);
    }
}
